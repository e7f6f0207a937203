import { fold } from '../form/fold.ts';
import { columnOf, columnsOf, type Form, levelsOf, tableOf } from '../form/form.ts';
import { level1Named, level2Named } from '../form/level-names.ts';
import { groupBy } from '../group-by.ts';
import { movePoint, printAmount, readAmount, sameAmount } from './amount.ts';
import { normaliseSigns } from './complete-value.ts';
import { amountAt, fieldOrColumn, textAt } from './computed.ts';
import { applyAll, type Edit, removeRows, setText } from './edits.ts';
import { type Filing, isPrinted, newFiling, ROW_ID, type Row, rowsOf, typedColumns, typedText } from './filing.ts';
import { type Place, pathOf } from './path.ts';
import { placeName } from './place-name.ts';
import { joinedColumns, splitValue } from './split-value.ts';

/**
 * A self-evaluation or a monitoring table is made from the target table of the same project (`Form.madeFrom`). The
 * values that it takes over stay linked: when the target table changes, the differences are shown and can be taken over.
 */

/** A filing with its form. */
interface Filled {
  form: Form;
  filing: Filing;
}

type TableLink = NonNullable<Form['madeFrom']>['tables'][number];

/** Whether a filing of the form can be made from one of the source form: from a project's target table. */
export function canMakeFrom(form: Form, sourceForm: Form): boolean {
  return sourceForm.kind === 'project' && linkedPlaces(form, sourceForm).columns.size > 0;
}

/** Fields, and columns by table, whose values come from a filing of the source form. */
export interface LinkedPlaces {
  fields: ReadonlySet<string>;
  columns: ReadonlyMap<string, ReadonlySet<string>>;
}

export function linkedPlaces(form: Form, sourceForm: Form): LinkedPlaces {
  const fields = (form.madeFrom?.fields ?? []).filter(({ from }) => from.some((ref) => hasRef(sourceForm, ref)));
  const tables = (form.madeFrom?.tables ?? []).flatMap((link) => {
    const from = link.from.find((table) => tableOf(sourceForm, table));
    if (from === undefined) return [];
    const columns = link.columns.filter((column) => column.from.some((ref) => hasCell(sourceForm, from, ref)));
    return [[link.to, new Set(columns.flatMap(({ to }) => typedParts(form, link.to, to)))] as const];
  });
  return { fields: new Set(fields.map(({ to }) => to)), columns: new Map(tables) };
}

function hasRef(form: Form, ref: string): boolean {
  const whole = /^(\w+)\[\]\.(\w+)$/.exec(ref);
  return whole
    ? columnOf(form, whole[1] as string, whole[2] as string) !== undefined
    : form.fields.some(({ id }) => id === ref);
}

/** Whether a row of the table has the value: in a column, or in a field that is the same for all its rows. */
function hasCell(form: Form, table: string, ref: string): boolean {
  return columnOf(form, table, ref) !== undefined || form.fields.some(({ id }) => id === ref);
}

/** The columns that are typed where a joined one is written. */
function typedParts(form: Form, table: string, column: string): string[] {
  const parts = joinedColumns(form, table, column);
  return parts.length > 0 ? parts : [column];
}

/** A new filing of the form for a year, with what it takes over from the source. Its rows keep the ids of theirs. */
export function makeFrom(form: Form, sourceForm: Form, source: Filing, year: number): Filing {
  const from = { form: sourceForm, filing: source };
  const begun = newFiling(form, year);
  const tables = (form.madeFrom?.tables ?? []).flatMap((link) => {
    const blank = Object.fromEntries(typedColumns(form, link.to).map(({ id }) => [id, '']));
    const rows = linkedRows(form, link, from).map((row) => ({ ...blank, ...row }));
    return rows.length > 0 ? [[link.to, rows] as const] : [];
  });
  return {
    ...begun,
    values: { ...begun.values, ...linkedValues(form, from) },
    tables: { ...begun.tables, ...Object.fromEntries(tables) },
  };
}

/** What the source has for the linked fields, as the form prints it; without those that it has nothing for. */
function linkedValues(form: Form, source: Filled): Record<string, string> {
  const values = (form.madeFrom?.fields ?? []).map(({ to, from }) => {
    const texts = from.filter((ref) => hasRef(source.form, ref)).map((ref) => refText(source, ref));
    const text = texts.find((one) => one.trim() !== '') ?? '';
    return [to, asPrinted(form, source.form, { field: to }, text)] as const;
  });
  return Object.fromEntries(values.filter(([, text]) => text !== ''));
}

function refText({ form, filing }: Filled, ref: string): string {
  return ref.includes('[]') ? amountAt(form, filing, ref) : textAt(form, filing, { field: ref });
}

/** The rows that the source has for a table: their ids and the linked columns alone. */
function linkedRows(form: Form, link: TableLink, { form: sourceForm, filing }: Filled): Row[] {
  const there = link.from.filter((table) => tableOf(sourceForm, table));
  const table = there.find((id) => rowsOf(filing, id).some(isPrinted));
  if (table === undefined) return [];
  return rowsOf(filing, table).flatMap((own, row) => {
    if (!isPrinted(own)) return [];
    const texts = link.columns.flatMap(({ to, from }) => {
      const candidates = from.filter((ref) => hasCell(sourceForm, table, ref));
      if (candidates.length === 0) return [];
      const found = candidates.map((ref) =>
        textAt(sourceForm, filing, columnOf(sourceForm, table, ref) ? { table, row, column: ref } : { field: ref }),
      );
      const text = found.find((one) => one.trim() !== '') ?? '';
      return [[to, asPrinted(form, sourceForm, { table: link.to, row, column: to }, text)] as const];
    });
    const cells = Object.fromEntries(texts);
    const levels = levelsAs(form, link.to, { form: sourceForm, table }, cells);
    const typed = Object.entries({ ...cells, ...levels }).flatMap(([column, text]) =>
      joinedColumns(form, link.to, column).length > 0
        ? Object.entries(splitValue(form, link.to, column, text))
        : [[column, text] as const],
    );
    const id = own[ROW_ID];
    return [{ ...Object.fromEntries(typed), ...(id === undefined ? {} : { [ROW_ID]: id }) }];
  });
}

/** A text as the form has it: amounts in its unit and with its decimals, signs of values in its width. */
function asPrinted(form: Form, sourceForm: Form, place: Place, text: string): string {
  const { type, id } = fieldOrColumn(form, place) ?? {};
  if (type === 'amount') {
    const amount = readAmount(text);
    if (!amount) return text;
    const places = (form.unitOfMoney === '元' ? 4 : 0) - (sourceForm.unitOfMoney === '元' ? 4 : 0);
    return printAmount(places === 0 ? amount : movePoint(amount, places), form.amounts.decimals);
  }
  return id === 'value' && form.checks.signs ? normaliseSigns(text, { fullSigns: form.checks.signs === 'full' }) : text;
}

/**
 * Level names as the form has them: 产出指标 is 产出指标(50分) there. What is a level 1 in the source and a level 2 in the
 * form (成本指标) goes there; a name that the form does not know stays.
 */
function levelsAs(form: Form, table: string, source: { form: Form; table: string }, row: Row): Row {
  const { level1 = '', level2 = '' } = row;
  const source1 = level1Named(source.form, source.table, level1);
  const source2 = level2Named(source.form, source.table, level2, source1)?.level2;
  const levels = levelsOf(form, table);
  const own = level1Named(form, table, level1) ?? alike(levels, source1);
  const named = level2Named(form, table, level2, own);
  if (own) {
    const under = named?.level1 === own ? named.level2 : alike(own.level2, source2);
    return { level1: own.name, level2: under?.name ?? level2 };
  }
  if (named) return { level1: named.level1.name, level2: named.level2.name };
  for (const level of levels) {
    const under = alike(level.level2, source2) ?? alike(level.level2, source1);
    if (under) return { level1: level.name, level2: under.name };
  }
  return { level1, level2 };
}

/** The only one that the rules know as the same. */
function alike<T extends { as?: string | undefined }>(
  all: readonly T[],
  one: { as?: string | undefined } | null | undefined,
) {
  const found = one?.as === undefined ? [] : all.filter(({ as }) => as === one.as);
  return found.length === 1 ? found[0] : undefined;
}

/** A linked value that the source has otherwise by now. */
export interface Difference {
  /** The value in the filing; of a row that it lacks, the cell that will name it. */
  place: Place;
  name: string;
  old: string;
  now: string;
  /** A whole row that the source has gained, to be put before the row of `place`, or lost. */
  row?: { added: Row } | 'removed';
}

/**
 * The linked values that the source has otherwise now. With `taken`, the source as the filing was made from it, only
 * what has changed since: what the clerk has typed over a linked value is not told, nor rows that the clerk has taken
 * away or added. Rows are found by their ids, else by their names.
 */
export function differences(
  form: Form,
  filing: Filing,
  sourceForm: Form,
  source: Filing,
  taken: Filing | null = null,
): Difference[] {
  const now = { form: sourceForm, filing: source };
  const before = taken && { form: sourceForm, filing: taken };
  const links = linkedPlaces(form, sourceForm);
  const values = linkedValues(form, now);
  const valuesBefore = before && linkedValues(form, before);
  const fields = [...links.fields].flatMap((field) => {
    const text = values[field] ?? '';
    return differs(form, filing, { field }, text, valuesBefore && (valuesBefore[field] ?? ''));
  });
  const tables = (form.madeFrom?.tables ?? []).flatMap((link) =>
    rowDifferences(form, filing, link, linkedRows(form, link, now), before && linkedRows(form, link, before)),
  );
  return [...fields, ...tables];
}

function differs(form: Form, filing: Filing, place: Place, now: string, before: string | null): Difference[] {
  const old = typedText(filing, place);
  const same = (one: string, other: string) => one === other || sameAmount(one, other);
  if (same(now, old) || (before !== null && same(now, before))) return [];
  return [{ place, name: placeName(form, pathOf(place)), old, now }];
}

function rowDifferences(
  form: Form,
  filing: Filing,
  link: TableLink,
  now: readonly Row[],
  before: readonly Row[] | null,
): Difference[] {
  const table = link.to;
  const own = rowsOf(filing, table);
  const key = nameColumn(form, link);
  const place = matched(now, own, key);
  const wasThere = before && matched(now, before, key);
  const cells = now.flatMap((row, index) => {
    const at = place[index] ?? null;
    if (at === null) return [];
    const was = wasThere?.[index] ?? null;
    const old = was === null ? undefined : before?.[was];
    return Object.entries(row).flatMap(([column, text]) =>
      column === ROW_ID
        ? []
        : differs(form, filing, { table, row: at, column }, text, old ? (old[column] ?? '') : null),
    );
  });
  const added = now.flatMap((row, index): Difference[] => {
    if (place[index] !== null || (wasThere && wasThere[index] !== null)) return [];
    const above = place.slice(0, index).findLast((at) => at !== null);
    const below = place.slice(index).find((at) => at !== null);
    const at = above !== undefined && above !== null ? above + 1 : (below ?? own.length);
    return [
      { place: { table, row: at, column: key }, name: '增加', old: '', now: row[key] ?? '', row: { added: row } },
    ];
  });
  const placed = new Set(place);
  const gone = before ? matched(own, before, key) : [];
  const removed = own.flatMap((row, index): Difference[] => {
    if (placed.has(index) || (gone[index] ?? null) === null) return [];
    return [{ place: { table, row: index, column: key }, name: '删去', old: row[key] ?? '', now: '', row: 'removed' }];
  });
  return [...cells, ...added, ...removed];
}

/** The column that a row is called by: 三级指标, else the first that is not merged. */
function nameColumn(form: Form, link: TableLink): string {
  const linked = new Set(link.columns.map(({ to }) => to));
  const columns = columnsOf(form, link.to).filter(({ id }) => linked.has(id));
  return (columns.find(({ id }) => id === 'level3') ?? columns.find(({ merge }) => !merge) ?? columns[0])?.id ?? '';
}

/** For each of `rows` the index of its like among `others`, or null: first those of one id, then those of one name. */
function matched(rows: readonly Row[], others: readonly Row[], key: string): (number | null)[] {
  const byId = new Map(others.flatMap((other, at) => (other[ROW_ID] === undefined ? [] : [[other[ROW_ID], at]])));
  const found = rows.map((row) => byId.get(row[ROW_ID] ?? '') ?? null);
  const taken = new Set(found);
  const nameOf = (row: Row | undefined) => fold(row?.[key] ?? '');
  const byName = groupBy(
    others.map((other, at) => ({ name: nameOf(other), at })).filter(({ name, at }) => name !== '' && !taken.has(at)),
    ({ name }) => name,
  );
  return found.map((at, index) => at ?? byName.get(nameOf(rows[index]))?.shift()?.at ?? null);
}

/** The edits that take these differences over, one step. */
export function updateEdits(form: Form, filing: Filing, differences: readonly Difference[]): Edit[] {
  const cells = differences
    .flatMap(({ place, now, row }) => (row ? [] : [setText(filing, place, now)]))
    .filter((edit) => edit !== null);
  // From the last row upwards, so that the indexes above stay true; what comes before a row that goes, comes after it.
  const rows = differences
    .flatMap(({ place, row }, order) => (row && !('field' in place) ? [{ ...place, change: row, order }] : []))
    .toSorted(
      (a, b) => b.row - a.row || Number(a.change !== 'removed') - Number(b.change !== 'removed') || b.order - a.order,
    );
  const blank = (table: string) => Object.fromEntries(typedColumns(form, table).map(({ id }) => [id, '']));
  const now = applyAll(filing, cells);
  return [
    ...cells,
    ...rows.map(({ table, row, change }): Edit => {
      if (change === 'removed') return removeRows(now, table, row, 1);
      return { kind: 'insert', table, at: row, rows: [{ ...blank(table), ...change.added }] };
    }),
  ];
}

/**
 * Paths of the values of a filing that are those of its source, as it is now or as it was taken: a linked value that
 * the clerk has typed over is no longer one.
 */
export function linkedPaths(form: Form, filing: Filing, sourceForm: Form, sources: readonly Filing[]): Set<string> {
  const paths = new Set<string>();
  const link = (place: Place, text: string) => {
    const own = typedText(filing, place);
    if (text !== '' && (own === text || sameAmount(own, text))) paths.add(pathOf(place));
  };
  for (const source of sources) {
    const from = { form: sourceForm, filing: source };
    for (const [field, text] of Object.entries(linkedValues(form, from))) link({ field }, text);
    for (const table of form.madeFrom?.tables ?? []) {
      const rows = linkedRows(form, table, from);
      const places = matched(rows, rowsOf(filing, table.to), nameColumn(form, table));
      for (const [index, { [ROW_ID]: _, ...cells }] of rows.entries()) {
        const row = places[index] ?? null;
        if (row === null) continue;
        for (const [column, text] of Object.entries(cells)) link({ table: table.to, row, column }, text);
      }
    }
  }
  return paths;
}
