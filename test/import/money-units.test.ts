import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readBytes } from '../../electron/import/read-bytes.ts';
import { movePoint, sameAmount } from '../../shared/filing/amount.ts';
import type { Filing } from '../../shared/filing/filing.ts';
import { catalog } from '../../shared/form/catalog/catalog.ts';
import { columnsOf, type Form, fieldOf, tablesOf } from '../../shared/form/form.ts';
import { layout } from '../../shared/layout/layout.ts';
import { sampleOf } from './samples.ts';
import { gridText } from './sheet-texts.ts';

const PLACES = { 元: 0, 百元: 2, 千元: 3, 万元: 4, 百万元: 6, 亿元: 8 };
type Unit = keyof typeof PLACES;

/** The filing with each of its amounts changed. */
function withAmounts(form: Form, filing: Filing, change: (amount: string) => string): Filing {
  const of = (type: string | undefined, text: string) =>
    type === 'amount' && /^[\d.]+$/.test(text) ? change(text) : text;
  return {
    ...filing,
    values: Object.fromEntries(
      Object.entries(filing.values).map(([id, text]) => [id, of(fieldOf(form, id).type, text)]),
    ),
    tables: Object.fromEntries(
      tablesOf(form).map(({ id }) => [
        id,
        (filing.tables[id] ?? []).map((row) =>
          Object.fromEntries(
            Object.entries(row).map(([key, text]) => [
              key,
              of(columnsOf(form, id).find((column) => column.id === key)?.type, text),
            ]),
          ),
        ),
      ]),
    ),
  };
}

/** By size: what is read need not stand in the order in which it was written. */
function amountsOf(form: Form, filing: Filing): string[] {
  const amounts: string[] = [];
  withAmounts(form, filing, (amount) => {
    amounts.push(amount);
    return amount;
  });
  return amounts.sort((a, b) => Number(a) - Number(b));
}

const textOf = (form: Form, filing: Filing) => gridText(layout(form, filing, { seal: null, blankRows: false }));

/** Not those that print the unit behind each amount, which is read there. */
const samples = catalog.all.flatMap((form) => {
  const isOfTables = form.bands.every(({ kind }) => kind !== 'text');
  const filing = isOfTables && !JSON.stringify(form.bands).includes('}万元') ? sampleOf(form.id) : null;
  return filing && amountsOf(form, filing).length > 0 ? [{ form, filing }] : [];
});

test('amounts are the same in whatever unit a table has them, wherever it says so', async () => {
  expect(samples.length).toBeGreaterThan(8);
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...samples),
      fc.constantFrom(...(Object.keys(PLACES) as Unit[])),
      fc.constantFrom('label', 'label in words', 'line above'),
      async ({ form, filing }, unit, where) => {
        const own = form.unitOfMoney as Unit;
        const shift = PLACES[own] - PLACES[unit];
        const text = textOf(
          form,
          withAmounts(form, filing, (amount) => movePoint(amount, shift)),
        );
        const inLabel = where === 'label' ? `（${unit}）` : `（单位：${unit}）`;
        const named = text
          .replace(own === '元' ? /[（(]元[)）]/g : /[（(]万元[)）]/g, inLabel)
          .replace(/(单位[:：]\s*)(?:万元|元)/, `$1${unit}`);
        const given = where === 'line above' || named === text ? `单位：${unit}\n${named}` : named;
        const { filings, notes } = await readBytes('表.txt', Buffer.from(given));
        expect(notes.filter(({ severity }) => severity === 'error')).toEqual([]);
        const [wanted, read] = [filing, filings[0] as Filing].map((one) => amountsOf(form, one));
        expect(read).toHaveLength(wanted?.length ?? 0);
        for (const [at, amount] of (wanted ?? []).entries())
          expect(sameAmount(read?.[at] ?? '', amount), `${form.id}: ${read?.[at]} is ${amount} ${own}`).toBe(true);
      },
    ),
  );
});

test('two units in one table are told, and so is what they are read in', async () => {
  const form = catalog.find('project-annual') as Form;
  const text = textOf(form, sampleOf(form.id) as Filing)
    .replace('（万元）', '（元）')
    .replace('年度资金总额', '年度资金总额（千元）');
  const { notes } = await readBytes('表.txt', Buffer.from(text));
  expect(notes.filter(({ severity }) => severity === 'error').map(({ message }) => message)).toEqual([
    '金额单位“千元”与“元”不一致，都按“元”读入',
  ]);
});
