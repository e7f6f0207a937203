import { type Form, levelsOf } from '../form/form.ts';
import { type Edit, setText } from './edits.ts';
import { type Filing, rowsOf } from './filing.ts';
import { placeOf } from './path.ts';
import type { RowRun } from './rows.ts';

/** A name of the form's classification that a level cell can take. */
export interface LevelChoice {
  text: string;
  /** The level above it, where it belongs to another one than the cell's present. */
  under: string;
  /** Texts of the level columns that choosing it sets. */
  set: Record<string, string>;
}

/**
 * What a level-1 or level-2 cell can be, in the form's order; for level 2 the names of its present level 1 come first.
 * Empty for every other cell. Only forms with columns `level1` and `level2` have a classification.
 */
export function levelChoices(form: Form, filing: Filing, path: string): LevelChoice[] {
  const place = placeOf(path);
  if ('field' in place) return [];
  const levels = levelsOf(form, place.table);
  if (place.column === 'level1') return levels.map(({ name }) => ({ text: name, under: '', set: { level1: name } }));
  if (place.column !== 'level2') return [];
  const present = rowsOf(filing, place.table)[place.row]?.level1 ?? '';
  const choices = levels.flatMap((level) =>
    level.level2.map(({ name }): LevelChoice => {
      const own = level.name === present;
      return { text: name, under: own ? '' : level.name, set: { level1: level.name, level2: name } };
    }),
  );
  return [...choices.filter((choice) => choice.under === ''), ...choices.filter((choice) => choice.under !== '')];
}

/** Whether a cell holds a level name of the form's classification, which the form prints: nobody types it. */
export function isLevelName(form: Form, { path, text }: { path: string; text: string }): boolean {
  const place = placeOf(path);
  if ('field' in place || text === '') return false;
  const levels = levelsOf(form, place.table);
  if (place.column === 'level1') return levels.some(({ name }) => name === text);
  return place.column === 'level2' && levels.some(({ level2 }) => level2.some(({ name }) => name === text));
}

/** Sets the level columns of the rows of a level cell. */
export function chooseLevel(
  filing: Filing,
  run: Pick<RowRun, 'table' | 'from' | 'count'>,
  choice: LevelChoice,
): Edit[] {
  const rows = Array.from({ length: run.count }, (_, k) => run.from + k);
  return rows
    .flatMap((row) =>
      Object.entries(choice.set).map(([column, text]) => setText(filing, { table: run.table, row, column }, text)),
    )
    .filter((edit) => edit !== null);
}
