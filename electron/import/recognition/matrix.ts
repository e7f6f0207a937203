import { fold } from '../../../shared/form/fold.ts';
import type { Label } from './body-map.ts';
import { type FormMap, slotType } from './form-map.ts';
import type { ViewCell, ViewRow } from './view.ts';

/** Amounts that stand under one another in the form: the total and its parts, with the label of each. */
type Group = Label[];

/** What the row of the sums is called where the columns say whose they are. */
const TOTALS = new Set(['总额', '合计', '金额', '小计', '总计', '资金总额', '总金额', '项目资金', '资金合计']);

/** An amount of a matrix by row and column, with the labels that say which it is. */
export interface MatrixValue {
  field: string;
  cell: ViewCell;
}

export interface Matrix {
  /** How many rows it takes, its heading included. */
  rows: number;
  values: MatrixValue[];
  strays: ViewCell[];
  labels: Label[];
  /** Columns that the form does not have, each with what stands under it. */
  unknown: { label: ViewCell; values: ViewCell[] }[];
  /** The label left of it all: 资金投入(万元). */
  side: ViewCell | null;
}

const groupsOf = new WeakMap<FormMap, Group[]>();

/** Columns of amounts with the same parts: 实施期金额 and 年度金额, each with 财政拨款 and 其他资金 under it. */
function groups(map: FormMap): Group[] {
  const done = groupsOf.get(map);
  if (done) return done;
  const found: Group[] = [];
  for (const row of map.body)
    for (const label of row.labels) {
      if (label.right === null || slotType(map.form, label.right) !== 'amount') continue;
      const above = found.find((group) => group.at(-1)?.row === label.row - 1 && group.at(-1)?.col === label.col);
      if (above) above.push(label);
      else found.push([label]);
    }
  const alike = found.filter(
    (group) => group.length > 1 && found.some((other) => other !== group && sameParts(group, other)),
  );
  groupsOf.set(map, alike);
  return alike;
}

function sameParts(a: Group, b: Group): boolean {
  return a.length === b.length && a.slice(1).every((label, at) => fold(label.name) === fold(b[at + 1]?.name ?? ''));
}

/**
 * A block of amounts with headings at its top and its side: the periods (实施期, 年度) head the columns and the kinds
 * of money (总额, 财政拨款, 其他资金) the rows, or the other way round. Null where the row at `at` heads no such block.
 */
export function readMatrix(map: FormMap, rows: ViewRow[], at: number, loose: boolean): Matrix | null {
  const all = groups(map);
  const heading = rows[at];
  if (all.length === 0 || !heading || heading.cells.length < 2 || heading.cells.length > 8) return null;
  const whose = headed(heading, (folded) => groupAt(all, folded));
  const what = headed(heading, (folded) => partAt(all, folded));
  const byGroup = whose.length >= 2;
  const heads = byGroup ? whose : what.length >= 2 ? what : [];
  if (heads.length < 2 || new Set(heads.map(({ index }) => index)).size !== heads.length) return null;
  const [first] = heads;
  // Nothing stands between the headings; right of them may be columns that the form does not have.
  const from = heading.cells.indexOf(first?.cell as ViewCell);
  const others = heading.cells.slice(from + heads.length);
  if (heading.cells[from + heads.length - 1] !== heads.at(-1)?.cell || from > 2) return null;
  if (others.some(({ folded }) => map.labelTexts.has(folded))) return null;
  if (heads.some(({ cell }, k) => k > 0 && cell.col !== nextColumn(heads[k - 1]?.cell as ViewCell))) return null;
  const side = heading.cells[0] === first?.cell ? null : (heading.cells[0] ?? null);
  const matrix: Matrix = { rows: 1, values: [], strays: [], labels: [], unknown: [], side };
  for (const label of others) matrix.unknown.push({ label, values: [] });
  for (let next = at + 1; next < rows.length; next++) {
    const row = rows[next] as ViewRow;
    const own = row.cells.findIndex(
      (cell) => (byGroup ? partAt(all, cell.folded) : groupAt(all, cell.folded)) !== null && cell !== side,
    );
    const label = row.cells[own];
    if (!label || own > 1) break;
    const index = (byGroup ? partAt(all, label.folded) : groupAt(all, label.folded)) as number;
    const cells = row.cells.slice(own + 1);
    if (cells.some(({ folded }) => map.labelTexts.has(folded) || partAt(all, folded) !== null)) return null;
    // Where the cell left of the label is absent, the row begins with it.
    const shift = loose && cells.length > 0 ? Math.max(0, (first?.cell.col ?? 0) - 1 - label.col) : 0;
    for (const cell of cells) {
      const unknown = matrix.unknown.findLast(({ label: one }) => one.col <= cell.col + shift);
      if (unknown) {
        unknown.values.push(cell);
        continue;
      }
      const head = heads.findLast((one) => one.cell.col <= cell.col + shift);
      const place = head && (byGroup ? all[head.index]?.[index] : all[index]?.[head.index]);
      if (!place?.right || matrix.values.some(({ field }) => field === place.right)) matrix.strays.push(cell);
      else matrix.values.push({ field: place.right, cell });
    }
    for (const head of heads) {
      const place = byGroup ? all[head.index]?.[index] : all[index]?.[head.index];
      if (place) matrix.labels.push(place);
    }
    matrix.rows++;
  }
  return matrix.rows > 1 ? matrix : null;
}

function nextColumn(cell: ViewCell): number {
  return cell.col + cell.cell.colSpan;
}

function headed(row: ViewRow, find: (folded: string) => number | null): { index: number; cell: ViewCell }[] {
  return row.cells.flatMap((cell) => {
    const index = find(cell.folded);
    return index === null ? [] : [{ index, cell }];
  });
}

/** Whose amounts a text says they are: 实施期金额, 实施期, 年度(万元). */
function groupAt(all: Group[], folded: string): number | null {
  const plain = folded.replace(/\((?:万元|元)\)$/, '');
  const index = all.findIndex(
    ([head]) => plain !== '' && (head?.texts.has(plain) || fold(head?.name ?? '').replace(/金额$/, '') === plain),
  );
  return index < 0 ? null : index;
}

/** What amounts a text says they are: 0 for the total, then the parts. */
function partAt(all: Group[], folded: string): number | null {
  const plain = folded.replace(/\((?:万元|元)\)$/, '');
  if (TOTALS.has(plain)) return 0;
  const index = all[0]?.findIndex((_, at) => at > 0 && all.some((group) => group[at]?.texts.has(plain))) ?? -1;
  return index < 0 ? null : index;
}
