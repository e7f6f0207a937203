import { type MouseEvent, type PointerEvent, useRef } from 'react';
import type { Sheet } from '../../shared/layout/sheet.ts';
import { sheetIndex } from '../../shared/layout/sheet-index.ts';
import type { Session } from '../state/session.ts';
import { caretAt } from './caret-at.ts';
import { isTick } from './cell-value.ts';
import type { Entering } from './entering.ts';
import type { GridCommand } from './keys.ts';
import { namedBy } from './navigation.ts';
import type { Selecting } from './use-selection.ts';

interface Where {
  session: Session;
  sheet: Sheet;
  selecting: Selecting;
  entering: Entering;
  run(command: GridCommand): void;
  focus(): void;
}

/** What the pointer does on the pages: a press selects, a move extends, a double click edits. Keys go to the editor. */
export function usePointer({ session, sheet, selecting, entering, run, focus }: Where) {
  /** Whether the pressed button was pressed in the table: only then does moving it extend the selection. */
  const dragging = useRef(false);
  const { active, endKey } = selecting;
  return {
    onPointerDown(event: PointerEvent) {
      // What stands over the table and takes text or presses itself has the focus that it needs.
      if (event.button === 1 || !isInTable(event)) return;
      const key = keyUnder(event.target) ?? keyNamed(sheet, event.target);
      // The right button opens the menu of what is selected already, or of the cell it hits.
      if (event.button === 2 && key !== null && selecting.holds(key)) return;
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
      const key = keyUnder(event.target);
      if (entering.draft || !isInTable(event) || key === null || !active) return;
      if (isTick(session.form, active)) return run({ do: 'tick' });
      run({ do: 'edit', at: caretAt(sheet, active, event.clientX, event.clientY) });
    },
  };
}

/** Key of the cell under the pointer; null where there is none that can be selected. */
function keyUnder(target: EventTarget): string | null {
  return (target as HTMLElement).closest<HTMLElement>('.page [data-path]')?.dataset.path ?? null;
}

/** Key of the cell that the label under the pointer names; null for titles, and for headings that are printed again. */
function keyNamed(sheet: Sheet, target: EventTarget): string | null {
  const box = (target as HTMLElement).closest<HTMLElement>('.page [data-cell]:not(.repeated)');
  const label = box && sheet.cells[Number(box.dataset.cell)];
  const named = label && namedBy(sheet, label);
  return named ? sheetIndex(sheet).keyOf(named) : null;
}

/** Whether an event is the table's own: not of a text box over it, nor of what stands outside and only belongs to it. */
function isInTable({ target, currentTarget }: MouseEvent): boolean {
  const element = target as HTMLElement;
  return currentTarget.contains(element) && element.closest('input, textarea, button, a') === null;
}
