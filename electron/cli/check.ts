import { checkFiling, inOrder } from '../../shared/checks/run.ts';
import { checkYear, yearFacts } from '../../shared/checks/year.ts';
import { type Filing, isPrinted, summarise } from '../../shared/filing/filing.ts';
import { pathOf, placeOf } from '../../shared/filing/path.ts';
import { groupBy } from '../../shared/group-by.ts';
import type { Problem } from '../../shared/problem.ts';
import { readArguments, terminal, UsageError } from './command.ts';
import { type Inputs, readInputs } from './inputs.ts';
import { formOf, jsonText } from './outputs.ts';

const SEVERITIES = { error: '错误', warning: '警告', hint: '提示' } as const;

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
  const { inputs, filings, failed } =
    values.db === undefined ? await readInputs(positionals) : await readStore(values.db);
  const found = inFilings(filings, problemsOf(filings, importNotes(inputs)));
  if (values.json) terminal.out(jsonText(found));
  else printFound(found, filings.length);
  return failed || found.some((problem) => problem.severity === 'error') ? 1 : 0;
}

async function readStore(db: string): Promise<Inputs> {
  const { readAll, withStore } = await import('./stored.ts');
  const filings = (await withStore(db, false, readAll)).map(({ filing }) => filing);
  return { inputs: [], filings, failed: false };
}

/** Problems by filing: what reading said, what each filing shows, and what only a unit's year together shows. */
function problemsOf(filings: readonly Filing[], read: ReadonlyMap<number, Problem[]>): Map<number, Problem[]> {
  const entries = filings.map((filing, id) => ({ id, facts: yearFacts(formOf(filing), filing) }));
  const years = groupBy(entries, ({ id }) => {
    const { unit, year } = summarise(formOf(filings[id] as Filing), filings[id] as Filing);
    return `${year} ${unit}`;
  });
  const shared = new Map([...years.values()].flatMap((unitYear) => [...checkYear(unitYear, null).filings]));
  return new Map(
    filings.map((filing, id) => {
      const form = formOf(filing);
      const own = [...(read.get(id) ?? []), ...checkFiling(form, filing), ...(shared.get(id) ?? [])];
      return [id, inOrder(form, own)];
    }),
  );
}

function inFilings(filings: readonly Filing[], problems: ReadonlyMap<number, Problem[]>): Found[] {
  return [...problems].flatMap(([index, list]) =>
    list.map((problem) => foundIn(filings[index] as Filing, index, problem)),
  );
}

/** What reading said about a value of a filing, by filing. */
function importNotes(inputs: Inputs['inputs']): Map<number, Problem[]> {
  let before = 0;
  const notes = inputs.flatMap((input) => {
    const first = before;
    before += input.filings.length;
    return input.notes.flatMap(({ severity, message, filing, path, rule = 'import' }) =>
      filing === undefined || path === undefined ? [] : [{ filing: first + filing, rule, severity, message, path }],
    );
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
  const row = filing.indicators[place.row];
  if (!row || !isPrinted(row)) return '';
  return pathOf({ row: filing.indicators.slice(0, place.row).filter(isPrinted).length, column: place.column });
}

function printFound(found: readonly Found[], filings: number): void {
  for (const { filing, projectName, severity, message, rule } of found)
    terminal.out(`第${filing + 1}张 ${projectName}：${SEVERITIES[severity]}：${message}（${rule}）`);
  const count = (severity: Problem['severity']) => found.filter((problem) => problem.severity === severity).length;
  const counts = (['error', 'warning', 'hint'] as const).map(
    (severity) => `${SEVERITIES[severity]} ${count(severity)}`,
  );
  terminal.out(`共 ${filings} 张表：${counts.join('，')}`);
}
