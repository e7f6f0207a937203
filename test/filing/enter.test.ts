import { describe, expect, test } from 'vitest';
import { applyAll } from '../../shared/filing/edits.ts';
import { type EditableCell, enterText } from '../../shared/filing/enter.ts';
import { type Filing, newFiling, rowsOf } from '../../shared/filing/filing.ts';
import { catalog } from '../../shared/form/catalog/catalog.ts';
import type { Form } from '../../shared/form/form.ts';

const dalian = catalog.find('dalian-project') as Form;
const hebei = catalog.find('hebei-project') as Form;
const cell = (path: string, more: Partial<EditableCell> = {}): EditableCell => ({
  path,
  pattern: '',
  run: null,
  name: path,
  ...more,
});

function typed(form: Form, target: EditableCell, text: string): Filing {
  const filing = newFiling(form, 2024);
  const edits = enterText(form, filing, target, text);
  if ('refused' in edits) throw new Error(edits.refused);
  return applyAll(filing, edits);
}

describe('typing into a cell', () => {
  test('an amount is kept exactly, without separators, in the form’s decimals', () => {
    expect(typed(dalian, cell('annualFunding.total'), ' 2,695.91 ').values['annualFunding.total']).toBe('2695.91');
    expect(typed(hebei, cell('budget.total'), '4').values['budget.total']).toBe('4.00');
    expect(typed(hebei, cell('budget.other'), '0').values['budget.other']).toBe('0');
  });

  test('an amount typed as arithmetic becomes its result', () => {
    expect(typed(dalian, cell('annualFunding.total'), '=1200/12').values['annualFunding.total']).toBe('100');
    expect(typed(hebei, cell('budget.total'), '＝（1.5+2）×2').values['budget.total']).toBe('7.00');
    expect(typed(dalian, cell('annualFunding.total'), '=1/0').values['annualFunding.total']).toBe('=1/0');
    expect(typed(dalian, cell('projectName'), '=1+1').values.projectName).toBe('=1+1');
  });

  test('a period is brought into the printed form', () => {
    const period = cell('implementationPeriod');
    expect(typed(dalian, period, '2025').values.implementationPeriod).toBe('2025年1月至2025年12月');
    expect(typed(dalian, period, '2025.1-\n2026.3').values.implementationPeriod).toBe('2025年1月至2026年3月');
    expect(typed(dalian, period, '长期').values.implementationPeriod).toBe('长期');
  });

  test('the sign of an indicator value gets one spelling, other columns stay as typed', () => {
    expect(typed(dalian, cell('indicators[0].value'), '>=３０家').tables.indicators?.[0]?.value).toBe('≥30家');
    expect(typed(dalian, cell('indicators[0].value'), '=3席').tables.indicators?.[0]?.value).toBe('=3席');
    expect(typed(dalian, cell('indicators[0].level3'), '占比>=30').tables.indicators?.[0]?.level3).toBe('占比>=30');
  });

  test('an amount that is no number is kept as typed', () => {
    expect(typed(dalian, cell('annualFunding.total'), '约20').values['annualFunding.total']).toBe('约20');
  });

  test('a goal keeps its lines, a name becomes one line', () => {
    expect(typed(dalian, cell('annualGoal'), '1.甲\n2.乙').values.annualGoal).toBe('1.甲\n2.乙');
    expect(typed(dalian, cell('projectName'), '档案\n整理').values.projectName).toBe('档案 整理');
  });

  test('a merged level cell changes all its rows', () => {
    const filing = typed(
      dalian,
      cell('indicators[0].level1', { run: [{ table: 'indicators', from: 0, count: 4 }] }),
      '产出',
    );
    expect(
      rowsOf(filing, 'indicators')
        .map((row) => row.level1)
        .slice(0, 5),
    ).toEqual(['产出', '产出', '产出', '产出', '效益指标']);
  });

  test('the year is read out of its line, or taken as it is', () => {
    const year = cell('fiscalYear', { pattern: '({fiscalYear}年度)', name: '年度' });
    expect(typed(dalian, year, '（2026年度）').values.fiscalYear).toBe('2026');
    expect(typed(dalian, year, '2027').values.fiscalYear).toBe('2027');
    expect(enterText(dalian, newFiling(dalian, 2024), year, '明年')).toEqual({
      refused: '请输入四位年度，如 2027',
    });
  });

  test('a caption is read back into number and name', () => {
    const caption = cell('number', { pattern: '[{number}.]{caption}绩效目标表', name: '表题' });
    expect(typed(hebei, caption, '3.大厅引导服务绩效目标表').values).toMatchObject({
      number: '3',
      caption: '大厅引导服务',
    });
  });

  test('the same text again changes nothing', () => {
    const filing = typed(dalian, cell('projectName'), '窗口设备更新');
    expect(enterText(dalian, filing, cell('projectName'), '窗口设备更新')).toEqual([]);
  });
});
