import { useCallback, useEffect, useRef, useState } from 'react';
import { type Filing, type Row, rowsOf } from '../../shared/filing/filing.ts';
import { type Place, pathOf, placeOf } from '../../shared/filing/path.ts';
import { followPlace } from '../../shared/filing/rebase.ts';
import type { Sheet, SheetCell } from '../../shared/layout/sheet.ts';
import { sheetIndex } from '../../shared/layout/sheet-index.ts';
import type { Session } from '../state/session.ts';
import { tableOfCell } from './cell-value.ts';
import { type Block, blockOf, cellAt, cellsIn, editableCells, isTypable } from './navigation.ts';

/** What is selected: the active cell, and the block from it to where the selection was extended. */
export interface Selection {
  active: SheetCell;
  /** Key of the active cell: its path, or its place in the grid where it has none. */
  path: string;
  block: Block;
  /** The cells of the block that can be selected, in reading order. */
  cells: SheetCell[];
}

/** The selection as it is drawn, and how it changes. */
export interface Selecting {
  /** Null in a table without a cell that can be selected. */
  active: SheetCell | null;
  /** Key of the active cell; '' without one. */
  key: string;
  /** Key of the cell that the selection was extended to; '' where it never was. */
  endKey: string;
  block: Block | null;
  /** The cell that was selected, where another window has deleted its row: as it was before; null otherwise. */
  gone: CellInRow | null;
  selection(): Selection | null;
  /** Whether the cell of a key is among those that are selected. */
  holds(key: string): boolean;
  select(key: string): void;
  /** Selects the next cell with Tab, whose run Enter ends below the cell where it began. It begins anew with each row. */
  tab(key: string, goesOn: boolean): void;
  /** The cell where a run of Tabs began; null outside of one. */
  tabbedFrom(): SheetCell | null;
  endTabs(): void;
  extend(key: string): void;
  selectAll(): void;
}

/** A cell, with its row as it was at a time; null for a field. */
export interface CellInRow {
  place: Place;
  row: Row | null;
}

/** Key of a cell whose row another window has deleted. */
const GONE = '';

interface Where {
  session: Session;
  sheet: Sheet;
  /** The cell to begin with: where the clerk left this table. */
  cellToShow: string | null;
  onSelect(path: string): void;
  /** The selection is in a row of another table, or no longer in one: what commands are called and can do goes by it. */
  onPlace(place: string): void;
}

export function useSelection({ session, sheet, cellToShow, onSelect, onPlace }: Where): Selecting {
  const cells = editableCells(sheet);
  const first = cells.find(isTypable) ?? cells[0];
  const { keyOf } = sheetIndex(sheet);
  const [keys, setKeys] = useState((): { active: string; end: string; gone?: CellInRow | null } => {
    const begin = cellAt(sheet, cellToShow ?? session.form.list.name[0] ?? '') ?? first;
    return { active: begin ? keyOf(begin) : GONE, end: '' };
  });
  /** The filing that the keys are of: where another window has changed the rows, they follow theirs. */
  const drawn = useRef({ filing: session.filing, replaced: session.replaced });
  if (drawn.current.replaced !== session.replaced) {
    const follow = (key: string) => {
      const place = followPlace(placeOf(key), drawn.current.filing, session.filing);
      return place ? pathOf(place) : GONE;
    };
    const active = follow(keys.active);
    const gone = active === GONE && keys.active !== GONE ? cellOf(drawn.current.filing, keys.active) : keys.gone;
    setKeys({ active, end: follow(keys.end), gone: gone ?? null });
    drawn.current = { filing: session.filing, replaced: session.replaced };
  }
  useEffect(() => {
    drawn.current = { filing: session.filing, replaced: session.replaced };
  });

  const active = cellAt(sheet, keys.active) ?? first ?? null;
  const end = cellAt(sheet, keys.end) ?? active;
  const block = active && end ? blockOf(sheet, active, end) : null;
  const key = active ? keyOf(active) : '';

  // Told when it is so: before, the handle still answers for the cell that was selected last.
  const place = active ? `${tableOfCell(active) ?? ''} ${active.adds ? 'new' : ''}` : '';
  useEffect(() => onPlace(place), [onPlace, place]);

  /** Key of the cell where a run of Tabs began. */
  const tabRun = useRef<string | null>(null);
  const select = useCallback(
    (path: string) => {
      tabRun.current = null;
      setKeys({ active: path, end: path });
      onSelect(path);
    },
    [onSelect],
  );
  const extend = useCallback((to: string) => {
    tabRun.current = null;
    setKeys((before) => ({ ...before, end: to }));
  }, []);

  const selection = () => active && block && { active, path: key, block, cells: cellsIn(sheet, block) };
  return {
    active,
    key,
    endKey: keys.end,
    block,
    gone: keys.active === GONE ? (keys.gone ?? null) : null,
    selection,
    holds: (one) => selection()?.cells.some((cell) => keyOf(cell) === one) ?? false,
    select,
    tab: (next, goesOn) => {
      const began = goesOn ? (tabRun.current ?? key) : next;
      select(next);
      tabRun.current = began;
    },
    tabbedFrom: () => (tabRun.current === null ? null : cellAt(sheet, tabRun.current)),
    endTabs: () => {
      tabRun.current = null;
    },
    extend,
    selectAll: () => {
      const last = cells.at(-1) ?? first;
      if (first && last) setKeys({ active: keyOf(first), end: keyOf(last) });
    },
  };
}

/** A cell with its row as it is now. */
export function cellOf(filing: Filing, key: string): CellInRow {
  const place = placeOf(key);
  return { place, row: 'field' in place ? null : (rowsOf(filing, place.table)[place.row] ?? null) };
}
