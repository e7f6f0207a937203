import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { LIMITS } from '../electron/import/limits.ts';
import type { Note } from '../electron/import/note.ts';
import { readFilings } from '../electron/import/read-file.ts';
import { importHandlers } from '../electron/import-job.ts';
import type { Store } from '../electron/store/store.ts';
import { ApiError, type BackendEvent, type ImportChoice, type ImportReading, type Responses } from '../shared/api.ts';
import type { Edit } from '../shared/filing/edits.ts';
import { rowsOf } from '../shared/filing/filing.ts';
import { fakeShell } from './fake-shell.ts';
import { bookParts, zipped } from './import/workbook-xml.ts';
import { filingOf, newStore, typed } from './store/with-store.ts';

/** Imports as jobs: files are read, what they bring is told, and taken in as chosen; each can be ended at any moment. */

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

async function importer(reads = readFilings) {
  const { store } = await newStore();
  const events: BackendEvent[] = [];
  const controllers = new Map<string, AbortController>();
  const told = new Set<(event: BackendEvent) => void>();
  const handlers = importHandlers({
    store,
    shell: fakeShell({}),
    readFilings: reads,
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
  const read = (files: { name: string; bytes: Uint8Array }[], job = 'j') =>
    handlers['import.files']({ job, files: files as never }) as Promise<ImportReading>;
  const take = (choices: ImportChoice[], job = 'j') =>
    handlers['import.take']({ job, choices }) as Promise<Responses['import.take']>;
  const undo = (number: number | null) => handlers['import.undo']({ undo: number ?? 0 }) as Responses['import.undo'];
  const atFile = (name: string) =>
    new Promise<void>((resolve) => told.add((event) => event.event === 'progress' && event.name === name && resolve()));
  const atProgress = (done: number) =>
    new Promise<void>((resolve) => told.add((event) => event.event === 'progress' && event.done === done && resolve()));
  return { store, events, read, take, undo, atFile, atProgress, cancel: () => controllers.get('j')?.abort() };
}

/** The machine may be busy with other tests: of three tries one has to be in time. */
const IN_TIME = { retry: 2 };

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Adds the tables of a reading, all of them. */
const all = (count: number) => Array.from({ length: count }, (_, index): ImportChoice => ({ index, how: 'add' }));

/** What a reading says of its tables. */
const states = ({ files }: ImportReading) =>
  files.flatMap(({ tables }) => tables.map(({ state, same, equal }) => ({ state, same, equal })));

describe('a reading', () => {
  test('tells which file it is at, and how many there are; its tables are counted over all files', async () => {
    const { store, events, read } = await importer();
    const reading = await read([
      { name: '一.json', bytes: json(1) },
      { name: '二.json', bytes: json(2) },
    ]);
    expect(reading.files.map(({ file, tables }) => [file, tables.map(({ index }) => index)])).toEqual([
      ['一.json', [0]],
      ['二.json', [1, 2]],
    ]);
    expect(events).toEqual([
      { event: 'progress', job: 'j', done: 0, total: 2, name: '一.json' },
      { event: 'progress', job: 'j', done: 1, total: 2, name: '二.json' },
    ]);
    expect(store.list(everything)).toEqual([]);
  });

  test.each([0, 40, 150, 400, 900])(
    'that is cancelled %s ms into a long file ends within 200 ms, and nothing of it can be taken',
    IN_TIME,
    async (wait) => {
      const { read, take, atFile, cancel } = await importer();
      const reading = read([
        { name: '先.json', bytes: json(2) },
        { name: '长.xlsx', bytes: slowWorkbook() },
      ]);
      await atFile('长.xlsx');
      await pause(wait);
      const began = performance.now();
      cancel();
      expect(await reading).toEqual({ cancelled: true, files: [] });
      expect(performance.now() - began).toBeLessThan(200);
      await expect(take(all(2))).rejects.toThrow('请重新导入文件');
    },
  );

  test('says what is new, what is there just the same, and what is there and holds something else', async () => {
    const { store, read } = await importer(async () => ({ filings: tables, notes: [] }));
    const tables = [
      filingOf({ projectName: '同' }),
      filingOf({ projectName: '改', annualGoal: '新的目标' }),
      filingOf({ projectName: '新' }),
      filingOf({ projectName: '同', fiscalYear: '2027' }),
      filingOf({ projectName: '', annualGoal: '没有名称' }),
      filingOf({ projectName: ' 同' }),
    ];
    const [same, changed, nameless] = store.add(
      [
        filingOf({ projectName: '同' }),
        filingOf({ projectName: '改' }),
        filingOf({ projectName: '', annualGoal: '别的' }),
      ],
      '新建',
    );
    expect(nameless).toBe(3);
    expect(states(await read([{ name: 'a.json', bytes: json(1) }]))).toEqual([
      { state: 'there', same, equal: true },
      { state: 'there', same: changed, equal: false },
      { state: 'new', same: undefined, equal: false },
      { state: 'new', same: undefined, equal: false },
      { state: 'new', same: undefined, equal: false },
      // A filing that is there is the same as one table only.
      { state: 'new', same: undefined, equal: false },
    ]);
  });

  test('a table with something to be checked is doubtful; its notes stand with it and name the cell, others with the file', async () => {
    const notes: Note[] = [
      { severity: 'warning', place: '第 9 行', message: '该行列错位', filing: 1, path: 'indicators[0].level3' },
      { severity: 'hint', place: '第 3 行', message: '已按内容读作年度', filing: 0 },
      { severity: 'error', place: '第 80 行', message: '没有读懂' },
    ];
    const { read } = await importer(async () => ({
      filings: [filingOf({ projectName: '甲' }), filingOf({ projectName: '乙' })],
      notes,
    }));
    const { files } = await read([{ name: 'a.json', bytes: json(1) }]);
    expect(files[0]?.tables.map(({ state }) => state)).toEqual(['new', 'doubtful']);
    expect(files[0]?.tables[1]?.notes).toEqual([
      { severity: 'warning', line: 'a.json：第 9 行：该行列错位', path: 'indicators[0].level3' },
    ]);
    expect(files[0]?.notes).toEqual([{ severity: 'error', line: 'a.json：第 80 行：没有读懂' }]);
  });

  test('that nobody takes is let go when later ones come', async () => {
    const { read, take } = await importer();
    for (const job of ['1', '2', '3', '4', '5']) await read([{ name: 'a.json', bytes: json(1) }], job);
    await expect(take(all(1), '1')).rejects.toThrow('请重新导入文件');
    expect((await take(all(1), '5')).ids).toEqual([1]);
  });
});

describe('taking in', () => {
  const two = [
    filingOf({ projectName: '甲', annualGoal: '新的' }, [{ level3: '数量', value: '≥3个' }]),
    filingOf({ projectName: '乙' }),
  ];
  const old = filingOf({ projectName: '甲', annualGoal: '旧的' }, [{ level3: '旧的' }, { level3: '多的' }]);

  async function there() {
    const opened = await importer(async () => ({ filings: two, notes: [] }));
    const [id = 0] = opened.store.add([old], '新建');
    await opened.read([{ name: 'a.json', bytes: json(1) }]);
    return { ...opened, id, before: opened.store.open(id).filing };
  }

  test('adds, skips, or replaces by a change like any other, and the whole import is taken back', async () => {
    const { store, take, undo, id, before } = await there();
    const taken = await take([
      { index: 0, how: 'replace' },
      { index: 1, how: 'add' },
    ]);
    expect(taken).toEqual({ ids: [id, 2], undo: 1, cancelled: false, kept: [] });
    expect(store.open(id)).toMatchObject({ revision: 2, filing: { values: { annualGoal: '新的' } } });
    expect(rowsOf(store.open(id).filing, 'indicators')).toMatchObject([{ level3: '数量', value: '≥3个' }]);
    expect(undo(taken.undo)).toEqual({ kept: [] });
    expect(store.open(id)).toMatchObject({ revision: 3, filing: before });
    expect(store.list(everything).map(({ id }) => id)).toEqual([id]);
    expect(() => undo(taken.undo)).toThrow('这次导入已撤销');
  });

  test('what was changed since stays when the import is taken back, and is told', async () => {
    const { store, take, undo, id } = await there();
    const taken = await take([
      { index: 0, how: 'replace' },
      { index: 1, how: 'add' },
    ]);
    for (const one of [id, 2])
      store.commit({
        id: one,
        revision: store.open(one).revision,
        label: '',
        edits: [typed('supervisingDepartment', '后填')],
      });
    expect(undo(taken.undo)).toEqual({ kept: [2, id] });
    expect(store.open(id).filing.values.annualGoal).toBe('新的');
    expect(store.list(everything)).toHaveLength(2);
  });

  test('what is 定稿 is not replaced: nothing of the import is written, and the table is named', async () => {
    const { store, read, take } = await importer();
    await read([{ name: '一.json', bytes: json(1) }]);
    const [id = 0] = (await take(all(1))).ids as number[];
    store.commit({
      id,
      revision: 1,
      label: '填写',
      edits: [typed('implementingUnit', '别处', sample.implementingUnit)],
    });
    store.lock([id]);
    await read([{ name: '二.json', bytes: json(2) }]);
    const choices: ImportChoice[] = [
      { index: 1, how: 'add' },
      { index: 0, how: 'replace' },
    ];
    await expect(take(choices)).rejects.toThrow(
      `“${sample.projectName}”已定稿，不能覆盖，没有导入；请先解除定稿，或不选“覆盖”`,
    );
    expect(store.list(everything)).toHaveLength(1);
    store.unlock(id, '导入新数据');
    await take(choices);
    expect(store.versions.list(id).versions.map(({ revision, name }) => [revision, name])).toEqual([
      [3, ''],
      [2, '定稿'],
      [1, ''],
    ]);
  });

  test('what was made 定稿 since stays when an import is taken back', async () => {
    const { store, read, take, undo } = await importer();
    await read([{ name: '二.json', bytes: json(2) }]);
    const { ids, undo: number } = await take(all(2));
    const [kept = 0] = ids as number[];
    store.lock([kept]);
    expect(undo(number)).toEqual({ kept: [kept] });
    expect(store.list(everything).map(({ id }) => id)).toEqual([kept]);
  });

  test('what was to be replaced and is gone meanwhile is added; nothing to take leaves nothing to take back', async () => {
    const { store, read, take, id } = await there();
    store.trash([id]);
    expect((await take([{ index: 0, how: 'replace' }])).ids).toEqual([2, null]);
    await read([{ name: 'a.json', bytes: json(1) }]);
    expect(await take([{ index: 0, how: 'skip' }])).toEqual({
      ids: [null, null],
      undo: null,
      cancelled: false,
      kept: [],
    });
  });

  test.each([30, 250])(
    'that is cancelled %s ms into writing thousands of tables ends within 200 ms and leaves none of them',
    IN_TIME,
    async (wait) => {
      const filings = Array.from({ length: 4000 }, () => filingOf({ annualGoal: '目标。'.repeat(40) }));
      const { store, read, take, cancel } = await importer(async () => ({ filings, notes: [] }));
      await read([{ name: '多.json', bytes: json(1) }]);
      const taking = take(all(4000));
      await pause(wait);
      expect(store.list(everything).length, 'it is in the middle').toBeGreaterThan(0);
      const began = performance.now();
      cancel();
      expect(await taking).toEqual({ ids: [], undo: null, cancelled: true, kept: [] });
      expect(performance.now() - began).toBeLessThan(200);
      expect(store.list(everything)).toEqual([]);
      await expect.poll(() => store.list({ query: '', trashed: true }), { timeout: 10_000 }).toEqual([]);
    },
  );

  test('where one table cannot be written, none is, and what was replaced is as before', async () => {
    const { store, take, id, before } = await there();
    const add = store.add;
    store.add = () => {
      throw new ApiError('store-full');
    };
    await expect(
      take([
        { index: 0, how: 'replace' },
        { index: 1, how: 'add' },
      ]),
    ).rejects.toThrow('磁盘空间不足');
    store.add = add;
    expect(store.open(id).filing).toEqual(before);
    expect(store.list(everything)).toHaveLength(1);
  });
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

describe('an import that is cancelled while others work on its tables', () => {
  const change = (store: Store, id: number, revision: number, edit: Edit) =>
    store.commit({ id, revision, label: '填写', edits: [edit] });

  /** Writes a replacement and then very many tables, and is ended while `meanwhile` has done its part. */
  async function cancelledAfter(meanwhile: (store: Store, same: number) => void) {
    const filings = [
      filingOf({ projectName: '旧', annualGoal: '新的目标' }),
      ...Array.from({ length: 400 }, (_, at) => filingOf({ projectName: `多${at}` })),
    ];
    const { store, events, read, take, cancel, atProgress } = await importer(async () => ({ filings, notes: [] }));
    const [same] = store.add([filingOf({ projectName: '旧' })], '新建') as [number];
    await read([{ name: '多.json', bytes: json(1) }]);
    events.length = 0;
    const half = atProgress(100);
    const taking = take([{ index: 0, how: 'replace' }, ...all(401).slice(1)]);
    await half;
    meanwhile(store, same);
    cancel();
    return { store, same, taken: await taking };
  }

  test('what was replaced and changed since stays and is named; the rest is gone all the same', async () => {
    const { store, same, taken } = await cancelledAfter((store, same) => {
      change(store, same, 2, typed('projectName', '旧改', '旧'));
    });
    expect(taken).toEqual({ ids: [], undo: null, cancelled: true, kept: [same] });
    expect(store.list(everything).map(({ name }) => name)).toEqual(['旧改']);
  });

  test('what came and was changed since stays, too', async () => {
    let changed = 0;
    const { store, same, taken } = await cancelledAfter((store) => {
      changed = store.list(everything).find(({ name }) => name === '多3')?.id ?? 0;
      change(store, changed, 1, typed('projectName', '多改', '多3'));
    });
    expect(taken.kept).toEqual([changed]);
    expect(new Set(store.list(everything).map(({ name }) => name))).toEqual(new Set(['旧', '多改']));
    expect(store.open(same).filing.values.annualGoal ?? '').toBe('');
  });
});

test('a reading that is cancelled before it begins does not begin', async () => {
  const reason = new Error('enough');
  await expect(readFilings('a.json', json(1), AbortSignal.abort(reason))).rejects.toBe(reason);
});
