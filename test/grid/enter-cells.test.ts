import { describe, expect, test } from 'vitest';
import { enterCells, wrongType } from '../../renderer/grid/enter-cells.ts';
import { cellAt, editableCells } from '../../renderer/grid/navigation.ts';
import type { Session } from '../../renderer/state/session.ts';
import { applyAll } from '../../shared/filing/edits.ts';
import { cellsOf, type Filing, newFiling, rowsOf } from '../../shared/filing/filing.ts';
import { layout } from '../../shared/layout/layout.ts';
import type { SheetCell } from '../../shared/layout/sheet.ts';
import { typedForm } from '../typed-form.ts';

const filing: Filing = {
  ...newFiling(typedForm, 2026),
  values: { fiscalYear: '2026', 'money.fiscal': '75.00', 'money.other': '25.00', rate: '80%', kind: '一次性项目' },
  tables: {
    purchases: [
      { unit: '局本级', item: '书架', date: '2026年3月1日', urgent: '✔', fiscal: '2.00', other: '' },
      { unit: '局本级', item: '台灯', date: '', urgent: '', fiscal: '1.00', other: '' },
    ],
    periodIndicators: [],
    indicators: [{ level1: '产出指标', level2: '数量指标', level3: '站点数', value: '≥36个' }],
    split: [],
  },
};
const sheet = layout(typedForm, filing, { seal: null, blankRows: true });
const session = { form: typedForm, filing } as Session;
const cell = (path: string) => cellAt(sheet, path) as SheetCell;

describe('a text for several cells', () => {
  test('emptying all of them leaves what is worked out alone, and empties every row of a merged cell', () => {
    const year = cell('fiscalYear');
    const cells = editableCells(sheet).filter((one) => one !== year);
    const { edits, refused } = enterCells(session, cells, () => '');
    expect(refused).toBeNull();
    const after = applyAll(filing, edits);
    expect({ ...after.values, fiscalYear: '' }).toEqual(
      Object.fromEntries(Object.keys({ ...filing.values, ...after.values }).map((id) => [id, ''])),
    );
    for (const table of ['purchases', 'indicators'])
      expect(
        rowsOf(after, table)
          .flatMap(cellsOf)
          .every(([, text]) => text === ''),
      ).toBe(true);
    expect(rowsOf(after, 'purchases')).toHaveLength(2);
  });

  test('alone, one that is worked out says why it takes none', () => {
    expect(enterCells(session, [cell('money.total')], () => '').refused).toContain('自动计算');
  });

  test('sums have no place in the filing and take none either', () => {
    const sum = editableCells(sheet).find(({ kind, path }) => kind === 'computed' && path === '') as SheetCell;
    expect(enterCells(session, [sum], () => '5')).toEqual({ edits: [], refused: `${sum.name}自动计算，不用填写` });
  });
});

test('a text that is no value of its type is kept, and the clerk is told what it should be', () => {
  const typed = (path: string, text: string) => {
    const { edits } = enterCells(session, [cell(path)], () => text);
    return wrongType({ form: typedForm, filing: applyAll(filing, edits) } as Session, cell(path));
  };
  expect(typed('money.fiscal', '约20')).toBe('财政拨款不是数字，请改为金额');
  expect(typed('purchases[0].date', '年底')).toBe('采购项目第 1 行·日期不是日期，请改为“2026年3月1日”的样子');
  expect(typed('purchases[0].date', '2026-5-1')).toBeNull();
  expect(typed('share', '一半')).toBe('比例不是百分数，请改为“25%”的样子');
});
