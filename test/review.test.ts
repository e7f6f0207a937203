import { rmSync } from 'node:fs';
import { join } from 'node:path';
import ExcelJS from 'exceljs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { writeListing } from '../electron/export/exporter.ts';
import { type ReviewDeps, reviewHandlers } from '../electron/review.ts';
import type { Progress } from '../shared/api.ts';
import { exampleFiling } from '../shared/filing/example.ts';
import { countProblems } from '../shared/review.ts';
import { sample } from './checks/samples.ts';
import { fakeShell } from './fake-shell.ts';
import { pdfText } from './pdf-text.ts';
import { asFiling, cleanTable, wrongTable } from './review-samples.ts';
import { filingOf, handClock, newStore, ownFolder, storeAt, typed } from './store/with-store.ts';

const UNIT = '滨城区图书馆';
const WRONG = { error: 3, fill: 0, warning: 2, hint: 2 };
const NONE = { error: 0, fill: 0, warning: 0, hint: 0 };

/** The calls over a real store; the shell writes into a folder instead of asking. */
async function review(change: Partial<ReviewDeps> = {}) {
  const { store, path } = await newStore();
  const folder = ownFolder();
  const progress: Progress[] = [];
  const controller = new AbortController();
  const deps: ReviewDeps = {
    store,
    now: handClock().now,
    shell: fakeShell({
      deliver: async (name, _kind, write) => {
        await write(join(folder, name));
        return { outcome: 'saved', name };
      },
      openPdf: async () => ({ outcome: 'cancelled' }),
    }),
    fontsFolder: undefined,
    writeListing,
    emit: (event) => event.event === 'progress' && progress.push(event),
    asJob: (_job, work) => work(controller.signal),
    ...change,
  };
  const handlers = reviewHandlers(deps);
  const counts = async (...ids: number[]) =>
    (await handlers['review.counts']({ ids })).counts.map(({ id: _, ...count }) => count);
  return { store, path, folder, progress, controller, handlers, counts, anew: () => reviewHandlers(deps) };
}

test('the problems of filings are counted, and counted anew after a change, whoever made it', async () => {
  const { store, path, counts } = await review();
  const [clean = 0, wrong = 0] = store.add([asFiling(cleanTable()), asFiling(wrongTable('书车维修'))], '导入');
  expect(await counts(clean, wrong)).toEqual([NONE, WRONG]);
  const other = await storeAt(path);
  other.commit({
    id: wrong,
    revision: 1,
    label: '填写',
    edits: [typed('annualFunding.total', '649.46'), typed('periodFunding.total', '649.46')],
  });
  expect(await counts(clean, wrong)).toEqual([NONE, { ...WRONG, error: 1 }]);
  store.trash([wrong]);
  expect(await counts(clean, wrong), 'what lies in 回收站 is not reviewed').toEqual([NONE]);
});

test('a new table has values to fill in; from the review or the first export on they are errors, in reports always; the list and the year count the same', async () => {
  const { store, counts, handlers } = await review();
  const [id = 0] = store.add([filingOf({ projectName: '湿地巡护' })], '新建');
  const [before] = await counts(id);
  expect(before).toMatchObject({ error: 0, fill: expect.any(Number) });
  expect(before?.fill).toBeGreaterThan(5);
  expect(await handlers['review.filing']({ id })).toMatchObject({ judged: false });
  const inYear = async () => (await handlers['review.year']({ job: 'a', year: 2026 })).units?.[0];
  expect((await inYear())?.filings[0]?.counts).toEqual(before);
  const { unit = '', rules = [] } = (await inYear()) ?? {};
  const standing = rules.filter(({ severity }) => severity === 'fill');
  expect(standing.reduce((sum, rule) => sum + rule.standing, 0)).toBe(before?.fill);
  const { rule = '' } = standing[0] ?? {};
  expect((await handlers['review.lines']({ year: 2026, unit, rule, severity: 'fill' })).lines).toHaveLength(
    standing[0]?.standing ?? 0,
  );
  await handlers['review.judge']({ ids: [id] });
  expect(await counts(id)).toMatchObject([{ error: before?.fill, fill: 0 }]);
  expect((await inYear())?.filings[0]?.counts).toMatchObject({ error: before?.fill, fill: 0 });
  expect(await handlers['review.filing']({ id })).toMatchObject({ judged: true });
});

test('K4: after a backup is restored, what was known of the file before is forgotten', async () => {
  const { store: before, path } = await newStore();
  before.add([asFiling(wrongTable('书车维修'))], '导入');
  await before.close();
  rmSync(path);
  const store = await storeAt(path);
  const { counts } = await review({ store });
  store.add([asFiling(cleanTable())], '导入');
  expect(await counts(1)).toEqual([NONE]);
  await store.backups.restore('own', store.recovery()?.backups[0]?.name ?? '');
  expect(await counts(1)).toEqual([WRONG]);
});

test('a goal copied from another table of the year is a problem of both, until one of them goes', async () => {
  const { store, handlers, counts } = await review();
  const [first = 0, second = 0] = store.add(
    [asFiling(cleanTable()), asFiling({ ...cleanTable(), projectName: '图书馆空调更新改造' })],
    '导入',
  );
  const ofYear = async (id: number) => (await handlers['review.filing']({ id })).problems.map(({ rule }) => rule);
  expect(await ofYear(second)).toContain('R50');
  expect(countProblems((await handlers['review.filing']({ id: second })).problems)).toEqual(
    (await counts(second)).map(({ error, fill, warning, hint }) => ({ error, fill, warning, hint }))[0],
  );
  store.trash([first]);
  expect(await ofYear(second)).toEqual([]);
});

test('a warning that was switched off is not counted any more; an error stands all the same', async () => {
  const { store, handlers, counts } = await review();
  const [one = 0, two = 0] = store.add([asFiling(wrongTable('甲')), asFiling(wrongTable('乙'))], '导入');
  const before = await counts(one, two);
  await handlers['waivers.set']({ unit: UNIT, rule: 'R35', filing: one, path: null, reason: '本项目全部验收' });
  await handlers['waivers.set']({ unit: UNIT, rule: 'R30', filing: null, path: null, reason: '不想填' });
  const [first, second] = await counts(one, two);
  expect(first).toEqual({ ...before[0], warning: (before[0]?.warning ?? 0) - 2 });
  expect(second).toEqual(before[1]);
  const { unit, waivers } = await handlers['review.filing']({ id: one });
  expect(unit).toBe(UNIT);
  expect(waivers.map(({ rule, reason }) => [rule, reason])).toEqual([
    ['R35', '本项目全部验收'],
    ['R30', '不想填'],
  ]);
  expect((await handlers['waivers.list']({})).waivers).toEqual(waivers);
  await handlers['waivers.remove']({ id: waivers[0]?.id ?? 0 });
  expect(await counts(one)).toEqual([before[0]]);
  expect(() => handlers['waivers.set']({ unit: UNIT, rule: 'R99', filing: null, path: null, reason: '无' })).toThrow(
    'R99',
  );
});

test('the example table is no part of the year, and is counted as any other in the list', async () => {
  const { store, handlers, counts } = await review();
  const [id = 0] = store.add([exampleFiling(2026)], '打开示例表');
  expect(await handlers['review.year']({ job: 'y', year: 2026 })).toEqual({ units: [] });
  expect((await counts(id))[0]).toMatchObject({ error: 2, fill: 1 });
});

test('the year by unit: exact sums, approved totals and their difference, problems by rule and their places', async () => {
  const { store, handlers } = await review();
  const of = (unit: string, name: string, total: string) =>
    filingOf({ implementingUnit: unit, projectName: name, 'annualFunding.total': total });
  store.add([of('甲', '一', '0.1'), of('甲', '二', '0.20'), of('甲', '三', ''), of('乙', '四', '7')], '导入');
  store.add([asFiling(wrongTable('书车维修'))], '导入');
  await handlers['totals.set']({ unit: '甲', year: 2026, total: '1,000.30' });
  const { units } = await handlers['review.year']({ job: 'y', year: 2026 });
  const [jia, , library] = ['甲', '乙', UNIT].map((unit) => units?.find((one) => one.unit === unit));
  expect(jia).toMatchObject({ sum: '0.3', approved: '1000.30', difference: '-1000' });
  expect(jia?.filings.map(({ name, amount }) => [name, amount])).toEqual([
    ['一', '0.1'],
    ['二', '0.20'],
    ['三', ''],
  ]);
  expect(jia?.whole.standing.map(({ rule }) => rule)).toEqual(['R61']);
  expect(library?.filings[0]?.counts).toEqual(WRONG);
  expect(library?.rules.filter(({ rule }) => rule === 'R08' || rule === 'R35')).toEqual([
    { rule: 'R08', severity: 'error', standing: 1, waived: 0 },
    { rule: 'R35', severity: 'warning', standing: 2, waived: 0 },
    { rule: 'R08', severity: 'hint', standing: 1, waived: 0 },
  ]);
  const { lines } = await handlers['review.lines']({ year: 2026, unit: UNIT, rule: 'R35', severity: 'warning' });
  expect(lines.map(({ name, place, problem, reason }) => [name, place, problem.path, problem.fix, reason])).toEqual([
    ['书车维修', '指标第 4 行·年度指标值', 'indicators[3].value', undefined, null],
    ['书车维修', '指标第 9 行·年度指标值', 'indicators[8].value', undefined, null],
  ]);
  expect(() => handlers['totals.set']({ unit: '甲', year: 2026, total: '约三千' })).toThrow('不是金额');
});

test('tables that are not of projects have no amount, and add nothing to the unit', async () => {
  const { store, handlers } = await review();
  const evaluation = sample('evaluation-2020').filing;
  const target = sample('project-annual').filing;
  const own = { implementingUnit: UNIT, fiscalYear: '2026' };
  store.add(
    [target, evaluation].map((filing) => ({ ...filing, values: { ...filing.values, ...own } })),
    '导入',
  );
  const { units } = await handlers['review.year']({ job: 'y', year: 2026 });
  const amount = target.values['annualFunding.total'] as string;
  expect(units?.map(({ unit, sum }) => [unit, Number(sum)])).toEqual([[UNIT, Number(amount)]]);
  expect(units?.[0]?.filings.map((one) => one.amount)).toEqual([amount, '']);
});

test('an amount that is no number is in no sum, and until it is one nothing is compared with the approved total', async () => {
  const { store, handlers } = await review();
  const of = (name: string, total: string) =>
    filingOf({ implementingUnit: '甲', projectName: name, 'annualFunding.total': total });
  store.add([of('一', '100'), of('二', '约50'), of('三', '')], '导入');
  await handlers['totals.set']({ unit: '甲', year: 2026, total: '150' });
  const { units } = await handlers['review.year']({ job: 'y', year: 2026 });
  expect(units?.[0]).toMatchObject({ sum: '100', approved: '150', difference: null });
  expect(units?.[0]?.filings.map(({ amount }) => amount)).toEqual(['100', null, '']);
  expect(units?.[0]?.whole.standing).toEqual([]);
});

test('one of two warnings alike is switched off for its place only, and the report tells how widely', async () => {
  const { store, folder, handlers, counts } = await review();
  const [id = 0] = store.add([asFiling(wrongTable('书车维修'))], '导入');
  const { level2 = '', level3 = '' } = asFiling(wrongTable('书车维修')).tables.indicators?.[3] ?? {};
  const path = `value ${level2} ${level3}`;
  await handlers['waivers.set']({ unit: UNIT, rule: 'R35', filing: id, path, reason: '合同约定' });
  expect(await counts(id)).toEqual([{ ...WRONG, warning: WRONG.warning - 1 }]);
  const { units } = await handlers['review.year']({ job: 'y', year: 2026 });
  expect(units?.[0]?.rules.find(({ rule }) => rule === 'R35')).toMatchObject({ standing: 1, waived: 1 });
  await handlers['review.export']({ job: 'r', kind: 'xlsx', scope: { ids: [id] } });
  const book = new ExcelJS.Workbook();
  await book.xlsx.readFile(join(folder, '审核报告(1张表).xlsx'));
  const told: string[] = [];
  book.getWorksheet('已关闭的提醒')?.eachRow((row) => told.push((row.values as unknown[]).join(' ')));
  expect(told.filter((line) => line.includes('合同约定'))).toEqual([
    expect.stringMatching(/指标第 4 行·年度指标值.*合同约定 只此一处/s),
  ]);
  expect(() => handlers['waivers.set']({ unit: UNIT, rule: 'R35', filing: null, path, reason: '无' })).toThrow();
});

test('problems by rule and severity add up to what the filings count', async () => {
  const { store, handlers } = await review();
  const table = wrongTable('书车维修');
  const indicators = (table.indicators as Record<string, string>[]).filter(({ level2 }) => level2 !== '质量指标');
  store.add([asFiling(table), asFiling({ ...table, projectName: '书架购置', indicators })], '导入');
  const { units } = await handlers['review.year']({ job: 'y', year: 2026 });
  const { filings = [], rules = [] } = units?.[0] ?? {};
  for (const severity of ['error', 'warning', 'hint'] as const) {
    const counted = filings.reduce((sum, { counts }) => sum + counts[severity], 0);
    const listed = rules.filter((row) => row.severity === severity).reduce((sum, { standing }) => sum + standing, 0);
    expect(listed, severity).toBe(counted);
  }
  for (const { rule, severity, standing } of rules) {
    const { lines } = await handlers['review.lines']({ year: 2026, unit: UNIT, rule, severity });
    expect(lines.map(({ problem }) => problem.severity)).toEqual(Array(standing).fill(severity));
  }
});

test('a thousand filings: others are answered in between, progress is told, and it can be cancelled', async () => {
  const { store, path, handlers: toCancel, controller } = await review();
  const table = wrongTable('一');
  store.add(
    Array.from({ length: 1000 }, (_, k) =>
      asFiling({ ...table, projectName: `第${k + 1}号书车维修`, filingUnit: `第${k % 50}分馆` }),
    ),
    '导入',
  );
  const cancelled = toCancel['review.year']({ job: 'a', year: 2026 });
  setImmediate(() => controller.abort());
  expect(await cancelled).toEqual({ units: null });
  const { handlers, progress } = await review({ store: await storeAt(path) });

  let longest = 0;
  let turns = 0;
  // Time that the machine gives to other programs meanwhile does not count.
  let last = process.cpuUsage();
  let going = true;
  const look = () => {
    const { user, system } = process.cpuUsage(last);
    longest = Math.max(longest, (user + system) / 1000);
    last = process.cpuUsage();
    turns++;
    if (going) setImmediate(look);
  };
  setImmediate(look);
  const { units } = await handlers['review.year']({ job: 'b', year: 2026 });
  going = false;
  expect(units).toHaveLength(50);
  expect(turns, 'it lets others work').toBeGreaterThan(10);
  expect(longest, 'ms of work on end').toBeLessThan(150);
  expect(progress.at(-1)).toMatchObject({ job: 'b', total: 1000 });
});

test('the report of tables as a workbook, and of a year as a PDF, with what was switched off and why', async () => {
  const { store, folder, handlers } = await review();
  const [clean = 0, wrong = 0] = store.add([asFiling(cleanTable()), asFiling(wrongTable('书车维修'))], '导入');
  await handlers['waivers.set']({ unit: UNIT, rule: 'R35', filing: wrong, path: null, reason: '已全部验收' });
  const saved = await handlers['review.export']({ job: 'r', kind: 'xlsx', scope: { ids: [wrong, clean] } });
  expect(saved).toEqual({ outcome: 'saved', name: '审核报告(2张表).xlsx', problems: [] });
  const book = new ExcelJS.Workbook();
  await book.xlsx.readFile(join(folder, '审核报告(2张表).xlsx'));
  expect(book.worksheets.map((sheet) => sheet.name)).toEqual(['问题', '已关闭的提醒']);
  const rows = book.worksheets.map((sheet) => {
    const texts: string[][] = [];
    sheet.eachRow((row) => texts.push([...new Set((row.values as unknown[]).slice(1).map(String))]));
    return texts;
  });
  expect(rows[0]).toContainEqual(['共 2 张表：1 张有错误，0 张有警告或提示，1 张没有问题']);
  expect(rows[0]).toContainEqual([
    UNIT,
    '书车维修',
    '实施期金额',
    '错误',
    '实施期金额为空，但财政拨款 324.73、其他资金 324.73；合计应等于两者之和',
    expect.stringContaining('88号'),
    '可自动修复：填入 649.46',
  ]);
  expect(rows[1]?.filter((row) => row.includes('已全部验收'))).toHaveLength(2);

  await handlers['review.export']({ job: 'r', kind: 'pdf', scope: { year: 2026 } });
  const { readFile } = await import('node:fs/promises');
  const text = (await pdfText(await readFile(join(folder, '2026年度审核报告.pdf')))).join('').replace(/\s/g, '');
  expect(text).toContain('2026年度审核报告');
  expect(text).toContain('已全部验收');
});

test('the year that is summed up anew after any change is the one that is summed up from nothing', async () => {
  const { store, handlers, anew } = await review();
  const titles = ['书车维修', '书车维修', '古树名木巡护', '路灯更换'];
  const ids = store.add(
    titles.map((title, k) => asFiling({ ...wrongTable(title), implementingUnit: k === 3 ? '另一个单位' : UNIT })),
    '导入',
  );
  const year = async (of = handlers) => (await of['review.year']({ job: 'a', year: 2026 })).units;
  const fresh = () => year(anew());
  ids.push(...store.add([filingOf({ projectName: '湿地巡护', implementingUnit: UNIT })], '新建'));
  const [id = 0] = ids;
  const texts = ['annualGoal', 'projectName', 'annualFunding.total', 'implementingUnit'];
  const change = fc.oneof(
    fc.tuple(
      fc.constant('text' as const),
      fc.constantFrom(...ids),
      fc.constantFrom(...texts),
      fc.constantFrom('1', '另一个单位', UNIT, '完成古树巡护工作任务三百次以上'),
    ),
    fc.constantFrom(
      ['trash' as const, id],
      ['judge' as const, ids.at(-1) ?? 0],
      ['waive' as const, id],
      ['approve' as const, 0],
    ),
  );
  await year();
  await fc.assert(
    fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 3 }), async (changes) => {
      for (const [kind, of, field = '', text = ''] of changes as [string, number, string?, string?][]) {
        if (kind === 'trash') store[store.revision(of) === null ? 'restore' : 'trash']([of]);
        else if (kind === 'judge') store.review.judge([of]);
        else if (kind === 'waive')
          store.review.waive({ unit: UNIT, rule: 'R35', filing: of, path: null, reason: '只有一项' });
        else if (kind === 'approve') store.review.approve(UNIT, 2026, '18.6');
        else if (store.revision(of) !== null) {
          const { revision, filing } = store.open(of);
          if (filing.values[field] !== text)
            store.commit({ id: of, revision, label: '', edits: [typed(field, text, filing.values[field])] });
        }
      }
      expect(await year()).toEqual(await fresh());
    }),
    { numRuns: 25 },
  );
});
