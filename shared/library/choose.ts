import { applyAll, type Edit, removeRows, setText } from '../filing/edits.ts';
import { cellsOf, type Filing, isPrinted, type Row, rowsOf, typedColumns } from '../filing/filing.ts';
import { rowPlaceOf } from '../filing/path.ts';
import type { RowChange } from '../filing/rows.ts';
import { type Form, isIndicators, mainIndicators } from '../form/form.ts';
import { levelEdits, levelsIn, type RowOf, sameLevel2 } from './levels.ts';
import type { LibraryEntry, LibraryIndicator } from './library.ts';
import { nameKey } from './name-key.ts';

/** What is to be put into a table: one of the library, with `whole` as its entry has it. */
type Chosen = LibraryIndicator & Pick<LibraryEntry, 'whole'>;

/** What a table is given as the name of an indicator. */
const nameInTable = ({ whole, name }: Chosen): string => whole ?? name;

/**
 * The table that indicators of the library go into: that of the selected cell where it is one of indicators, else the
 * one that the form goes by. Null for a form without any.
 */
export function libraryTable(form: Form, path: string): string | null {
  const selected = rowPlaceOf(path)?.table;
  if (selected !== undefined && isIndicators(form, selected)) return selected;
  return mainIndicators(form)?.id ?? null;
}

/**
 * Edits that make a row the indicator: its name (or a further one, `other`), and its levels where the row has others.
 * Never the value.
 */
export function chooseIndicator(form: Form, filing: Filing, place: RowOf, indicator: Chosen, other?: string): Edit[] {
  const name = other === undefined || other === indicator.name ? nameInTable(indicator) : other;
  const named = setText(filing, { ...place, column: 'level3' }, name);
  const levels = levelsIn(form, place.table, indicator);
  return [...(named ? [named] : []), ...(levels ? levelEdits(form, filing, place, levels) : [])];
}

/**
 * Puts an indicator into the table as a row of its own: into an empty row of its level 2, below the row `below` where
 * that is of its level 2, else below the last of its level 2 or of its level 1, else at the end.
 */
export function placeIndicator(
  form: Form,
  filing: Filing,
  table: string,
  indicator: Chosen,
  below: number | null = null,
): RowChange {
  const rows = rowsOf(filing, table);
  const levels = levelsIn(form, table, indicator);
  const ofLevel2 = (row: Row | undefined) =>
    row !== undefined && levels !== null && sameLevel2(form, table, row.level2 ?? '', levels.level2);
  const empty = rows.findIndex((row) => !isPrinted(row) && ofLevel2(row));
  if (empty >= 0 && (below === null || !ofLevel2(rows[below]) || below === empty))
    return { edits: chooseIndicator(form, filing, { table, row: empty }, indicator), row: empty };
  const group = [
    below !== null && (levels === null || ofLevel2(rows[below])) ? below : -1,
    rows.findLastIndex(ofLevel2),
    rows.findLastIndex((row) => levels !== null && row.level1 === levels.level1),
  ].find((at) => at >= 0);
  const at = group === undefined ? rows.length : group + 1;
  // The words of a neighbour of the same level 2, so that their cell stays one.
  const like = levels === null ? rows[at - 1] : ofLevel2(rows[at - 1]) ? rows[at - 1] : levels;
  const texts: Row = { level1: like?.level1 ?? '', level2: like?.level2 ?? '', level3: nameInTable(indicator) };
  const row: Row = Object.fromEntries(typedColumns(form, table).map(({ id }) => [id, texts[id] ?? '']));
  return { edits: [{ kind: 'insert', table, at, rows: [row] }], row: at };
}

/** The row that has this name already: twice the same is sent back (R27). Null when there is none. */
export function rowNamed(filing: Filing, table: string, name: string): number | null {
  const row = rowsOf(filing, table).findIndex(({ level3 = '' }) => nameKey(level3) === nameKey(name));
  return row < 0 ? null : row;
}

/**
 * Puts several into the table, one after the other. `before` has for each what its row held, by id; null where the row
 * was made for it.
 */
export function placeIndicators(
  form: Form,
  filing: Filing,
  table: string,
  entries: readonly LibraryEntry[],
): RowChange & { before: Map<string, Row | null> } {
  const edits: Edit[] = [];
  const before = new Map<string, Row | null>();
  let [now, row] = [filing, 0];
  for (const entry of entries) {
    const change = placeIndicator(form, now, table, entry);
    const isNew = change.edits.some(({ kind }) => kind === 'insert');
    before.set(entry.id, isNew ? null : (rowsOf(now, table)[change.row] ?? null));
    now = applyAll(now, change.edits);
    edits.push(...change.edits);
    row = change.row;
  }
  return { edits, row, before };
}

/** Takes an indicator out of its row, which then is what it was before it was placed; null for no row at all. */
export function takeOut(filing: Filing, { table, row }: RowOf, before: Row | null): RowChange {
  const rows = rowsOf(filing, table);
  if (!before) return { edits: [removeRows(filing, table, row, 1)], row: Math.min(row, rows.length - 2) };
  const columns = cellsOf({ ...rows[row], ...before }).map(([column]) => column);
  const edits = columns.map((column) => setText(filing, { table, row, column }, before[column] ?? ''));
  return { edits: edits.filter((edit) => edit !== null), row };
}
