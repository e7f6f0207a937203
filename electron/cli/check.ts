import { checkFiling } from '../../shared/checks/run.ts';
import { type Filing, isPrinted, summarise } from '../../shared/filing/filing.ts';
import { pathOf, placeOf } from '../../shared/filing/path.ts';
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
  const found = [...importNotes(inputs), ...filings.flatMap((filing, index) => checked(filing, index))];
  found.sort((a, b) => a.filing - b.filing);
  if (values.json) terminal.out(jsonText(found));
  else printFound(found, filings.length);
  return failed || found.some((problem) => problem.severity === 'error') ? 1 : 0;
}

async function readStore(db: string): Promise<Inputs> {
  const { readAll, withStore } = await import('./stored.ts');
  const filings = (await withStore(db, false, readAll)).map(({ filing }) => filing);
  return { inputs: [], filings, failed: false };
}

function checked(filing: Filing, index: number): Found[] {
  return checkFiling(formOf(filing), filing).map((problem) => foundIn(filing, index, problem));
}

/** What reading said about a value of a filing. */
function importNotes(inputs: Inputs['inputs']): Found[] {
  let before = 0;
  return inputs.flatMap(({ filings, notes }) => {
    const first = before;
    before += filings.length;
    return notes.flatMap(({ severity, message, filing: index, path }) => {
      const filing = index === undefined ? undefined : filings[index];
      if (index === undefined || !filing || path === undefined) return [];
      return [foundIn(filing, first + index, { rule: 'import', severity, message, path })];
    });
  });
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
