import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { copyBlock } from '../../shared/clipboard/copy.ts';
import type { SheetBlock } from '../../shared/clipboard/lattice.ts';
import { type PastePlan, planPaste } from '../../shared/clipboard/paste.ts';
import { arrangeCells, fromTsv, type Table, toTsv } from '../../shared/clipboard/table.ts';
import { applyAll, invertAll } from '../../shared/filing/edits.ts';
import { type Filing, newFiling, rowsOf } from '../../shared/filing/filing.ts';
import { MAX_ROWS, parseFiling } from '../../shared/filing/parse.ts';
import { catalog } from '../../shared/form/catalog/catalog.ts';
import { columnsOf, type Form } from '../../shared/form/form.ts';
import { layout } from '../../shared/layout/layout.ts';
import type { Sheet, SheetCell } from '../../shared/layout/sheet.ts';
import { largeFiling } from '../filings.ts';

const dalian = catalog.find('dalian-project') as Form;
const hebei = catalog.find('hebei-project') as Form;
const sheetOf = (form: Form, filing: Filing) => layout(form, filing, { seal: null, blankRows: true });

function sample(form: Form): Filing {
  const parsed = parseFiling(JSON.parse(readFileSync(`resources/samples/${form.id}.json`, 'utf8')));
  if ('error' in parsed) throw new Error(parsed.error);
  return parsed.filing;
}

const blockOf = ({ row, col, rowSpan, colSpan }: SheetCell): SheetBlock => ({
  top: row,
  left: col,
  bottom: row + rowSpan,
  right: col + colSpan,
});

/** The smallest block around the cells at these paths, and everything on the sheet. */
function around(sheet: Sheet, ...paths: string[]): SheetBlock {
  const blocks = paths.map((path) => {
    const cell = sheet.cells.find((found) => found.path === path);
    if (!cell) throw new Error(`no cell at ${path}`);
    return blockOf(cell);
  });
  return {
    top: Math.min(...blocks.map(({ top }) => top)),
    left: Math.min(...blocks.map(({ left }) => left)),
    bottom: Math.max(...blocks.map(({ bottom }) => bottom)),
    right: Math.max(...blocks.map(({ right }) => right)),
  };
}
const everything = (sheet: Sheet): SheetBlock => ({
  top: 0,
  left: 0,
  bottom: sheet.rows.length,
  right: sheet.columns.length,
});

/** The filing with every text that it does not have as an empty one: they mean the same. */
function full(form: Form, filing: Filing): Filing {
  const empty = Object.fromEntries(form.fields.map(({ id }) => [id, '']));
  const row = Object.fromEntries(columnsOf(form, 'indicators').map(({ id }) => [id, '']));
  const indicators = rowsOf(filing, 'indicators').map((cells) => ({ ...row, ...cells }));
  return { ...filing, values: { ...empty, ...filing.values }, tables: { indicators } };
}

/** Plans a paste on the cell at the first path, with the selection around all of them. */
function paste(form: Form, filing: Filing, paths: string[], table: Table | string): PastePlan & { after: Filing } {
  const sheet = sheetOf(form, filing);
  const source = typeof table === 'string' ? fromTsv(table) : table;
  const plan = planPaste(form, filing, sheet, { path: paths[0] as string, block: around(sheet, ...paths) }, source);
  const after = applyAll(filing, plan.edits);
  expect(full(form, applyAll(after, invertAll(plan.edits)))).toEqual(full(form, filing));
  return { ...plan, after };
}

const cell = (text: string, rowSpan = 1, colSpan = 1) => ({ text, rowSpan, colSpan });
const lines = (filing: Filing) =>
  rowsOf(filing, 'indicators').map((row) =>
    [row.level1, row.level2, row.level3, row.value].map((text) => text ?? '').join('|'),
  );

describe('one cell', () => {
  test('is entered as if it were typed', () => {
    const plan = paste(hebei, newFiling(hebei, 2026), ['budget.total'], '1,234.5\r\n');
    expect(plan.changes).toEqual([{ name: '预算数', path: 'budget.total', from: '', to: '1234.50' }]);
    expect(plan.path).toBe('budget.total');
  });

  test('fills every field of the selection and no label', () => {
    const plan = paste(dalian, newFiling(dalian, 2026), ['periodFunding.total', 'annualFunding.other'], '12');
    expect(plan.misfits).toEqual([]);
    expect(plan.changes.map(({ path }) => path)).toEqual([
      'periodFunding.total',
      'annualFunding.total',
      'periodFunding.fiscal',
      'annualFunding.fiscal',
      'periodFunding.other',
      'annualFunding.other',
    ]);
  });

  test('on a merged level changes all its rows, by the name of the form', () => {
    const { after, misfits } = paste(dalian, newFiling(dalian, 2026), ['indicators[0].level1'], '效益');
    expect(misfits).toEqual([]);
    expect(
      rowsOf(after, 'indicators')
        .slice(0, 5)
        .map((row) => row.level1),
    ).toEqual(new Array(5).fill('效益指标'));
    expect(rowsOf(after, 'indicators')[8]?.level1).toBe('满意度指标');
  });

  test('that the cell refuses is a misfit', () => {
    const plan = paste(dalian, newFiling(dalian, 2026), ['fiscalYear'], '明年');
    expect(plan.edits).toEqual([]);
    expect(plan.misfits).toEqual([expect.stringContaining('“明年”没有写入：')]);
  });

  test('that is empty clears', () => {
    const plan = paste(dalian, sample(dalian), ['projectName', 'implementingUnit'], '');
    expect(plan.changes.map(({ to }) => to)).toEqual(['', '', '', '']);
  });
});

describe('a block on the indicator rows', () => {
  test('goes from the active cell on and adds the rows that are missing', () => {
    const filing = newFiling(dalian, 2026);
    const plan = paste(dalian, filing, ['indicators[7].level3'], '甲\t1\r\n乙\t2\r\n丙\t3\r\n丁\t4\r\n');
    expect(plan.misfits).toEqual([]);
    expect(plan.rowsAdded).toBe(2);
    expect(plan.edits.filter((edit) => edit.kind === 'insert').length).toBe(1);
    expect(lines(plan.after).slice(7)).toEqual([
      '效益指标|可持续影响指标|甲|1',
      '满意度指标|服务对象满意度指标|乙|2',
      '满意度指标|服务对象满意度指标|丙|3',
      '满意度指标|服务对象满意度指标|丁|4',
    ]);
    expect(plan.changes.at(-1)).toEqual({
      name: '指标第 11 行·年度指标值',
      path: 'indicators[10].value',
      from: '',
      to: '4',
    });
  });

  test('with merged cells: levels fill down, spans over columns count as one', () => {
    const table = arrangeCells([
      [cell('产出', 3), cell('数量', 2), cell('甲', 1, 2), cell('1')],
      [cell('乙', 1, 2), cell('2')],
      [cell('质量'), cell('丙', 1, 2), cell('3')],
      [cell('效果指标'), cell('社会效益'), cell('丁', 1, 2), cell('4')],
    ]);
    const { after, misfits } = paste(
      dalian,
      { ...newFiling(dalian, 2026), tables: { indicators: [{}] } },
      ['indicators[0].level1'],
      table,
    );
    expect(misfits).toEqual([]);
    expect(lines(after)).toEqual([
      '产出指标|数量指标|甲|1',
      '产出指标|数量指标|乙|2',
      '产出指标|质量指标|丙|3',
      '效益指标|社会效益指标|丁|4',
    ]);
  });

  test('as text without merges: empty level names are those above, a level 2 brings its level 1', () => {
    const text = '产出指标\t数量指标\t甲\t1\n\t\t乙\t2\n\t质量指标\t丙\t3\n\t社会效益指标\t丁\t4\n\n';
    const { after, misfits } = paste(
      dalian,
      { ...newFiling(dalian, 2026), tables: { indicators: [{}] } },
      ['indicators[0].level1'],
      text,
    );
    expect(misfits).toEqual([]);
    expect(lines(after)).toEqual([
      '产出指标|数量指标|甲|1',
      '产出指标|数量指标|乙|2',
      '产出指标|质量指标|丙|3',
      '效益指标|社会效益指标|丁|4',
    ]);
  });

  test('as text of the table itself, with the empty columns of its merges', () => {
    const { after, misfits } = paste(
      dalian,
      newFiling(dalian, 2026),
      ['indicators[0].level1'],
      '产出指标\t数量指标\t甲\t\t1\n\t\t乙\t\t2\n',
    );
    expect(misfits).toEqual([]);
    expect(lines(after).slice(0, 2)).toEqual(['产出指标|数量指标|甲|1', '产出指标|数量指标|乙|2']);
  });

  test('that is too wide loses nothing silently', () => {
    const plan = paste(dalian, newFiling(dalian, 2026), ['indicators[0].level3'], '甲\t1\t备注一\n乙\t2\t\n');
    expect(plan.misfits).toEqual(['“备注一”没有写入：超出了最后一列']);
    expect(lines(plan.after)[1]).toContain('|乙|2');
  });

  test('that has more rows than a filing holds', () => {
    const plan = paste(dalian, newFiling(dalian, 2026), ['indicators[0].value'], '1\n'.repeat(MAX_ROWS + 3));
    expect(rowsOf(plan.after, 'indicators').length).toBe(MAX_ROWS);
    expect(plan.misfits.length).toBe(3);
  });

  test('starts at the first selected row where a level cell reaches up from it', () => {
    const filing = newFiling(dalian, 2026);
    const sheet = sheetOf(dalian, filing);
    const rows = around(sheet, 'indicators[2].level3', 'indicators[2].value');
    const target = { path: 'indicators[2].level3', block: { ...rows, left: 0 } };
    const plan = planPaste(dalian, filing, sheet, target, fromTsv('\t\t甲\t1\n'));
    expect(plan.changes.map(({ path }) => path)).toEqual(['indicators[2].level3', 'indicators[2].value']);
  });
});

describe("last year's block with its header", () => {
  const header = '序号\t一级\u3000指标\t二级指标\t指标值\t三级指标名称\n';
  const body = '1\t产出指标\t数量指标\t≥1个\t甲\n2\t\t质量指标\t=100%\t乙\n3\t满意度\t服务对象满意度\t≥90%\t丙\n';
  const expected = ['产出指标|数量指标|甲|≥1个', '产出指标|质量指标|乙|=100%', '满意度指标|服务对象满意度指标|丙|≥90%'];

  test.each(['indicators[0].level1', 'indicators[4].value', 'indicators[8].level3', 'projectName', 'annualGoal'])(
    'goes to the right columns of a new filing from %s',
    (path) => {
      const plan = paste(dalian, newFiling(dalian, 2026), [path], (header + body).replaceAll(/^.*?\t/gm, ''));
      expect(plan.misfits).toEqual([]);
      expect(lines(plan.after).slice(0, 3)).toEqual(expected);
    },
  );

  test('names a column that the form does not have', () => {
    const plan = paste(dalian, newFiling(dalian, 2026), ['indicators[0].level1'], header + body);
    expect(plan.misfits).toEqual([
      '“序号”没有写入：表样没有这一列，或它重复出现',
      ...['1', '2', '3'].map((n) => `“${n}”没有写入：表样没有“序号”这一列`),
    ]);
  });

  test('overwrites from the active row, and adds below from elsewhere', () => {
    const text = '三级指标\t指标值\n甲\t1\n三级指标\t指标值\n乙\t2\n';
    const filing = sample(dalian);
    const on = paste(dalian, filing, ['indicators[9].value'], text);
    expect(lines(on.after).slice(9)).toEqual(['效益指标|可持续影响指标|甲|1', '满意度指标|服务对象满意度指标|乙|2']);
    const below = paste(dalian, filing, ['projectName'], text);
    expect(lines(below.after).slice(0, -2)).toEqual(lines(filing));
    expect(lines(below.after).slice(-2)).toEqual([
      '满意度指标|服务对象满意度指标|甲|1',
      '满意度指标|服务对象满意度指标|乙|2',
    ]);
  });

  test('puts sign, number and unit of a value together', () => {
    const table = arrangeCells([
      [cell('二级指标'), cell('三级指标'), cell('指标值', 1, 3)],
      [cell('数量指标'), cell('甲'), cell('≥'), cell('36'), cell('个')],
    ]);
    const plan = paste(dalian, newFiling(dalian, 2026), ['indicators[0].level1'], table);
    expect(plan.misfits).toEqual([]);
    expect(lines(plan.after)[0]).toBe('产出指标|数量指标|甲|≥36个');
  });
});

describe('a block on the upper rows', () => {
  test('is laid over the cells, labels that are the same do not matter', () => {
    const table = arrangeCells([
      [cell('实施期金额'), cell('1'), cell('年度金额'), cell('2')],
      [cell('其中：财政拨款'), cell('3'), cell('财政拨款'), cell('4')],
      [cell('其他资金'), cell('5'), cell('其他资金'), cell('6')],
    ]);
    const filing = newFiling(dalian, 2026);
    const sheet = sheetOf(dalian, filing);
    const all = around(sheet, 'periodFunding.total', 'annualFunding.other');
    const target = { path: 'periodFunding.total', block: { ...all, left: 1 } };
    const plan = planPaste(dalian, filing, sheet, target, table);
    expect(plan.misfits).toEqual([]);
    expect(plan.changes.map(({ to }) => to)).toEqual(['1', '2', '3', '4', '5', '6']);
  });

  test('names a text that a label is in the way of', () => {
    const plan = paste(dalian, newFiling(dalian, 2026), ['periodFunding.total'], '1\t二\t3\n4\n5\n6\n');
    expect(plan.misfits).toEqual(['“二”没有写入：这里是表样的“年度金额”', '“6”没有写入：这里是表样的“实施期目标”']);
    expect(plan.changes.map(({ path }) => path)).toEqual([
      'periodFunding.total',
      'annualFunding.total',
      'periodFunding.fiscal',
      'periodFunding.other',
    ]);
  });

  test('of other column widths goes cell by cell', () => {
    const plan = paste(
      dalian,
      newFiling(dalian, 2026),
      ['projectName'],
      '书车\t项目期\t2026年\n图书馆\t项目实施单位\t分馆\n',
    );
    expect(plan.misfits).toEqual([]);
    expect(plan.changes.map(({ path }) => path)).toEqual([
      'projectName',
      'implementationPeriod',
      'supervisingDepartment',
      'implementingUnit',
    ]);
  });

  test('of paragraphs is one text in a cell of several lines', () => {
    const plan = paste(dalian, newFiling(dalian, 2026), ['annualGoal'], '一、\t保障运行；\r\n\r\n二、\t更新图书。\r\n');
    expect(plan.misfits).toEqual([]);
    expect(plan.changes.map(({ to }) => to)).toEqual(['一、保障运行；\n\n二、更新图书。']);
  });

  test('that ends below the table', () => {
    const plan = paste(
      dalian,
      { ...newFiling(dalian, 2026), tables: { indicators: [] } },
      ['implementingUnit', 'annualFunding.other'],
      '甲\n'.repeat(9),
    );
    expect(plan.misfits.at(-1)).toBe('“甲”没有写入：超出了表格');
  });
});

describe('a copy of the whole sheet', () => {
  test.each([dalian, hebei])('pasted on a new filing of $id makes the same filing', (form) => {
    const filing = sample(form);
    const sheet = sheetOf(form, filing);
    const table = copyBlock(sheet, everything(sheet));
    const blank: Filing = { ...newFiling(form, 2026), sections: filing.sections, tables: { indicators: [] } };
    for (const source of [table, fromTsv(toTsv(table))]) {
      const target = sheetOf(form, blank);
      const plan = planPaste(form, blank, target, { path: 'projectName', block: everything(target) }, source);
      expect(plan.misfits).toEqual([]);
      const after = applyAll(blank, plan.edits);
      expect(rowsOf(after, 'indicators')).toEqual(rowsOf(filing, 'indicators'));
      const texts = (state: Filing) => sheetOf(form, state).cells.map(({ text }) => text);
      expect(texts(after)).toEqual(texts(filing));
    }
  });

  test('over several pages has each row and each merged label once', () => {
    const filing = largeFiling(dalian, 3000, 60);
    const sheet = sheetOf(dalian, filing);
    expect(sheet.pages.length).toBeGreaterThan(2);
    const table = copyBlock(sheet, everything(sheet));
    const first = table.rows.findIndex((row) => row[0]?.text === '一级指标') + 1;
    expect(table.rows.length - first).toBe(60);
    expect(table.rows.filter((row, r) => r >= first && row[0] !== null).map((row) => row[0]?.text)).toEqual([
      '产出指标',
      '效益指标',
      '满意度指标',
    ]);
  });

  test('of a part ends its merged cells where the part ends', () => {
    const filing = sample(dalian);
    const sheet = sheetOf(dalian, filing);
    const { top, bottom } = around(sheet, 'indicators[1].level3', 'indicators[2].level3');
    const table = copyBlock(sheet, { top, bottom, left: 0, right: 3 });
    expect(table.rows).toEqual([
      [cell('产出指标', 2), cell('数量指标', 2), cell('流动书车出车次数')],
      [null, null, cell('新购图书册数')],
    ]);
  });

  test('tells the number format of amounts', () => {
    const filing = sample(dalian);
    const sheet = sheetOf(dalian, filing);
    const table = copyBlock(sheet, around(sheet, 'periodFunding.total'));
    expect(table.rows).toEqual([[{ ...cell('86.45'), format: '0.00' }]]);
  });
});
