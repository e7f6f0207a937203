import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { bookBytes } from '../../electron/export/book-bytes.ts';
import { exportBook } from '../../electron/export/exporter.ts';
import { loadFonts } from '../../electron/export/fonts.ts';
import { type BookFrame, type BookPart, newBook } from '../../shared/book/book.ts';
import { newFiling } from '../../shared/filing/filing.ts';
import { dalianProject } from '../../shared/form/catalog/dalian-project.ts';
import { opened } from '../pdf-heard.ts';
import { pdfText } from '../pdf-text.ts';

/** What a reader of the PDF sees of a book: bookmarks, links and labels agree with what its contents say. */

const fonts = loadFonts();
const now = new Date(Date.UTC(2026, 0, 1));
const { items: _, ...plain } = newBook({ title: '绩效目标表', unit: '营商局', year: 2026, cover: {} }, []);

function partsOf(count: number): BookPart[] {
  const filing = newFiling(dalianProject, 2026);
  return [
    { page: 'cover' },
    { page: 'contents' },
    { page: 'summary' },
    ...Array.from({ length: count }, (_, index) => ({
      filing: { ...filing, values: { ...filing.values, projectName: `项目甲${index + 1}乙` } },
    })),
  ];
}

async function pdfOf(frame: BookFrame, parts: readonly BookPart[]) {
  const made = await bookBytes(
    { kind: 'pdf', frame, parts, now },
    () => fonts,
    () => undefined,
  );
  return made;
}

describe.each([1, 12, 120])('a book of %i tables', (count) => {
  test.each([false, true])('printed on both sides: %s', async (twoSided) => {
    const parts = partsOf(count);
    const { bytes, count: counted } = await pdfOf({ ...plain, twoSided }, parts);
    const texts = await pdfText(bytes);
    await opened(bytes, async (document) => {
      const labels = (await document.getPageLabels()) ?? [];
      const before = twoSided ? 2 : 1;
      expect(labels).toEqual([
        ...['封面', '封面背面'].slice(0, before),
        ...Array.from({ length: counted.pages }, (_, index) => String(index + 1)),
      ]);
      // The numbers in the contents are those of the pages on which the tables are.
      const bookmarks = (await document.getOutline()) ?? [];
      const titles = bookmarks.map(({ title }) => title);
      expect(titles).toEqual(['送审汇总表', ...Array.from({ length: count }, (_, index) => `项目甲${index + 1}乙`)]);
      for (const [index, { dest }] of bookmarks.entries()) {
        const page = await document.getPageIndex((dest as [{ num: number; gen: number }])[0]);
        const number = counted.firsts[index + 2] as number;
        expect(labels[page]).toBe(String(number));
        expect(texts[page]?.replace(/\s/g, '')).toContain(`第${number}页共${counted.pages}页`);
        if (index > 0) expect(texts[page]?.replace(/\s/g, '')).toContain(titles[index]);
      }
      // Every line of the contents leads to its table.
      const contents = counted.firsts[2] as number;
      const led: string[] = [];
      for (let page = before; page < before + contents - 1; page++)
        for (const { dest } of await (await document.getPage(page + 1)).getAnnotations()) {
          const target = await document.getDestination(dest);
          const at = await document.getPageIndex((target as unknown as [{ num: number; gen: number }])[0]);
          if (led.at(-1) !== labels[at]) led.push(labels[at] as string);
        }
      expect(led).toEqual(counted.firsts.slice(2).map(String));
    });
  });
});

describe('a book that is given up', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'jixiaobiao-book-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  test.each(['pdf', 'xlsx', 'docx', 'ofd'] as const)('leaves no %s, at whatever moment', async (kind) => {
    const path = join(folder, `套表.${kind}`);
    const parts = partsOf(120);
    for (const moment of [1, 60, 123]) {
      const stop = new AbortController();
      const made = exportBook({
        kind,
        frame: plain,
        parts,
        path,
        now,
        signal: stop.signal,
        onProgress: (done) => done === moment && stop.abort(),
      });
      await expect(made).rejects.toThrow('abort');
      expect(existsSync(path)).toBe(false);
      expect(await readdir(folder)).toEqual([]);
    }
  });
});
