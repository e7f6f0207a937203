import { readAmount, sumAmounts } from '../filing/amount.ts';
import { type Filing, summarise, textOf } from '../filing/filing.ts';
import { withoutYears } from '../filing/move-years.ts';
import { yearAmount } from '../filing/year-amount.ts';
import { fold } from '../form/fold.ts';
import type { Form } from '../form/form.ts';
import { compareFilings, isChange } from './compare-filings.ts';
import { type Difference, differenceOf } from './difference.ts';

export interface YearFiling {
  id: number;
  /** The filing that this one was rolled forward from. */
  previous: number | null;
  form: Form;
  filing: Filing;
}

/** A project (or a table of the unit as a whole) in two years, or in the one that has it. Amounts of the year in 万元. */
export interface YearRow {
  kind: 'same' | 'changed' | 'added' | 'removed';
  name: string;
  unit: string;
  before: { id: number; amount: string } | null;
  after: { id: number; amount: string } | null;
  difference: Difference | null;
  /** How many values changed; those that only have other years do not count. */
  changes: number;
}

export interface YearTotals {
  unit: string;
  /** How many filings there were and are. */
  filings: { before: number; after: number };
  before: string;
  after: string;
  difference: Difference | null;
}

export interface YearComparison {
  rows: YearRow[];
  units: YearTotals[];
  /** Of all units; its `unit` is ''. */
  total: YearTotals;
  /** Filings with something else than a number for an amount, which the sums leave out. */
  unread: number;
  /** Filings that the sums leave out because others tell their money already. */
  uncounted: number;
}

/**
 * Two years project by project: paired by 结转, else by project code, else by unit and name, else by name, each without
 * the years in it. Projects are paired with projects, other tables with those of their form. Rows go by
 * unit in the order given, what the later year no longer has after the rest of its unit.
 */
export function compareYears(before: readonly YearFiling[], after: readonly YearFiling[]): YearComparison {
  const from = before.map(described);
  const to = after.map(described);
  const rows = pairYears(from, to).map(({ early, late }): YearRow => {
    const { name, unit } = (late ?? early) as Described;
    const changes = early && late ? compareFilings(early, late).filter(isChange).length : 0;
    return {
      kind: !early ? 'added' : !late ? 'removed' : changes > 0 ? 'changed' : 'same',
      name,
      unit,
      before: early && { id: early.id, amount: early.amount },
      after: late && { id: late.id, amount: late.amount },
      difference: differenceOf(early?.amount ?? '', late?.amount ?? ''),
      changes,
    };
  });
  const units = [...new Set([...to, ...from].map(({ unit }) => unit))];
  const order = new Map(units.map((unit, index) => [unit, index]));
  return {
    rows: rows.toSorted((a, b) => (order.get(a.unit) ?? 0) - (order.get(b.unit) ?? 0)),
    units: units.map((unit) => totals(unit, from.filter(isOf(unit)), to.filter(isOf(unit)))),
    total: totals('', from, to),
    unread: [...from, ...to].filter(({ counts, amount }) => counts && readAmount(amount) === null).length,
    uncounted: [...from, ...to].filter(({ counts }) => !counts).length,
  };
}

interface Described extends YearFiling {
  name: string;
  unit: string;
  /** What money the filing asks for in its year, in 万元. */
  amount: string;
  /** Whether that counts for its unit: tables of the whole unit, and what became of targets, tell it once more. */
  counts: boolean;
  keys: { code: string; name: string };
}

function described(filing: YearFiling): Described {
  const { form } = filing;
  const { name, unit } = summarise(form, filing.filing);
  const code = textOf(filing.filing, form.checks.code?.field ?? form.yearFrom?.field ?? '');
  // What is not of a project has the name of its unit, which several forms may have.
  const ofProject = form.kind === 'project';
  const own = ofProject ? name : name === '' || name === unit ? form.name : `${name}（${form.name}）`;
  return {
    ...filing,
    name: own,
    unit,
    amount: yearAmount(form, filing.filing),
    counts: ofProject,
    keys: ofProject
      ? { code: fold(code), name: fold(withoutYears(name)) }
      : { code: '', name: `${form.id} ${fold(withoutYears(name || unit))}` },
  };
}

interface Pair {
  early: Described | null;
  late: Described | null;
}

function pairYears(from: readonly Described[], to: readonly Described[]): Pair[] {
  const partner = new Map<Described, Described>();
  const taken = new Set<Described>();
  const match = (keyOfEarly: (filing: Described) => string, keyOfLate = keyOfEarly) => {
    const open = new Map<string, Described[]>();
    for (const early of from) {
      const key = keyOfEarly(early);
      if (key === '' || taken.has(early)) continue;
      const there = open.get(key);
      if (there) there.push(early);
      else open.set(key, [early]);
    }
    for (const late of to) {
      const early = partner.has(late) ? undefined : open.get(keyOfLate(late))?.shift();
      if (!early) continue;
      partner.set(late, early);
      taken.add(early);
    }
  };
  match(
    ({ id }) => String(id),
    ({ previous }) => String(previous),
  );
  match(({ keys }) => keys.code);
  match(({ keys, unit }) => (keys.name === '' ? '' : `${unit}\n${keys.name}`));
  match(({ keys }) => keys.name);
  return [
    ...to.map((late) => ({ early: partner.get(late) ?? null, late })),
    ...from.flatMap((early) => (taken.has(early) ? [] : [{ early, late: null }])),
  ];
}

const isOf = (unit: string) => (filing: Described) => filing.unit === unit;

function totals(unit: string, from: readonly Described[], to: readonly Described[]): YearTotals {
  const sum = (filings: readonly Described[]) => {
    const amounts = filings.filter(({ counts }) => counts).map(({ amount }) => amount);
    return sumAmounts(amounts.filter((amount) => readAmount(amount) !== null)) ?? '0';
  };
  const [before, after] = [sum(from), sum(to)];
  const difference = differenceOf(before, after);
  return { unit, filings: { before: from.length, after: to.length }, before, after, difference };
}
