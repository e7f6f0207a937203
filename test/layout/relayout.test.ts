import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { apply, type Edit, setText } from '../../shared/filing/edits.ts';
import { type Filing, rowsOf, typedColumns } from '../../shared/filing/filing.ts';
import { dalianProject } from '../../shared/form/catalog/dalian-project.ts';
import { procurement } from '../../shared/form/catalog/procurement.ts';
import { type Form, tablesOf } from '../../shared/form/form.ts';
import { countPages, layOut, layout } from '../../shared/layout/layout.ts';
import { isMade } from '../../shared/layout/page-boxes.ts';
import { layOutAgain } from '../../shared/layout/relayout.ts';
import type { Page, Sheet } from '../../shared/layout/sheet.ts';
import { sheetIndex } from '../../shared/layout/sheet-index.ts';
import { purchasesFiling, sampleFiling } from '../bench/filings.ts';
import { largeFiling } from '../filings.ts';
import { everyForm } from '../forms/every-form.ts';

/** Texts as they are typed: of a length that often takes as many lines as before, and now and then none or many. */
const anyText = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.constantFrom('≥95%', '12.50', '按期完成率', '第2项', '3', '良好', '产出指标', '质量指标'),
  },
  fc.constantFrom('', '一\n二\n三', '很长的一段文字'.repeat(30), '定性', '☑'),
);

/** What may happen to a filing, by numbers that are taken modulo what there is. */
const anyChange = fc.record({
  kind: fc.nat(11),
  at: fc.nat(),
  column: fc.nat(),
  text: anyText,
  // The pages that are looked at before the next change: one by this number, or all of them.
  looks: fc.option(fc.nat(), { freq: 1 }),
});

function changed(form: Form, filing: Filing, { kind, at, column, text }: Change): Filing {
  const tables = tablesOf(form).filter(({ id }) => rowsOf(filing, id).length > 0);
  const table = tables[at % Math.max(1, tables.length)];
  const edit = (one: Edit | null) => (one ? apply(filing, one) : filing);
  if (!table || kind === 0) {
    const field = form.fields.filter(({ computed }) => !computed)[column % form.fields.length];
    return field ? edit(setText(filing, { field: field.id }, text)) : filing;
  }
  const rows = rowsOf(filing, table.id);
  const row = at % rows.length;
  if (kind === 1) return edit({ kind: 'insert', table: table.id, at: row, rows: [{ ...rows[row], level3: text }] });
  if (kind === 2) return edit({ kind: 'remove', table: table.id, at: row, rows: rows.slice(row, row + 1) });
  if (kind === 3) return edit({ kind: 'move', table: table.id, from: row, count: 1, to: 0 });
  const columns = typedColumns(form, table.id);
  if (kind === 4) {
    // A row with nothing beside its levels is not printed.
    const own = columns.filter(({ id }) => !/^level[12]$/.test(id));
    return own.reduce((now, { id }) => {
      const emptied = setText(now, { table: table.id, row, column: id }, '');
      return emptied ? apply(now, emptied) : now;
    }, filing);
  }
  const id = columns[column % columns.length]?.id ?? '';
  return edit(setText(filing, { table: table.id, row, column: id }, text));
}

type Change = typeof anyChange extends fc.Arbitrary<infer T> ? T : never;

/** What the window asks of an index, of every cell. */
function lookups(sheet: Sheet) {
  const { cells, rows, keyOf, find, orderOf, boxesOf } = sheetIndex(sheet);
  return {
    cells,
    rows,
    ofCells: sheet.cells.map((cell) => ({
      key: keyOf(cell),
      order: orderOf(cell),
      found: find(keyOf(cell)),
      at: find(`@${cell.row},${cell.col}`),
      boxes: boxesOf(cell),
    })),
  };
}

/** Who draws nothing of a page that is the same object relies on its cells being the same as well. */
function expectSameCells(before: Sheet, sheet: Sheet): void {
  for (const page of sheet.pages.filter((page, at) => page === before.pages[at]))
    for (const { cell } of page.boxes) expect(sheet.cells[cell] === before.cells[cell]).toBe(true);
}

describe.each(everyForm.all.map((form) => [`${form.id} ${form.version}`, form] as const))('%s', (_, form) => {
  test('a table laid out again after any changes is as if it were laid out for the first time', () => {
    const begin = largeFiling(form, 60, 40);
    const property = fc.property(fc.array(anyChange, { maxLength: 6 }), fc.boolean(), (changes, blankRows) => {
      const options = { seal: 42, blankRows } as const;
      let filing = begin;
      let laid = layOut(form, filing, options);
      sheetIndex(laid.sheet);
      for (const change of changes) {
        filing = changed(form, filing, change);
        const before = laid.sheet;
        laid = layOutAgain(laid, filing);
        const { sheet } = laid;
        if (change.looks === null) expect(sheet).toEqual(layout(form, structuredClone(filing), options));
        else expect(sheet.pages[change.looks % sheet.pages.length]?.boxes.length).toBeGreaterThan(0);
        expectSameCells(before, sheet);
        const counted = countPages(form, filing, laid.remembered);
        const printed = (seal: 42 | null) => layout(form, filing, { seal, blankRows: false }).pages;
        expect(counted.pages).toBe(printed(42).length);
        const { used, capacity } = printed(null).at(-1) as Page;
        expect(counted.share).toBe(Math.round((used / capacity) * 100));
      }
      expect(laid.sheet).toEqual(layout(form, structuredClone(filing), options));
      expect(lookups(laid.sheet)).toEqual(lookups(layout(form, structuredClone(filing), options)));
    });
    fc.assert(property, { numRuns: 6 });
  });
});

test('a text of as many lines leaves everything else as it is: the same objects', () => {
  const filing = sampleFiling(dalianProject, 1, 200);
  const before = layOut(dalianProject, filing, { seal: 42, blankRows: true });
  const index = sheetIndex(before.sheet);
  const edit = setText(filing, { table: 'indicators', row: 100, column: 'value' }, '≥1%') as Edit;
  const { sheet } = layOutAgain(before, apply(filing, edit));
  const others = sheet.cells.filter((cell, at) => cell !== before.sheet.cells[at]);
  expect(others.map(({ path }) => path)).toEqual(['indicators[100].value']);
  expect(sheet.pages.filter((page, at) => page !== before.sheet.pages[at])).toHaveLength(1);
  expect(index.find('indicators[100].value')?.text, 'the sheet before keeps its own').not.toBe('≥1%');
});

test('a sum that follows is another, too, wherever it stands', () => {
  const filing = purchasesFiling(60);
  const before = layOut(procurement, filing, { seal: null, blankRows: true });
  const edit = setText(filing, { table: 'purchases', row: 30, column: 'general' }, '77.25') as Edit;
  const { sheet } = layOutAgain(before, apply(filing, edit));
  const others = sheet.cells.filter((cell, at) => cell.text !== before.sheet.cells[at]?.text);
  expect(others.filter(({ kind }) => kind === 'computed').length).toBeGreaterThan(2);
  expect(sheet).toEqual(layout(procurement, structuredClone(apply(filing, edit)), { seal: null, blankRows: true }));
});

test('a text of other lines leaves the pages as they are on which nothing moves: the same objects', () => {
  const filing = sampleFiling(dalianProject, 1, 400);
  const before = layOut(dalianProject, filing, { seal: 42, blankRows: true });
  const cell = before.sheet.cells.find(({ row, path }) => before.sheet.rows[row]?.page === 5 && /level3$/.test(path));
  const row = Number(/\d+/.exec(cell?.path ?? '')?.[0]);
  const edit = setText(filing, { table: 'indicators', row, column: 'level3' }, '一行\n又一行') as Edit;
  for (const page of before.sheet.pages) expect(page.boxes).not.toHaveLength(0);
  const { sheet } = layOutAgain(before, apply(filing, edit));
  expect(sheet.rows.map(({ height }) => height)).not.toEqual(before.sheet.rows.map(({ height }) => height));
  expect(sheet.pages.slice(0, 5).every((page, at) => page === before.sheet.pages[at])).toBe(true);
  expect(sheet.pages.slice(5)).not.toContain(before.sheet.pages[5]);
});

test('the boxes of pages that nobody looks at are never made', () => {
  const filing = sampleFiling(dalianProject, 1, 400);
  const before = layOut(dalianProject, filing, { seal: null, blankRows: true });
  expect(before.sheet.pages.filter(isMade)).toEqual([]);
  expect(before.sheet.pages[1]?.boxes).not.toHaveLength(0);
  const edit = setText(filing, { table: 'indicators', row: 0, column: 'level3' }, '一行\n又一行') as Edit;
  const { sheet } = layOutAgain(before, apply(filing, edit));
  expect(before.sheet.pages.filter(isMade)).toEqual([before.sheet.pages[1]]);
  expect(sheet.pages.filter(isMade)).toEqual([]);
});
