import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { ownFolder } from '../store/with-store.ts';
import { filingSteps } from './api-filing-steps.ts';
import { importSteps } from './api-import-steps.ts';
import { held, type ModelFiling } from './api-model.ts';
import { restSteps } from './api-rest-steps.ts';
import { begin, type Program, spelling, type World } from './api-world.ts';
import { randomOf } from './random.ts';
import { faultsOf } from './soundness.ts';

/**
 * Random calls of two programs on one data file, beside a plain model of what it must hold: filings made, changed,
 * undone, thrown away, imported and rolled forward, warnings, settings, backups, restoring, closing and opening again.
 * After each batch both programs and the file itself are compared with the model. The same seed makes the same calls.
 * 10,000 calls take some two minutes.
 */

const steps = { ...filingSteps, ...importSteps, ...restSteps };
const BATCH = 25;
/** With more filings than this they are rather thrown away. */
const MANY = 40;

export interface ApiResult {
  calls: Map<string, number>;
  /** Null, or what differed first: the rest would only follow from it. */
  failed: string | null;
}

export async function callAtRandom(runs: number, seed: number): Promise<ApiResult> {
  const world = await begin(join(ownFolder(), '绩效表.db'), randomOf(seed));
  const calls = new Map<string, number>();
  let at = '';
  try {
    for (let run = 0; run < runs; run++) {
      const isMany = world.model.filings.size > MANY;
      const name = isMany && world.random.chance(0.3) ? world.random.pick(['trash', 'purge']) : pickStep(world);
      at = `call ${run}, ${name}`;
      await steps[name]?.(world, world.random.pick(world.programs));
      calls.set(name, (calls.get(name) ?? 0) + 1);
      if (run % BATCH === BATCH - 1 || run === runs - 1) {
        at = `after call ${run}`;
        await compare(world);
      }
    }
    return { calls, failed: null };
  } catch (error) {
    return { calls, failed: `seed ${seed}, ${at}: ${(error as Error).message}` };
  } finally {
    for (const program of world.programs) await program.store.close().catch(() => undefined);
  }
}

/** Changes are what there is most of; another file in place of the open one is rare. */
const RARE = new Set(['backup', 'backupRestored', 'reopen']);

function pickStep({ random }: World): string {
  if (random.chance(0.4)) return 'commit';
  const name = random.pick(Object.keys(steps));
  return RARE.has(name) && random.chance(0.7) ? 'commit' : name;
}

async function compare(world: World): Promise<void> {
  for (const [n, program] of world.programs.entries()) await compareProgram(world, program, `program ${n}`);
  const faults = faultsOf(world.path, { purged: true });
  const file = new Sqlite(world.path, { readonly: true });
  try {
    const rows = (source: string) => file.prepare(source).raw().all().map(String).sort().join('\n');
    const { filings, totals } = world.model;
    same('totals', rows('SELECT unit, year, total FROM unit_totals'), [...totals].map(String).sort().join('\n'));
    const judged = [...filings].filter(([, own]) => own.judged).map(([id]) => String(id));
    same('judged', rows('SELECT id FROM filings WHERE judged = 1'), judged.sort().join('\n'));
  } finally {
    file.close();
  }
  same('the file', faults.join('; '), '');
}

async function compareProgram({ model, random }: World, { value }: Program, who: string): Promise<void> {
  for (const trashed of [false, true]) {
    const { filings } = await value('filings.list', { query: '', trashed });
    const own = [...model.filings].filter(([, filing]) => filing.trashed === trashed).map(([id]) => id);
    same(`${who}, trashed ${trashed}`, ids(filings.map(({ id }) => id)), ids(own));
  }
  for (const [id, own] of model.filings) {
    const { revision, filing } = await value('filings.open', { id });
    same(`${who}, filing ${id}`, `${revision} ${held(filing)}`, `${own.revision} ${held(own.filing)}`);
  }
  const [id, own] = model.filings.size > 0 ? random.pick([...model.filings]) : [];
  if (id !== undefined && own) await compareHistory(id, own, value, who);
  const { settings } = await value('app.info', {});
  same(`${who}, settings`, spelling(Object.entries(settings).sort()), spelling([...model.settings].sort()));
  const { waivers } = await value('waivers.list', {});
  const reasons = waivers.map(({ rule, filing, unit, reason }) => `${[rule, filing ?? unit]} ${reason}`);
  same(
    `${who}, waivers`,
    reasons.sort().join(),
    [...model.waivers]
      .map(([key, { reason }]) => `${key} ${reason}`)
      .sort()
      .join(),
  );
  const { entries } = await value('library.list', {});
  const names = entries.map(({ name }) => name).filter((name) => name.startsWith('指标'));
  same(`${who}, library`, names.sort().join(), [...model.indicators].sort().join());
}

async function compareHistory(id: number, own: ModelFiling, value: Program['value'], who: string): Promise<void> {
  const { revisions } = await value('filings.history', { id, before: own.revision + 1 });
  const expected = own.steps.map((edits, n) => ({ revision: n + 1, edits })).reverse();
  same(`${who}, changes of ${id}`, String(revisions.length), String(Math.min(100, expected.length)));
  for (const [n, { revision, edits }] of revisions.entries()) {
    const step = expected[n];
    same(`${who}, change of ${id}`, String(revision), String(step?.revision));
    if (step?.edits) same(`${who}, change ${revision} of ${id}`, JSON.stringify(edits), JSON.stringify(step.edits));
  }
}

const ids = (list: readonly number[]) => [...list].sort((a, b) => a - b).join();

function same(what: string, is: string, wanted: string): void {
  if (is !== wanted) throw new Error(`${what}:\n  is     ${is.slice(0, 1500)}\n  wanted ${wanted.slice(0, 1500)}`);
}
