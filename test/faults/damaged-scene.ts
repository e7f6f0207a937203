import { cpSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type Sqlite from 'better-sqlite3';
import fc from 'fast-check';
import { openStore, type Store } from '../../electron/store/store.ts';
import { type Edit, setText } from '../../shared/filing/edits.ts';
import { type Filing, ROW_ID, rowsOf } from '../../shared/filing/filing.ts';
import { formOf } from '../../shared/filing/form-of.ts';
import { type Form, tablesOf } from '../../shared/form/form.ts';
import type { LibraryIndicator } from '../../shared/library/library.ts';
import { catalogFiling } from '../filings.ts';
import { ownFolder } from '../store/with-store.ts';
import type { Lying } from './damages.ts';
import { type Random, randomOf } from './random.ts';

/** What is true of a filing: its states, their sums and the changes that led to each, by revision from 1 on. */
interface Truth {
  states: string[];
  sums: string[];
  edits: string[];
  /** `besideOf` */
  beside: string;
}

/** A data file of 30 filings as it lies while the program runs: with a log, a backup and what else stands beside it. */
export interface Scene {
  /** A folder with all of it. */
  folder: string;
  lying: Lying;
  /** Main file with all that the log holds. */
  closed: Buffer;
  truth: Map<number, Truth>;
  /** What is true of the rest, by how the clerk is told of it. */
  rest: Record<string, string>;
}

export const NAME = '绩效表.db';

/** One spelling of a value, whatever the order of its keys. */
export function spelled(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    inner !== null && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}

/** What belongs to a filing beside what it holds: the versions that have a name, and when it was locked. */
export function besideOf(store: Store, id: number): string {
  const { versions, locked, locks } = store.versions.list(id);
  // One that is damaged says so.
  const named = versions.filter(({ name }) => name !== '').map(({ damaged, ...version }) => version);
  return spelled([named, locked, locks]);
}

/** What the data file holds beside filings, by how the clerk is told of it. */
export function restOf(store: Store): Record<string, string> {
  return {
    软件设置: spelled(store.settings()),
    已忽略的提醒: spelled(store.review.waivers().map(({ id, ...waiver }) => waiver)),
    批复总额: spelled([...store.review.approved(2026)]),
    指标库: spelled([store.library.read().entries, store.library.read().names]),
  };
}

export async function makeScene(seed: number): Promise<Scene> {
  const random = randomOf(seed);
  const path = join(ownFolder(), NAME);
  let minute = 0;
  let connection: Sqlite.Database | undefined;
  const store = await openStore(path, {
    now: () => new Date(new Date('2026-03-01T08:00:00').getTime() + 60_000 * minute++),
    opened: (database) => {
      connection = database;
      database.pragma('wal_autocheckpoint = 0');
    },
  });
  const settle = () => connection?.pragma('wal_checkpoint(TRUNCATE)');
  const truth = new Map<number, Truth>();
  const sumOf = (id: number) =>
    connection?.prepare<[number], string>('SELECT sum FROM filings WHERE id = ?').pluck().get(id) ?? '';

  const filings = fc.sample(catalogFiling, { seed, numRuns: 30 }).map(({ filing }) => filing);
  for (const id of store.add(filings, '导入'))
    truth.set(id, { states: [spelled(store.open(id).filing)], sums: [sumOf(id)], edits: ['[]'], beside: '' });
  const change = (id: number) => {
    const { revision, filing } = store.open(id);
    const edits = changesOf(formOf(filing), filing, random);
    store.commit({ id, revision, label: '填写', edits });
    truth.get(id)?.states.push(spelled(store.open(id).filing));
    truth.get(id)?.sums.push(sumOf(id));
    truth.get(id)?.edits.push(spelled(edits));
  };
  const ids = [...truth.keys()];
  const some = (count: number) => ids.filter(() => random.chance(count / ids.length));

  store.set('zoom', '120');
  store.review.waive({
    unit: '水务事务中心',
    rule: 'R11',
    filing: null,
    path: null,
    reason: '本单位没有此项'.repeat(20),
  });
  store.review.approve('水务事务中心', 2026, '1250.50');
  const put = Array.from({ length: 40 }, (_, n) => ({ id: `own-${n + 1}`, indicator: indicatorOf(n) }));
  const unlist = put.map(({ indicator: { name } }) => ({ name: `${name}（旧）`, entry: 'own-1' }));
  store.library.change({ put, unlist });
  for (let round = 0; round < 4; round++) for (const id of ids) change(id);
  await store.backups.make();
  for (const id of some(20)) change(id);
  for (const id of some(10)) store.versions.name(id, store.open(id).revision, '送审稿');
  const locked = some(6);
  store.lock(locked);
  for (const id of locked) store.unlock(id, '数字有误，需要修改');
  settle();
  const older = readFileSync(path);
  for (const id of some(20)) change(id);
  settle();
  for (const id of some(12)) change(id);

  const folder = ownFolder();
  cpSync(dirname(path), folder, { recursive: true });
  const [main, log, index] = ['', '-wal', '-shm'].map((end) => readFileSync(path + end)) as [Buffer, Buffer, Buffer];
  const rest = restOf(store);
  for (const [id, one] of truth) one.beside = besideOf(store, id);
  settle();
  const closed = readFileSync(path);
  await store.close();
  return { folder, lying: { main, log, index, older }, closed, truth, rest };
}

function indicatorOf(n: number): LibraryIndicator {
  const level = { level1: '产出指标', level2: '数量指标' } as const;
  return {
    ...level,
    name: `巡查河道里程${n}`,
    also: [],
    sign: '≥',
    units: ['公里'],
    reference: '',
    kinds: [],
    source: '本单位',
  };
}

const SENTENCES = ['按期完成年度任务。', '保障系统稳定运行，', '群众满意度达到百分之九十五以上；', '及时处置故障，'];

/** A step as clerks make it: a text of one field, now and then a long one, or a row more. */
function changesOf(form: Form, filing: Filing, random: Random): Edit[] {
  const text = Array.from({ length: 1 + random.int(random.chance(0.1) ? 400 : 12) }, () => random.pick(SENTENCES));
  const fields = form.fields.filter(({ type, computed }) => !computed && /^(line|text)$/.test(type ?? 'line'));
  const tables = tablesOf(form);
  if (fields.length === 0 || (tables.length > 0 && random.chance(0.3))) {
    const { id: table } = random.pick(tables);
    const id = Array.from({ length: 12 }, () => random.int(36).toString(36)).join('');
    const row = { ...rowsOf(filing, table)[0], [ROW_ID]: id };
    return [{ kind: 'insert', table, at: rowsOf(filing, table).length, rows: [row] }];
  }
  const edit = setText(filing, { field: random.pick(fields).id }, `${random.int(1e6)}号${text.join('')}`);
  return edit ? [edit] : [];
}
