import { useEffect } from 'react';
import type { Refusal } from './entering.ts';
import './refusal-note.css';

interface Props {
  refusal: Refusal;
  /** Whether it stands under the right end of the cell, so that it does not leave the page. */
  right: boolean;
  /** Element id, where the editor points at it. */
  id?: string;
  onDone(): void;
}

/** Element id of the note, by which the editor points at it. */
export const REFUSAL = 'refusal';

/** How long the note stays where nothing was typed that it could wait for, in ms. */
const STAYS = 4000;

/** Right at the cell: why it does not take what was typed, or cannot be typed into. */
export function RefusalNote({ refusal, right, id, onDone }: Props) {
  // biome-ignore lint/correctness/useExhaustiveDependencies: each refusal has its own time
  useEffect(() => {
    if (!refusal.passing) return undefined;
    const timer = setTimeout(onDone, STAYS);
    return () => clearTimeout(timer);
  }, [refusal]);
  return (
    <p className={right ? 'refusal right' : 'refusal'} role="alert" id={id}>
      {refusal.sentence}
    </p>
  );
}
