import { type RefObject, useCallback, useRef, useState } from 'react';
import type { Draft } from './suggestions.ts';

/**
 * What is being typed; null while a cell is only selected. `draft` is what is drawn, `now` what holds at this very
 * moment: a button may enter a draft and then select another cell before anything is drawn anew.
 */
export function useDraft(): {
  draft: Draft | null;
  now: RefObject<Draft | null>;
  setDraft: (draft: Draft | null) => void;
} {
  const [draft, draw] = useState<Draft | null>(null);
  const now = useRef<Draft | null>(null);
  const setDraft = useCallback((next: Draft | null) => {
    now.current = next;
    draw(next);
  }, []);
  return { draft, now, setDraft };
}
