import { type RefObject, useEffect, useRef } from 'react';
import type { Sheet } from '../../shared/layout/sheet.ts';
import { sheetIndex } from '../../shared/layout/sheet-index.ts';
import type { Session } from '../state/session.ts';
import type { Entering } from './entering.ts';
import { filledDown, filledFrom } from './fill.ts';
import { type Block, cellsIn } from './navigation.ts';
import type { Selecting } from './use-selection.ts';

/** What filling does, by key and by the handle. */
export interface Fill {
  down(): void;
  /** Whether the block can be dragged from: what is typed must be entered. */
  begin(): boolean;
  /** Something is being dragged until the answer is called: no cell moves by what another window does. */
  hold(): () => void;
  /** Copies a block into the area beside it, and selects both. */
  into(block: Block, area: Block): void;
}

/** The handle is drawn once for a selection; what it does is looked up when it is used. */
export function useFill(
  session: Session,
  sheet: Sheet,
  selecting: Selecting,
  entering: Entering,
  focus: () => void,
): RefObject<Fill> {
  const now: Fill = {
    down() {
      const selection = selecting.selection();
      if (!selection) return;
      const { cells, text } = filledDown(sheet, selection);
      entering.write('填充', cells, text);
    },
    begin() {
      focus();
      return entering.commit();
    },
    hold: () => session.hold(),
    into(block, area) {
      const { cells, text } = filledFrom(sheet, block, area);
      if (cells.length > 0) entering.write('填充', cells, text);
      const all = cellsIn(sheet, {
        top: Math.min(block.top, area.top),
        left: Math.min(block.left, area.left),
        bottom: Math.max(block.bottom, area.bottom),
        right: Math.max(block.right, area.right),
      });
      const [first, last] = [all[0], all.at(-1)];
      if (!first || !last) return;
      const { keyOf } = sheetIndex(sheet);
      selecting.select(keyOf(first));
      selecting.extend(keyOf(last));
    },
  };
  const latest = useRef(now);
  useEffect(() => {
    latest.current = now;
  });
  return latest;
}
