import { type RefObject, useRef, useState } from 'react';
import { typedText } from '../../shared/filing/filing.ts';
import type { Place } from '../../shared/filing/path.ts';
import type { Session } from '../state/session.ts';
import { reasonPlace } from './override.ts';
import type { Selecting } from './use-selection.ts';

/** The reason for what was typed over a worked-out value. */
export interface Reasoning {
  /** Where the reason of the active cell is kept; null where there is nothing to give one for. */
  place: Place | null;
  /** Whether the clerk has just typed over the value, and is asked why. */
  asked: boolean;
  field: RefObject<HTMLInputElement | null>;
  /** Asks for the reason if one is missing behind what was just typed; false where none is. */
  ask(): boolean;
  answered(): void;
}

export function useReason(session: Session, { active }: Selecting): Reasoning {
  const field = useRef<HTMLInputElement>(null);
  const [asked, setAsked] = useState('');
  /** Read anew: the value may have been entered since this was drawn. */
  const placeNow = () =>
    active && active.pattern === '' ? reasonPlace(session.form, session.filing, active.path) : null;
  return {
    place: placeNow(),
    asked: active !== null && asked === active.path,
    field,
    ask: () => {
      const place = placeNow();
      const missing = place !== null && typedText(session.filing, place) === '';
      setAsked(missing && active ? active.path : '');
      return missing;
    },
    answered: () => setAsked(''),
  };
}
