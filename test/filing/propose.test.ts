import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decimalsOf, sameAmount, sumAmounts } from '../../shared/filing/amount.ts';
import { amountGroups, evenDecimals } from '../../shared/filing/amount-groups.ts';
import { textAt } from '../../shared/filing/computed.ts';
import { applyAll } from '../../shared/filing/edits.ts';
import { type Filing, newFiling, textOf } from '../../shared/filing/filing.ts';
import { type Copy, copyEdits, proposeRemainder } from '../../shared/filing/propose.ts';
import { catalog } from '../../shared/form/catalog/catalog.ts';
import type { Form } from '../../shared/form/form.ts';
import { anyFiling } from '../filings.ts';
import { typedForm } from '../typed-form.ts';

const dalian = catalog.find('dalian-project') as Form;
const hebei = catalog.find('hebei-project') as Form;
const filled = (form: Form, values: Record<string, string>): Filing => ({ ...newFiling(form, 2024), values });
const annual = (total: string, fiscal: string, other: string) =>
  filled(dalian, { 'annualFunding.total': total, 'annualFunding.fiscal': fiscal, 'annualFunding.other': other });

describe('an amount that follows from the others', () => {
  test.each([
    ['other', annual('200.6', '150', ''), '50.6'],
    ['fiscal', annual('200.6', '', '0.6'), '200'],
    ['other', annual('150', '150', ''), '0'],
    ['total', annual('', '150', '0.6'), '150.6'],
    ['total', annual('', '150', ''), '150'],
    ['other', annual('0.3', '0.1', ''), '0.2'],
    ['other', annual('2,695.91', '2,000', ''), '695.91'],
  ])('%s', (part, filing, amount) => expect(proposeRemainder(dalian, filing, `annualFunding.${part}`)).toBe(amount));

  test.each([
    ['it is filled', 'other', annual('200', '150', '50')],
    ['the total is empty', 'other', annual('', '150', '')],
    ['another part is empty', 'other', annual('200', '', '')],
    ['no part is filled', 'total', annual('', '', '')],
    ['the parts are more than the total', 'other', annual('100', '150', '')],
    ['the total is no amount', 'other', annual('约200', '150', '')],
    ['a part is no amount', 'total', annual('', '约150', '')],
  ])('none when %s', (_, part, filing) => expect(proposeRemainder(dalian, filing, `annualFunding.${part}`)).toBeNull());

  test('none for a field that is in no sum', () =>
    expect(proposeRemainder(dalian, annual('200', '150', ''), 'projectName')).toBeNull());

  test('is printed in the form’s decimals', () => {
    const filing = filled(hebei, { 'budget.total': '40.00', 'budget.fiscal': '36.5' });
    expect(proposeRemainder(hebei, filing, 'budget.other')).toBe('3.50');
  });

  test('a sum of whole columns is the sum of their rows, and leaves a remainder', () => {
    const rows = [
      { item: '台式计算机', fiscal: '7.2', other: '' },
      { item: '打印机', fiscal: '', other: '0.9' },
    ];
    const filing = { ...filled(typedForm, {}), tables: { purchases: rows } };
    expect(proposeRemainder(typedForm, filing, 'money.last')).toBe('7.20');
    expect(proposeRemainder(typedForm, { ...filing, tables: {} }, 'money.last')).toBeNull();
    expect(proposeRemainder(typedForm, filing, 'money.total'), 'it is worked out').toBeNull();
  });

  test('taken, it makes one of its sums right, in any filing', () => {
    fc.assert(
      fc.property(anyFiling, fc.nat(), ({ form, filing }, n) => {
        const sums = form.amounts.sums.filter((sum) => [sum.total, ...sum.parts].every((ref) => !ref.includes('[]')));
        for (const { total, parts } of sums) {
          const field = [total, ...parts][n % (parts.length + 1)] as string;
          const emptied = { ...filing, values: { ...filing.values, [field]: '' } };
          const amount = proposeRemainder(form, emptied, field);
          if (amount === null) continue;
          const after = { ...emptied, values: { ...emptied.values, [field]: amount } };
          const text = (ref: string) => textAt(form, after, { field: ref });
          const isRight = (sum: (typeof sums)[number]) =>
            sameAmount(sumAmounts(sum.parts.map(text)) ?? '', text(sum.total));
          const own = sums.filter((sum) => sum.total === field || sum.parts.includes(field));
          expect(own.some(isRight)).toBe(true);
          expect(amount.startsWith('-')).toBe(false);
        }
      }),
    );
  });
});

describe('copies that a form offers', () => {
  const copy = (name: string) => dalian.copies?.find((one) => one.name === name) as Copy;

  test('the annual goal becomes the goal of the period', () => {
    const filing = filled(dalian, { periodGoal: '一、更新设备。\n二、培训人员。', annualGoal: '更新设备' });
    const after = applyAll(filing, copyEdits(filing, copy('年度目标与实施期一致')));
    expect(after.values).toEqual({ periodGoal: filing.values.periodGoal, annualGoal: filing.values.periodGoal });
    expect(copyEdits(after, copy('年度目标与实施期一致'))).toEqual([]);
  });

  test('amounts are copied as a group, also the empty one', () => {
    const filing = filled(dalian, {
      'periodFunding.total': '80',
      'periodFunding.fiscal': '80',
      'annualFunding.other': '5',
    });
    const after = applyAll(filing, copyEdits(filing, copy('年度金额与实施期一致')));
    expect(textOf(after, 'annualFunding.total')).toBe('80');
    expect(textOf(after, 'annualFunding.fiscal')).toBe('80');
    expect(textOf(after, 'annualFunding.other')).toBe('');
  });

  test('nothing is emptied when there is nothing to copy', () => {
    const filing = filled(dalian, { annualGoal: '更新设备', periodGoal: ' ' });
    expect(copyEdits(filing, copy('年度目标与实施期一致'))).toEqual([]);
  });

  test.each(catalog.all.map((form) => [form.id, form] as const))('%s: names differ', (_, form) => {
    const names = (form.copies ?? []).map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  });
});

describe('the amounts of a column', () => {
  test.each([
    [
      ['71.2', '128.60', '0', '', '+15.25'],
      ['71.20', '128.60', '0', '', '+15.25'],
    ],
    [
      ['40', '1557'],
      ['40', '1557'],
    ],
    [
      ['约2000', '3', '0.5'],
      ['约2000', '3.0', '0.5'],
    ],
  ])('%j are printed %j', (column, printed) => expect(evenDecimals(column)).toEqual(printed));

  test('have as many decimals as one another, and are what they were', () => {
    const amount = fc
      .tuple(fc.constantFrom('', '-', '+'), fc.nat(), fc.option(fc.stringMatching(/^\d{1,6}$/), { nil: '' }))
      .map(([sign, whole, part]) => `${sign}${whole}${part && `.${part}`}`);
    fc.assert(
      fc.property(fc.array(fc.oneof(amount, fc.string())), (column) => {
        const printed = evenDecimals(column);
        const decimals = printed.flatMap((text, at) => {
          const before = column[at] as string;
          const plain = /^[+-]?\d+(\.\d+)?$/.test(before);
          if (plain) expect(sameAmount(text, before), `${before} became ${text}`).toBe(true);
          else expect(text).toBe(before);
          return plain && Number(before) !== 0 ? [decimalsOf(text)] : [];
        });
        expect(new Set(decimals).size).toBeLessThanOrEqual(1);
      }),
    );
  });
});

describe('thousands groups', () => {
  test.each([
    ['1234567.89', ['1', '234', '567.89']],
    ['123456', ['123', '456']],
    ['1000', ['1', '000']],
    ['-1234.5', ['-1', '234.5']],
    ['999', ['999']],
    ['0.1234567', ['0.1234567']],
    ['', ['']],
    ['约2000', ['约2000']],
    ['2,695.91', ['2,695.91']],
  ])('%j', (amount, groups) => expect(amountGroups(amount)).toEqual(groups));

  test('joined they are always the text', () => {
    const text = fc.oneof(fc.string(), fc.bigInt().map(String), fc.float({ noNaN: true }).map(String));
    fc.assert(
      fc.property(text, (amount) => {
        expect(amountGroups(amount).join('')).toBe(amount);
      }),
    );
  });
});
