import ExcelJS from 'exceljs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { noteLine } from '../../electron/import/note.ts';
import { readBytes } from '../../electron/import/read-bytes.ts';
import type { Filing } from '../../shared/filing/filing.ts';
import { catalog } from '../../shared/form/catalog/catalog.ts';
import { layout } from '../../shared/layout/layout.ts';
import type { SheetCell } from '../../shared/layout/sheet.ts';
import { put } from './hand-made.ts';
import { asJson, sampleOf } from './samples.ts';

/** Labels that have their value in the same cell, behind a colon: 项目名称：农村饮水工程. */

interface Pair {
  label: SheetCell;
  value: SheetCell;
  /** Further values stand beside the first: of which one the joined one is, nothing says. */
  several: boolean;
}

const samples = catalog.all.flatMap((form) => {
  const filing = sampleOf(form.id);
  if (!filing || form.bands.some(({ kind }) => kind === 'text')) return [];
  const { cells } = layout(form, filing, { seal: null, blankRows: false });
  const behind = (cell: SheetCell) =>
    cells.find(
      ({ row, col, rowSpan }) => row === cell.row && col === cell.col + cell.colSpan && rowSpan === cell.rowSpan,
    );
  const isPair = (label: SheetCell, value: SheetCell | undefined): value is SheetCell =>
    !label.path && /\p{L}/u.test(label.text) && Boolean(value?.path && value.text !== '' && !value.path.includes('['));
  const beside = cells.flatMap((label): Pair[] => {
    const value = behind(label);
    if (!isPair(label, value)) return [];
    const [next] = cells.filter(({ row, col, text }) => row === label.row && col > value.col && text !== '');
    return [{ label, value, several: next !== undefined && (next.path !== undefined || !/\p{L}/u.test(next.text)) }];
  });
  // 年度目标 over its text; of a heading among those of figures, several values stand in the rows below.
  const below = (cell: SheetCell) =>
    cells.find(
      ({ row, col, colSpan }) => row === cell.row + cell.rowSpan && col === cell.col && colSpan === cell.colSpan,
    );
  const isText = (value: SheetCell | undefined) =>
    form.fields.some(({ id, type }) => id === value?.path && type === 'text');
  const over = cells.flatMap((label): Pair[] => {
    const value = below(label);
    if (!isText(value) || !isPair(label, value) || beside.some((pair) => pair.value === value)) return [];
    const others = cells.filter((cell) => cell.row === label.row && !cell.path && cell.rowSpan === label.rowSpan);
    return [{ label, value, several: others.some((other) => below(other)?.path && !isText(below(other))) }];
  });
  const pairs = [...beside, ...over];
  return pairs.some(({ several }) => !several) ? [{ form, filing, cells, pairs }] : [];
});

async function readOf(cells: readonly SheetCell[]) {
  const book = new ExcelJS.Workbook();
  const sheet = book.addWorksheet('表');
  for (const cell of cells) put(sheet, cell);
  const { filings, notes } = await readBytes('表.xlsx', new Uint8Array(await book.xlsx.writeBuffer()));
  return { filings: asJson(filings as Filing[]), notes };
}

/** The cells with these pairs in one cell each. */
function joined(cells: readonly SheetCell[], pairs: readonly Pair[], colon: string): SheetCell[] {
  const values = new Set(pairs.map(({ value }) => value));
  return cells.flatMap((cell) => {
    const pair = pairs.find(({ label }) => label === cell);
    if (pair) {
      const across = pair.value.row === cell.row ? pair.value.colSpan : 0;
      return [{ ...cell, colSpan: cell.colSpan + across, text: cell.text + colon + pair.value.text }];
    }
    return values.has(cell) ? [] : [cell];
  });
}

const expected = new Map(
  await Promise.all(samples.map(async ({ form, cells }) => [form, await readOf(cells)] as const)),
);

test.each(samples.map((sample) => [sample.form.id, sample] as const))(
  '%s: each label is read with its value in the same cell, or the cell is named',
  async (_, { form, cells, pairs }) => {
    expect(expected.get(form)?.filings).toHaveLength(1);
    for (const pair of pairs) {
      const { filings, notes } = await readOf(joined(cells, [pair], '：'));
      if (pair.several && notes.length > 0)
        expect(notes.map((note) => noteLine('', note)).join('\n')).toContain(pair.label.text.trim());
      else expect({ filings, notes }, pair.label.text).toEqual(expected.get(form));
    }
  },
);

test('any of the labels of a table may have their values in the same cell, whatever the colon is like', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...samples).chain((sample) =>
        // Where few labels stand by themselves, the form may not be known: that is told.
        fc
          .shuffledSubarray(sample.pairs.filter(({ several }) => !several))
          .map((some) => ({ sample, some: some.slice(0, 3) })),
      ),
      fc.constantFrom('：', ':', '： ', ' :', '：\n'),
      async ({ sample: { form, cells }, some }, colon) => {
        const { filings } = await readOf(joined(cells, some, colon));
        expect(filings).toEqual(expected.get(form)?.filings);
      },
    ),
    { numRuns: 100 },
  );
});

test('a value that begins like a label stays as it was typed, where its own label stands', async () => {
  const texts = samples.flatMap((sample) =>
    sample.pairs.flatMap(({ label, value }) =>
      sample.form.fields.some(({ id, type }) => id === value.path && type === 'text') ? [{ sample, label, value }] : [],
    ),
  );
  expect(texts.length).toBeGreaterThan(5);
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...texts), fc.nat(), async ({ sample: { form, cells, pairs }, value }, n) => {
      const word = pairs[n % pairs.length]?.label.text.replace(/[\s：:]+$/, '').trim();
      const text = `${word}：见附表，共三项`;
      const { filings } = await readOf(cells.map((cell) => (cell === value ? { ...cell, text } : cell)));
      const [read] = filings as { [field: string]: unknown }[];
      expect(JSON.stringify(read), form.id).toContain(JSON.stringify(text));
    }),
    { numRuns: 60 },
  );
});
