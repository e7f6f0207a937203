import fc from 'fast-check';
import { expect, test } from 'vitest';
import { PART_HEADINGS } from '../../shared/clipboard/band-columns.ts';
import { copyBlock } from '../../shared/clipboard/copy.ts';
import type { SheetBlock } from '../../shared/clipboard/lattice.ts';
import { planPaste } from '../../shared/clipboard/paste.ts';
import { arrangeCells, fromTsv, type Table, toTsv } from '../../shared/clipboard/table.ts';
import { readAmount, sameAmount } from '../../shared/filing/amount.ts';
import { textAt } from '../../shared/filing/computed.ts';
import { applyAll, invertAll } from '../../shared/filing/edits.ts';
import { type Filing, rowsOf } from '../../shared/filing/filing.ts';
import { cleanText, parseFiling, shorten } from '../../shared/filing/parse.ts';
import { catalog } from '../../shared/form/catalog/catalog.ts';
import { fold } from '../../shared/form/fold.ts';
import { columnsOf, type Form, leaves, tablesOf } from '../../shared/form/form.ts';
import { levelName } from '../../shared/form/level-names.ts';
import { layout } from '../../shared/layout/layout.ts';
import { anyFiling, filingOf, type Sample } from '../filings.ts';

/** A filing with the empty texts that it does not hold written out: they mean the same. */
function full(form: Form, filing: Filing): Filing {
  const empty = Object.fromEntries(form.fields.map(({ id }) => [id, '']));
  const tables = tablesOf(form).map(({ id }) => {
    const row = Object.fromEntries(columnsOf(form, id).map((column) => [column.id, '']));
    return [id, rowsOf(filing, id).map((cells) => ({ ...row, ...cells }))] as const;
  });
  const { sections, values } = filing;
  return {
    ...filing,
    sections: sections.toSorted(),
    values: { ...empty, ...values },
    tables: Object.fromEntries(tables),
  };
}

/** Filings of every form, of few rows. */
const filings: fc.Arbitrary<Sample> = anyFiling.chain(({ form }) =>
  filingOf(form, 6).map((filing) => ({ form, filing })),
);

interface Words {
  text: string;
  also?: string[] | undefined;
}

/** What the form prints beside values, in all wordings. */
function wordsOf(form: Form): string[] {
  const words = form.bands.flatMap((band): Words[] => {
    if (band.kind === 'fixed')
      return band.rows.flatMap((row) => row.cells.flatMap((cell) => (cell.kind === 'label' ? [cell] : [])));
    if (band.kind === 'text')
      return band.paragraphs.filter(({ id }) => id === undefined).map(({ pattern, also }) => ({ text: pattern, also }));
    const columns = [...(band.shared ?? []), ...band.lanes.flatMap((lane) => lane.columns)];
    return [
      ...(band.side ? [band.side] : []),
      ...(band.totals ?? []),
      ...columns.flatMap((one) => ('columns' in one ? [one] : [])),
      ...columns
        .flatMap((one) => ('columns' in one ? one.columns : [one]))
        .map(({ name, also }) => ({ text: name, also })),
    ];
  });
  return words.flatMap(({ text, also = [] }) => [text, ...also]).filter((word) => word !== '');
}

/** Words of the forms: labels, column names, level names, long and short. */
const words = catalog.all.flatMap((form) => [
  ...wordsOf(form),
  ...tablesOf(form).flatMap(({ levels = [] }) =>
    levels.flatMap(({ name, also = [], level2 }) => [name, ...also, ...level2.map((level) => level.name)]),
  ),
]);
const text = fc.oneof(
  { weight: 3, arbitrary: fc.constant('') },
  { weight: 3, arbitrary: fc.constantFrom(...words) },
  { weight: 4, arbitrary: fc.nat(999_999).map((n) => `文字${n}号`) },
  { weight: 1, arbitrary: fc.nat(999_999).map((n) => `第一行${n}\n 第二行 ${n}`) },
  { weight: 1, arbitrary: fc.nat(99_999_999).map((n) => `${(n / 100).toFixed(2)}`) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 8 }) },
);
const span = fc.oneof(
  { weight: 5, arbitrary: fc.constant(1) },
  { weight: 1, arbitrary: fc.integer({ min: 1, max: 4 }) },
);
const cells = fc.record({ text, rowSpan: span, colSpan: span });
const spanned = fc.array(fc.array(cells, { maxLength: 7 }), { maxLength: 9 }).map(arrangeCells);
/** Every table of every form: its headings, those of lanes side by side together. */
const headings = catalog.all.flatMap((form) =>
  form.bands.flatMap((band) =>
    band.kind === 'table'
      ? [
          [...(band.shared ?? []), ...band.lanes.flatMap((lane) => leaves(lane.columns))].flatMap((column) => [
            column.name,
            ...(column.also ?? []),
          ]),
        ]
      : [],
  ),
);
const headed = fc
  .tuple(
    fc.constantFrom(...headings).chain((names) => fc.shuffledSubarray(names)),
    fc.array(fc.array(cells, { maxLength: 7 }), { maxLength: 6 }),
  )
  .map(([names, body]) =>
    arrangeCells([names.slice(0, 7).map((name) => ({ text: name, rowSpan: 1, colSpan: 1 })), ...body]),
  );
const tables: fc.Arbitrary<Table> = fc.oneof(
  spanned,
  headed,
  spanned.map((table) => fromTsv(toTsv(table))),
);

const spot = fc.tuple(fc.nat(), fc.nat(), fc.nat(4), fc.nat(6));

test('a paste anywhere loses no text, can be applied and taken back whole', () => {
  fc.assert(
    fc.property(filings, tables, spot, ({ form, filing }, table, [row, col, height, width]) => {
      const sheet = layout(form, filing, { seal: null, blankRows: true });
      const top = row % sheet.rows.length;
      const left = col % sheet.columns.length;
      const block: SheetBlock = {
        top,
        left,
        bottom: Math.min(sheet.rows.length, top + 1 + height),
        right: Math.min(sheet.columns.length, left + 1 + width),
      };
      const fields = sheet.cells.filter(({ kind }) => kind === 'field');
      const path = fields[row % fields.length]?.path ?? '';
      const plan = planPaste(form, filing, sheet, { path, block }, table);

      const after = applyAll(filing, plan.edits);
      const parsed = catalog.find(form.id) ? parseFiling(after) : { filing: after };
      expect('error' in parsed ? parsed.error : full(form, parsed.filing)).toEqual(full(form, after));
      expect(full(form, applyAll(after, invertAll(plan.edits)))).toEqual(full(form, filing));
      const count = (one: Filing) => tablesOf(form).reduce((sum, { id }) => sum + rowsOf(one, id).length, 0);
      expect(count(after) - count(filing)).toBe(plan.rowsAdded);
      if (plan.edits.length === 0) expect(plan.changes).toEqual([]);
      for (const change of plan.changes) expect(change.to).not.toBe(change.from);

      const told = plan.misfits.join('\n');
      const printed = layout(form, after, { seal: null, blankRows: true }).cells.map((cell) => cell.text);
      // Columns that are not printed hold texts too, and a value is taken apart into its columns.
      const stored = tablesOf(form).flatMap(({ id: table }) =>
        rowsOf(after, table).flatMap((_, index) =>
          columnsOf(form, table).map((column) => textAt(form, after, { table, row: index, column: column.id })),
        ),
      );
      const held = [...printed, ...stored].map(fold);
      const known = [...wordsOf(form), ...PART_HEADINGS.sign, ...PART_HEADINGS.unit].map(fold);
      for (const source of table.rows.flat()) {
        const given = source?.text ?? '';
        const folded = fold(cleanText(given));
        // A label beside all rows of a headed table is no text of theirs.
        if (source && source.rowSpan > 1) continue;
        // A dash is how a cell for a tick is left empty.
        if (folded === '' || /^[—–-]?$/.test(cleanText(given).trim())) continue;
        const kept = [...held, ...known].some(
          (found) =>
            found.includes(folded) ||
            tablesOf(form).some(({ id }) =>
              ['level1', 'level2'].some((column) => found === fold(levelName(form, id, column, given))),
            ),
        );
        const amount = readAmount(given);
        const asAmount = amount !== null && held.some((found) => found === amount || found.includes(amount));
        expect(
          kept || asAmount || told.includes(shorten(cleanText(given).trim())),
          `“${given}” is neither in the filing nor told`,
        ).toBe(true);
      }
    }),
    { numRuns: 300 },
  );
});

test('a copied block pasted where it came from changes nothing', () => {
  fc.assert(
    fc.property(filings, spot, ({ form, filing }, [row, col, height, width]) => {
      const sheet = layout(form, filing, { seal: null, blankRows: true });
      const first = sheet.cells[(row * 31 + col) % sheet.cells.length];
      if (first?.kind !== 'field') return;
      // A selection holds whole cells.
      const block = {
        top: first.row,
        left: first.col,
        bottom: first.row + first.rowSpan + height,
        right: first.col + first.colSpan + width,
      };
      for (let grown = true; grown; ) {
        grown = false;
        for (const cell of sheet.cells) {
          const apart =
            cell.row >= block.bottom ||
            cell.row + cell.rowSpan <= block.top ||
            cell.col >= block.right ||
            cell.col + cell.colSpan <= block.left;
          if (apart) continue;
          const [top, left] = [Math.min(block.top, cell.row), Math.min(block.left, cell.col)];
          const [bottom, right] = [
            Math.max(block.bottom, cell.row + cell.rowSpan),
            Math.max(block.right, cell.col + cell.colSpan),
          ];
          if (top < block.top || left < block.left || bottom > block.bottom || right > block.right) grown = true;
          Object.assign(block, { top, left, bottom, right });
        }
      }
      const table = copyBlock(sheet, block);
      const plan = planPaste(form, filing, sheet, { path: first.path, block }, table);
      expect(plan.misfits).toEqual([]);
      // An amount that came from elsewhere gets the decimals of the form, as when it is typed again.
      expect(plan.changes.filter(({ from, to }) => !sameAmount(from, to))).toEqual([]);
    }),
    { numRuns: 300 },
  );
});
