import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { build, built } from '../../build.ts';
import type { Bench } from './measure.ts';
import { oneLine, type Result, resultOf, table } from './report.ts';

/**
 * `npm run --silent bench -- [NAME...] [--json OUT]`: measures, prints a table and writes the results as JSON. A missed
 * target is marked, not an error: a busy machine misses it too, which the peer's time shows. What is measured is told on
 * stderr as it comes, and written, so that a run that is ended keeps it; a bench that fails stops no other.
 */
const benches: Record<string, () => Promise<{ bench: Bench }>> = {
  typing: () => import('./typing.ts'),
  paste: () => import('./paste.ts'),
  open: () => import('./open.ts'),
  list: () => import('./list.ts'),
  xlsx: () => import('./xlsx.ts'),
  pdf: () => import('./pdf.ts'),
  docx: () => import('./docx.ts'),
  book: () => import('./book.ts'),
  read: () => import('./read.ts'),
  largest: () => import('./largest.ts'),
  layout: () => import('./layout.ts'),
  checks: () => import('./checks.ts'),
  store: () => import('./store.ts'),
  hundred: () => import('./hundred.ts'),
  start: () => import('./start.ts'),
};

const usage = `usage: bench [NAME...] [--json OUT]; names: ${Object.keys(benches).join(', ')}`;

function readArguments() {
  try {
    const { values, positionals } = parseArgs({ allowPositionals: true, options: { json: { type: 'string' } } });
    const unknown = positionals.find((name) => !Object.hasOwn(benches, name));
    if (unknown === undefined) return { out: values.json, names: positionals };
    console.error(`no bench “${unknown}”\n${usage}`);
  } catch {
    console.error(usage);
  }
  process.exit(2);
}

const { out, names } = readArguments();
if (!built()) await build();
const results: Result[] = [];
const took: string[] = [];
const keep = () => {
  if (out !== undefined) writeFileSync(out, `${JSON.stringify(results, null, 2)}\n`);
};
for (const [name, load] of Object.entries(benches)) {
  if (names.length > 0 && !names.includes(name)) continue;
  console.error(`measuring ${name}…`);
  const began = performance.now();
  try {
    const { bench } = await load();
    const measured = (await bench()).map((metric) => resultOf(name, metric));
    results.push(...measured);
    console.error(measured.map(oneLine).join('\n'));
    keep();
  } catch (error) {
    console.error(`${name} failed:`, error);
    process.exitCode = 1;
  }
  took.push(`${name} ${Math.round((performance.now() - began) / 1000)} s`);
}
const processors = cpus();
console.log(
  `${processors[0]?.model.trim() ?? process.arch}, ${processors.length} cores, Node ${process.versions.node}\n`,
);
console.log(table(results));
console.log(`\n${Math.round(performance.now() / 1000)} s in all: ${took.join(', ')}`);
// The export's worker thread is kept warm and would keep this process waiting.
process.exit();
