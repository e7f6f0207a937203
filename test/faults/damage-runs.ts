import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { openStore, type Store } from '../../electron/store/store.ts';
import { ApiError, isSentence } from '../../shared/api.ts';
import { summarise } from '../../shared/filing/filing.ts';
import { formOf } from '../../shared/filing/form-of.ts';
import { groupBy } from '../../shared/group-by.ts';
import { filingOf } from '../store/with-store.ts';
import { besideOf, makeScene, NAME, restOf, type Scene, spelled } from './damaged-scene.ts';
import { damages, type Lying } from './damages.ts';
import { finerDamages } from './finer-damages.ts';
import { type ReadRows, readIndependently } from './independent-reader.ts';
import { randomOf } from './random.ts';

/**
 * A data file of 30 filings is damaged in one of many ways and opened at the program's own path. Each time: the
 * program starts there and takes a new filing in; every filing that it shows is as it was, or the program says that it
 * is not; every filing and every change that an independent reader finds in the damaged file is there; the
 * damaged file is kept as it was found; the next start has nothing new to tell. The same seed makes the same damages.
 * 1,000 damages take some two minutes.
 */

/** How the program came out of a damage. */
const OUTCOMES = ['whole', 'salvaged all', 'salvaged part', 'from backup', 'doubtful', 'new', 'looked at'] as const;
type Outcome = (typeof OUTCOMES)[number] | 'not started';

/** What must not be: filings, lists or other content shown wrong with nothing said, rows not offered, other faults. */
const FAULTS = ['silent', 'list', 'history', 'rest', 'unoffered', 'not kept', 'broken'] as const;
type Fault = (typeof FAULTS)[number];

export interface Damaged {
  kind: string;
  run: number;
  outcome: Outcome;
  faults: [Fault, string][];
}

const now = () => new Date('2026-03-02T09:00:00');
const ENDS = ['', '-wal', '-shm'];

export async function damageStores(
  runs: number,
  seed: number,
  kinds: readonly string[] = Object.keys(damages),
  first = 0,
): Promise<Damaged[]> {
  const scene = await makeScene(seed);
  const results: Damaged[] = [];
  for (let run = first; run < first + runs; run++) {
    const kind = kinds[run % kinds.length] as string;
    const folder = mkdtempSync(join(tmpdir(), 'jixiaobiao-damage-'));
    try {
      results.push(await damageOnce(scene, kind, seed, run, Math.floor(run / kinds.length), folder));
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
  return results;
}

async function damageOnce(scene: Scene, kind: string, seed: number, run: number, nth: number, folder: string) {
  const random = randomOf(Math.imul(seed, 0x9e3779b1) + run);
  const { lying, isClosed } = copyOf(scene, !/log|index/.test(kind) && random.chance(0.5));
  (damages[kind] ?? finerDamages[kind])?.(lying, random, nth);
  const result: Damaged = { kind, run, outcome: 'not started', faults: [] };
  const found = (fault: Fault, what: string) => result.faults.push([fault, what]);

  const path = join(folder, 'own', NAME);
  cpSync(scene.folder, join(folder, 'own'), { recursive: true });
  lay(path, lying, isClosed);
  const readable = readIndependently(isClosed ? { ...lying, log: Buffer.alloc(0) } : lying);

  let store: Store;
  try {
    store = await openStore(path, { now });
  } catch (error) {
    found('broken', `does not start: ${String(error)}`);
    return result;
  }
  try {
    result.outcome = judge(store, scene, folder, found);
    if (!store.readOnly && store.add([filingOf()], '新建').length !== 1) found('broken', 'takes nothing in');
  } catch (error) {
    found('broken', `while it is looked at: ${told(error) ?? String((error as Error).stack)}`);
  }
  await store.close().catch((error: unknown) => told(error) ?? found('broken', `does not close: ${String(error)}`));
  for (const what of unoffered(path, scene, readable)) found('unoffered', what);
  const setAside = readdirSync(join(folder, 'own')).filter((name) => name.includes('.corrupt-'));
  if (setAside.length > 0 && !isKept(join(folder, 'own'), lying.main)) found('not kept', setAside.join(' '));
  try {
    const again = await openStore(path, { now });
    await again.close().catch(() => undefined);
  } catch (error) {
    found('broken', `does not start again: ${String(error)}`);
  }
  return result;
}

/** The files of the scene to be damaged; `isClosed` where the program had ended, so that there is no log. */
function copyOf({ lying, closed }: Scene, isClosed: boolean): { lying: Lying; isClosed: boolean } {
  const { main, log, index, older } = lying;
  return {
    lying: {
      main: Buffer.from(isClosed ? closed : main),
      log: Buffer.from(log),
      index: Buffer.from(index),
      older: Buffer.from(older),
    },
    isClosed,
  };
}

function lay(path: string, { main, log, index }: Lying, isClosed: boolean): void {
  for (const end of ENDS) rmSync(path + end, { force: true });
  writeFileSync(path, main);
  if (isClosed) return;
  if (log.length > 0) writeFileSync(`${path}-wal`, log);
  writeFileSync(`${path}-shm`, index);
}

/** What the program shows against what is true. */
function judge(
  store: Store,
  { truth, rest }: Scene,
  folder: string,
  found: (fault: Fault, what: string) => void,
): Outcome {
  const others = store.recovery()?.salvaged?.others;
  // Where changes are missing or a backup took the place, the whole file is told of. What came out of a damaged one is
  // listed with its doubts until that is read.
  const less = /次修改没有读出/.test(store.recovery()?.reason ?? '');
  const said = less || (!others && (store.notice !== null || store.recovery() !== null));
  const named = new Set(others?.map(({ name, unit, year }) => spelled([name, unit, year])));
  const told = new Set(others?.map(({ name }) => name));
  const listed = new Map(store.list({ query: '', trashed: false }).map((summary) => [summary.id, summary]));
  let [right, doubted, gone] = [0, 0, 0];
  for (const [id, { states, edits, beside }] of truth) {
    const last = states.length - 1;
    if (!listed.has(id)) {
      gone++;
      continue;
    }
    const shown = open(store, id);
    if (typeof shown === 'string') {
      doubted++;
      continue;
    }
    const at = states.lastIndexOf(shown.state);
    if (shown.doubt) doubted++;
    if (at === last) right++;
    else if (!shown.doubt && (at < 0 || !(said || named.has(shown.summary))))
      found('silent', `filing ${id} is shown ${at < 0 ? 'garbled' : 'older'}`);
    for (const revision of store.history(id, last + 2)) {
      const true_ = edits[revision.revision - 1];
      if (spelled(revision.edits) !== true_) found('history', `change ${revision.revision} of filing ${id}`);
    }
    const { name = '', unit = '', year = null } = listed.get(id) ?? {};
    if (besideOf(store, id) !== beside && !said && ![name, '历史版本', '定稿记录'].some((what) => told.has(what)))
      found('rest', besideOf(store, id));
    if (at === last && shown.summary !== spelled([name, unit, year])) found('list', `filing ${id} as ${name} ${unit}`);
  }
  const missing = others?.filter(({ state }) => state === 'missing').length ?? 0;
  if (gone > missing && !said) found('silent', `${gone} filings are gone, ${missing} are told`);
  for (const [name, content] of Object.entries(restOf(store)))
    if (content !== rest[name] && !said && !told.has(name)) found('rest', content);
  const isAside = readdirSync(join(folder, 'own')).some((name) => name.includes('.corrupt-'));
  if (store.readOnly) return 'looked at';
  if (!isAside) return right === truth.size && doubted === 0 && store.notice === null ? 'whole' : 'doubtful';
  if (listed.size === 0) return 'new';
  if (right === truth.size) return 'salvaged all';
  return /备份.*恢复/.test(store.notice ?? '') ? 'from backup' : 'salvaged part';
}

/** A filing as it is shown, with the program's doubt about it; the sentence with which it is refused. */
function open(store: Store, id: number): { state: string; summary: string; doubt: boolean } | string {
  try {
    const { filing, doubt } = store.open(id);
    const { name, unit, year } = summarise(formOf(filing), filing);
    return { state: spelled(filing), summary: spelled([name, unit, year]), doubt: doubt !== null };
  } catch (error) {
    const sentence = told(error);
    if (sentence === null) throw error;
    return sentence;
  }
}

/** The sentence of a failure that the program tells; null for a fault of the program. */
function told(error: unknown): string | null {
  return error instanceof ApiError && isSentence(error.message) ? error.message : null;
}

/** What reads in the damaged file and the program's file has not, or only older. */
function unoffered(path: string, { truth }: Scene, { filings, revisions }: ReadRows): string[] {
  let file: Sqlite.Database | undefined;
  try {
    file = new Sqlite(path, { readonly: true, fileMustExist: true });
    const rows = file.prepare<[], { id: number; revision: number }>('SELECT id, revision FROM filings').all();
    const have = new Map(rows.map(({ id, revision }) => [id, revision]));
    const changes = new Set(file.prepare<[], string>("SELECT filing || ':' || revision FROM revisions").pluck().all());
    const older = filings.filter(
      ({ id, revision, sum }) => truth.get(id)?.sums[revision - 1] === sum && (have.get(id) ?? 0) < revision,
    );
    // A change behind one that is gone cannot be made on what there is; its filing is told as older.
    const fits = (key: string) => Number(key.split(':')[1]) <= (have.get(Number(key.split(':')[0])) ?? 0);
    const gone = [...revisions].filter(([key, edits]) => isTrue(truth, key, edits) && fits(key) && !changes.has(key));
    return [
      ...older.map(({ id, revision }) => `filing ${id} at ${revision}, there is ${have.get(id) ?? 'none'}`),
      ...(gone.length > 0 ? [`${gone.length} changes of ${revisions.size}`] : []),
    ];
  } catch (error) {
    return [String(error)];
  } finally {
    file?.close();
  }
}

function isTrue(truth: Scene['truth'], key: string, edits: string): boolean {
  const [id = 0, revision = 0] = key.split(':').map(Number);
  try {
    return truth.get(id)?.edits[revision - 1] === spelled(JSON.parse(edits));
  } catch {
    return false;
  }
}

function isKept(folder: string, main: Buffer): boolean {
  return readdirSync(folder).some((name) => name.startsWith(NAME) && readFileSync(join(folder, name)).equals(main));
}

/** A table of what became of each kind. */
export function tableOf(results: readonly Damaged[]): string {
  const columns = ['damages', ...OUTCOMES, ...FAULTS];
  const lines = [...new Set(results.map(({ kind }) => kind))].map((kind) => {
    const own = results.filter((result) => result.kind === kind);
    const came = OUTCOMES.map((outcome) => own.filter((result) => result.outcome === outcome).length);
    const failed = FAULTS.map((fault) => own.filter(({ faults }) => faults.some(([what]) => what === fault)).length);
    return [kind, own.length, ...came, ...failed];
  });
  const width = Math.max(...lines.map(([kind]) => String(kind).length));
  return [['kind', ...columns], ...lines]
    .map(([kind, ...cells]) =>
      [String(kind).padEnd(width), ...cells.map((cell, n) => String(cell).padStart(columns[n]?.length ?? 0))].join(
        '  ',
      ),
    )
    .join('\n');
}

/** The faults of each damage, every kind on a line of its own. */
export function faultLines(results: readonly Damaged[], seed: number): string[] {
  return results.flatMap(({ kind, run, faults }) =>
    [...groupBy(faults, ([fault]) => fault)].map(([fault, [first, ...rest]]) => {
      const more = rest.length > 0 ? `, and ${rest.length} more` : '';
      return `${kind}, seed ${seed}, run ${run}: ${fault}: ${first?.[1]}${more}`;
    }),
  );
}
