import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { copyBlock } from '../../shared/clipboard/copy.ts';
import type { SheetBlock } from '../../shared/clipboard/lattice.ts';
import { type PastePlan, planPaste } from '../../shared/clipboard/paste.ts';
import { arrangeCells, fromTsv, type Table, toTsv } from '../../shared/clipboard/table.ts';
import { textAt } from '../../shared/filing/computed.ts';
import { applyAll } from '../../shared/filing/edits.ts';
import { type Filing, isPrinted, newFiling, rowsOf, withRows } from '../../shared/filing/filing.ts';
import { placeOf } from '../../shared/filing/path.ts';
import { catalog } from '../../shared/form/catalog/catalog.ts';
import { columnsOf, type Form } from '../../shared/form/form.ts';
import { layout } from '../../shared/layout/layout.ts';
import type { Sheet, SheetCell } from '../../shared/layout/sheet.ts';
import { sheetIndex } from '../../shared/layout/sheet-index.ts';
import { filingOf } from '../filings.ts';
import { everyForm } from '../forms/every-form.ts';

const form = (id: string) => everyForm.find(id) as Form;
const sheetOf = (of: Form, filing: Filing) => layout(of, filing, { seal: null, blankRows: true });

function paste(of: Form, filing: Filing, path: string, table: Table | string): PastePlan & { after: Filing } {
  const sheet = sheetOf(of, filing);
  const cell = sheetIndex(sheet).find(path);
  if (!cell) throw new Error(`no cell at ${path}`);
  const { row, col, rowSpan, colSpan } = cell;
  const block = { top: row, left: col, bottom: row + rowSpan, right: col + colSpan };
  const plan = planPaste(of, filing, sheet, { path, block }, typeof table === 'string' ? fromTsv(table) : table);
  return { ...plan, after: applyAll(filing, plan.edits) };
}

const shown = (of: Form, filing: Filing, table: string, columns: string[]) =>
  rowsOf(filing, table).map((_, row) => columns.map((column) => textAt(of, filing, { table, row, column })).join('|'));

describe('rows of a plain table', () => {
  const unit = form('unit-2015');
  const blank = newFiling(unit, 2026);

  test('under headings of two levels go to their columns; sums and their row are left out', () => {
    const text =
      '任务名称\t主要内容\t预算金额（万元）\t\t\n\t\t总额\t财政拨款\t其他资金\n窗口服务\t接待\t10.5\t10\t0.5\n系统运维\t巡检\t20\t20\t\n金额合计\t\t30.5\t30\t0.5\n';
    const { after, misfits } = paste(unit, blank, 'tasks[0].task', text);
    expect(misfits).toEqual([]);
    expect(shown(unit, after, 'tasks', ['task', 'content', 'total', 'fiscal', 'other']).slice(0, 2)).toEqual([
      '窗口服务|接待|10.50|10.00|0.50',
      '系统运维|巡检|20.00|20.00|',
    ]);
    expect(rowsOf(after, 'tasks')).toHaveLength(3);
  });

  test('a sum that is another one is told, and nothing is written for it', () => {
    const { after, misfits } = paste(
      unit,
      blank,
      'tasks[0].task',
      '窗口服务\t接待\t11\t10\t0.5\n金额合计\t\t99\t10\t0.5\n',
    );
    expect(misfits).toEqual([
      '“99”没有写入：合计自动计算，与表中各行之和不同',
      '“11”没有写入：年度主要任务第 1 行·总额自动计算，为“10.50”',
    ]);
    expect(rowsOf(after, 'tasks').filter(isPrinted)).toHaveLength(1);
  });

  test('headings name their table wherever the selection is', () => {
    const { after, misfits } = paste(unit, blank, 'annualGoal', '任务名称\t财政拨款\n窗口服务\t10\n');
    expect(misfits).toEqual([]);
    expect(rowsOf(after, 'tasks')[0]).toMatchObject({ task: '窗口服务', fiscal: '10.00' });
  });

  test('where several tables have the same headings it is the selected one, else the first', () => {
    const two = form('unit-integrated');
    const text = '一级指标\t二级指标\t指标名称\n履职效能\t基础管理\t甲\n';
    const names = (filing: Filing) =>
      ['periodIndicators', 'indicators'].map((table) => rowsOf(filing, table).find(isPrinted)?.level3 ?? '');
    expect(names(paste(two, newFiling(two, 2026), 'indicators[0].level3', text).after)).toEqual(['', '甲']);
    expect(names(paste(two, newFiling(two, 2026), 'unitName', text).after)).toEqual(['甲', '']);
  });

  test('a heading with another month is the same column', () => {
    const monitor = form('monitor-2019');
    const text = '三级指标\t年度指标值\t1-5月执行情况\n甲\t≥3个\t2个\n';
    const { after, misfits } = paste(monitor, newFiling(monitor, 2026), 'projectName', text);
    expect(misfits).toEqual([]);
    expect(rowsOf(after, 'indicators').some((row) => Object.values(row).includes('2个'))).toBe(true);
  });

  test('what stands in the words of a sum alone is given to the rows that it sums up', () => {
    const of = form('procurement');
    const text =
      '项目名称\t采购物品名称\t一般公共预算拨款\n合计\t\t6\n甲局小计\t\t3\n窗口更新\t终端\t1\n窗口更新\t座椅\t2\n乙局小计\t\t3\n绿化\t苗木\t3\n';
    const { after, misfits } = paste(of, newFiling(of, 2026), 'unitName', text);
    expect(misfits).toEqual([]);
    expect(rowsOf(after, 'purchases').map(({ unit, item }) => [unit, item])).toEqual([
      ['甲局', '终端'],
      ['甲局', '座椅'],
      ['乙局', '苗木'],
    ]);
  });

  test('a limit names its table', () => {
    const { misfits } = paste(unit, blank, 'tasks[0].task', '甲\t乙\n'.repeat(2001));
    expect(misfits).toEqual(['“甲”没有写入：年度主要任务最多 2000 行', '“乙”没有写入：年度主要任务最多 2000 行']);
  });

  test('merged cells fill down, groups of sums among the rows are left out', () => {
    const of = form('test-totals');
    const text =
      '任务类别\t任务名称\t主要内容\t财政拨款\t其他资金\n基本\t甲\t一\t1\t\n\t乙\t二\t2\t\n小计\t\t\t3\t\n项目\t丙\t三\t4\t1\n小计\t\t\t4\t1\n合计\t\t\t7\t1\n';
    const { after, misfits } = paste(of, withRows(newFiling(of, 2026), 'tasks', []), 'goal', text);
    expect(misfits).toEqual([]);
    expect(shown(of, after, 'tasks', ['kind', 'task', 'fiscal', 'other'])).toEqual([
      '基本|甲|1.00|',
      '基本|乙|2.00|',
      '项目|丙|4.00|1.00',
    ]);
  });
});

describe('a value', () => {
  const split = form('project-split');
  const parts = (filing: Filing) =>
    rowsOf(filing, 'indicators').map(({ level3, sign, number, unit }) => [level3, sign, number, unit]);

  test('in one cell is taken apart where the form has it in columns of its own', () => {
    const text = '二级指标\t三级指标\t指标值\n数量指标\t甲\t≥36个\n质量指标\t乙\t良好\n';
    const { after, misfits } = paste(split, withRows(newFiling(split, 2026), 'indicators', []), 'projectName', text);
    expect(misfits).toEqual([]);
    expect(parts(after)).toEqual([
      ['甲', '≥', '36', '个'],
      ['乙', '定性', '良好', ''],
    ]);
  });

  test('in columns of its own is put together where the form has it in one, in whatever order they come', () => {
    const dalian = form('dalian-project');
    const text =
      '二级指标\t三级指标\t度量单位\t指标性质\t指标值\n数量指标\t甲\t个\t≥\t36\n质量指标\t乙\t\t定性\t良好\n';
    const { after, misfits } = paste(dalian, newFiling(dalian, 2026), 'indicators[0].level1', text);
    expect(misfits).toEqual([]);
    expect(shown(dalian, after, 'indicators', ['level3', 'value']).slice(0, 2)).toEqual(['甲|≥36个', '乙|良好']);
  });

  test.each([
    ['关系符号', ['甲', '≥', '', '36'], '甲|≥36'],
    ['关系符号', ['甲', '', '≥', '36'], '甲|≥36'],
    ['计量单位', ['甲', '个', '', '36'], '甲|36个'],
    ['计量单位', ['甲', '万', '元', '36'], '甲|36万元'],
  ])('keeps what stands in any of the columns that one heading %s is over: %j', (heading, texts, expected) => {
    const dalian = form('dalian-project');
    const cell = (text: string, colSpan = 1) => ({ text, rowSpan: 1, colSpan });
    const table = arrangeCells([[cell('三级指标'), cell(heading, 2), cell('指标值')], texts.map((text) => cell(text))]);
    const { after, misfits } = paste(dalian, newFiling(dalian, 2026), 'indicators[0].level1', table);
    expect(misfits).toEqual([]);
    expect(shown(dalian, after, 'indicators', ['level3', 'value'])[0]).toBe(expected);
  });

  test.each([
    ['36个\t', [], ['甲', '', '36', '个']],
    ['36个\t本', ['“本”没有写入：指标值已带单位“个”'], ['甲', '', '36', '个']],
  ])('laid over the cells keeps its unit, whatever stands beside it: %j', (text, told, expected) => {
    const begin = withRows(newFiling(split, 2026), 'indicators', [
      { level1: '产出指标', level3: '甲', sign: '', unit: '次' },
    ]);
    const { after, misfits } = paste(split, begin, 'indicators[0].number', text);
    expect(misfits).toEqual(told);
    expect(parts(after)).toEqual([expected]);
  });

  const overCells = ['', '≥', '≤', '定性'].flatMap((sign) =>
    ['', '36', '≤36', '36个', '≥36本', '良好'].flatMap((number) =>
      ['', '个', '本'].map((unit) => [sign, number, unit]),
    ),
  );
  test.each(overCells)('laid over the cells of sign, number and unit loses nothing silently: %j %j %j', (...given) => {
    const begin = withRows(newFiling(split, 2026), 'indicators', [{ level1: '产出指标', level3: '甲' }]);
    const { after, misfits, changes } = paste(split, begin, 'indicators[0].sign', given.join('\t'));
    const [row = []] = parts(after);
    const [, sign = '', number = '', unit = ''] = row;
    for (const text of given.filter((one) => one !== ''))
      if (![sign, number, unit, `${sign}${number}`, `${number}${unit}`, `${sign}${number}${unit}`].includes(text))
        expect(misfits.join('\n')).toContain(`“${text}”没有写入`);
    for (const { path, to } of changes) expect(textAt(split, after, placeOf(path))).toBe(to);
  });

  test('that says its unit twice, in two ways, loses none of them silently', () => {
    const text = '三级指标\t指标值\t计量单位\n甲\t36个\t本\n乙\t≥5本\t本\n';
    const { after, misfits } = paste(split, newFiling(split, 2026), 'indicators[0].level1', text);
    expect(misfits).toEqual(['“本”没有写入：指标值已带单位“个”']);
    expect(parts(after).slice(0, 2)).toEqual([
      ['甲', '', '36', '个'],
      ['乙', '≥', '5', '本'],
    ]);
  });
});

describe('two lanes', () => {
  const lanes = form('project-2015');
  const names = (filing: Filing) =>
    ['periodIndicators', 'indicators'].map((table) =>
      rowsOf(filing, table)
        .filter(isPrinted)
        .map(({ level1, level2, level3, value }) => [level1, level2, level3, value].join('|')),
    );
  const empty = withRows(withRows(newFiling(lanes, 2026), 'periodIndicators', []), 'indicators', []);
  const rows =
    '产出指标\t数量指标\t甲\t1\t数量指标\t子\t2\n\t质量指标\t乙\t3\t\t\t\n效益指标\t\t\t\t社会效益指标\t丑\t4\n';

  test('a block over both goes to both, under its headings or without', () => {
    const expected = [
      ['产出指标|数量指标|甲|1', '产出指标|质量指标|乙|3'],
      ['产出指标|数量指标|子|2', '效益指标|社会效益指标|丑|4'],
    ];
    const headings = '一级指标\t二级指标\t三级指标\t指标值\t二级指标\t三级指标\t指标值\n';
    const headed = paste(lanes, empty, 'projectName', headings + rows);
    expect(headed.misfits).toEqual([]);
    expect(names(headed.after)).toEqual(expected);
    const first = withRows(withRows(empty, 'periodIndicators', [{ level1: '产出指标' }]), 'indicators', [
      { level1: '产出指标' },
    ]);
    const plain = paste(lanes, first, 'periodIndicators[0].level1', rows);
    expect(plain.misfits).toEqual([]);
    expect(names(plain.after)).toEqual(expected);
  });

  test('a block of one lane goes to the selected one', () => {
    const { after } = paste(
      lanes,
      newFiling(lanes, 2026),
      'indicators[0].level2',
      '二级指标\t三级指标\n数量指标\t甲\n',
    );
    expect(names(after).map((list) => list.length)).toEqual([0, 1]);
  });
});

/** The block of a table's headings and rows on a sheet. */
function tableBlock(of: Form, sheet: Sheet, index: number): SheetBlock | null {
  const heads = sheet.heads.find(({ band }) => band === index);
  const band = of.bands[index];
  if (!heads || band?.kind !== 'table') return null;
  const ids = new Set(band.lanes.map(({ id }) => id));
  const own = sheet.cells.filter((cell) => ids.has(/^(\w+)\[/.exec(cell.path)?.[1] ?? ''));
  if (own.length === 0) return null;
  const bottom = Math.max(...own.map(({ row, rowSpan }) => row + rowSpan));
  return { top: heads.from, left: 0, bottom, right: sheet.columns.length };
}

test('all rows of a table, copied with their headings, make the same rows in an empty filing', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...everyForm.all).chain((of) => fc.tuple(fc.constant(of), filingOf(of, 6))),
      fc.nat(),
      fc.boolean(),
      ([of, filing], at, asText) => {
        const sections = of.sections.map(({ id }) => id);
        const full = { ...filing, sections };
        const sheet = sheetOf(of, full);
        const indexes = of.bands.flatMap((band, index) => (band.kind === 'table' ? [index] : []));
        const index = indexes[at % Math.max(1, indexes.length)] ?? -1;
        const block = tableBlock(of, sheet, index);
        const band = of.bands[index];
        if (!block || band?.kind !== 'table') return;
        // An empty merged cell stands for the text above: rows that have one are others when they are pasted.
        const merged = (table: string) => columnsOf(of, table).filter(({ merge, colSpan }) => merge || colSpan === 0);
        const plain = band.lanes.every(({ id }) =>
          rowsOf(full, id).every((row) =>
            merged(id).every((column) => column.computed || (row[column.id] ?? '') !== ''),
          ),
        );
        if (!plain) return;
        const again = (source: Filing): Filing => {
          const from = sheetOf(of, source);
          const copied = copyBlock(from, tableBlock(of, from, index) as SheetBlock);
          const blank = { ...newFiling(of, 2026), sections, tables: {} };
          const target = sheetOf(of, blank);
          const cell = target.cells.find(({ kind }) => kind === 'field') ?? target.cells[0];
          const { row, col, path } = cell as SheetCell;
          const to = { path, block: { top: row, left: col, bottom: row + 1, right: col + 1 } };
          const plan = planPaste(of, blank, target, to, asText ? fromTsv(toTsv(copied)) : copied);
          return applyAll(blank, plan.edits);
        };
        const once = again(full);
        for (const { id } of band.lanes) {
          const printed = columnsOf(of, id).filter(({ colSpan }) => colSpan !== 0);
          // Values and amounts get the form's spelling, as when they are typed.
          const spelt = ({ id: column, type }: { id: string; type?: string | undefined }) =>
            type === 'amount' || ['value', 'actual', 'sign', 'number', 'unit'].includes(column);
          const texts = (one: Filing, columns: readonly { id: string }[]) =>
            rowsOf(one, id)
              .map((row, k) =>
                isPrinted(row)
                  ? columns.map((column) => textAt(of, one, { table: id, row: k, column: column.id }))
                  : [],
              )
              .filter((row) => row.some((text) => text !== ''));
          const others = printed.filter((column) => !spelt(column) && !column.computed);
          if (others.length > 0) expect(texts(once, others)).toEqual(texts(full, others));
          expect(texts(again(once), printed)).toEqual(texts(once, printed));
        }
      },
    ),
    { numRuns: 200 },
  );
});

test('what is worked out is copied as it is shown', () => {
  const unit = catalog.find('unit-2015') as Form;
  const filing = withRows(newFiling(unit, 2026), 'tasks', [{ task: '窗口服务', fiscal: '10', other: '0.5' }]);
  const sheet = sheetOf(unit, filing);
  const sums = sheet.cells.filter(({ kind }) => kind === 'computed');
  const top = Math.min(...sums.map(({ row }) => row));
  const bottom = Math.max(...sums.map(({ row, rowSpan }) => row + rowSpan));
  const copied = copyBlock(sheet, { top, bottom, left: 0, right: sheet.columns.length });
  const texts = copied.rows.map((row) => row.flatMap((cell) => (cell && cell.text !== '' ? [cell.text] : [])));
  expect(texts[0]).toContain('10.50');
  expect(texts.at(-1)).toEqual(expect.arrayContaining(['金额合计', '10.50']));
});
