import { knownLabels } from '../../electron/import/recognition/known-labels.ts';
import { type Filing, type Row, rowsOf } from '../../shared/filing/filing.ts';
import { fold } from '../../shared/form/fold.ts';
import { columnsOf, type Form, levelsOf, tablesOf } from '../../shared/form/form.ts';
import { everyForm } from '../forms/every-form.ts';

/**
 * As clerks fill it in: a unit code is six digits, and rows of one level stand together. A code of other characters
 * cannot be told from the unit's name that follows it.
 */
export function plausible(form: Form, filing: Filing): Filing {
  const values = { ...filing.values };
  if (values.unitCode) values.unitCode = '310204';
  if (values.projectCode) values.projectCode = '13031121121B0RMI62LEAT';
  if (values.unitName) values.unitName = `站${values.unitName}`;
  return {
    ...filing,
    values,
    tables: Object.fromEntries(tablesOf(form).map(({ id }) => [id, byLevel(form, id, rowsOf(filing, id))])),
  };
}

function byLevel(form: Form, table: string, rows: readonly Row[]): Row[] {
  const order = levelsOf(form, table).flatMap((level) => level.level2.map((level2) => `${level.name}/${level2.name}`));
  const place = (row: Row) => order.indexOf(`${row.level1}/${row.level2}`);
  // A name of nothing but dots is what a blank form has.
  const named = ({ level3, ...row }: Row): Row =>
    level3 === undefined ? row : { ...row, level3: /^[.…·。\s]+$/u.test(level3) ? '名' : level3 };
  return rows.map((row) => ({ ...row, ...named(row) })).toSorted((a, b) => place(a) - place(b));
}

/** The column of a table that tells most of a row: it is neither merged, nor an amount or the like. */
function tellingColumn(form: Form, table: string): string | undefined {
  return columnsOf(form, table).find(
    ({ merge, type, computed, colSpan }) => !merge && !type && !computed && colSpan !== 0,
  )?.id;
}

/**
 * The same as pages can hold it, on which no cell is merged with one of the page before: a row has more than what is
 * printed again, and a text that goes on over rows without being printed again differs from row to row.
 */
export function onPages(form: Form, filing: Filing): Filing {
  const tables = Object.entries(filing.tables).map(([id, rows]) => {
    const flowing = columnsOf(form, id).filter(({ merge, type }) => merge && type === 'text');
    const own = tellingColumn(form, id);
    const made = rows.map((row, at) => ({
      ...row,
      ...Object.fromEntries(flowing.map(({ id: column }) => [column, `${row[column] ?? ''}${at % 2 ? '乙' : '甲'}`])),
      ...(own && (row[own] ?? '') === '' ? { [own]: '有' } : {}),
    }));
    return [id, made];
  });
  return { ...filing, tables: Object.fromEntries(tables) };
}

/**
 * The same as a text without ruled cells can hold it: no line breaks in rows, no merged column left empty, names that
 * read like none of a level, texts so short that no label is printed again on a further page, and no paragraph that is
 * but a label's words, behind which a value could be missing.
 */
export function oneLine(form: Form, filing: Filing): Filing {
  const tables = Object.entries(filing.tables).map(([id, rows]) => {
    const merged = new Set(columnsOf(form, id).flatMap((column) => (column.merge ? [column.id] : [])));
    // A row of nothing but covered cells leaves no trace.
    const own = tellingColumn(form, id);
    const made = rows.map((row) =>
      Object.fromEntries(
        Object.entries(row).map(([column, text]) => [
          column,
          column === 'level3'
            ? `项${plain(text)}`
            : plain(text) || (merged.has(column) ? '同前项' : column === own ? '有' : ''),
        ]),
      ),
    );
    return [id, made];
  });
  const values = Object.fromEntries(Object.entries(filing.values).map(([id, text]) => [id, paragraphs(text)]));
  return { ...filing, values, tables: Object.fromEntries(tables) };
}

/** Characters of which a row is never so tall that it goes on on the next page. */
const LONGEST = 30;

const words = knownLabels(everyForm.all);

function paragraphs(text: string): string {
  const [first = '', second] = text.split('\n');
  return second === undefined ? first : `${first}\n${words.has(fold(second)) ? `段${second}` : second}`;
}

function plain(text: string): string {
  return text
    .replace(/\s*\n\s*/g, '')
    .replace(/[：:]/g, '之')
    .slice(0, LONGEST)
    .trim();
}
