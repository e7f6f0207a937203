import { applyAll, type Edit, setText } from '../filing/edits.ts';
import type { Filing, Indicator } from '../filing/filing.ts';
import type { RowChange } from '../filing/rows.ts';
import type { Form } from '../form/form.ts';
import { levelEdits, levelsIn, sameLevel2 } from './levels.ts';
import type { LibraryIndicator } from './library.ts';

/** Edits that make a row the indicator: its name, and its levels where the row has others. Never the value. */
export function chooseIndicator(
  form: Form,
  filing: Filing,
  row: number,
  indicator: LibraryIndicator,
  name = indicator.name,
): Edit[] {
  const named = setText(filing, { row, column: 'level3' }, name);
  const levels = levelsIn(form, indicator);
  return [...(named ? [named] : []), ...(levels ? levelEdits(form, filing, row, levels) : [])];
}

const isBlank = (row: Indicator) =>
  Object.entries(row).every(([column, text]) => column === 'level1' || column === 'level2' || text.trim() === '');

/**
 * Puts an indicator into the table as a row of its own: into an empty row of its level 2, below the row `below` where
 * that is of its level 2, else below the last of its level 2 or of its level 1, else at the end.
 */
export function placeIndicator(
  form: Form,
  filing: Filing,
  indicator: LibraryIndicator,
  below: number | null = null,
): RowChange {
  const rows = filing.indicators;
  const levels = levelsIn(form, indicator);
  const ofLevel2 = (row: Indicator | undefined) =>
    row !== undefined && levels !== null && sameLevel2(form, row.level2 ?? '', levels.level2);
  const empty = rows.findIndex((row) => isBlank(row) && ofLevel2(row));
  if (empty >= 0 && (below === null || !ofLevel2(rows[below]) || below === empty))
    return { edits: chooseIndicator(form, filing, empty, indicator), row: empty };
  const group = [
    below !== null && (levels === null || ofLevel2(rows[below])) ? below : -1,
    rows.findLastIndex(ofLevel2),
    rows.findLastIndex((row) => levels !== null && row.level1 === levels.level1),
  ].find((at) => at >= 0);
  const at = group === undefined ? rows.length : group + 1;
  const blank: Indicator = Object.fromEntries(form.indicators.columns.map((column) => [column.id, '']));
  // The words of a neighbour of the same level 2, so that their cell stays one.
  const like = levels === null ? rows[at - 1] : ofLevel2(rows[at - 1]) ? rows[at - 1] : levels;
  const row = { ...blank, level1: like?.level1 ?? '', level2: like?.level2 ?? '', level3: indicator.name };
  return { edits: [{ kind: 'insert', at, rows: [row] }], row: at };
}

/** Puts several into the table, one after the other. */
export function placeIndicators(form: Form, filing: Filing, indicators: readonly LibraryIndicator[]): RowChange {
  const edits: Edit[] = [];
  let [now, row] = [filing, 0];
  for (const indicator of indicators) {
    const change = placeIndicator(form, now, indicator);
    now = applyAll(now, change.edits);
    edits.push(...change.edits);
    row = change.row;
  }
  return { edits, row };
}
