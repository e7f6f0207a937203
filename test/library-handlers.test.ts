import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import ExcelJS from 'exceljs';
import { expect, test } from 'vitest';
import { exportBytes } from '../electron/export/export-bytes.ts';
import { writeListing } from '../electron/export/exporter.ts';
import { libraryHandlers } from '../electron/library.ts';
import { indexPath } from '../electron/store/index-file.ts';
import { answer, type Handlers, type LibraryPlan } from '../shared/api.ts';
import { parseFiling } from '../shared/filing/parse.ts';
import { mergeLibrary } from '../shared/library/entries.ts';
import type { LibraryEntry, LibraryIndicator } from '../shared/library/library.ts';
import { indicatorSchema } from '../shared/library/library-schema.ts';
import { nameKey } from '../shared/library/name-key.ts';
import { fakeShell } from './fake-shell.ts';
import { filingOf, handClock, newStore, ownFolder } from './store/with-store.ts';

const indicator: LibraryIndicator = {
  level1: '产出指标',
  level2: '数量指标',
  name: '整理案卷数',
  also: ['整编卷数'],
  sign: '≥',
  units: ['卷', '册/年'],
  reference: '300',
  kinds: ['档案'],
  source: '馆内',
};
const row = (level3: string, value: string) => ({ level1: '产出指标', level2: '数量指标', level3, value });

/** A library over a real store; what is handed out is kept, and what is picked is the last that was. */
async function library() {
  const { store, path: data } = await newStore();
  const path = join(ownFolder(), '绩效指标库.xlsx');
  const handlers = libraryHandlers({
    store,
    now: handClock().now,
    shell: fakeShell({
      pickFiles: async () => [{ name: '库.xlsx', bytes: await readFile(path) }],
      deliver: async (name, _kind, write) => {
        await write(path);
        return { outcome: 'saved', name };
      },
    }),
    writeListing,
  });
  const list = async () => handlers['library.list']({});
  const find = async (name: string) => (await list()).entries.find((entry) => entry.name === name);
  const save = async (id: string | null, change: Partial<LibraryIndicator> = {}) =>
    (await handlers['library.save']({ id, indicator: { ...indicator, ...change } })).id;
  return { store, data, path, handlers, list, find, save };
}

const fields = (entry: LibraryEntry) =>
  indicatorSchema.parse(Object.fromEntries(Object.entries(entry).filter(([key]) => key in indicatorSchema.shape)));

test('an indicator is added, changed, renamed, removed and listed again', async () => {
  const { handlers, list, find, save, store } = await library();
  const id = await save(null);
  expect(id).toBe('own-1');
  expect(await find('整理案卷数')).toMatchObject({ id, reference: '300' });
  await save(id, { reference: '500' });
  expect(await find('整理案卷数')).toMatchObject({ id, reference: '500' });
  await expect(async () => save(null, { name: '整理 案卷数（卷）' })).rejects.toThrow('已有“整理案卷数”');
  store.add([filingOf({}, [row('整理案卷数', '≥40卷')])], '导入');
  await save(id, { name: '整理完成卷数', also: [] });
  expect(await find('整理完成卷数'), 'what was used under the old name counts').toMatchObject({
    uses: 1,
    merged: ['整理案卷数'],
  });
  await handlers['library.remove']({ ids: [id, 'c34'] });
  expect((await list()).hidden.map(({ name }) => name)).toEqual(['验收合格率', '整理完成卷数']);
  expect((await list()).entries).toHaveLength(84);
  await handlers['library.restore']({ names: ['验收合格率', '整理完成卷数'], ids: [] });
  expect([(await list()).entries.length, (await list()).hidden.length]).toEqual([86, 0]);
  await expect(async () => save('own-9')).rejects.toThrow('已没有这一项');
});

test('a shipped indicator takes the unit’s wording, and its own again', async () => {
  const { handlers, find, save } = await library();
  const shipped = (await find('验收合格率')) as LibraryEntry;
  expect(await save('c34', { ...fields(shipped), name: '一次验收合格率' })).toBe('c34');
  expect([await find('验收合格率'), await find('一次验收合格率')]).toMatchObject([undefined, { changed: true }]);
  await handlers['library.restore']({ names: [], ids: ['c34'] });
  expect(await find('验收合格率')).toEqual(shipped);
});

test('an indicator that was learnt becomes the unit’s own when it is changed, and keeps its uses', async () => {
  const { store, find, save } = await library();
  store.add([filingOf({ projectName: '馆藏档案整理' }, [row('修裱破损案卷数', '≥40卷')])], '导入');
  const learnt = (await find('修裱破损案卷数')) as LibraryEntry;
  expect(learnt).toMatchObject({ sign: '≥', units: ['卷'], uses: 1, kinds: ['档案'] });
  expect(await save(learnt.id, { ...fields(learnt), name: '修复案卷数' })).toBe('own-1');
  expect(await find('修复案卷数')).toMatchObject({ uses: 1, merged: ['修裱破损案卷数'] });
  expect(await find('修裱破损案卷数')).toBeUndefined();
});

test('duplicates are merged: uses count together, and a merged name can be listed again', async () => {
  const { store, handlers, find, list } = await library();
  store.add(
    [filingOf({}, [row('整理卷数', '≥3卷'), row('整理案卷总数', '≥4卷'), row('档案数字化数量', '≥5万份')])],
    '导入',
  );
  const ids = ['used-整理卷数', 'used-整理案卷总数'];
  await handlers['library.merge']({ into: 'used-整理卷数', ids });
  expect(await find('整理卷数')).toMatchObject({ id: 'own-1', uses: 2, merged: ['整理案卷总数'] });
  await handlers['library.merge']({ into: 'own-1', ids: ['c15'] });
  expect(await find('整理卷数')).toMatchObject({ uses: 3 });
  expect((await list()).hidden).toEqual([]);
  await handlers['library.restore']({ names: ['档案数字化数量'], ids: [] });
  expect([await find('整理卷数'), await find('档案数字化数量')]).toMatchObject([{ uses: 2 }, { id: 'c15', uses: 1 }]);
});

test('what was merged with another stays merged: it is neither imported nor entered anew, until it is split off', async () => {
  const { handlers, list, find, save } = await library();
  await save(null);
  await handlers['library.export']({});
  await handlers['library.merge']({ into: 'c15', ids: ['own-1'] });
  const before = await list();
  const { problems, indicators } = await handlers['library.pick']({});
  expect(problems).toEqual(['库.xlsx：“整理案卷数”已并入“档案数字化数量”，未导入']);
  expect(indicators).toEqual([]);
  const refused = '“整理 案卷数”已并入“档案数字化数量”，请改用其他名称，或在“档案数字化数量”处拆开';
  for (const id of [null, 'c34'])
    await expect(async () => save(id, { name: '整理 案卷数' }), String(id)).rejects.toThrow(refused);
  const late = async () => handlers['library.import']({ indicators: [indicator] });
  await expect(late, 'merged since the plan was made').rejects.toThrow('已并入其他指标，未导入，请重新选择文件');
  expect(await list()).toEqual(before);
  await handlers['library.restore']({ names: ['整理案卷数'], ids: [] });
  expect(await find('整理案卷数')).toMatchObject({ id: 'own-1' });
});

test('an indicator takes a name again that it had before', async () => {
  const { find, save } = await library();
  const id = await save(null);
  await save(id, { name: '整理完成卷数' });
  expect(await save(id)).toBe(id);
  expect([await find('整理案卷数'), await find('整理完成卷数')]).toMatchObject([
    { id, merged: ['整理完成卷数'] },
    undefined,
  ]);
});

test('names of thousands of characters are merged and removed as others are, and keep their uses', async () => {
  const { store, handlers, list } = await library();
  const [one, two] = [`甲${'整理'.repeat(5000)}`, `乙${' 整理（卷）'.repeat(5000)}`];
  store.add([filingOf({}, [row(one, '≥3卷'), row(two, '≥4卷')])], '导入');
  const ask = (method: string, request: unknown) =>
    answer(handlers as Handlers, method, request, (error) => expect.fail(String(error)));
  const own = async () => (await list()).entries.filter(({ id }) => !id.startsWith('c'));
  const [into = '', other = ''] = (await own()).map(({ id }) => id);
  expect(await ask('library.merge', { into, ids: [into, other] })).toMatchObject({ ok: true });
  const [merged] = await own();
  expect(await own()).toMatchObject([{ id: 'own-1', uses: 2, name: one.slice(0, 100) }]);
  expect(await ask('library.restore', { names: merged?.merged, ids: [] })).toMatchObject({ ok: true });
  expect(await own()).toMatchObject([{ id: 'own-1', uses: 1 }, { uses: 1 }]);
  const indicator = fields((await own())[1] as LibraryEntry);
  expect(await ask('library.save', { id: other, indicator })).toMatchObject({ ok: true, value: { id: 'own-2' } });
  expect(await ask('library.remove', { ids: ['own-1', 'own-2'] })).toMatchObject({ ok: true });
  expect(await own()).toEqual([]);
});

test('exported and imported again, the library is the same: into itself nothing changes, into an empty one all is there', async () => {
  const { store, handlers, list, save, path } = await library();
  store.add([filingOf({}, [row('整理卷数', '=3卷'), row('长'.repeat(60), '')])], '导入');
  await save(null);
  await save('c34', { name: '一次验收合格率', level2: '质量指标', sign: '=', units: ['%'], reference: '=100' });
  await save(null, {
    name: '=风险点排查',
    also: ['-甲', '+乙'],
    reference: '@丙',
    kinds: ['自定类别'],
    sign: null,
    units: [],
  });
  await save(null, { name: `重点${'区域环境综合整治'.repeat(10)}数量`, level1: '', level2: '' });
  await handlers['library.remove']({ ids: ['c01'] });
  const before = await list();
  expect(await handlers['library.export']({})).toEqual({ outcome: 'saved', name: '绩效指标库.xlsx', problems: [] });
  const nothing = { files: 1, indicators: [], added: [], changed: [], problems: [] };
  const again: LibraryPlan = { ...nothing, same: before.entries.length };
  expect(await handlers['library.pick']({})).toEqual(again);
  expect(await list()).toEqual(before);

  const other = await library();
  await writeFile(other.path, await readFile(path));
  const untouched = await other.list();
  const into = await other.handlers['library.pick']({});
  expect(into).toMatchObject({ changed: [], same: 83, problems: [] });
  expect(into.added).toHaveLength(6);
  expect(await other.list(), 'nothing changes before the clerk’s word').toEqual(untouched);
  const { undo } = await other.handlers['library.import']({ indicators: into.indicators });
  const byName = (entries: LibraryEntry[]) => new Map(entries.map((entry) => [nameKey(entry.name), fields(entry)]));
  const there = byName((await other.list()).entries);
  for (const [name, entry] of byName(before.entries)) expect(there.get(name), name).toEqual(entry);
  await other.handlers['library.undo']({ undo });
  expect(await other.list(), 'the import is taken back').toEqual(untouched);
  await expect(async () => other.handlers['library.undo']({ undo })).rejects.toThrow('不能撤销');
});

test('a sheet made by hand: columns in any order, names in short, what cannot be read is told with its place', async () => {
  const { handlers, find } = await library();
  const workbook = new ExcelJS.Workbook();
  const sheet = workbook.addWorksheet('我的指标');
  sheet.addRows([
    ['说明'],
    ['三级指标', '符号', '二级指标', '计量单位'],
    ['排查隐患点数', '>=', '数量', '处、个'],
    ['', '≥', '数量', '处'],
    ['排查覆盖率', '≈', '质量', '%'],
    ['排查及时率', '=', '进度', '%'],
    ['排查隐患点数（处）', '', '数量', ''],
    ['验收合格率', '＝', '质量指标', '％'],
  ]);
  const bytes = new Uint8Array(await workbook.xlsx.writeBuffer());
  const { indicators, ...report } = await handlers['library.read']({ files: [{ name: '手工.xlsx', bytes }] });
  expect(report).toEqual({
    files: 1,
    added: ['排查隐患点数'],
    changed: [{ name: '验收合格率', text: '计量单位 %→％' }],
    same: 0,
    problems: [
      '手工.xlsx：工作表“我的指标”第 4 行：三级指标为空，未导入',
      '手工.xlsx：工作表“我的指标”第 5 行：符号写法不对或过长，未导入',
      '手工.xlsx：工作表“我的指标”第 6 行：没有二级指标“进度”，未导入；请改为表样中的二级指标名称',
      '手工.xlsx：“排查隐患点数（处）”有两行，只取第一行',
    ],
  });
  const before = await find('验收合格率');
  await handlers['library.import']({ indicators });
  expect(await find('排查隐患点数')).toMatchObject({ level1: '产出指标', sign: '≥', units: ['处', '个'] });
  const { reference, kinds, source, also } = before as LibraryEntry;
  expect(reference).not.toBe('');
  expect(await find('验收合格率'), 'what the sheet has no column for stays').toMatchObject({
    id: 'c34',
    changed: true,
    sign: '=',
    reference,
    kinds,
    source,
    also,
  });
});

test('what is no workbook of indicators is told, and nothing changes', async () => {
  const { handlers, list } = await library();
  const before = await list();
  const empty = new ExcelJS.Workbook();
  empty.addWorksheet('空').addRow(['你好']);
  const files = [
    { name: 'a.txt', bytes: new TextEncoder().encode('三级指标') },
    { name: 'b.xlsx', bytes: new Uint8Array([0x50, 0x4b, 3, 4]) },
    { name: 'c.xlsx', bytes: new Uint8Array(await empty.xlsx.writeBuffer()) },
  ];
  const { problems, ...plan } = await handlers['library.read']({ files });
  expect(plan).toEqual({ files: 3, indicators: [], added: [], changed: [], same: 0 });
  expect(problems.map((line) => line.split('：')[0])).toEqual(['a.txt', 'b.xlsx', 'c.xlsx']);
  expect(await list()).toEqual(before);
});

test('an exported filing is no library, whichever form it has', async () => {
  const { handlers } = await library();
  for (const sample of ['dalian-project', 'hebei-project']) {
    const read = parseFiling(JSON.parse(await readFile(`resources/samples/${sample}.json`, 'utf8')));
    if ('error' in read) throw new Error(read.error);
    const job = { kind: 'xlsx', filings: [read.filing], seal: null, now: new Date(0) } as const;
    const noFonts = () => {
      throw new Error('a workbook needs no fonts');
    };
    const { bytes } = await exportBytes(job, noFonts, () => undefined);
    const name = `${sample}.xlsx`;
    expect(await handlers['library.read']({ files: [{ name, bytes: new Uint8Array(bytes) }] })).toEqual({
      files: 1,
      indicators: [],
      added: [],
      changed: [],
      same: 0,
      problems: [expect.stringContaining(`${name}：不是指标库`)],
    });
  }
});

test('merging is taken back exactly, unless the library was changed since', async () => {
  const { store, handlers, list, save } = await library();
  store.add([filingOf({}, [row('整理卷数', '≥3卷'), row('整理案卷总数', '≥4卷')])], '导入');
  const before = await list();
  const merge = () =>
    handlers['library.merge']({ into: 'used-整理卷数', ids: ['used-整理卷数', 'used-整理案卷总数', 'c15'] });
  const { undo } = await merge();
  expect(await list()).not.toEqual(before);
  await handlers['library.undo']({ undo });
  expect(await list()).toEqual(before);
  const again = await merge();
  await save(null);
  await expect(async () => handlers['library.undo'](again)).rejects.toThrow('后来又有改动');
});

test('使用次数 is a number in the workbook', async () => {
  const { store, handlers, path } = await library();
  store.add([filingOf({}, [row('整理卷数', '≥3卷')])], '导入');
  await handlers['library.export']({});
  const workbook = await new ExcelJS.Workbook().xlsx.readFile(path);
  const sheet = workbook.worksheets[0];
  const cells = sheet?.getSheetValues().filter((values) => (values as unknown[])?.includes('整理卷数'))[0] as unknown[];
  expect(cells).toContain(1);
});

test('of many filings the thread works the library out, and it is the same', async () => {
  const { store, list } = await library();
  const names = Array.from({ length: 2400 }, (_, k) => `第${k % 700}项巡查次数`);
  store.add(
    Array.from({ length: 120 }, (_, k) =>
      filingOf(
        { projectName: `${2020 + (k % 7)}年河道清淤${k % 11}` },
        names.slice(20 * k, 20 * k + 20).map((name) => row(name, `≥${k}次`)),
      ),
    ),
    '导入',
  );
  store.library.change({ unlist: [{ name: nameKey('第3项巡查次数'), entry: null }] });
  const { entries, hidden } = await list();
  expect(entries.length).toBeGreaterThan(700);
  expect({ entries, hidden }).toEqual(mergeLibrary(store.library.read()));
});

test('where the index of a large file cannot be read, the library is worked out without it, and the index made anew', async () => {
  const { store, data, list } = await library();
  store.add(
    Array.from({ length: 1000 }, (_, k) =>
      filingOf({}, [row(`第${k % 9}项巡查次数`, '≥3次'), row('巡查里程', '≥3公里'), row('巡查天数', '≥3天')]),
    ),
    '导入',
  );
  const failures: unknown[] = [];
  store.keepBeside((error) => failures.push(error));
  const sound = await list();
  const index = new Sqlite(indexPath(data));
  index.exec("UPDATE indicators SET usage = 'no usage' WHERE id = 1");
  index.close();
  const { entries, hidden } = await list();
  expect({ entries, hidden }).toEqual(mergeLibrary(store.library.read()));
  expect(await list()).toEqual(sound);
  expect(failures).toEqual([]);
});
