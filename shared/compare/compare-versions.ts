import { isOnlyComputed, textAt } from '../filing/computed.ts';
import { type Edit, removeRows, setText } from '../filing/edits.ts';
import { type Filing, isPrinted, ROW_ID, rowsOf, typedText } from '../filing/filing.ts';
import { type Place, pathOf } from '../filing/path.ts';
import { placeName, rowCellName } from '../filing/place-name.ts';
import { takeBackOrder, takeBackRow } from '../filing/take-back.ts';
import { columnsOf, type Form, type Table, tableOf, tablesOf } from '../form/form.ts';
import { rowSubject } from './row-subject.ts';

/** Something in which a filing at an earlier time differs from the same filing now, and how that alone is taken back. */
export interface VersionDifference {
  /** `removed`: a row that is no longer there; `added`: one that was not there yet. */
  kind: 'text' | 'removed' | 'added' | 'order' | 'section';
  /** What differs, as cells are called: 年度金额, 指标第 3 行·指标值. Rows count as they did then, an added one as now. */
  name: string;
  /** The texts; of a row its name and what says most beside it. '' for the order of rows. */
  before: string;
  after: string;
  /** Paths of the cell in the filing as it was and as it is; null where it has none. */
  beforePath: string | null;
  afterPath: string | null;
  /** None where the text is worked out of others, with which it comes back. */
  edits: Edit[];
}

/**
 * Every text, row and order of rows in which a filing differs from what it was: fields in the order of the form, then
 * its tables. Rows are the same where their ids are; blank ones that came or went are passed over.
 */
export function compareVersions(form: Form, then: Filing, now: Filing): VersionDifference[] {
  return [
    ...form.sections.flatMap(({ id, name }): VersionDifference[] => {
      const on = then.sections.includes(id);
      if (now.sections.includes(id) === on) return [];
      const [was, is] = on ? ['显示', '隐藏'] : ['隐藏', '显示'];
      const edits: Edit[] = [{ kind: 'section', section: id, on }];
      return [
        { kind: 'section', name: `“${name}”行`, before: was, after: is, beforePath: null, afterPath: null, edits },
      ];
    }),
    ...form.fields.flatMap(({ id, ...field }) =>
      difference(form, then, now, { field: id }, { field: id }, !isOnlyComputed(field)),
    ),
    ...tablesOf(form).flatMap((table) => compareRows(form, then, now, table)),
  ];
}

function compareRows(form: Form, then: Filing, now: Filing, { id: table }: Table): VersionDifference[] {
  const [was, is] = [rowsOf(then, table), rowsOf(now, table)];
  const places = new Map(is.map((row, at) => [row[ROW_ID], at]));
  const were = new Set(was.map((row) => row[ROW_ID]));
  const columns = columnsOf(form, table).filter(
    ({ computed }) => computed?.is !== 'ordinal' && computed?.is !== 'join',
  );
  const subject = rowSubject(form, table);
  const cell = (filing: Filing, row: number, column: string) => textAt(form, filing, { table, row, column });
  const about = (filing: Filing, row: number) =>
    [...new Set([subject.name, subject.value])]
      .map((column) => cell(filing, row, column))
      .filter(Boolean)
      .join(' ');
  const pathIn = (row: number) => pathOf({ table, row, column: subject.name });
  const there = was.flatMap((row, at): VersionDifference[] => {
    const place = places.get(row[ROW_ID]);
    if (place !== undefined)
      return columns.flatMap((column) => {
        const [from, to] = [at, place].map((one) => ({ table, row: one, column: column.id }) satisfies Place);
        return from && to ? difference(form, then, now, from, to, !isOnlyComputed(column)) : [];
      });
    if (!isPrinted(row)) return [];
    const edits = [takeBackRow(now, then, table, at)];
    const name = rowCellName(form, table, at, '');
    return [
      { kind: 'removed', name, before: about(then, at), after: '', beforePath: pathIn(at), afterPath: null, edits },
    ];
  });
  const added = is.flatMap((row, at): VersionDifference[] => {
    if (were.has(row[ROW_ID]) || !isPrinted(row)) return [];
    const edits = [removeRows(now, table, at, 1)];
    const name = rowCellName(form, table, at, '');
    return [{ kind: 'added', name, before: '', after: about(now, at), beforePath: null, afterPath: pathIn(at), edits }];
  });
  const order = takeBackOrder(now, then, table);
  const named = tablesOf(form).length > 1 ? `${tableOf(form, table)?.name ?? ''}的行序` : '行的顺序';
  const moved: VersionDifference[] =
    order.length === 0
      ? []
      : [{ kind: 'order', name: named, before: '', after: '', beforePath: null, afterPath: null, edits: order }];
  return [...there, ...added, ...moved];
}

/** The two texts of one place, where they differ; `typed` tells whether the place holds a text of its own. */
function difference(
  form: Form,
  then: Filing,
  now: Filing,
  from: Place,
  to: Place,
  typed: boolean,
): VersionDifference[] {
  const edit = typed ? setText(now, to, typedText(then, from)) : null;
  const [was, is] = [textAt(form, then, from), textAt(form, now, to)];
  if (!edit && was === is) return [];
  const [beforePath, afterPath] = [pathOf(from), pathOf(to)];
  return [
    {
      kind: 'text',
      name: placeName(form, beforePath),
      before: was,
      after: is,
      beforePath,
      afterPath,
      edits: edit ? [edit] : [],
    },
  ];
}
