import { type MouseEvent, type PointerEvent, type RefObject, useRef } from 'react';
import type { Session } from '../state/session.ts';
import { isTick } from './cell-value.ts';
import type { Entering } from './entering.ts';
import type { GridCommand } from './keys.ts';
import type { Selecting } from './use-selection.ts';

interface Where {
  session: Session;
  selecting: Selecting;
  entering: Entering;
  editor: RefObject<HTMLTextAreaElement | null>;
  run(command: GridCommand): void;
  focus(): void;
}

/** What the pointer does on the pages: a press selects, a move extends, a double click edits. Keys go to the editor. */
export function usePointer({ session, selecting, entering, editor, run, focus }: Where) {
  /** Whether the pressed button was pressed in the table: only then does moving it extend the selection. */
  const dragging = useRef(false);
  const { active, endKey } = selecting;
  return {
    onPointerDown(event: PointerEvent) {
      if (event.target === editor.current || event.button === 1) return;
      const key = keyUnder(event.target);
      // The right button opens the menu of what is selected already, or of the cell it hits.
      if (event.button === 2 && key !== null && selecting.holds(key)) return;
      if (key === null && event.target !== event.currentTarget) return;
      event.preventDefault();
      dragging.current = event.button === 0;
      if (!entering.commit()) return;
      if (key !== null && event.shiftKey) selecting.extend(key);
      else if (key !== null) selecting.select(key);
      focus();
    },
    onPointerUp() {
      dragging.current = false;
    },
    onPointerMove(event: PointerEvent) {
      const extending = dragging.current && event.buttons === 1 && !entering.draft;
      const key = extending ? keyUnder(event.target) : null;
      if (key !== null && key !== endKey && endKey !== '') selecting.extend(key);
    },
    onDoubleClick(event: MouseEvent) {
      if (entering.draft || event.target === editor.current || keyUnder(event.target) === null) return;
      run({ do: active && isTick(session.form, active) ? 'tick' : 'edit' });
    },
  };
}

/** Key of the cell under the pointer; null where there is none that can be selected. */
function keyUnder(target: EventTarget): string | null {
  return (target as HTMLElement).closest<HTMLElement>('.page [data-path]')?.dataset.path ?? null;
}
