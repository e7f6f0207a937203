import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { createBackend } from '../electron/backend.ts';
import type { BackendDeps, Delivery } from '../electron/backend-deps.ts';
import { browserWindow } from '../electron/browser/shell.ts';
import { countBook, exportBook, exportFilings, writeListing } from '../electron/export/exporter.ts';
import { readFilings } from '../electron/import/read-file.ts';
import { suggestedName } from '../electron/suggested-name.ts';
import { type Answer, ApiError, answer, type Method, type Progress, type Request } from '../shared/api.ts';
import { newFiling, rowsOf } from '../shared/filing/filing.ts';
import { catalog } from '../shared/form/catalog/catalog.ts';
import type { Form } from '../shared/form/form.ts';
import { fakeShell } from './fake-shell.ts';
import { filingOf, handClock, newStore, ownFolder, typed } from './store/with-store.ts';

const sample = (form: string) =>
  new Uint8Array(readFileSync(join(import.meta.dirname, '..', 'resources', 'samples', `${form}.json`)));

/** A backend over real parts; the shell writes into a folder instead of asking. */
async function backend(change: Partial<BackendDeps> = {}) {
  const { store, path } = await newStore();
  const folder = ownFolder();
  const progress: Progress[] = [];
  const logged: unknown[] = [];
  const handed: string[] = [];
  const hand = async (name: string, write: (path: string) => Promise<void>): Promise<Delivery> => {
    handed.push(name);
    await write(join(folder, name));
    return { outcome: 'saved', name };
  };
  const handlers = createBackend({
    store,
    now: handClock().now,
    version: '1.2.3',
    shell: fakeShell({
      pickFiles: async () => [{ name: '河北.json', bytes: sample('hebei-project') }],
      deliver: (name, _kind, write) => hand(name, write),
      openPdf: (name, write) => hand(name, write),
    }),
    readFilings,
    exportFilings,
    exportBook,
    countBook,
    writeListing,
    emit: (event) => event.event === 'progress' && progress.push(event),
    log: (error) => logged.push(error),
    ...change,
  });
  const ask = <M extends Method>(method: M, request: Request<M>) =>
    answer({ ...handlers, ...browserWindow }, method, request, (error) => logged.push(error)) as Promise<Answer<M>>;
  /** Reads a sample and takes it in. */
  const take = async (form: string) => {
    await value('import.files', { job: form, files: [{ name: `${form}.json`, bytes: sample(form) }] });
    return (await value('import.take', { job: form, choices: [{ index: 0, how: 'add' }] })).ids as number[];
  };
  const value = async <M extends Method>(method: M, request: Request<M>) => {
    const given = await ask(method, request);
    if (!given.ok) throw new Error(`${method}: ${given.code} ${given.detail}`);
    return given.value;
  };
  return { store, path, folder, progress, logged, handed, ask, value, take };
}

test('the example is a filing like any other', async () => {
  const { value } = await backend();
  const { id, filing } = await value('filings.example', { year: 2027 });
  expect(filing.values).toMatchObject({ fiscalYear: '2027', projectName: '示例：社区图书角建设' });
  await value('filings.trash', { ids: [id] });
  expect((await value('filings.list', { query: '', trashed: false })).filings).toEqual([]);
});

test('a clerk makes a filing, fills it in, finds it, throws it away, takes it back and deletes it', async () => {
  const { ask, value } = await backend();
  const made = await value('filings.create', { form: 'dalian-project', year: 2027 });
  expect(made).toMatchObject({ revision: 1, filing: { form: 'dalian-project', values: { fiscalYear: '2027' } } });
  const known = { unit: '海湾区档案馆', department: '海湾区委办公室' };
  const begun = await value('filings.create', { form: 'hebei-project', year: 2027, projectName: '桥梁检测', ...known });
  expect(begun.filing.values).toMatchObject({ projectName: '桥梁检测', unitName: '海湾区档案馆' });
  await value('filings.trash', { ids: [begun.id] });
  const { id } = made;
  const saved = await value('filings.commit', {
    id,
    revision: 1,
    label: '填写项目名称',
    edits: [typed('projectName', '古树保护')],
  });
  expect(saved).toEqual({ revision: 2, savedAt: handClock().now().toISOString() });
  expect((await value('filings.open', { id })).filing.values.projectName).toBe('古树保护');
  const listed = async (trashed: boolean) => (await value('filings.list', { query: '古树', trashed })).filings.length;
  expect(await listed(false)).toBe(1);
  await value('filings.trash', { ids: [id] });
  expect([await listed(false), await listed(true)]).toEqual([0, 1]);
  await value('filings.restore', { ids: [id] });
  expect(await listed(false)).toBe(1);
  await value('filings.trash', { ids: [id] });
  await value('filings.purge', { ids: [id] });
  expect(await ask('filings.open', { id })).toEqual({ ok: false, code: 'not-found', detail: expect.any(String) });
});

test('filings are copied to another year with their values as they are, and the copies are filings of their own', async () => {
  const { ask, value, take } = await backend();
  await take('dalian-project');
  const [hebei] = await take('hebei-project');
  const { ids } = await value('filings.copy', { ids: [hebei ?? 0, 1], year: 2031 });
  expect(ids).toEqual([3, 4]);
  for (const [from, to] of [
    [2, 3],
    [1, 4],
  ] as const) {
    const [original, copy] = [await value('filings.open', { id: from }), await value('filings.open', { id: to })];
    expect(copy.filing).toEqual({
      ...original.filing,
      values: { ...original.filing.values, fiscalYear: '2031' },
    });
    expect(copy.revision).toBe(1);
  }
  const years = (await value('filings.list', { query: '', trashed: false })).filings.map(({ id, year }) => [id, year]);
  expect(years.slice(0, 2).sort()).toEqual([
    [3, 2031],
    [4, 2031],
  ]);
  const { projectName = '' } = (await value('filings.open', { id: 1 })).filing.values;
  await value('filings.commit', {
    id: 4,
    revision: 1,
    label: '',
    edits: [typed('projectName', '另一个项目', projectName)],
  });
  expect((await value('filings.open', { id: 1 })).filing.values.projectName).toBe(projectName);
  expect(await ask('filings.copy', { ids: [1, 99], year: 2031 })).toMatchObject({ ok: false, code: 'not-found' });
  expect((await value('filings.list', { query: '', trashed: false })).filings).toHaveLength(4);
});

test('a self-evaluation is made of a target table, of its year, and knows it', async () => {
  const { ask, value, take } = await backend();
  await take('dalian-project');
  const made = await value('filings.makeFrom', { id: 1, form: 'evaluation-2020' });
  const target = (await value('filings.open', { id: 1 })).filing;
  expect(made).toMatchObject({ id: 2, revision: 1, filing: { form: 'evaluation-2020' } });
  expect(made.filing.values).toMatchObject({
    fiscalYear: target.values.fiscalYear,
    projectName: target.values.projectName,
    'initialFunding.total': target.values['annualFunding.total'],
  });
  expect(made.filing.tables.indicators?.map((row) => row['#'])).toEqual(
    target.tables.indicators?.map((row) => row['#']),
  );
  expect(await value('filings.source', { id: 2 })).toEqual({ source: { id: 1, filing: target, taken: target } });
  expect(await value('filings.source', { id: 1 })).toEqual({ source: null });
  const refused = (request: unknown) => ask('filings.makeFrom', request as { id: number; form: string });
  expect(await refused({ id: 2, form: 'monitor-2019' })).toEqual({
    ok: false,
    code: 'bad-request',
    detail: '“项目支出绩效自评表”不能生成“项目支出绩效目标执行监控表”，请在项目的绩效目标表上生成',
  });
  expect(await refused({ id: 1, form: 'hebei-project' })).toMatchObject({ code: 'bad-request' });
  expect(await refused({ id: 1, form: 'none' })).toMatchObject({ code: 'bad-request' });
  expect(await refused({ id: 9, form: 'evaluation-2020' })).toMatchObject({ code: 'not-found' });
  expect((await value('filings.list', { query: '', trashed: false })).filings).toHaveLength(2);
});

test('the program tells its version, its shell, the year and the settings', async () => {
  const { value, path } = await backend();
  await value('settings.set', { key: 'zoom', value: '120' });
  expect(await value('app.info', {})).toEqual({
    version: '1.2.3',
    shell: 'browser',
    folder: dirname(path),
    year: 2026,
    settings: { zoom: '120' },
    notice: null,
    recovery: null,
    backupProblem: null,
    file: 0,
  });
});

test('refusals come with their code, and only what the window never asks is logged', async () => {
  const { ask, logged } = await backend();
  const codes = [
    await ask('filings.create', { form: 'mars', year: 2026 }),
    await ask('filings.open', { id: 7 }),
    await ask('filings.open', { id: 'one' } as never),
    await ask('filings.fly' as Method, {} as never),
  ].map((given) => (given.ok ? 'ok' : given.code));
  expect(codes).toEqual(['bad-request', 'not-found', 'bad-request', 'bad-request']);
  expect(logged.map(String)).toEqual([
    expect.stringContaining('filings.open'),
    expect.stringContaining('no call filings.fly'),
  ]);
});

test('a fault of the program is logged and told without its details', async () => {
  const { ask, logged, take } = await backend({
    exportFilings: async () => {
      throw new Error('secret path');
    },
  });
  await take('hebei-project');
  const refused = await ask('export.start', { job: 'a', kind: 'xlsx', ids: [1], seal: null });
  expect(refused).toEqual({ ok: false, code: 'internal', detail: '' });
  expect(logged).toEqual([new Error('secret path')]);
});

test('files that were picked or dropped are read, each with its notes, and written only when they are taken', async () => {
  const { value, store } = await backend();
  const picked = await value('import.pick', { job: 'read3' });
  expect(picked).toMatchObject({
    files: [{ file: '河北.json', tables: [{ index: 0, form: 'hebei-project', state: 'new' }], notes: [] }],
    cancelled: false,
  });
  const dropped = await value('import.files', {
    job: 'read7',
    files: [
      { name: 'a.txt', bytes: new TextEncoder().encode('今天天气很好') },
      { name: 'b.json', bytes: sample('dalian-project') },
    ],
  });
  expect(dropped.files.map(({ file, tables }) => [file, tables.length])).toEqual([
    ['a.txt', 0],
    ['b.json', 1],
  ]);
  expect(dropped.files[0]?.notes[0]).toMatchObject({ severity: 'error', line: expect.stringMatching(/^a\.txt：/) });
  expect(store.list({ query: '', trashed: false })).toEqual([]);
  const choices = [{ index: 0, how: 'add' } as const];
  expect(await value('import.take', { job: 'read7', choices })).toEqual({
    ids: [1],
    undo: 1,
    cancelled: false,
    kept: [],
  });
  expect(store.list({ query: '', trashed: false })).toHaveLength(1);
});

test('what takes many tables is given up while they are still being read', async () => {
  const unasked = () => Promise.reject(new Error('no file is made'));
  const { value, store } = await backend({ exportFilings: unasked, exportBook: unasked, countBook: unasked });
  const ids = store.add(
    Array.from({ length: 300 }, () => filingOf()),
    '导入',
  );
  const { id } = await value('books.make', { ids });
  const given = async <T>(run: (job: string) => Promise<T>): Promise<T> => {
    const running = run('job');
    await value('export.cancel', { job: 'job' });
    return running;
  };
  const cancelled = { outcome: 'cancelled', problems: [] };
  expect(await given((job) => value('export.start', { job, kind: 'xlsx', ids, seal: null }))).toEqual(cancelled);
  expect(await given((job) => value('print.start', { job, ids, seal: null }))).toEqual(cancelled);
  expect(await given((job) => value('books.export', { job, id, kind: 'ofd' }))).toEqual(cancelled);
  expect(await given((job) => value('books.count', { job, id }))).toEqual({ count: null });
});

test('a book is handed out as a PDF for the archive when the clerk asks for it', async () => {
  const { value, store, folder } = await backend();
  const { id } = await value('books.make', { ids: store.add([filingOf()], '新建') });
  const exported = async (archive: boolean) => {
    const { name = '' } = await value('books.export', { job: 'a', id, kind: 'pdf', archive });
    return readFileSync(join(folder, name)).toString('latin1');
  };
  expect(await exported(true)).toContain('<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A');
  expect(await exported(false)).not.toContain('pdfaid');
});

test('an export hands a finished file to the shell and tells its progress', async () => {
  const { value, store, folder, progress, handed, take } = await backend();
  await take('hebei-project');
  store.add([filingOf()], '新建');
  const one = await value('export.start', { job: 'a', kind: 'xlsx', ids: [1], seal: null });
  expect(one).toEqual({ outcome: 'saved', name: '城市公共自行车智能桩更新.xlsx', problems: [] });
  expect(existsSync(join(folder, one.name ?? ''))).toBe(true);
  const both = await value('print.start', { job: 'b', ids: [2, 1], seal: 42 });
  expect(both).toMatchObject({ outcome: 'saved', name: '绩效目标表(2张).pdf' });
  expect(
    readFileSync(join(folder, handed[1] ?? ''))
      .subarray(0, 5)
      .toString(),
  ).toBe('%PDF-');
  const archived = await value('export.start', { job: 'c', kind: 'pdf', ids: [1], seal: null, archive: true });
  const part = /<pdfaid:part>\d<.pdfaid:part><pdfaid:conformance>\w/;
  const partOf = (name = '') => part.exec(readFileSync(join(folder, name)).toString('latin1'))?.[0];
  expect(partOf(archived.name)).toBe('<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A');
  expect(partOf(both.name)).toBe(undefined);
  expect(progress.filter((event) => event.job === 'b').at(-1)).toEqual({
    event: 'progress',
    job: 'b',
    done: 2,
    total: 2,
  });
});

test('what is exported or printed is kept as a version, once for each state of a table; a preview keeps none', async () => {
  const { value, store } = await backend();
  const [id, other] = store.add([filingOf(), filingOf()], '新建') as [number, number];
  const kept = (of: number) => store.versions.list(of).versions.map(({ revision }) => revision);
  const change = (revision: number, from: string, to: string) =>
    store.commit({ id, revision, label: '填写', edits: [typed('annualGoal', to, from)] });
  change(1, '', '一');
  await value('print.preview', { job: 'a', ids: [id], seal: null });
  expect(kept(id)).toEqual([1]);
  await value('export.start', { job: 'b', kind: 'xlsx', ids: [id, other], seal: null });
  await value('print.start', { job: 'c', ids: [id], seal: null });
  expect([kept(id), kept(other)]).toEqual([[2, 1], [1]]);
  change(2, '一', '二');
  change(3, '二', '三');
  await value('print.start', { job: 'd', ids: [id], seal: null });
  expect(kept(id)).toEqual([4, 2, 1]);
});

test('an export is made all the same when it cannot be kept as a version', async () => {
  const { value, store, logged } = await backend();
  const ids = store.add([filingOf()], '新建');
  const full = new ApiError('store-full');
  store.versions.keep = () => {
    throw full;
  };
  expect(await value('export.start', { job: 'a', kind: 'xlsx', ids, seal: null })).toMatchObject({ outcome: 'saved' });
  expect(logged).toEqual([full]);
});

test('a clerk looks at a table as it was, gives versions names, makes it 定稿 and takes that back', async () => {
  const { value, ask, store } = await backend();
  const [id] = store.add([filingOf({ annualGoal: '一' })], '新建') as [number];
  const edits = [typed('annualGoal', '二', '一')];
  await value('filings.commit', { id, revision: 1, label: '填写年度目标', edits });
  const read = await value('versions.read', { id, revision: 1 });
  expect(read).toMatchObject({ revision: 1, filing: { values: { annualGoal: '一' } } });
  await value('versions.name', { id, revision: 1, name: ' 送审稿 ' });
  await value('filings.lock', { ids: [id] });
  const { versions, steps, locked, locks } = await value('versions.list', { id });
  expect(versions.map(({ revision, name }) => [revision, name])).toEqual([
    [2, '定稿'],
    [1, '送审稿'],
  ]);
  expect(steps.map(({ label }) => label)).toEqual(['填写年度目标', '新建']);
  expect([locked, locks.length]).toEqual([{ at: expect.any(String) }, 1]);
  expect((await value('filings.open', { id })).locked).toEqual(locked);
  expect((await value('filings.list', { query: '', trashed: false })).filings[0]?.locked).toBe(true);
  const undo = { id, revision: 2, label: '撤销填写年度目标', edits: [typed('annualGoal', '一', '二')] };
  expect(await ask('filings.commit', undo)).toEqual({
    ok: false,
    code: 'read-only',
    detail: '此表已定稿，请先解除定稿再修改',
  });
  for (const reason of ['', ' \n'])
    expect(await ask('filings.unlock', { id, reason })).toMatchObject({ ok: false, detail: '请填写解除定稿的理由' });
  await value('filings.unlock', { id, reason: '主管部门退回' });
  expect(await value('filings.commit', undo)).toMatchObject({ revision: 3 });
  await value('versions.unname', { id, name: '送审稿' });
  for (const name of ['', '一\n二', '长'.repeat(41)])
    expect(await ask('versions.name', { id, revision: 1, name })).toMatchObject({ ok: false, code: 'bad-request' });
});

test('a cancelled export ends at once, leaves the old file, and its job can be started again', async () => {
  const { value, folder, store, ask } = await backend({
    emit: (event) => {
      if (event.event !== 'progress') return;
      const { job, done } = event;
      if (job === 'stop' && done === 1) void ask('export.cancel', { job });
    },
  });
  const ids = store.add(
    Array.from({ length: 30 }, () => filingOf({}, [{ level3: '一', value: '≥1个' }])),
    '导入',
  );
  const target = join(folder, '绩效目标表(30张).xlsx');
  writeFileSync(target, 'the old one');
  const outcome = await value('export.start', { job: 'stop', kind: 'xlsx', ids, seal: null });
  expect(outcome).toEqual({ outcome: 'cancelled', problems: [] });
  expect(readFileSync(target, 'utf8')).toBe('the old one');
  expect(await value('export.start', { job: 'again', kind: 'xlsx', ids, seal: null })).toMatchObject({
    outcome: 'saved',
  });
});

test('an export of a filing that is gone, to a place that cannot be written, or twice under one name is refused', async () => {
  const { ask, store } = await backend({
    shell: fakeShell({
      deliver: async (_name, _kind, write) => {
        await write('/proc/none/a.xlsx');
        return { outcome: 'saved' };
      },
      openPdf: () => Promise.reject(new ApiError('write-failed', '未能打开')),
    }),
  });
  const [id = 0] = store.add([filingOf()], '新建');
  const request = { job: 'a', kind: 'xlsx', seal: null } as const;
  expect(await ask('export.start', { ...request, ids: [99] })).toMatchObject({ ok: false, code: 'not-found' });
  const twice = await Promise.all([
    ask('export.start', { ...request, ids: [id] }),
    ask('export.start', { ...request, ids: [id] }),
  ]);
  expect(twice.map((given) => !given.ok && given.code)).toEqual(['write-failed', 'bad-request']);
});

test('a clerk who closes the dialog has cancelled', async () => {
  const { value, store } = await backend({
    shell: fakeShell({
      name: 'electron',
      deliver: async () => ({ outcome: 'cancelled' }),
      openPdf: async () => ({ outcome: 'cancelled' }),
    }),
  });
  const ids = store.add([filingOf()], '新建');
  expect(await value('export.start', { job: 'a', kind: 'pdf', ids, seal: 45 })).toEqual({
    outcome: 'cancelled',
    problems: [],
  });
  expect(await value('import.pick', { job: 'read5' })).toEqual({ files: [], cancelled: false });
});

test.each([
  ['河道保洁', '河道保洁.xlsx'],
  ['2026/2027年“路灯”:养护*', '2026 2027年“路灯” 养护.xlsx'],
  ['  ..隐藏. ', '隐藏.xlsx'],
  ['CON', '绩效目标表CON.xlsx'],
  ['', '本级预算项目绩效目标表.xlsx'],
  ['/\\', '绩效目标表.xlsx'],
  ['长'.repeat(300), `${'长'.repeat(80)}.xlsx`],
  ['🌳'.repeat(100), `${'🌳'.repeat(60)}.xlsx`],
])('the project “%s” is suggested as a safe file name', (projectName, expected) => {
  expect(suggestedName([filingOf({ projectName })], 'xlsx')).toBe(expected);
});

test('a search that finds very many says how many, and answers with the first of them', async () => {
  const { store, value } = await backend();
  const form = catalog.find('dalian-project') as Form;
  store.add(
    Array.from({ length: 620 }, (_, k) => {
      const filing = newFiling(form, 2026);
      return { ...filing, values: { ...filing.values, projectName: `路灯养护${k}` } };
    }),
    '导入',
  );
  const searched = await value('filings.list', { query: '路灯', trashed: false });
  expect([searched.filings.length, searched.found]).toEqual([500, 620]);
});

test('all tables come page by page: none of them keeps what is saved meanwhile', async () => {
  const { store, value } = await backend();
  store.add(
    Array.from({ length: 1001 }, (_, k) => filingOf({ projectName: `路灯养护${k}` })),
    '导入',
  );
  const all = { query: '', trashed: false };
  const first = await value('filings.list', all);
  expect([first.filings.length, first.found]).toEqual([1000, 1001]);
  const last = await value('filings.list', { ...all, from: 1000 });
  expect([last.filings.length, last.found, last.version]).toEqual([1, 1001, first.version]);
  store.trash([last.filings[0]?.id ?? 0]);
  expect((await value('filings.list', all)).version).not.toBe(first.version);
});

test('filings are rolled forward as a job that tells its progress and can be cancelled, and gone on with', async () => {
  let cancel = true;
  const told: Progress[] = [];
  const { value, store, ask } = await backend({
    emit: (progress) => {
      if (progress.event !== 'progress') return;
      told.push(progress);
      if (cancel) void ask('export.cancel', { job: progress.job });
    },
  });
  const ids = store.add(
    Array.from({ length: 60 }, () => filingOf()),
    '导入',
  );
  const request = { job: 'roll', ids, year: 2027, amounts: 'keep' } as const;
  const first = await value('filings.rollForward', request);
  expect(first).toMatchObject({ skipped: 0, cancelled: true });
  expect(told).toEqual([{ event: 'progress', job: 'roll', done: first.ids.length, total: 60 }]);
  cancel = false;
  const rest = await value('filings.rollForward', request);
  expect(rest).toMatchObject({ skipped: first.ids.length, cancelled: false });
  expect(first.ids.length + rest.ids.length).toBe(60);
  const opened = await value('filings.open', { id: rest.ids[0] ?? 0 });
  expect(opened).toMatchObject({ previous: ids[first.ids.length], filing: { values: { fiscalYear: '2027' } } });
});

test('K1: the parts of a large step are saved as one, and none of them while one is missing', async () => {
  const { ask, value } = await backend();
  const { id } = await value('filings.create', { form: 'dalian-project', year: 2026 });
  const part = (at: number) => [{ kind: 'insert' as const, table: 'indicators', at, rows: [{ level3: `第${at}行` }] }];
  const commit = (revision: number, parts: number) =>
    ask('filings.commit', { id, revision, label: '粘贴'.repeat(80), edits: part(2), staged: { step: 'a', parts } });
  await value('filings.stage', { step: 'a', part: 1, edits: part(1) });
  expect(await commit(1, 2)).toMatchObject({ ok: false, detail: '修改没有全部送到，请按 Ctrl+S 再保存一次' });
  expect((await value('filings.open', { id })).revision).toBe(1);
  await value('filings.stage', { step: 'a', part: 1, edits: part(1) });
  await value('filings.stage', { step: 'a', part: 0, edits: part(0) });
  expect(await commit(1, 2)).toMatchObject({ ok: true, value: { revision: 2 } });
  const { filing } = await value('filings.open', { id });
  expect(
    rowsOf(filing, 'indicators')
      .slice(0, 3)
      .map(({ level3 }) => level3),
  ).toEqual(['第0行', '第1行', '第2行']);
  expect(await commit(2, 2), 'parts are good for one step').toMatchObject({ ok: false });
});

test('K1: a step that is sent again is saved once and answered as before, until another data file comes', async () => {
  const { ask, value } = await backend();
  const { id } = await value('filings.create', { form: 'dalian-project', year: 2026 });
  const edits = [{ kind: 'value' as const, field: 'annualGoal', from: '', to: '目标' }];
  const commit = () => ask('filings.commit', { id, revision: 1, label: '填写', edits, step: 'a' });
  const first = await commit();
  expect(first).toMatchObject({ ok: true, value: { revision: 2 } });
  expect(await commit()).toEqual(first);
  expect((await value('filings.open', { id })).revision).toBe(2);
  await value('store.recover', { how: 'own' }).catch(() => undefined);
  expect(await commit()).toMatchObject({ ok: false, code: 'conflict' });
});

test('a step of a filing of one data file is never saved in the filing of that number in another', async () => {
  const { ask, value } = await backend();
  const { id, file, revision } = await value('filings.create', { form: 'dalian-project', year: 2026 });
  const { backup } = await value('data.backup', {});
  const commit = {
    id,
    revision,
    label: '填写',
    edits: [{ kind: 'value' as const, field: 'annualGoal', from: '', to: '目标' }],
  };
  await value('data.restore', { place: 'own', name: backup.name });
  expect(await ask('filings.commit', { ...commit, file })).toMatchObject({ ok: false, code: 'not-found' });
  const now = await value('filings.open', { id });
  expect([now.revision, now.filing.values.annualGoal]).toEqual([revision, undefined]);
  expect(now.file).not.toBe(file);
  expect(await ask('filings.commit', { ...commit, file: now.file })).toMatchObject({ ok: true });
});

test('a list is told the year’s amount of the filings it shows, in 万元, and nothing of those that are gone', async () => {
  const { store, value } = await backend();
  const amounts = [{ 'annualFunding.total': '120.5' }, { 'annualFunding.total': '见附件' }, {}];
  const ids = store.add(
    amounts.map((values) => filingOf(values as Record<string, string>)),
    '新建',
  );
  const { facts } = await value('filings.facts', { ids: [...ids, 99] });
  expect(facts).toEqual([
    { id: ids[0], amount: '120.5' },
    { id: ids[1], amount: null },
    { id: ids[2], amount: null },
  ]);
});

test('the data file is described, backed up and brought back from a backup, with the present one kept', async () => {
  const { store, path, value, ask } = await backend();
  store.add([filingOf({ projectName: '甲' })], '新建');
  const { backup } = await value('data.backup', {});
  expect(backup).toMatchObject({ filings: 1, madeAt: handClock().now().toISOString() });
  store.add([filingOf({ projectName: '乙' })], '新建');
  const info = await value('data.info', {});
  expect(info).toMatchObject({ filings: 2, backup: { last: backup.madeAt, problem: null, second: null } });
  expect(join(info.folder, basename(path))).toBe(path);
  expect(info.size).toBeGreaterThan(0);
  const { notice } = await value('data.restore', { place: 'own', name: backup.name });
  expect(notice).toContain(backup.name);
  const names = () => store.list({ query: '', trashed: false }).map(({ name }) => name);
  expect(names()).toEqual(['甲']);
  expect(readdirSync(info.folder).some((name) => name.includes('before-restore'))).toBe(true);
  expect(await ask('data.restore', { place: 'own', name: '../别的.db' })).toMatchObject({
    ok: false,
    code: 'not-found',
  });
  expect(names()).toEqual(['甲']);
});
