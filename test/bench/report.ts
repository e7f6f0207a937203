import type { Metric } from './measure.ts';

/** One line of what `bench` prints and writes. `ratio` is value / peer. */
export interface Result {
  name: string;
  metric: string;
  value: number | null;
  unit: string;
  target: number | null;
  peer: number | null;
  ratio: number | null;
}

export function resultOf(name: string, { metric, value, unit, target, peer }: Metric): Result {
  const ratio = value !== null && peer ? rounded(value / peer) : null;
  return {
    name,
    metric,
    value: value === null ? null : rounded(value),
    unit,
    target: target ?? null,
    peer: peer === undefined ? null : rounded(peer),
    ratio,
  };
}

/** A result as it is told when it comes. */
export function oneLine(result: Result): string {
  const [, metric, value, target] = cellsOf(result);
  return `  ${metric}: ${value}${target === '' ? '' : ` (${target})`}`;
}

/** The results as a Markdown table, which a README can take as it is. */
export function table(results: readonly Result[]): string {
  const rows = results.map(cellsOf);
  const all = [['bench', 'what', 'measured', 'target', 'peer', 'ratio'], ...rows];
  const widths = all[0]?.map((_, col) => Math.max(...all.map((row) => row[col]?.length ?? 0))) ?? [];
  const line = (row: string[]) =>
    `| ${row.map((text, col) => (col < 2 ? text.padEnd(widths[col] ?? 0) : text.padStart(widths[col] ?? 0))).join(' | ')} |`;
  const rule = widths.map((width, col) => (col < 2 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`));
  return [all[0] as string[], rule, ...rows].map(line).join('\n');
}

function cellsOf(result: Result): string[] {
  const missed = result.value !== null && result.target !== null && result.value > result.target;
  return [
    result.name,
    result.metric,
    result.value === null ? 'not available' : `${shown(result.value)} ${result.unit}${missed ? ' ✗ missed' : ''}`,
    result.target === null ? '' : `≤ ${shown(result.target)} ${result.unit}`,
    result.peer === null ? '' : `${shown(result.peer)} ${result.unit}`,
    result.ratio === null ? '' : shown(result.ratio),
  ];
}

/** Three digits say all that such a measurement knows. */
function rounded(value: number): number {
  return Number(value.toPrecision(3));
}

function shown(value: number): string {
  return value.toLocaleString('en-US', { maximumFractionDigits: 3 });
}
