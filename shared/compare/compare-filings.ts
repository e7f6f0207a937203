import { sameAmount, yuanToWan } from '../filing/amount.ts';
import { type Filing, isPrinted, printedFields, type Row, rowsOf, textOf, yearOf } from '../filing/filing.ts';
import { pathOf } from '../filing/path.ts';
import { rollForward } from '../filing/roll-forward.ts';
import { fold } from '../form/fold.ts';
import { columnsOf, type Field, type Form } from '../form/form.ts';
import { type Difference, differenceOf } from './difference.ts';
import { pairIndicators } from './pair-indicators.ts';

/** `moved`: the texts differ only by the years that 结转 moves on, which is no change of the matter. */
export type ChangeKind = 'same' | 'moved' | 'changed' | 'added' | 'removed';

export interface Compared {
  form: Form;
  filing: Filing;
}

/** One value of two filings side by side. */
export interface ComparedRow {
  kind: ChangeKind;
  /** Level 2 of an indicator's value, '' for the fields of the form. */
  group: string;
  /** Name of the field or the indicator; of another column than the value: 档案抽检率 · 指标值确定依据. */
  name: string;
  before: string;
  after: string;
  /** For amounts only. */
  difference: Difference | null;
  /** Paths of the two cells (filing/path.ts); null where one has none. */
  beforePath: string | null;
  afterPath: string | null;
}

/** Whether a row shows a change of the matter. */
export function isChange({ kind }: { kind: ChangeKind }): boolean {
  return kind !== 'same' && kind !== 'moved';
}

/**
 * Two filings value by value: the fields in the order of the later form, then its indicators, then those it no longer
 * has. Filings of different forms are compared in the fields that both have, by id or by name; an amount in 元 against
 * one in 万元 is brought to 万元.
 */
export function compareFilings(before: Compared, after: Compared): ComparedRow[] {
  const moved = { before: movedTo(before, after), after: movedTo(after, before) };
  return [...compareFields(before, after, moved), ...compareIndicators(before, after, moved)];
}

/** Both filings as they would be after 结转 to the year of the other one; made when two texts differ. */
interface Moved {
  before: () => Filing;
  after: () => Filing;
}

function movedTo({ form, filing }: Compared, other: Compared): () => Filing {
  let moved: Filing | null = null;
  return () => {
    const year = yearOf(other.form, other.filing);
    moved ??= year === null ? filing : rollForward(form, filing, year, { amounts: 'keep' });
    return moved;
  };
}

function compareFields(before: Compared, after: Compared, moved: Moved): ComparedRow[] {
  const counterpart = (field: Field) =>
    before.form.fields.find(({ id }) => id === field.id) ??
    before.form.fields.find(({ name }) => fold(name) === fold(field.name));
  const bothInWan = before.form.unitOfMoney !== after.form.unitOfMoney;
  const read = ({ form, filing }: Compared, field: Field) => {
    const text = textOf(filing, field.id);
    if (field.type !== 'amount' || !bothInWan || form.unitOfMoney === '万元' || !sameAmount(text, text)) return text;
    return yuanToWan(text);
  };
  const printed = [before, after].map(({ form, filing }) => new Set(printedFields(form, filing.sections)));
  return after.form.fields.flatMap((field): ComparedRow[] => {
    const early = counterpart(field);
    if (!early || (!printed[0]?.has(early.id) && !printed[1]?.has(field.id))) return [];
    const [from, to] = [read(before, early), read(after, field)];
    const amount = field.type === 'amount' && early.type === 'amount';
    const same = amount && sameAmount(from, to);
    const texts = {
      before: () => textOf(moved.before(), early.id),
      after: () => textOf(moved.after(), field.id),
    };
    return [
      {
        kind: same ? 'same' : kindOf(from, to, texts),
        group: '',
        name: field.name,
        before: from,
        after: to,
        difference: amount ? differenceOf(from, to) : null,
        beforePath: early.id,
        afterPath: field.id,
      },
    ];
  });
}

/** `moved` tells what each text would be in the year of the other. */
function kindOf(before: string, after: string, moved: { before: () => string; after: () => string }): ChangeKind {
  const [from, to] = [before.trim(), after.trim()];
  if (from === to) return 'same';
  if (from === '') return 'added';
  if (to === '') return 'removed';
  return moved.before().trim() === to || moved.after().trim() === from ? 'moved' : 'changed';
}

/** Printed rows with the place each has in its filing. */
function printedIn(filing: Filing): { at: number; row: Row }[] {
  return rowsOf(filing, 'indicators').flatMap((row, at) => (isPrinted(row) ? [{ at, row }] : []));
}

function compareIndicators(before: Compared, after: Compared, moved: Moved): ComparedRow[] {
  const [from, to] = [printedIn(before.filing), printedIn(after.filing)];
  const columns = columnsOf(after.form, 'indicators').filter(({ id }) => id !== 'value');
  const common = columns.filter(({ id }) => columnsOf(before.form, 'indicators').some((column) => column.id === id));
  const pairs = pairIndicators(
    from.map(({ row }) => row),
    to.map(({ row }) => row),
  );
  return pairs.flatMap((pair): ComparedRow[] => {
    const early = pair.before === null ? undefined : from[pair.before];
    const late = pair.after === null ? undefined : to[pair.after];
    const group = (late ?? early)?.row.level2 ?? '';
    const name = (late ?? early)?.row.level3 ?? '';
    const compare = (column: string, label: string): ComparedRow => {
      const [was, is] = [early?.row[column] ?? '', late?.row[column] ?? ''];
      const texts = {
        before: () => (early && rowsOf(moved.before(), 'indicators')[early.at]?.[column]) ?? '',
        after: () => (late && rowsOf(moved.after(), 'indicators')[late.at]?.[column]) ?? '',
      };
      const kind = !early ? 'added' : !late ? 'removed' : kindOf(was, is, texts);
      return {
        kind,
        group,
        name: label,
        before: was,
        after: is,
        difference: null,
        beforePath: early ? pathOf({ table: 'indicators', row: early.at, column }) : null,
        afterPath: late ? pathOf({ table: 'indicators', row: late.at, column }) : null,
      };
    };
    const value = compare('value', name);
    if (!early || !late) return [value];
    const others = common.map((column) => compare(column.id, `${name} · ${column.name}`));
    return [value, ...others.filter(isChange)];
  });
}
