import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { applyAll } from '../../shared/filing/edits.ts';
import { enterText } from '../../shared/filing/enter.ts';
import { type Filing, rowsOf } from '../../shared/filing/filing.ts';
import { parseFiling } from '../../shared/filing/parse.ts';
import { insertBelow } from '../../shared/filing/rows.ts';
import { procurement as form } from '../../shared/form/catalog/procurement.ts';
import { layout } from '../../shared/layout/layout.ts';
import type { SheetCell } from '../../shared/layout/sheet.ts';

/** 政府采购预算表 names the unit of its rows in the words of their sum alone: 甲局小计. */
const parsed = parseFiling(JSON.parse(readFileSync('resources/samples/procurement.json', 'utf8')));
if ('error' in parsed) throw new Error(parsed.error);
const filing = parsed.filing;

const units = (of: Filing) => rowsOf(of, 'purchases').map(({ unit }) => unit);
const groups = (of: Filing) =>
  layout(form, of, { seal: null, blankRows: true }).cells.filter(({ path }) => path.endsWith('.unit'));

function entered(cell: SheetCell, text: string): Filing {
  const edits = enterText(form, filing, cell, text);
  if ('refused' in edits) throw new Error(edits.refused);
  return applyAll(filing, edits);
}

test('the words of a sum are a cell that stands for the rows of its group', () => {
  const names = [...new Set(units(filing))];
  expect(groups(filing).map(({ text, kind }) => [text, kind])).toEqual(names.map((name) => [`${name}小计`, 'field']));
  const counts = groups(filing).map(({ run }) => run?.reduce((sum, { count }) => sum + count, 0));
  expect(counts).toEqual(names.map((name) => units(filing).filter((unit) => unit === name).length));
});

test('a name typed there, with or without its printed words, is that of all its rows', () => {
  const [first] = groups(filing) as [SheetCell];
  const own = units(filing)[0];
  for (const text of ['滨城区档案馆', '滨城区档案馆小计', ' 滨城区档案馆 小计 '])
    expect(units(entered(first, text))).toEqual(units(filing).map((unit) => (unit === own ? '滨城区档案馆' : unit)));
  expect(entered(first, first.text)).toEqual(filing);
  expect(units(entered(first, '小计'))[0]).toBe('');
});

test('a row inserted below one is of its group; below the words of a sum it begins another one', () => {
  const [first] = groups(filing) as [SheetCell];
  const run = { ...(first.run?.[0] as { table: string; from: number; count: number }), column: 'unit' };
  const unitOf = (column: string) => {
    const { edits, row } = insertBelow(form, filing, 'purchases', { ...run, column });
    return rowsOf(applyAll(filing, edits), 'purchases')[row]?.unit;
  };
  expect(unitOf('item')).toBe(units(filing)[0]);
  expect(unitOf('unit')).toBe('');
});
