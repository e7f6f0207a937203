import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { type Method, methods } from '../../shared/api.ts';
import { arrange, type Grouping, groupings, type Sort, sorts } from '../../shared/arrangement.ts';
import { ownFolder } from '../store/with-store.ts';
import { bookSteps } from './api-book-steps.ts';
import { filingSteps } from './api-filing-steps.ts';
import { importSteps } from './api-import-steps.ts';
import { librarySteps } from './api-library-steps.ts';
import { held, type ModelFiling } from './api-model.ts';
import { otherSteps } from './api-other-steps.ts';
import { compareVersions, pastSteps } from './api-past-steps.ts';
import { restSteps } from './api-rest-steps.ts';
import { asked, begin, type Program, spelling, type World } from './api-world.ts';
import { randomOf } from './random.ts';
import { faultsOf } from './soundness.ts';

/**
 * Random calls of two programs on one data file, beside a plain model of what it must hold: filings made, changed,
 * undone, thrown away, imported and rolled forward, 定稿 and versions, warnings, the library, settings, backups and what
 * is taken out of them, restoring, closing and opening again.
 * After each batch both programs and the file itself are compared with the model. The same seed makes the same calls.
 * 10,000 calls take some two minutes.
 */

const steps = {
  ...bookSteps,
  ...filingSteps,
  ...importSteps,
  ...pastSteps,
  ...librarySteps,
  ...otherSteps,
  ...restSteps,
};
const BATCH = 25;
/** With more filings than this they are rather thrown away. */
const MANY = 40;

/** What no random call makes, and why. */
export const NOT_CALLED: Partial<Record<Method, string>> = {
  'store.recover': 'answers what only a lost or damaged file asks: lost-file.test.ts and the damages',
  'data.open': 'shows a folder of the system',
  'files.open': 'opens a file in another program',
  'files.show': 'shows a file in its folder',
  'menu.set': 'is answered by the shell of the window',
  'window.title': 'is answered by the shell of the window',
  'window.open': 'is answered by the shell of the window',
};

export interface ApiResult {
  /** How often each step was made. */
  calls: Map<string, number>;
  /** Calls that were never made though nothing says why. */
  uncalled: Method[];
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
      const name = isMany && world.random.chance(0.3) ? world.random.pick(['trash', 'purge']) : pickStep(world, run);
      at = `call ${run}, ${name}`;
      // What a step leaves to a later one, such as an import to be taken back, it leaves to the same program.
      const program = run < ROUNDS * Object.keys(steps).length ? world.programs[0] : world.random.pick(world.programs);
      await steps[name]?.(world, program);
      calls.set(name, (calls.get(name) ?? 0) + 1);
      if (run % BATCH === BATCH - 1 || run === runs - 1) {
        at = `after call ${run}`;
        await compare(world);
      }
    }
    return { calls, uncalled: uncalled(), failed: null };
  } catch (error) {
    return { calls, uncalled: [], failed: `seed ${seed}, ${at}: ${(error as Error).message}` };
  } finally {
    for (const program of world.programs) await program.store.close().catch(() => undefined);
  }
}

const uncalled = () => methods.filter((method) => !asked.has(method) && !(method in NOT_CALLED));

/** Changes are what there is most of; another file in place of the open one is rare. */
const SORTS = Object.keys(sorts) as Sort[];
const GROUPINGS = Object.keys(groupings) as Grouping[];
const RARE = new Set(['backup', 'backupRestored', 'reopen', 'second', 'secondForgotten', 'shown', 'read']);
/** The first calls are each of them a few times, so that a short run too makes them all. */
const ROUNDS = 3;

function pickStep({ random }: World, run: number): string {
  const names = Object.keys(steps);
  if (run < ROUNDS * names.length) return names[run % names.length] as string;
  if (random.chance(0.4)) return 'commit';
  const name = random.pick(names);
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

async function compareProgram(world: World, program: Program, who: string): Promise<void> {
  const { model, random } = world;
  const { value } = program;
  for (const trashed of [false, true]) {
    const { filings } = await value('filings.list', { query: '', trashed });
    const own = [...model.filings].filter(([, filing]) => filing.trashed === trashed).map(([id]) => id);
    same(`${who}, trashed ${trashed}`, ids(filings.map(({ id }) => id)), ids(own));
    if (trashed) continue;
    const how = { sort: random.pick(SORTS), grouping: random.pick(GROUPINGS) };
    const beside = filings.slice(-3).map(({ id }) => id);
    const { groups } = await value('filings.arranged', { query: '', ...how, beside });
    same(`${who}, arranged ${spelling(how)}`, JSON.stringify(groups), JSON.stringify(arrange(filings, how)));
    const { filings: read } = await value('filings.summaries', { ids: beside, query: '' });
    same(`${who}, summaries`, JSON.stringify(read), JSON.stringify(filings.slice(-3)));
  }
  for (const [id, own] of model.filings) {
    const { revision, filing } = await value('filings.open', { id });
    same(`${who}, filing ${id}`, `${revision} ${held(filing)}`, `${own.revision} ${held(own.filing)}`);
  }
  const [id, own] = model.filings.size > 0 ? random.pick([...model.filings]) : [];
  if (id !== undefined && own) {
    await compareHistory(id, own, value, who);
    await compareVersions(world, program, id, own);
  }
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
  const { books } = await value('books.list', {});
  same(`${who}, books`, ids(books.map((book) => book.id)), ids([...model.books.keys()]));
  for (const [id, book] of model.books)
    same(`${who}, book ${id}`, spelling((await value('books.get', { id })).book), spelling(book));
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
