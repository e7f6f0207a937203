import { oddYear } from '../../shared/checks/odd-year.ts';
import { checkFiling, inOrder } from '../../shared/checks/run.ts';
import { rowNames, sortOut, type Waiver, waiversFor } from '../../shared/checks/waivers.ts';
import { checkYear, yearFacts } from '../../shared/checks/year.ts';
import { type Filing, isPrinted, rowsOf, summarise } from '../../shared/filing/filing.ts';
import { formOf } from '../../shared/filing/form-of.ts';
import { pathOf, placeOf, rowPlaceOf } from '../../shared/filing/path.ts';
import { placeName } from '../../shared/filing/place-name.ts';
import { groupBy } from '../../shared/group-by.ts';
import type { Problem } from '../../shared/problem.ts';
import { severities, severityNames } from '../../shared/review.ts';
import { jsonText, readArguments, terminal, UsageError } from './command.ts';
import { type Inputs, readInputs } from './inputs.ts';

interface Found extends Problem {
  /** Counted from 0 in input order. */
  filing: number;
  projectName: string;
}

/** Checks files or a store. Exit code 1 when errors stand or a file was not understood. */
export async function check(args: string[]): Promise<number> {
  const { values, positionals } = readArguments(args, { db: { type: 'string' }, json: { type: 'boolean' } }, true);
  if (values.db !== undefined ? positionals.length > 0 : positionals.length === 0)
    throw new UsageError('请给出要审核的文件，或用 --db 给出数据文件');
  const input = values.db === undefined ? await readFiles(positionals) : await readStore(values.db);
  const { filings } = input;
  const sorted = [...problemsOf(input)].map(([index, problems]) => ({
    index,
    ...sortOut(problems, input.waiversOf(index), {
      id: input.idOf(index),
      rows: rowNames(filings[index] as Filing),
    }),
  }));
  const found = sorted.flatMap(({ index, standing }) =>
    standing.map((problem) => foundIn(filings[index] as Filing, index, problem)),
  );
  const waived = sorted.reduce((sum, one) => sum + one.waived.length, 0);
  if (values.json) terminal.out(jsonText(found));
  else printFound(found, filings, waived);
  return input.failed || found.some((problem) => problem.severity === 'error') ? 1 : 0;
}

/** What is checked, and what a store knows besides: files have neither waivers nor approved totals. */
interface Checked {
  filings: readonly Filing[];
  failed: boolean;
  /** What reading said about values, by filing. */
  read: ReadonlyMap<number, Problem[]>;
  idOf(index: number): number;
  waiversOf(index: number): Waiver[];
  approved(unit: string, year: number): string | null;
}

async function readFiles(files: readonly string[]): Promise<Checked> {
  const { inputs, filings, failed } = await readInputs(files);
  const read = importNotes(inputs);
  return { filings, failed, read, idOf: (index) => index, waiversOf: () => [], approved: () => null };
}

async function readStore(db: string): Promise<Checked> {
  const { readAll, withStore } = await import('./stored.ts');
  return withStore(db, false, (store) => {
    const stored = readAll(store);
    const filings = stored.map(({ filing }) => filing);
    const years = new Set(filings.map((filing) => summarise(formOf(filing), filing).year ?? 0));
    const totals = new Map([...years].map((year) => [year, store.review.approved(year)]));
    const waivers = store.review.waivers();
    return {
      filings,
      failed: false,
      read: new Map(),
      idOf: (index) => stored[index]?.id ?? 0,
      waiversOf: (index) => {
        const { unit } = summarise(formOf(filings[index] as Filing), filings[index] as Filing);
        return waiversFor(waivers, unit, stored[index]?.id ?? 0);
      },
      approved: (unit, year) => totals.get(year)?.get(unit) ?? null,
    };
  });
}

/**
 * Problems by filing: what reading said, what each filing shows, and what only a unit's year together shows; what
 * concerns the unit stands at its first filing.
 */
function problemsOf({ filings, read, approved }: Checked): Map<number, Problem[]> {
  const entries = filings.map((filing, id) => {
    const { unit, year } = summarise(formOf(filing), filing);
    return { id, facts: yearFacts(formOf(filing), filing), unit, year };
  });
  const ofYear = new Map<number, Problem[]>();
  for (const unitYear of groupBy(entries, ({ unit, year }) => `${year} ${unit}`).values()) {
    const [{ id, unit, year }] = unitYear as [(typeof entries)[number]];
    const found = checkYear(unitYear, year === null ? null : approved(unit, year));
    for (const [filing, problems] of found.filings) ofYear.set(filing, problems);
    if (found.unit.length > 0) ofYear.set(id, [...found.unit, ...(ofYear.get(id) ?? [])]);
  }
  return new Map(
    filings.map((filing, id) => {
      const form = formOf(filing);
      return [id, inOrder(form, [...(read.get(id) ?? []), ...checkFiling(form, filing), ...(ofYear.get(id) ?? [])])];
    }),
  );
}

/** What reading said about a value of a filing, and what only the filings of a file show together, by filing. */
function importNotes(inputs: Inputs['inputs']): Map<number, Problem[]> {
  let before = 0;
  const notes = inputs.flatMap((input) => {
    const first = before;
    before += input.filings.length;
    const odd = oddYear(input.filings.map((filing) => ({ form: formOf(filing), filing })));
    const own = odd ? [{ ...odd.problem, filing: first + odd.index }] : [];
    const told = input.notes.flatMap(({ severity, message, filing, path, rule = 'import' }) =>
      filing === undefined || path === undefined ? [] : [{ filing: first + filing, rule, severity, message, path }],
    );
    return [...told, ...own];
  });
  return groupBy(notes, ({ filing }) => filing);
}

function foundIn(filing: Filing, index: number, { rule, severity, path, message }: Problem): Found {
  const projectName = summarise(formOf(filing), filing).name;
  return { filing: index, projectName, rule, severity, path: jsonPath(filing, path), message };
}

/** The path in the JSON shape, which leaves out the rows that are not printed; '' for a place that it does not have. */
function jsonPath(filing: Filing, path: string): string {
  const place = placeOf(path);
  if ('field' in place) return path;
  const rows = rowsOf(filing, place.table);
  const row = rows[place.row];
  if (!row || !isPrinted(row)) return '';
  return pathOf({ ...place, row: rows.slice(0, place.row).filter(isPrinted).length });
}

function printFound(found: readonly Found[], filings: readonly Filing[], waived: number): void {
  for (const { filing, projectName, severity, message, rule, path } of found) {
    // What is said of a field names it; what is said of a row does not.
    const place = rowPlaceOf(path) ? `${placeName(formOf(filings[filing] as Filing), path)}：` : '';
    terminal.out(`第${filing + 1}张 ${projectName}：${severityNames[severity]}：${place}${message}（${rule}）`);
  }
  const count = (severity: Problem['severity']) => found.filter((problem) => problem.severity === severity).length;
  const counts = severities.map((severity) => `${severityNames[severity]} ${count(severity)}`);
  terminal.out(`共 ${filings.length} 张表：${counts.join('，')}${waived > 0 ? `；已关闭的提醒 ${waived}` : ''}`);
}
