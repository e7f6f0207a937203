import { type RefObject, useEffect, useRef } from 'react';
import { isOnlyComputed } from '../../shared/filing/computed.ts';
import { pathOf } from '../../shared/filing/path.ts';
import { moveRunTo } from '../../shared/filing/rows.ts';
import { columnsOf, type Form } from '../../shared/form/form.ts';
import { rowWord } from '../row-word.ts';
import type { Session } from '../state/session.ts';
import type { Entering } from './entering.ts';
import type { Selecting } from './use-selection.ts';

/** What the handles beside the rows do. */
export interface RowDrag {
  /** False when what is being typed cannot be entered: then nothing is dragged. */
  selectRow(table: string, row: number): boolean;
  /** A row is being dragged until the answer is called: none moves by what another window does. */
  hold(): () => void;
  /** The dragged row goes before the row `before` of its table. */
  dropRow(table: string, row: number, before: number): void;
}

/** The handles are drawn once for a sheet; what they do is looked up when they are used. */
export function useRowDrag(
  session: Session,
  selecting: Selecting,
  entering: Entering,
  focus: () => void,
): RefObject<RowDrag> {
  const { form } = session;
  const now: RowDrag = {
    selectRow(table, row) {
      focus();
      if (!entering.commit()) return false;
      selecting.select(pathOf({ table, row, column: textColumn(form, table) }));
      return true;
    },
    hold: () => session.hold(),
    dropRow(table, row, before) {
      const column = textColumn(form, table);
      const change = moveRunTo(form, session.filing, { table, from: row, count: 1, column }, before);
      if (!change) return;
      const path = pathOf({ table, row: change.row, column });
      session.perform({ label: `移动${rowWord(form, table)}`, path, edits: change.edits });
      selecting.select(path);
    },
  };
  const latest = useRef(now);
  useEffect(() => {
    latest.current = now;
  });
  return latest;
}

/** The column that a row is shown by: the first that is its own and typed into. */
function textColumn(form: Form, table: string): string {
  return columnsOf(form, table).find((column) => !column.merge && !isOnlyComputed(column))?.id ?? '';
}
