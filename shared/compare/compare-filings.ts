import { sameAmount, yuanToWan } from '../filing/amount.ts';
import { patternText, textAt } from '../filing/computed.ts';
import { type Filing, isPrinted, printedFields, type Row, rowsOf, yearOf } from '../filing/filing.ts';
import { type Place, pathOf } from '../filing/path.ts';
import { rollForward } from '../filing/roll-forward.ts';
import { fold } from '../form/fold.ts';
import { type Field, type Form, isIndicators, mainIndicators, type Table, tableOf, tablesOf } from '../form/form.ts';
import { plainLevel } from '../form/level-names.ts';
import { type Difference, differenceOf } from './difference.ts';
import { pairRows } from './pair-rows.ts';
import { rowSubject } from './row-subject.ts';

/** `moved`: the texts differ only by the years that 结转 moves on, which is no change of the matter. */
export type ChangeKind = 'same' | 'moved' | 'changed' | 'added' | 'removed';

export interface Compared {
  form: Form;
  filing: Filing;
}

/** One value of two filings side by side. */
export interface ComparedRow {
  kind: ChangeKind;
  /**
   * Level 2 of an indicator's value, of another row what stands in its merged cells, after the table's name where the
   * form has several; '' for the fields of the form.
   */
  group: string;
  /** Name of the field or of what the row is about; of a further column: 档案抽检率 · 指标值确定依据. */
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
 * Two filings value by value, as they are printed: the fields in the order of the later form, then the rows of its
 * tables, in each those it no longer has at the end. Filings of different forms, or of two versions of one, are compared
 * in what both have: fields by id or by name, tables and columns by id, and the indicators that each form goes by. An
 * amount in 元 against one in 万元 is brought to 万元.
 */
export function compareFilings(before: Compared, after: Compared): ComparedRow[] {
  const moved = { before: movedTo(before, after), after: movedTo(after, before) };
  const tables = tablesOf(after.form).flatMap((late) => {
    const early = counterpart(before.form, after.form, late);
    return early ? compareTables(before, early, after, late, moved) : [];
  });
  return [...compareFields(before, after, moved), ...tables];
}

/** The table of an earlier form that has the same rows as one of a later form. */
function counterpart(early: Form, late: Form, table: Table): Table | null {
  const same = tableOf(early, table.id);
  if (same) return isIndicators(early, same.id) === isIndicators(late, table.id) ? same : null;
  const main = mainIndicators(early);
  return main && mainIndicators(late)?.id === table.id && !tableOf(late, main.id) ? main : null;
}

/** The printed text of a value; an amount in 万元 where the two forms have different units of money. */
function reader(before: Compared, after: Compared) {
  const bothInWan = before.form.unitOfMoney !== after.form.unitOfMoney;
  return ({ form }: Compared, filing: Filing, place: Place, type: string | undefined): string => {
    const text = textAt(form, filing, place);
    const convert = type === 'amount' && bothInWan && form.unitOfMoney === '元' && sameAmount(text, text);
    return convert ? yuanToWan(text) : text;
  };
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
  const read = reader(before, after);
  const printed = [before, after].map(({ form, filing }) => new Set(printedFields(form, filing.sections)));
  return after.form.fields.flatMap((field): ComparedRow[] => {
    const early = counterpart(field);
    if (!early || (!printed[0]?.has(early.id) && !printed[1]?.has(field.id))) return [];
    const was = (filing: Filing) => read(before, filing, { field: early.id }, early.type);
    const is = (filing: Filing) => read(after, filing, { field: field.id }, field.type);
    const [from, to] = [was(before.filing), is(after.filing)];
    const amount = field.type === 'amount' && early.type === 'amount';
    return [
      {
        kind: kindOf(from, to, amount, { before: () => was(moved.before()), after: () => is(moved.after()) }),
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
function kindOf(
  before: string,
  after: string,
  amount: boolean,
  moved: { before: () => string; after: () => string },
): ChangeKind {
  const [from, to] = [before.trim(), after.trim()];
  if (from === to || (amount && sameAmount(from, to))) return 'same';
  if (from === '') return 'added';
  if (to === '') return 'removed';
  return moved.before().trim() === to || moved.after().trim() === from ? 'moved' : 'changed';
}

/** Printed rows with the place each has in its filing. */
function printedIn(filing: Filing, table: string): { at: number; row: Row }[] {
  return rowsOf(filing, table).flatMap((row, at) => (isPrinted(row) ? [{ at, row }] : []));
}

function compareTables(before: Compared, early: Table, after: Compared, late: Table, moved: Moved): ComparedRow[] {
  const [from, to] = [printedIn(before.filing, early.id), printedIn(after.filing, late.id)];
  const [was, is] = [rowSubject(before.form, early.id), rowSubject(after.form, late.id)];
  const read = reader(before, after);
  const value = is.columns.some(({ id }) => id === is.value) && was.columns.some(({ id }) => id === is.value);
  const shown = is.columns.find(({ id }) => id === (value ? is.value : is.name));
  const common = is.columns.filter(({ id }) => id !== shown?.id && was.columns.some((column) => column.id === id));
  const pairs = pairRows(
    from.map(({ row }) => row),
    to.map(({ row }) => row),
    { before: was.namesOf, after: is.namesOf },
  );
  const tableName = tablesOf(after.form).length > 1 ? late.name : '';
  return pairs.flatMap((pair): ComparedRow[] => {
    const old = pair.before === null ? undefined : from[pair.before];
    const now = pair.after === null ? undefined : to[pair.after];
    const names = now ? is.namesOf(now.row) : was.namesOf(old?.row ?? {});
    const compare = ({ id, type }: { id: string; type?: string | undefined }, name: string): ComparedRow => {
      const place = (table: Table, row: number) => ({ table: table.id, row, column: id });
      const earlyType = was.columns.find((column) => column.id === id)?.type;
      const textWas = (filing: Filing) => (old ? read(before, filing, place(early, old.at), earlyType) : '');
      const textIs = (filing: Filing) => (now ? read(after, filing, place(late, now.at), type) : '');
      const [text, next] = [textWas(before.filing), textIs(after.filing)];
      const amount = type === 'amount' && earlyType === 'amount';
      const texts = { before: () => textWas(moved.before()), after: () => textIs(moved.after()) };
      // The points that a form prints in the name of a level (产出指标(50分)) are no change.
      const sameLevel = /^level[12]$/.test(id) && plainLevel(text) === plainLevel(next);
      return {
        kind: !old ? 'added' : !now ? 'removed' : sameLevel ? 'same' : kindOf(text, next, amount, texts),
        group: [tableName, names.group].filter((part) => part !== '').join(' · '),
        name,
        before: text,
        after: next,
        difference: amount ? differenceOf(text, next) : null,
        beforePath: old ? pathOf(place(early, old.at)) : null,
        afterPath: now ? pathOf(place(late, now.at)) : null,
      };
    };
    if (!shown) return [];
    const line = compare(shown, names.name);
    if (!old || !now) return [line];
    return [
      line,
      ...common
        .map((column) => compare(column, `${names.name} · ${patternText(after.form, after.filing, column.name)}`))
        .filter(isChange),
    ];
  });
}
