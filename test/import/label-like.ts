import fc from 'fast-check';
import { isFootLabel } from '../../electron/import/recognition/remark.ts';
import { type Filing, rowsOf, typedColumns } from '../../shared/filing/filing.ts';
import type { Place } from '../../shared/filing/path.ts';
import { columnsOf, type Form, levelsOf, tablesOf } from '../../shared/form/form.ts';
import { fixedRows } from '../form-variants.ts';

/** Texts in a value's place that read like something else. */

/** Every place of a filing that holds a line or a text, but for the levels, whose columns are those of level names. */
function textPlaces(form: Form, filing: Filing): Place[] {
  const isText = ({ type, computed }: { type?: string | undefined; computed?: unknown }) =>
    !computed && (type === undefined || type === 'line' || type === 'text');
  const exact = new Set(['unitCode', 'projectCode', 'unitName']);
  return [
    ...form.fields.filter((field) => isText(field) && !exact.has(field.id)).map(({ id }) => ({ field: id })),
    ...tablesOf(form).flatMap(({ id: table }) =>
      rowsOf(filing, table).flatMap((_, row) =>
        typedColumns(form, table)
          .filter((column) => isText(column) && !/^level[12]$/.test(column.id) && column.colSpan !== 0)
          .map(({ id: column }) => ({ table, row, column })),
      ),
    ),
  ];
}

/** The names of a form's levels, and of other classifications, with 指标 and without. */
function levelWords(form: Form): string[] {
  const levels = tablesOf(form).flatMap(({ id }) =>
    levelsOf(form, id).flatMap(({ name, also = [], level2 }) => [
      name,
      ...also,
      ...level2.flatMap((part) => [part.name, ...(part.also ?? [])]),
    ]),
  );
  const names = [...levels.map((name) => name.replace(/[(（].*$/, '')), '数量指标', '产出指标', '经济成本指标'];
  return [...new Set(names.concat(names.map((name) => name.replace(/指标$/, ''))))].filter((name) => name !== '');
}

/** Whether a text is a level's name, perhaps with numbers, points and marks around. */
export function readsAsLevel(form: Form, text: string): boolean {
  const words = text.replace(/[^\p{Script=Han}]/gu, '').replace(/分$/, '');
  return levelWords(form).some((name) => [name, `一${name}`, `二级指标${name}`].includes(words));
}

/** Level names of the form and what is like them, its labels, the headings of its columns. */
function labelLikes(form: Form): { levels: string[]; all: string[] } {
  const names = levelWords(form);
  const around = names.flatMap((name) => [
    `${name}2`,
    `${name}@`,
    `1.${name}`,
    `${name}(20分)`,
    `①、${name}`,
    `一、${name}`,
    `【${name}】`,
    `${name}；`,
    `二级指标${name}`,
    [...name].join(' '),
  ]);
  const labels = fixedRows(form).flatMap(({ cells, frame }) =>
    cells.flatMap((cell) =>
      frame && cell.kind === 'label' && cell.text.length <= 60 ? [cell.text.replace(/\s+/g, '')] : [],
    ),
  );
  const headings = tablesOf(form).flatMap(({ id }) => columnsOf(form, id).map(({ name }) => name));
  const general = ['同上', '一级指标', '二级指标', '三级指标', '指标值'];
  const isLine = (text: string) => !text.includes('{') && !text.includes('\n') && text.trim() !== '';
  const levels = [...new Set([...names, ...around])].filter(isLine);
  return { levels, all: [...levels, ...new Set([...labels, ...headings, ...general].filter(isLine))] };
}

/**
 * The filing with texts that read like labels in some of its places: one of them, several, or most. In tables without
 * levels a text of a heading or of a sum's words may be just that: there they read like levels only. `bare`: the cells
 * that a merge covers are absent, so that a row begins with its indicator's name; called 备注 it is a line below the table.
 */
export function withLabelLikes(form: Form, filings: fc.Arbitrary<Filing>, bare = false): fc.Arbitrary<Filing> {
  const words = labelLikes(form);
  const plain = new Set(tablesOf(form).flatMap(({ id }) => (levelsOf(form, id).length === 0 ? [id] : [])));
  const count = fc.constantFrom(1, 1, 1, 2, 3, 99);
  const change = fc.tuple(fc.nat(9999), fc.constantFrom(...words.levels), fc.constantFrom(...words.all));
  const changes = count.chain((most) => fc.array(change, { minLength: 1, maxLength: most, size: 'max' }));
  return fc.tuple(filings, changes).map(([given, made]) => {
    const filing: Filing = structuredClone(given);
    const places = textPlaces(form, filing);
    for (const [nth, level, any] of made) {
      const place = places[nth % places.length];
      if (!place) continue;
      if ('field' in place) filing.values[place.field] = any;
      else {
        const row = filing.tables[place.table]?.[place.row] as Record<string, string>;
        const text = plain.has(place.table) ? level : any;
        row[place.column] = bare && place.column === 'level3' && isFootLabel(text) ? `项${text}` : text;
      }
    }
    return filing;
  });
}
