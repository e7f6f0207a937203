import { isOnlyComputed } from '../../shared/filing/computed.ts';
import { pathOf, rowPlaceOf } from '../../shared/filing/path.ts';
import {
  deleteRun,
  duplicateRun,
  insertAt,
  insertBelow,
  moveRun,
  type RowChange,
  type RowRun,
} from '../../shared/filing/rows.ts';
import { type Column, columnsOf, mainIndicators, printedBands } from '../../shared/form/form.ts';
import { tableOfCell } from '../grid/cell-value.ts';
import { rowWord } from '../row-word.ts';
import type { Session } from '../state/session.ts';
import type { Action, ActionContext } from './action.ts';

const onRow = (context: ActionContext) => context.workspace.current !== null && selectedRows(context) !== null;
const hasTable = ({ workspace: { current } }: ActionContext) => current !== null && printedTables(current).length > 0;
/** 插入指标行, or 插入行 where the selected table is none of indicators. */
const named = (verb: string) => (context: ActionContext) => {
  const { current } = context.workspace;
  return `${verb}${current ? rowWord(current.form, selectedTable(context, current)) : '指标行'}`;
};

export const rowActions: Action[] = [
  {
    id: 'row-insert',
    edits: true,
    label: '插入指标行',
    labelIn: named('插入'),
    keys: ['Ctrl+Enter'],
    group: '指标行',
    enabled: hasTable,
    acts: (context) => inTable(context) && rowChange(context, insertion(context)) !== null,
    run: insertRow,
  },
  {
    id: 'row-delete',
    edits: true,
    label: '删除指标行',
    labelIn: named('删除'),
    keys: ['Ctrl+Delete'],
    group: '指标行',
    enabled: onRow,
    acts: (context) => rowChange(context, deletion) !== null,
    run: deleteRow,
  },
  {
    id: 'row-duplicate',
    edits: true,
    label: '复制指标行',
    labelIn: named('复制'),
    keys: ['Ctrl+Shift+D'],
    group: '指标行',
    enabled: onRow,
    run: duplicateRow,
  },
  {
    id: 'row-up',
    edits: true,
    label: '上移',
    keys: ['Alt+ArrowUp'],
    group: '指标行',
    enabled: onRow,
    acts: (context) => rowChange(context, movement(-1)) !== null,
    run: (context) => moveRow(context, -1),
  },
  {
    id: 'row-down',
    edits: true,
    label: '下移',
    keys: ['Alt+ArrowDown'],
    group: '指标行',
    enabled: onRow,
    acts: (context) => rowChange(context, movement(1)) !== null,
    run: (context) => moveRow(context, 1),
  },
];

/** The rows of the selected block, all of one table: one, those of a merged cell, or several. */
function selectedRows({ grid }: ActionContext): RowRun | null {
  const selection = grid.current?.selection();
  if (!selection) return null;
  const place = rowPlaceOf(selection.active.path);
  if (!place) return null;
  const { table, column } = place;
  const runs = selection.cells.flatMap((cell): { from: number; count: number }[] => {
    const at = rowPlaceOf(cell.path);
    if (!at) return [];
    return (cell.run ?? [{ table: at.table, from: at.row, count: 1 }]).filter((run) => run.table === table);
  });
  // A merged cell that is wholly in a block of rows stands for no more than these rows.
  const own = selection.cells.length === 1 ? runs : runs.filter((_, k) => selection.cells[k]?.run === null);
  const rows = own.length > 0 ? own : runs;
  const from = Math.min(...rows.map((run) => run.from));
  const end = Math.max(...rows.map((run) => run.from + run.count));
  return { table, from, count: end - from, column };
}

type RowAction = (session: Session, run: RowRun | null) => RowChange | null;

const deletion: RowAction = (session, run) => run && deleteRun(session.filing, run);
const movement =
  (step: 1 | -1): RowAction =>
  (session, run) =>
    run && moveRun(session.form, session.filing, run, step);
/** A row below the selected ones, or the one that the selected blank cell stands for. */
const insertion = (context: ActionContext): RowAction => {
  const adds = context.grid.current?.selection()?.active.adds;
  return (session, run) => {
    const { form, filing } = session;
    return adds ? insertAt(form, filing, adds) : insertBelow(form, filing, selectedTable(context, session), run);
  };
};

/** Whether the selected cell is in a table of rows. */
function inTable({ grid }: ActionContext): boolean {
  const active = grid.current?.selection()?.active;
  return active !== undefined && tableOfCell(active) !== null;
}

/** What a command would do to the selected rows; null where nothing. */
function rowChange(context: ActionContext, change: RowAction): RowChange | null {
  const session = context.workspace.current;
  return session && change(session, selectedRows(context));
}

/** Makes a change of rows one undo step and shows the row it ends at. */
function changeRows(context: ActionContext, verb: string, change: RowAction, column?: string): boolean {
  const { workspace, grid } = context;
  const session = workspace.current as Session;
  const run = selectedRows(context);
  const result = change(session, run);
  if (!result) return false;
  const table = run?.table ?? selectedTable(context, session);
  const { row, col } = grid.current?.selection()?.active ?? { row: 0, col: 0 };
  // Where no row is left, the first one of a new row has the same place.
  const path =
    result.row < 0 ? `@${row},${col}` : pathOf({ table, row: result.row, column: column ?? run?.column ?? '' });
  session.perform({ label: `${verb}${rowWord(session.form, table)}`, path, edits: result.edits });
  grid.current?.select(path);
  return true;
}

/** The table of the selected cell; without one, that which a new row goes to. */
function selectedTable({ grid }: ActionContext, session: Session): string {
  const selection = grid.current?.selection();
  const table = selection ? tableOfCell(selection.active) : null;
  const printed = printedTables(session);
  const main = mainIndicators(session.form)?.id ?? '';
  return table ?? (printed.includes(main) ? main : (printed[0] ?? ''));
}

/** Ids of the tables that are printed with the sections that are switched on. */
function printedTables({ form, filing }: Session): string[] {
  return printedBands(form, filing.sections).flatMap((band) =>
    band.kind === 'table' ? band.lanes.map(({ id }) => id) : [],
  );
}

function insertRow(context: ActionContext): void {
  const session = context.workspace.current as Session;
  const { form } = session;
  const table = selectedTable(context, session);
  const text = columnsOf(form, table).find((column) => !column.merge && isTyped(column))?.id ?? '';
  changeRows(context, '插入', insertion(context), text);
}

/** A column that is printed and typed into. */
function isTyped(column: Column): boolean {
  return !isOnlyComputed(column) && column.colSpan !== 0;
}

function deleteRow(context: ActionContext): void {
  changeRows(context, '删除', deletion);
}

function duplicateRow(context: ActionContext): void {
  changeRows(context, '复制', (session, run) => run && duplicateRun(session.filing, run));
}

function moveRow(context: ActionContext, step: 1 | -1): void {
  const moved = changeRows(context, '移动', movement(step));
  if (!moved) context.workspace.say(step < 0 ? '已在最上一行' : '已在最下一行');
}
