import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { LIMITS } from '../electron/import/limits.ts';
import { readFilings } from '../electron/import/read-file.ts';
import { importHandlers } from '../electron/import-job.ts';
import type { BackendEvent, ImportOutcome } from '../shared/api.ts';
import { fakeShell } from './fake-shell.ts';
import { bookParts, zipped } from './import/workbook-xml.ts';
import { filingOf, newStore } from './store/with-store.ts';

/** Imports as jobs: each can be ended at any moment, and what went in before is told. */

const sample = JSON.parse(
  readFileSync(join(import.meta.dirname, '..', 'resources', 'samples', 'dalian-project.json'), 'utf8'),
);
const json = (count: number) =>
  new Uint8Array(Buffer.from(JSON.stringify(Array.from({ length: count }, () => sample))));
const everything = { query: '', trashed: false };

/** A workbook that takes several seconds to read. */
function slowWorkbook(): Uint8Array {
  const row = (n: number) => `<row r="${n}">${'<c t="inlineStr"><is><t>项目名称</t></is></c>'.repeat(12)}</row>`;
  const rows = Array.from({ length: 16_000 }, (_, n) => row(n + 1)).join('');
  return zipped(bookParts({ sheets: [{ name: '表', rows }] }));
}

async function importer(read = readFilings) {
  const { store } = await newStore();
  const events: BackendEvent[] = [];
  const controllers = new Map<string, AbortController>();
  const told = new Set<(event: BackendEvent) => void>();
  const handlers = importHandlers({
    store,
    shell: fakeShell({}),
    readFilings: read,
    emit: (event) => {
      events.push(event);
      for (const hear of told) hear(event);
    },
    // What is taken out after the end of a test meets a closed store.
    log: () => undefined,
    asJob: (job, work) => {
      const controller = new AbortController();
      controllers.set(job, controller);
      return work(controller.signal);
    },
  });
  const start = async (files: { name: string; bytes: Uint8Array }[]) =>
    (await handlers['import.files']({ job: 'j', files: files as never })) as ImportOutcome;
  const atFile = (name: string) =>
    new Promise<void>((resolve) => told.add((event) => event.event === 'progress' && event.name === name && resolve()));
  return { store, events, start, atFile, cancel: () => controllers.get('j')?.abort() };
}

/** The machine may be busy with other tests: of three tries one has to be in time. */
const IN_TIME = { retry: 2 };

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

describe('an import', () => {
  test('tells which file it is at, and how many there are', async () => {
    const { events, start } = await importer();
    const outcome = await start([
      { name: '一.json', bytes: json(1) },
      { name: '二.json', bytes: json(2) },
    ]);
    expect(outcome).toMatchObject({ cancelled: false, files: [{ ids: [1] }, { ids: [2, 3] }] });
    expect(events).toEqual([
      { event: 'progress', job: 'j', done: 0, total: 2, name: '一.json' },
      { event: 'progress', job: 'j', done: 1, total: 2, name: '二.json' },
    ]);
  });

  test.each([0, 40, 150, 400, 900])(
    'that is cancelled %s ms into a long file ends within 200 ms; earlier files are in and told, later ones are not',
    IN_TIME,
    async (wait) => {
      const { store, start, atFile, cancel } = await importer();
      const read = start([
        { name: '先.json', bytes: json(2) },
        { name: '长.xlsx', bytes: slowWorkbook() },
        { name: '后.json', bytes: json(1) },
      ]);
      await atFile('长.xlsx');
      await pause(wait);
      const began = performance.now();
      cancel();
      const outcome = await read;
      expect(performance.now() - began).toBeLessThan(200);
      expect(outcome.cancelled).toBe(true);
      expect(outcome.files.map(({ file, ids }) => [file, ids.length])).toEqual([['先.json', 2]]);
      expect(store.list(everything)).toHaveLength(2);
    },
  );

  test.each([250, 1100])(
    'that is cancelled %s ms into writing thousands of tables ends within 200 ms and leaves none of that file',
    IN_TIME,
    async (wait) => {
      const filings = Array.from({ length: 4000 }, () => filingOf({ annualGoal: '目标。'.repeat(40) }));
      const { store, start, atFile, cancel } = await importer(async () => ({ filings, notes: [] }));
      const begun = atFile('多.json');
      const read = start([{ name: '多.json', bytes: json(1) }]);
      await begun;
      await pause(wait);
      expect(store.list(everything).length, 'it is in the middle').toBeGreaterThan(0);
      const began = performance.now();
      cancel();
      const outcome = await read;
      expect(performance.now() - began).toBeLessThan(200);
      expect(outcome).toEqual({ cancelled: true, files: [] });
      expect(store.list(everything)).toEqual([]);
      await expect.poll(() => store.list({ query: '', trashed: true })).toEqual([]);
    },
  );
});

test(`a file of more than ${LIMITS.filings} tables is refused with the limit, one of just as many is read`, async () => {
  const some = await readFilings('多.json', json(LIMITS.filings + 1));
  expect(some.filings).toEqual([]);
  expect(some.notes).toEqual([
    {
      severity: 'error',
      place: '',
      message: `文件中有 ${LIMITS.filings + 1} 张表，超过一次最多 ${LIMITS.filings} 张的上限，未导入；请拆分成几个文件后再导入`,
    },
  ]);
  expect((await readFilings('多.json', json(LIMITS.filings))).filings).toHaveLength(LIMITS.filings);
});

test('a reading that is cancelled before it begins does not begin', async () => {
  const reason = new Error('enough');
  await expect(readFilings('a.json', json(1), AbortSignal.abort(reason))).rejects.toBe(reason);
});
