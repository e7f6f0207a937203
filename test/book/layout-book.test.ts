import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type BookFrame, type BookPart, newBook } from '../../shared/book/book.ts';
import { type LaidBook, layOutBook } from '../../shared/book/layout-book.ts';
import { titleOf } from '../../shared/book/written-pages.ts';
import { newFiling } from '../../shared/filing/filing.ts';
import { rowPlaceOf } from '../../shared/filing/path.ts';
import { dalianProject } from '../../shared/form/catalog/dalian-project.ts';
import { catalogFiling } from '../filings.ts';

const { items: _, ...plain } = newBook({ title: '项目支出绩效目标', unit: '营商局', year: 2026, cover: {} }, []);

function laid(frame: BookFrame, parts: readonly BookPart[], seal?: 42 | 45): LaidBook {
  const work = layOutBook(frame, parts, seal);
  let step = work.next();
  while (!step.done) step = work.next();
  return step.value;
}

const frames = fc.record({
  ...Object.fromEntries(Object.entries(plain).map(([key, value]) => [key, fc.constant(value)])),
  numbers: fc.boolean(),
  twoSided: fc.boolean(),
  seals: fc.constantFrom('none', 'cover', 'tables', 'all'),
}) as unknown as fc.Arbitrary<BookFrame>;

/** Any pages, in any order, and tables of every form. */
const books = fc
  .tuple(fc.subarray(['cover', 'contents', 'summary'] as const), fc.array(catalogFiling, { maxLength: 6 }))
  .chain(([pages, samples]) =>
    fc.shuffledSubarray<BookPart>([...pages.map((page) => ({ page })), ...samples.map(({ filing }) => ({ filing }))], {
      minLength: pages.length + samples.length,
    }),
  );

/** The texts of a written page's rows by column, merged cells apart. */
function rowsOf({ sheets }: LaidBook, index: number): Record<string, string>[] {
  const rows: Record<string, string>[] = [];
  for (const { path, text } of sheets[index]?.cells ?? []) {
    const place = rowPlaceOf(path);
    if (place) rows[place.row] = { ...rows[place.row], [place.column]: text };
  }
  return rows;
}

describe('a book', () => {
  test('numbers its pages one after the other, but no cover', () => {
    fc.assert(
      fc.property(frames, books, (frame, parts) => {
        const { sheets, pages, firsts } = laid(frame, parts);
        let next = 1;
        for (const [index, part] of parts.entries()) {
          const isCover = 'page' in part && part.page === 'cover';
          expect(firsts[index]).toBe(isCover ? 0 : next);
          for (const { foot } of sheets[index]?.pages ?? [])
            expect(foot?.text).toBe(isCover || !frame.numbers ? undefined : `第 ${next++} 页 共 ${pages} 页`);
          if (!isCover && !frame.numbers) next += sheets[index]?.pages.length ?? 0;
        }
        expect(pages).toBe(next - 1);
      }),
    );
  });

  test('lists in its contents and its summary on which page each table begins, and each row leads there', () => {
    fc.assert(
      fc.property(books, (parts) => {
        const book = laid(plain, parts);
        for (const [index, part] of parts.entries()) {
          if (!('page' in part) || part.page === 'cover') continue;
          const listed = rowsOf(book, index);
          const targets = parts.flatMap((one, at) => {
            if ('filing' in one) return [{ title: titleOf(one.filing), at }];
            return part.page === 'contents' && one.page === 'summary' ? [{ title: '送审汇总表', at }] : [];
          });
          const title = part.page === 'contents' ? 'title' : 'projectName';
          if (part.page === 'contents')
            expect(listed.map((row) => row[title])).toEqual(targets.map(({ title }) => title));
          for (const [row, cells] of listed.entries()) {
            const leads = book.sheets[index]?.cells.find(({ path }) => rowPlaceOf(path)?.row === row)?.leads ?? -1;
            expect(cells.page).toBe(String(book.firsts[leads]));
            expect(cells[title]).toBe(targets.find(({ at }) => at === leads)?.title);
          }
        }
      }),
    );
  });

  test('on both sides of the paper everything on a page moves away from the binding, and stays on it', () => {
    fc.assert(
      fc.property(books, (parts) => {
        const [one, two] = [laid(plain, parts), laid({ ...plain, twoSided: true }, parts)];
        expect(two.firsts).toEqual(one.firsts);
        for (const [index, sheet] of two.sheets.entries()) {
          const { width, height } = sheet.form.page;
          for (const [at, { boxes, foot }] of sheet.pages.entries()) {
            const number = (two.firsts[index] ?? 0) + at;
            const moved = !foot || width > height ? 0 : number % 2 === 1 ? 5 : -5;
            for (const [k, box] of boxes.entries()) {
              expect(box.x - (one.sheets[index]?.pages[at]?.boxes[k]?.x ?? 0)).toBeCloseTo(moved, 6);
              expect(box.x).toBeGreaterThanOrEqual(0);
              expect(box.x + box.width).toBeLessThanOrEqual(width);
            }
          }
        }
      }),
    );
  });

  test('has the circles of its seals as large as they are asked for, on the pages that were counted without', () => {
    fc.assert(
      fc.property(frames, books, fc.constantFrom(42 as const, 45 as const), (frame, parts, diameter) => {
        const { sheets, pages, firsts } = laid(frame, parts, diameter);
        for (const { seal } of sheets) if (seal) expect(seal.diameter).toBe(diameter);
        const counted = laid(frame, parts);
        expect({ pages, firsts }).toEqual({ pages: counted.pages, firsts: counted.firsts });
        expect(sheets.map(({ seal }) => seal !== null)).toEqual(counted.sheets.map(({ seal }) => seal !== null));
      }),
      { numRuns: 30 },
    );
  });

  test('leaves the room of the seal on its cover free, however far the unit and the title wrap', () => {
    const words = (maxLength: number) => fc.string({ unit: fc.constantFrom(...'大连高新区1a（）'), maxLength });
    fc.assert(
      fc.property(words(50), words(28), fc.constantFrom('cover' as const, 'all' as const), (unit, title, seals) => {
        const { sheets } = laid({ ...plain, unit, title, seals }, [{ page: 'cover' }]);
        const [{ seal, pages, cells }] = sheets as [LaidBook['sheets'][number]];
        if (!seal) throw new Error('no room for the seal');
        const covered = (pages[seal.page]?.boxes ?? []).filter(
          ({ cell, y, height }) =>
            cells[cell]?.text && Math.abs(y + height / 2 - seal.y) < seal.diameter / 2 + height / 2,
        );
        expect(covered.map(({ cell }) => cells[cell]?.name)).toEqual(['预算单位']);
        expect(pages).toHaveLength(1);
      }),
    );
  });

  test.each([1, 12, 120, 1200])('of %i tables has contents that say where they are', (count) => {
    const filing = newFiling(dalianProject, 2026);
    const tables = Array.from({ length: count }, (_, index) => ({
      filing: { ...filing, values: { ...filing.values, projectName: `第${index + 1}号` } },
    }));
    const { firsts, pages, sheets } = laid(plain, [{ page: 'contents' }, ...tables]);
    const own = sheets[0]?.pages.length ?? 0;
    expect(rowsOf({ sheets, firsts, pages }, 0).map(({ page }) => Number(page))).toEqual(
      tables.map((_, index) => own + index + 1),
    );
    expect(pages).toBe(own + count);
  });
});
