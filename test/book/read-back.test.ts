import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bookBytes } from '../../electron/export/book-bytes.ts';
import { loadFonts } from '../../electron/export/fonts.ts';
import { readBytes } from '../../electron/import/read-bytes.ts';
import { readFilings } from '../../electron/import/read-file.ts';
import type { ExportKind } from '../../shared/api.ts';
import type { BookFrame, BookPart } from '../../shared/book/book.ts';
import { gatherBook } from '../../shared/book/gather.ts';
import { coverFiling } from '../../shared/book/written-pages.ts';
import type { Filing } from '../../shared/filing/filing.ts';
import { filingOf } from '../filings.ts';
import { asPrinted } from '../import/as-printed.ts';
import { plausible } from '../import/plausible.ts';
import { asJson, ownSamples, publishedSamples } from '../import/samples.ts';
import { tableForms } from '../import/table-forms.ts';

const now = new Date(Date.UTC(2026, 0, 1));
const fonts = loadFonts();

/** In the order in which a reader finds them; a department's text comes after the tables. */
const sorted = (filings: readonly Filing[]) =>
  asJson([...filings])
    .map((one) => JSON.stringify(one))
    .toSorted();

const kinds = ['pdf', 'xlsx', 'docx'] as const;

async function readBack(kind: ExportKind, frame: BookFrame, parts: readonly BookPart[]) {
  const { bytes } = await bookBytes(
    { kind, frame, parts, now },
    () => fonts,
    () => undefined,
  );
  const { filings, notes } = await readBytes(`套表.${kind}`, bytes);
  // The contents are written anew; what is not read is told.
  const told = notes.filter(({ message }) => !/^表格以外的内容“(?:目 录|项目支出绩效目标送审汇总表)/.test(message));
  return { filings: sorted(filings), told };
}

describe.each([...ownSamples(), ...publishedSamples()])('the book of $name', ({ name, bytes }) => {
  test.each(kinds)('reads back from %s with its cover', async (kind) => {
    const { filings } = await readFilings(name, bytes);
    const { frame, parts } = gatherBook(filings);
    const again = await readBack(kind, frame, parts);
    expect(again).toEqual({ filings: sorted([coverFiling(frame), ...filings]), told: [] });
  });
});

const word = fc.string({ unit: fc.constantFrom(...'水务园林教育卫生中心档案'), minLength: 2, maxLength: 12 });

const frames: fc.Arbitrary<BookFrame> = fc
  .record({ title: word, unit: word, year: fc.integer({ min: 2015, max: 2035 }), head: word, numbers: fc.boolean() })
  .map(({ head, ...rest }) => ({ ...rest, cover: { head }, twoSided: rest.numbers, seals: 'all' }));

/** The tables that units hand in together: all of one form. */
const forms = tableForms.filter(({ kind }) => kind === 'project' || kind === 'unit');

const books = fc.constantFrom(...forms).chain((form) => {
  const filing = filingOf(form, 6).map((given) => asPrinted(form, plausible(form, given)));
  return fc.tuple(frames, fc.array(filing, { minLength: 1, maxLength: 3 }), fc.boolean());
});

describe('a book of any tables', () => {
  test.each(kinds)('reads back from %s, whatever pages it has', async (kind) => {
    await fc.assert(
      fc.asyncProperty(books, async ([frame, filings, hasSummary]) => {
        const parts: BookPart[] = [
          { page: 'cover' },
          { page: 'contents' },
          ...(hasSummary ? [{ page: 'summary' } as const] : []),
          ...filings.map((filing) => ({ filing })),
        ];
        const { filings: read } = await readBack(kind, frame, parts);
        expect(read).toEqual(sorted([coverFiling(frame), ...filings]));
      }),
      { numRuns: 10 },
    );
  });
});
