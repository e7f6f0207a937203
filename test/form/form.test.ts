import { describe, expect, test } from 'vitest';
import { catalog } from '../../shared/form/catalog/catalog.ts';
import { type FixedBand, type Form, leaves, type Table, type TableBand } from '../../shared/form/form.ts';
import { formSchema } from '../../shared/form/form-faults.ts';
import { printPattern, readPattern } from '../../shared/form/pattern.ts';
import { everyForm } from '../forms/every-form.ts';
import { plainTable } from '../forms/plain-table.ts';
import { twoTables } from '../forms/two-tables.ts';

describe.each(everyForm.all.map((form) => [form.id, form] as const))('form %s', (_, form) => {
  test('is valid, and unchanged by a JSON round trip', () => {
    const copy = JSON.parse(JSON.stringify(form));
    expect(formSchema.parse(copy)).toEqual(form);
  });

  test('fits the width of its page', () => {
    const width = form.columns.reduce((sum, column) => sum + column, 0);
    expect(width).toBeLessThanOrEqual(form.page.width - form.page.margin.left - form.page.margin.right);
  });

  test('is found by its id and version', () => {
    expect(everyForm.find(form.id)).toBe(form);
    expect(everyForm.find(form.id, form.version)).toBe(form);
    expect(everyForm.find(form.id, '1900')).toBeNull();
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

describe('any form with one fault is refused', () => {
  /** Keys under which a form names one of its fields, columns, tables or sections. */
  const REFERENCES =
    /^(field|of|part|whole|share|target|actual|now|last|year|override|by|sums|total|parts|annual|budget|plan|column|columns|basis|reason|unless|section|unit|name|from|to|fields)$/;

  /** Every place of a form that names something, as the keys that lead to it. */
  function references(value: unknown, path: (string | number)[] = []): (string | number)[][] {
    if (typeof value === 'string') return isReference(path) ? [path] : [];
    if (value === null || typeof value !== 'object') return [];
    return Object.entries(value).flatMap(([key, inner]) =>
      references(inner, [...path, Array.isArray(value) ? Number(key) : key]),
    );
  }

  function isReference(path: (string | number)[]): boolean {
    const keys = path.filter((key) => typeof key === 'string');
    const [first, second] = keys;
    const key = keys.at(-1) ?? '';
    // What another form has, and names that are printed.
    if (first === 'madeFrom' && keys.includes('from')) return false;
    if (first === 'list') return key === 'name' || key === 'unit';
    if (first === 'yearFrom') return key === 'field';
    if (second === 'narrative' && key === 'words') return false;
    if (['fields', 'sections', 'copies'].includes(first ?? '') && key === 'name') return false;
    if (key === 'name' || key === 'unit' || key === 'rule') return false;
    return REFERENCES.test(key) && ['fields', 'bands', 'amounts', 'checks', 'copies', 'madeFrom'].includes(first ?? '');
  }

  /** A copy of a form with the value at `path` changed. */
  function changed(form: Form, path: (string | number)[], change: (value: unknown) => unknown): Form {
    const copy = structuredClone(form);
    let parent = copy as unknown as Record<string | number, unknown>;
    for (const key of path.slice(0, -1)) parent = parent[key] as Record<string | number, unknown>;
    const last = path.at(-1) as string | number;
    parent[last] = change(parent[last]);
    return copy;
  }

  const refused = (form: Form) => formSchema.safeParse(form).success === false;
  const expectRefused = (form: Form, path: (string | number)[], change: (value: unknown) => unknown) =>
    expect(refused(changed(form, path, change)), `${form.id}: ${path.join('.')}`).toBe(true);

  test.each(everyForm.all.map((form) => [form.id, form] as const))('%s: what names nothing', (_, form) => {
    for (const path of references(form)) expectRefused(form, path, () => 'nothing');
  });

  test.each(everyForm.all.map((form) => [form.id, form] as const))(
    '%s: cells and columns of other widths',
    (_, form) => {
      for (const [at, band] of form.bands.entries()) {
        if (band.kind === 'fixed')
          for (const [row, { cells }] of band.rows.entries())
            for (const [cell, { colSpan = 1, rowSpan = 1 }] of cells.entries()) {
              const path = ['bands', at, 'rows', row, 'cells', cell];
              expectRefused(form, [...path, 'colSpan'], () => colSpan + 1);
              expectRefused(form, [...path, 'rowSpan'], () => rowSpan + 1);
            }
        if (band.kind === 'table') {
          expectRefused(form, ['bands', at, 'side'], (side) => (side ? undefined : { text: '绩效指标' }));
          for (const lane of band.lanes.keys())
            expectRefused(form, ['bands', at, 'lanes', lane, 'columns'], (columns) => [
              ...(columns as object[]),
              { id: 'another', name: '另一列' },
            ]);
        }
      }
      // Running text is as wide as the grid is.
      const isText = form.bands.every(({ kind }) => kind === 'text');
      if (!isText) expectRefused(form, ['columns'], (columns) => [...(columns as number[]), 10]);
    },
  );

  test('most of the forms name fields and columns', () =>
    expect(everyForm.all.filter((form) => references(form).length > 10).length).toBeGreaterThan(12));

  test('a seal on words that the form does not print', () =>
    expectRefused(twoTables, ['seal', 'pattern'], () => '盖章：{filingUnit}'));

  test.each(everyForm.all.map((form) => [form.id, form] as const))('%s: two things of one id', (_, form) => {
    expectRefused(form, ['fields'], (fields) => [...(fields as object[]), (fields as object[])[0]]);
    for (const [at, band] of form.bands.entries())
      if (band.kind === 'table') {
        expectRefused(form, ['bands', at, 'lanes', 0, 'columns'], (columns) => {
          const [first] = leaves(columns as Table['columns']);
          return [...(columns as object[]), { ...first, colSpan: 0 }];
        });
        const taken = (form.fields[0]?.id ?? '').split('.')[0];
        expectRefused(form, ['bands', at, 'lanes', 0, 'id'], () => taken);
        expectRefused(form, ['bands', at, 'lanes', 0, 'id'], () => 'values');
      }
  });

  test('options without a choice, a choice without options, an override of nothing', () => {
    const at = (type: string) => plainTable.fields.findIndex((field) => field.type === type);
    expectRefused(plainTable, ['fields', at('date'), 'options'], () => ['甲', '乙']);
    expectRefused(plainTable, ['fields', at('choice'), 'options'], () => undefined);
    expectRefused(plainTable, ['fields', at('date'), 'override'], () => 'department');
  });

  test('sums under their words, of a column that is not printed, and by two columns', () => {
    const band = twoTables.bands.findIndex(({ kind }) => kind === 'table');
    const totals = ['bands', band, 'totals', 0];
    expectRefused(twoTables, [...totals, 'over'], () => 9);
    expectRefused(twoTables, [...totals, 'sums'], () => ['kind']);
    const another = { text: '小计', at: 'end', by: 'task', over: 3, sums: ['total'] };
    expectRefused(twoTables, ['bands', band, 'totals'], (all) => [...(all as object[]), another]);
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
