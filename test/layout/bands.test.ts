import { describe, expect, test } from 'vitest';
import type { Filing, Row } from '../../shared/filing/filing.ts';
import type { Form } from '../../shared/form/form.ts';
import { layout } from '../../shared/layout/layout.ts';
import type { Sheet } from '../../shared/layout/sheet.ts';
import { largeFiling } from '../filings.ts';
import { plainTable } from '../forms/plain-table.ts';
import { runningText } from '../forms/running-text.ts';
import { twoLanes } from '../forms/two-lanes.ts';
import { twoTables } from '../forms/two-tables.ts';

const filled = (form: Form, tables: Filing['tables'], values: Filing['values'] = {}): Filing => ({
  form: form.id,
  version: form.version,
  sections: form.sections.map(({ id }) => id),
  values,
  tables,
});
const sheetOf = (form: Form, filing: Filing) => layout(form, filing, { seal: null, blankRows: false });

/** The texts of a grid row that begin in it, from left to right. */
const rowTexts = ({ cells }: Sheet, row: number) =>
  cells
    .filter((cell) => cell.row === row)
    .sort((a, b) => a.col - b.col)
    .map(({ text }) => text);

/** The first grid row that holds a text. */
const rowOf = ({ cells }: Sheet, text: string) => cells.find((cell) => cell.text === text)?.row ?? -1;

describe('sums', () => {
  const purchase = (unit: string, project: string, general: string): Row => ({ unit, project, item: '电脑', general });
  const purchases = [
    purchase('局本级', '设备', '10.00'),
    purchase('局本级', '设备', '2.5'),
    purchase('图书馆', '图书', '7'),
    purchase('局本级', '家具', ''),
  ];
  const sheet = sheetOf(twoTables, filled(twoTables, { tasks: [], purchases }));

  test('stand above each group of neighbouring rows, named by it, and over all rows first', () => {
    const from = rowOf(sheet, '政府采购项目') + 2;
    const words = Array.from({ length: 8 }, (_, k) => rowTexts(sheet, from + k)[0]);
    expect(words).toEqual(['合计', '局本级小计', '1', '2', '图书馆小计', '3', '局本级小计', '4']);
  });

  test('are exact, in the decimals of the form, and empty where nothing is filled in', () => {
    const from = rowOf(sheet, '政府采购项目') + 2;
    expect(rowTexts(sheet, from)).toEqual(['合计', '19.50', '19.50', '', '']);
    expect(rowTexts(sheet, from + 1)).toEqual(['局本级小计', '12.50', '12.50', '', '']);
    expect(rowTexts(sheet, from + 6)).toEqual(['局本级小计', '', '', '', '']);
    const total = sheet.cells.find((cell) => cell.row === from && cell.text === '19.50');
    expect(total).toMatchObject({ kind: 'computed', path: '', number: { value: 19.5, format: '0.00' } });
  });

  test('of a table without rows are there, and empty', () => {
    expect(rowTexts(sheet, rowOf(sheet, '年度主要任务') + 2)).toEqual(['合计', '', '', '', '', '']);
  });

  test('do not go by rows that are only there to be typed into', () => {
    const blank = { unit: '', project: '', item: '', general: '' };
    const given = filled(twoTables, { tasks: [], purchases: [purchases[0] as Row, blank, purchases[1] as Row, blank] });
    const edited = layout(twoTables, given, { seal: null, blankRows: true });
    expect(edited.cells.filter(({ text }) => text.endsWith('小计')).map(({ text }) => text)).toEqual(['局本级小计']);
  });
});

describe('a table over several pages', () => {
  const sheet = sheetOf(twoTables, largeFiling(twoTables, 20, 40));

  test('has its heading of two rows and its side label on each of them', () => {
    for (const [number, page] of sheet.pages.entries()) {
      const own = sheet.heads.filter(({ to, end }) => sheet.rows.slice(to, end).some((row) => row.page === number));
      const texts = page.boxes.map(({ cell }) => sheet.cells[cell]?.text);
      for (const { band } of own) {
        const labels =
          band === 1 ? ['年度主要任务', '预算金额（万元）', '财政拨款'] : ['政府采购项目', '资金来源', '政府性基金'];
        expect(texts, `page ${number + 1}`).toEqual(expect.arrayContaining(labels));
      }
    }
  });

  test('is not cut where one page holds it and the form keeps it together', () => {
    const tasks = Array.from({ length: 6 }, (_, k) => ({ kind: '甲', task: `任务${k}`, content: '', fiscal: '1' }));
    const together = sheetOf(twoTables, {
      ...filled(twoTables, { tasks, purchases: [] }, { shareReason: '长'.repeat(1500) }),
      sections: ['shares'],
    });
    const [head] = together.heads;
    const pages = together.rows.slice(head?.from, head?.end).map(({ page }) => page);
    expect(together.pages.length).toBeGreaterThan(1);
    expect(new Set(pages).size).toBe(1);
  });

  test('of 500 rows and 10 columns is laid out in order', () => {
    const long = sheetOf(plainTable, largeFiling(plainTable, 20, 500));
    const numbers = long.cells.filter(({ path }) => path.endsWith('.ordinal')).map(({ text }) => text);
    expect(numbers).toEqual(Array.from({ length: 500 }, (_, k) => String(k + 1)));
    expect(long.rows.every(({ page }, k) => page >= (long.rows[k - 1]?.page ?? 0))).toBe(true);
  });
});

describe('two lanes', () => {
  const level = (level1: string, level2: string, level3: string) => ({ level1, level2, level3, value: '≥1个' });
  const sheet = sheetOf(
    twoLanes,
    filled(twoLanes, {
      periodIndicators: [
        level('产出指标', '数量指标', '左一'),
        level('产出指标', '数量指标', '左二'),
        level('效益指标', '社会效益指标', '左三'),
      ],
      indicators: [
        level('产出指标', '质量指标', '右一'),
        level('满意度指标', '服务对象满意度指标', '右二'),
        level('满意度指标', '服务对象满意度指标', '右三'),
      ],
    }),
  );

  test('share their level 1 and have blank cells where one has no row', () => {
    const from = rowOf(sheet, '绩效指标') + 1;
    expect([0, 1, 2, 3, 4].map((k) => rowTexts(sheet, from + k).filter((text) => text !== ''))).toEqual([
      ['产出指标', '数量指标', '左一', '≥1个', '质量指标', '右一'],
      ['左二', '≥1个'],
      ['效益指标', '社会效益指标', '左三', '≥1个'],
      ['满意度指标', '服务对象满意度指标', '右二'],
      ['右三'],
    ]);
  });

  test('do not wait for each other where a row has nothing of what they share', () => {
    const lanes = sheetOf(
      twoLanes,
      filled(twoLanes, {
        periodIndicators: [level('', '', '左一'), level('产出指标', '数量指标', '左二')],
        indicators: [level('产出指标', '数量指标', '右一'), level('', '', '右二')],
      }),
    );
    const from = rowOf(lanes, '绩效指标') + 1;
    expect([0, 1, 2].map((k) => rowTexts(lanes, from + k).filter((text) => /一|二$/.test(text)))).toEqual([
      ['左一'],
      ['左二', '右一'],
      ['右二'],
    ]);
  });

  test('have one cell for what they share, which stands for the rows of both', () => {
    expect(sheet.cells.find(({ text }) => text === '产出指标')).toMatchObject({
      rowSpan: 2,
      run: [
        { table: 'periodIndicators', from: 0, count: 2 },
        { table: 'indicators', from: 0, count: 1 },
      ],
    });
  });
});

describe('running text', () => {
  test('has 22 lines of 28 characters on a page', () => {
    const sheet = sheetOf(runningText, filled(runningText, {}, { duties: '文'.repeat(28 * 60) }));
    const page = sheet.pages[1];
    const lines = page?.boxes.flatMap((box) => box.lines) ?? [];
    expect(lines.length).toBe(22);
    expect(new Set(lines.slice(0, -1).map((line) => line.length))).toEqual(new Set([28]));
  });

  test('prints the sentence around the numbers until the clerk has written another', () => {
    const values = { fiscalYear: '2026', income: '120.5', incomeLast: '118', cause: '人员增加' };
    const sentence = '2026年收入预算120.5万元，比2025年增加2.50万元，主要原因是人员增加。';
    const texts = (more: Filing['values']) =>
      sheetOf(runningText, filled(runningText, {}, { ...values, ...more })).cells.map(({ text }) => text.trim());
    expect(texts({})).toContain(sentence);
    expect(texts({ incomeText: '收入比上年略有增加。' })).toContain('收入比上年略有增加。');
    expect(texts({ incomeText: '收入比上年略有增加。' })).not.toContain(sentence);
  });

  test('begins a page where the form says so', () => {
    const sheet = sheetOf(runningText, filled(runningText, {}));
    const row = rowOf(sheet, '名词解释');
    expect(sheet.rows[row]).toMatchObject({ page: (sheet.rows[row - 1]?.page ?? 0) + 1, turns: true });
  });
});
