import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cellAt, editableCells } from '../../renderer/grid/navigation.ts';
import { textAt } from '../../shared/filing/computed.ts';
import { applyAll, type Edit, invertAll } from '../../shared/filing/edits.ts';
import { enterText } from '../../shared/filing/enter.ts';
import { type Filing, newFiling, rowsOf } from '../../shared/filing/filing.ts';
import { placeOf } from '../../shared/filing/path.ts';
import { joinedColumns } from '../../shared/filing/split-value.ts';
import { type Form, tablesOf } from '../../shared/form/form.ts';
import { layout } from '../../shared/layout/layout.ts';
import type { SheetCell } from '../../shared/layout/sheet.ts';
import { everyForm } from '../forms/every-form.ts';
import { typedForm } from '../typed-form.ts';

/** The tables whose values have columns for their parts. */
const splitTables = everyForm.all.flatMap((form) =>
  tablesOf(form).flatMap(({ id }) => (joinedColumns(form, id, 'value').length > 0 ? [{ form, table: id }] : [])),
);

const sheetOf = (form: Form, filing: Filing) => layout(form, filing, { seal: null, blankRows: true });
const begin = (): Filing => newFiling(typedForm, 2026);

function cellOf(filing: Filing, path: string): SheetCell {
  const cell = cellAt(sheetOf(typedForm, filing), path);
  if (!cell) throw new Error(`no cell ${path}`);
  return cell;
}

/** The filing after typing into cells, one after the other. */
function typed(filing: Filing, ...entries: [path: string, text: string][]): Filing {
  return entries.reduce((now, [path, text]) => {
    const edits = enterText(typedForm, now, cellOf(now, path), text);
    if ('refused' in edits) throw new Error(edits.refused);
    return applyAll(now, edits);
  }, filing);
}

const refusal = (filing: Filing, path: string, text: string) =>
  enterText(typedForm, filing, cellOf(filing, path), text);
const text = (filing: Filing, path: string) => textAt(typedForm, filing, placeOf(path));

describe('values that are worked out', () => {
  test('nobody types them: the refusal says from what they follow', () => {
    expect(refusal(begin(), 'money.total', '5')).toEqual({ refused: '合计由财政拨款、其他资金自动计算，不用填写' });
  });

  test('one that may be typed over keeps what is typed; emptying it, or typing the same, gives it back', () => {
    const filing = typed(begin(), ['money.fiscal', '75'], ['money.other', '25']);
    expect(text(filing, 'rate')).toBe('75.00%');
    const over = typed(filing, ['rate', '80']);
    expect([over.values.rate, text(over, 'rate')]).toEqual(['80%', '80%']);
    expect(text(typed(over, ['rate', '']), 'rate')).toBe('75.00%');
    expect(typed(over, ['rate', '75.00%']).values.rate).toBe('');
    expect(refusal(filing, 'rate', '75.00%')).toEqual([]);
  });
});

describe('patterns and paragraphs', () => {
  test('a choice in a pattern is read back from its boxes, its option or its letter', () => {
    expect(cellOf(begin(), 'attribute').text).toBe('新增项目□ 延续项目□');
    for (const way of ['新增项目☑ 延续项目□', '新增项目√延续项目□', '新增', 'xz'])
      expect(typed(begin(), ['attribute', way]).values.attribute).toBe('新增项目');
    const chosen = typed(begin(), ['attribute', '延续项目']);
    expect(cellOf(chosen, 'attribute').text).toBe('新增项目□ 延续项目☑');
    expect(typed(chosen, ['attribute', '']).values.attribute).toBe('');
    expect(refusal(begin(), 'attribute', '新增项目☑ 延续项目☑')).toHaveProperty('refused');
  });

  test('a sentence is read back into its numbers; one of other words is kept as it is; none gives the pattern back', () => {
    const numbers = typed(begin(), ['moneyText', '2026年财政拨款1,649.46万元，比2025年增加49.46万元。']);
    expect(numbers.values).toMatchObject({ 'money.fiscal': '1649.46', 'money.last': '1600.00' });
    expect(cellOf(numbers, 'moneyText').text).toBe('　　2026年财政拨款1649.46万元，比2025年增加49.46万元。');
    const own = typed(numbers, ['moneyText', '　　本年没有财政拨款。']);
    expect(own.values.moneyText).toBe('本年没有财政拨款。');
    expect(own.values['money.fiscal']).toBe('1649.46');
    expect(typed(own, ['moneyText', '']).values.moneyText).toBe('');
    const back = typed(own, ['moneyText', cellOf(numbers, 'moneyText').text]);
    expect([back.values.moneyText, back.values['money.fiscal']]).toEqual(['', '1649.46']);
  });

  test('what fits a sentence only as words is no number of it', () => {
    const words = '2026年财政拨款约20万元，比2025年增加3万元。';
    expect(typed(begin(), ['moneyText', words]).values).toMatchObject({ moneyText: words });
  });

  test('the printed indent of a text is no part of it, line by line', () => {
    const filing = typed(begin(), ['duties', '负责甲。\n负责乙。']);
    const shown = cellOf(filing, 'duties').text;
    expect(shown).toBe('　　负责甲。\n　　负责乙。');
    expect(refusal(filing, 'duties', shown)).toEqual([]);
  });
});

describe('tables', () => {
  const withRow = (): Filing => ({
    ...begin(),
    tables: { ...begin().tables, purchases: [{ unit: '', item: '', date: '', urgent: '', fiscal: '', other: '' }] },
  });

  test('columns have types as fields have', () => {
    const filing = typed(
      withRow(),
      ['purchases[0].date', '2026-3-1'],
      ['purchases[0].urgent', '1'],
      ['purchases[0].fiscal', '=1/4'],
      ['purchases[0].other', '2,000'],
    );
    expect(rowsOf(filing, 'purchases')[0]).toMatchObject({
      date: '2026年3月1日',
      urgent: '✔',
      fiscal: '0.25',
      other: '2000.00',
    });
    expect(text(filing, 'purchases[0].total')).toBe('2000.25');
    expect(refusal(filing, 'purchases[0].total', '1')).toEqual({
      refused: '采购项目第 1 行·小计由财政、其他自动计算，不用填写',
    });
    expect(refusal(filing, 'purchases[0].ordinal', '1')).toEqual({ refused: '采购项目第 1 行·序号自动编排，不用填写' });
  });

  test.each([
    ['value', '>=36个', { sign: '≥', number: '36', unit: '个' }],
    ['value', '=100%', { sign: '＝', number: '100', unit: '%' }],
    ['value', '36个', { sign: '', number: '36', unit: '个' }],
    ['value', '良好', { sign: '定性', number: '良好', unit: '' }],
    ['number', '≤1.5万元', { sign: '≤', number: '1.5', unit: '万元' }],
    ['number', '良好', { sign: '定性', number: '良好', unit: '' }],
    ['number', '36', { sign: '', number: '36', unit: '' }],
    ['sign', '≥36个', { sign: '≥', number: '36', unit: '个' }],
    ['sign', 'dx', { sign: '定性', number: '', unit: '' }],
  ])('a split value written into its %s as “%s” is taken apart', (column, said, parts) => {
    const filing = begin();
    const cell = { path: `split[0].${column}`, pattern: '', run: null, name: '指标值' };
    const edits = enterText(typedForm, filing, cell, said);
    if ('refused' in edits) throw new Error(edits.refused);
    const row = rowsOf(applyAll(filing, edits), 'split')[0];
    expect(row).toMatchObject(parts);
    expect(row).not.toHaveProperty('value');
  });

  test('a unit typed after its number keeps the sign', () => {
    const filing = typed(begin(), ['split[0].sign', '>='], ['split[0].number', '36个']);
    expect(rowsOf(filing, 'split')[0]).toMatchObject({ sign: '≥', number: '36', unit: '个' });
  });

  test('no part of a value is lost where the form has no column for it, or no such sign', () => {
    const said = fc.tuple(
      fc.constantFrom('', '≥', '≤', '>', '<', '='),
      fc.nat(9999).map(String),
      fc.constantFrom('', '个', '%', '万元', '个工作日'),
    );
    const property = fc.property(
      fc.constantFrom(...splitTables),
      said,
      fc.constantFrom('', '≥'),
      fc.constantFrom('value', 'number'),
      ({ form, table }, [sign, number, unit], before, column) => {
        const filing = { ...newFiling(form, 2026), tables: { [table]: [{ sign: before }] } };
        const cell = { path: `${table}[0].${column}`, pattern: '', run: null, name: '指标值' };
        const edits = enterText(form, filing, cell, `${sign}${number}${unit}`);
        if ('refused' in edits) throw new Error(edits.refused);
        const whole = textAt(form, applyAll(filing, edits), { table, row: 0, column: 'value' });
        const kept = sign || (column === 'number' ? before : '');
        expect(whole.normalize('NFKC')).toBe(`${kept}${number}${unit}`.normalize('NFKC'));
      },
    );
    fc.assert(property, { numRuns: 300 });
  });

  test('the values of every table of indicators, wanted and reached, have one spelling of signs', () => {
    const filing = typed(begin(), ['periodIndicators[0].value', '>=３家'], ['split[0].actual', '>=5次']);
    expect(rowsOf(filing, 'periodIndicators')[0]?.value).toBe('≥3家');
    expect(rowsOf(filing, 'split')[0]?.actual).toBe('≥5次');
  });
});

const texts = fc.oneof(
  fc.constantFrom(
    '',
    '12.5',
    '=3*4',
    '≥90%',
    '良好',
    '产出指标',
    '2026-3-1',
    '1',
    '0',
    '是',
    '新增',
    'x',
    '36个',
    '一',
  ),
  fc.constantFrom(
    '2026年财政拨款5万元，比2025年增加1万元。',
    '（2027年度）',
    '（说明）\n两行',
    '>=3家',
    '明年',
    '　　甲',
  ),
  fc.string({ unit: fc.constantFrom(...'0123456789.%≥年月日新增延续项目□☑ 一二'), maxLength: 16 }),
);

/** Forms to try: every one, and one with every type. */
const forms = [...everyForm.all, typedForm];

describe.each(forms.map((form) => [form.name, form] as const))('%s', (_, form) => {
  test('after any entries, undoing them gives the same filing, and entering what a cell holds changes nothing', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(), texts), { maxLength: 8 }), (entries) => {
        const first = { ...newFiling(form, 2026), sections: form.sections.map(({ id }) => id) };
        const done: Edit[][] = [];
        let filing = first;
        for (const [pick, said] of entries) {
          const cells = editableCells(sheetOf(form, filing));
          const cell = cells[pick % cells.length] as SheetCell;
          const edits = enterText(form, filing, cell, said);
          if ('refused' in edits) {
            expect(edits.refused).toMatch(/^[^A-Za-z]*\p{Script=Han}/u);
            continue;
          }
          filing = applyAll(filing, edits);
          done.push(edits);
          const now = cellAt(sheetOf(form, filing), cell.path);
          if (!now || now.path === '') continue;
          const again = enterText(form, filing, now, now.text);
          if (!('refused' in again)) expect(applyAll(filing, again)).toEqual(filing);
        }
        const back = done.reverse().reduce((now, edits) => applyAll(now, invertAll(edits)), filing);
        expect(shown(form, back)).toEqual(shown(form, first));
      }),
      { numRuns: 60 },
    );
  });
});

/** What a filing prints; a field that was set and emptied again is as empty as one that never was. */
function shown(form: Form, filing: Filing): string[] {
  return sheetOf(form, filing).cells.map(({ path, text: printed }) => `${path} ${printed}`);
}
