import { describe, expect, test } from 'vitest';
import { catalog } from '../../shared/form/catalog/catalog.ts';
import type { FixedBand, TableBand } from '../../shared/form/form.ts';
import { formSchema } from '../../shared/form/form-faults.ts';
import { printPattern, readPattern } from '../../shared/form/pattern.ts';

describe.each(catalog.all.map((form) => [form.id, form] as const))('form %s', (_, form) => {
  test('is valid, and unchanged by a JSON round trip', () => {
    const copy = JSON.parse(JSON.stringify(form));
    expect(formSchema.parse(copy)).toEqual(form);
  });

  test('fits the width of its page', () => {
    const width = form.columns.reduce((sum, column) => sum + column, 0);
    expect(width).toBeLessThanOrEqual(form.page.width - form.page.margin.left - form.page.margin.right);
  });

  test('is found by its id and version', () => {
    expect(catalog.find(form.id)).toBe(form);
    expect(catalog.find(form.id, form.version)).toBe(form);
    expect(catalog.find(form.id, '1900')).toBeNull();
  });
});

describe('a form that is wrong is refused', () => {
  const broken = (change: (form: (typeof catalog.all)[number]) => void) => {
    const copy = structuredClone(catalog.all[0]) as (typeof catalog.all)[number];
    change(copy);
    return formSchema.safeParse(copy).error?.issues.map((issue) => issue.message) ?? [];
  };

  test('cells that do not fill a row', () => {
    expect(broken((form) => (form.bands[0] as FixedBand).rows[3]?.cells.pop())).toContain(
      'band 0: row 3: cells do not fill the columns',
    );
  });

  test('a field that does not exist', () => {
    expect(broken((form) => form.amounts.sums.push({ rule: 'R08', total: 'none', parts: ['projectName'] }))).toContain(
      'unknown field none',
    );
  });

  test('a check of a field or column that does not exist', () => {
    expect(broken((form) => form.checks.goals?.fields.push('none'))).toContain('unknown field none');
    expect(broken((form) => Object.assign(form.checks.tables.indicators ?? {}, { basis: 'none' }))).toContain(
      'unknown column none',
    );
  });

  test('a copy between fields of different types', () => {
    const wrong = { name: '同名', fields: [{ from: 'projectName', to: 'annualGoal' }] };
    expect(broken((form) => form.copies?.push(wrong))).toContain(
      'copy 同名: fields are the same or of different types',
    );
  });

  test('indicator columns that do not fill the table', () => {
    expect(broken((form) => (form.bands[1] as TableBand).lanes[0]?.columns.pop())).toContain(
      'band 1: its columns take 4 of 5',
    );
  });
});

describe('patterns', () => {
  const any = () => undefined;

  test('print and read back the same values', () => {
    const pattern = '填报单位(盖章)[：{filingUnit}]';
    expect(printPattern(pattern, () => '')).toBe('填报单位(盖章)');
    expect(printPattern(pattern, () => '行政审批局')).toBe('填报单位(盖章)：行政审批局');
    expect(readPattern(pattern, '填报单位 （盖章）', any)).toEqual({ filingUnit: '' });
    expect(readPattern(pattern, '填报单位（盖章）: 行政审批局', any)).toEqual({ filingUnit: '行政审批局' });
    expect(readPattern(pattern, '单位: 万元', any)).toBeNull();
  });

  test('a value glued to another is told apart by what it looks like', () => {
    const match = (field: string) => ({ number: '\\d+', unitCode: '\\d{6}|' })[field];
    expect(readPattern('[{number}.]{caption}绩效目标表', '12.2019年系统维护费绩效目标表', match)).toEqual({
      number: '12',
      caption: '2019年系统维护费',
    });
    expect(readPattern('{unitCode}{unitName}', '442001政务服务中心（本级）', match)).toEqual({
      unitCode: '442001',
      unitName: '政务服务中心（本级）',
    });
    expect(readPattern('{unitCode}{unitName}', '政务服务中心', match)).toEqual({
      unitCode: '',
      unitName: '政务服务中心',
    });
  });
});
