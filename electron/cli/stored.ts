import { ApiError, type OpenFiling } from '../../shared/api.ts';
import { formOf } from '../../shared/filing/form-of.ts';
import { toJson } from '../../shared/filing/json.ts';
import { openStore, type Store } from '../store/store.ts';
import { jsonText, readArguments, terminal, UsageError } from './command.ts';
import { readInputs } from './inputs.ts';
import { insistDistinct, lineOf, realFile, writeOutputs } from './outputs.ts';

/** Reads files into a store, made when missing; prints one line per filing: id, year, unit, name. */
export async function importFiles(args: string[]): Promise<number> {
  const { values, positionals } = readArguments(args, { db: { type: 'string' } }, true);
  const db = named(values.db);
  if (positionals.length === 0) throw new UsageError('请给出要导入的文件');
  if (positionals.some((file) => realFile(file) === realFile(db)))
    throw new UsageError(`要导入的文件不能就是数据文件 ${db}`);
  const { inputs, filings, failed } = await readInputs(positionals);
  if (filings.length === 0) return failed ? 1 : 0;
  await withStore(db, true, (store) => {
    for (const { file, filings } of inputs) {
      const ids = store.add(filings, `导入 ${file}`.slice(0, 100));
      for (const id of ids) terminal.out(`${id}\t${lineOf(store.open(id).filing)}`);
    }
  });
  return failed ? 1 : 0;
}

/** The filings of a store by id, one line each, or as JSON: their values with `id` and `savedAt`. */
export async function list(args: string[]): Promise<number> {
  const { values } = readArguments(args, { db: { type: 'string' }, json: { type: 'boolean' } }, false);
  const stored = await withStore(named(values.db), false, readAll);
  if (values.json)
    terminal.out(
      jsonText(stored.map(({ id, savedAt, filing }) => ({ id, savedAt, ...toJson(formOf(filing), filing) }))),
    );
  else for (const { id, filing } of stored) terminal.out(`${id}\t${lineOf(filing)}`);
  return 0;
}

const exportOptions = {
  db: { type: 'string' },
  id: { type: 'string', multiple: true },
  xlsx: { type: 'string' },
  pdf: { type: 'string' },
  pdfa: { type: 'boolean' },
  ofd: { type: 'string' },
} as const;

/** Filings of a store to files: those named, in that order, or all by id. */
export async function exportStored(args: string[]): Promise<number> {
  const { db, id: names = [], ...outputs } = readArguments(args, exportOptions, false).values;
  if (Object.keys(outputs).length === 0) throw new UsageError('请给出 --xlsx、--pdf 或 --ofd');
  insistDistinct(outputs, [named(db)]);
  const odd = names.find((name) => !/^[1-9]\d{0,14}$/.test(name));
  if (odd !== undefined) throw new UsageError(`--id 应为编号（见 list），不是“${odd}”`);
  let missing = false;
  const stored = await withStore(named(db), false, (store) => {
    if (names.length === 0) return readAll(store);
    return names.flatMap((name) => {
      try {
        return [store.open(Number(name))];
      } catch (error) {
        if (!(error instanceof ApiError)) throw error;
        terminal.err(`编号 ${name}：${error.message}`);
        missing = true;
        return [];
      }
    });
  });
  const written = await writeOutputs(
    stored.map(({ filing }) => filing),
    outputs,
  );
  return missing || !written ? 1 : 0;
}

/** The filings of a store that are not in 回收站, by id. */
export function readAll(store: Store): OpenFiling[] {
  return store
    .list({ query: '', trashed: false })
    .map(({ id }) => id)
    .sort((a, b) => a - b)
    .map((id) => store.open(id));
}

/**
 * Opens the store for `work` and closes it. Only with `create` is a missing file made and a broken data file set aside;
 * any other file is refused.
 */
export async function withStore<T>(path: string, create: boolean, work: (store: Store) => T | Promise<T>): Promise<T> {
  const store = await openStore(path, { now: () => new Date(), create, given: true });
  try {
    if (store.notice) terminal.err(`提示：${store.notice}`);
    return await work(store);
  } finally {
    await store.close();
  }
}

function named(db: string | undefined): string {
  if (db === undefined) throw new UsageError('请用 --db 给出数据文件');
  return db;
}
