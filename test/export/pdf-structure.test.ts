import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DrawnPage } from '../../electron/export/drawn.ts';
import { loadFonts } from '../../electron/export/fonts.ts';
import { makePdf } from '../../electron/export/pdf.ts';
import { printPages } from '../../electron/export/pdf-document.ts';
import type { Form } from '../../shared/form/form.ts';
import { layout } from '../../shared/layout/layout.ts';
import type { Sheet } from '../../shared/layout/sheet.ts';
import { anyFiling, anyTallFiling, largeFiling } from '../filings.ts';
import { everyForm } from '../forms/every-form.ts';
import { squeeze } from '../pdf-boxes.ts';
import { all, grid, type Heard, heard, opened } from '../pdf-heard.ts';
import { dalianSample, hebeiSample } from './samples.ts';

/** How a PDF is heard and leafed through: structure, bookmarks, links, page labels. */

const fonts = loadFonts();
const info = { title: '绩效目标表', author: '海湾区档案馆', now: new Date('2026-03-01T08:00:00Z') };
const formOf = (id: string) => everyForm.find(id) as Form;
const sheetOf = (filing: typeof dalianSample): Sheet =>
  layout(formOf(filing.form), filing, { seal: 42, blankRows: false });
const pdfOf = (...sheets: Sheet[]) => makePdf(sheets, info, fonts).bytes;

function expectHeard(document: Heard, sheets: readonly Sheet[]): void {
  expect(document.children.map(({ type }) => type)).toEqual(sheets.map(() => 'Sect'));
  for (const [index, sheet] of sheets.entries()) {
    const section = document.children[index] as Heard;
    const own = new Set(
      sheet.pages.flatMap(({ boxes }) => boxes.filter((box) => !box.repeated).map(({ cell }) => cell)),
    );
    const cells = sheet.cells.filter((cell, at) => own.has(at) && cell.text.trim() !== '');
    const words = all(section)
      .map(({ text }) => squeeze(text))
      .filter((text) => text !== '');
    const printed = [...cells].sort((a, b) => a.row - b.row || a.col - b.col).map(({ text }) => squeeze(text));
    expect(words).toEqual(printed.filter((text) => text !== ''));
    for (const table of section.children.filter(({ type }) => type === 'Table')) {
      const rows = grid(table);
      const [first] = rows;
      for (const row of rows) expect(row).toEqual(first?.map(() => 1));
    }
  }
}

describe('a PDF that is heard', () => {
  it('has a section for each table, with the words of every cell once, in the order of its rows', async () => {
    const sheets = [sheetOf(dalianSample), sheetOf(hebeiSample)];
    expectHeard(await heard(pdfOf(...sheets)), sheets);
  });

  it('has them in a table over several pages', async () => {
    for (const id of ['dalian-project', 'hebei-project', 'procurement', 'project-2015']) {
      const sheet = layout(formOf(id), largeFiling(formOf(id), 3000, 80), { seal: null, blankRows: false });
      expect(sheet.pages.length).toBeGreaterThan(1);
      expectHeard(await heard(pdfOf(sheet)), [sheet]);
    }
  });

  it('has them in any filing of any form', async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(anyFiling, anyTallFiling), async ({ form, filing }) => {
        const sheet = layout(form, filing, { seal: null, blankRows: false });
        expectHeard(await heard(pdfOf(sheet)), [sheet]);
      }),
      { numRuns: 25 },
    );
  });

  it('says what is a heading of what', async () => {
    const [section] = (await heard(pdfOf(sheetOf(dalianSample)))).children;
    const [title, year, unit, money, table] = section?.children ?? [];
    expect([title, year, unit, money, table].map((one) => one?.type)).toEqual(['H1', 'P', 'P', 'P', 'Table']);
    expect(title?.text).toBe('本级预算项目绩效目标表');
    const headings = all(table as Heard).filter(({ type }) => type === 'TH');
    const scopeOf = (text: string) => headings.find((one) => squeeze(one.text) === text)?.scope;
    expect(
      ['项目名称', '资金投入(万元)', '实施期目标', '年度目标', '一级指标', '三级指标', '产出指标', '数量指标'].map(
        scopeOf,
      ),
    ).toEqual(['Row', 'Row', 'Column', 'Column', 'Column', 'Column', 'Row', 'Row']);
    expect(headings.some(({ text }) => text.includes('叫号'))).toBe(false);
  });

  it('is known to other programs', async () => {
    await opened(pdfOf(sheetOf(dalianSample)), async (document) => {
      expect(String(await document.getMarkInfo())).not.toBe('null');
      const tree = JSON.stringify(await (await document.getPage(1)).getStructTree());
      const roles = Array.from(tree.matchAll(/"role":"(\w+)"/g), ([, role]) => role);
      expect(roles.slice(0, 9)).toEqual(['Document', 'Sect', 'H1', 'P', 'P', 'P', 'Table', 'TR', 'TH']);
    });
  });

  it('reads a character that the fonts lack as it was typed', async () => {
    const filing = { ...dalianSample, values: { ...dalianSample.values, projectName: '𠮷林路灯' } };
    expect(all(await heard(pdfOf(sheetOf(filing)))).map(({ text }) => text)).toContain('𠮷林路灯');
  });
});

describe('a PDF that is leafed through', () => {
  it('has a bookmark for each table, and opens with them where there are several', async () => {
    const sheets = [sheetOf(dalianSample), sheetOf(hebeiSample)];
    await opened(pdfOf(...sheets), async (document) => {
      const outline = await document.getOutline();
      expect(outline.map(({ title }) => title)).toEqual(sheets.map(({ title }) => title));
      const pages = await Promise.all(outline.map(({ dest }) => document.getPageIndex((dest as never)[0])));
      expect(pages).toEqual([0, sheets[0]?.pages.length]);
      expect(await document.getPageMode()).toBe('UseOutlines');
    });
    await opened(pdfOf(sheets[0] as Sheet), async (document) => {
      expect(await document.getOutline()).toHaveLength(1);
      expect(await document.getPageMode()).toBe('UseNone');
    });
  });

  const blank = { width: 210, height: 297, drawn: [] };

  it('has bookmarks below bookmarks', async () => {
    const levels = [1, 2, 2, 3, 1, 3];
    const pages = levels.map(
      (level, at): DrawnPage => ({ ...blank, anchors: [{ name: `${at}`, y: 0, title: `第${at}处`, level }] }),
    );
    await opened(printPages(pages, info, fonts), async (document) => {
      const shape = (items: { title: string; items: never[] }[]): unknown[] =>
        items.map(({ title, items }) => (items.length > 0 ? [title, ...shape(items)] : title));
      expect(shape((await document.getOutline()) as never)).toEqual([
        ['第0处', '第1处', ['第2处', '第3处']],
        ['第4处', '第5处'],
      ]);
    });
  });

  it('calls its pages as it is told', async () => {
    const labels = ['封面', '目录 1', '目录 2', '1', '2', undefined, '第 7 页', '12', '13'];
    const pages = labels.map((label): DrawnPage => ({ ...blank, ...(label && { label }) }));
    await opened(printPages(pages, info, fonts), async (document) => {
      expect(await document.getPageLabels()).toEqual(labels.map((label, at) => label ?? String(at + 1)));
    });
    await opened(printPages([blank], info, fonts), async (document) => {
      expect(await document.getPageLabels()).toBeNull();
    });
  });

  it('has links that go to the place named, and none that go nowhere', async () => {
    const area = { x: 20, y: 30, width: 50, height: 6 };
    const from: DrawnPage = { ...blank, drawn: [{ kind: 'link', area, to: '项目乙', text: '项目乙' }] };
    const to: DrawnPage = {
      ...blank,
      anchors: [
        { name: '项目甲', y: 20 },
        { name: '项目乙', y: 100 },
      ],
    };
    await opened(printPages([from, to], info, fonts), async (document) => {
      const [link] = await (await document.getPage(1)).getAnnotations();
      const mm = (link.rect as number[]).map((points) => Math.round((points * 25.4) / 72));
      expect(mm).toEqual([20, 261, 70, 267]);
      const [page, , , top] = (await document.getDestination(link.dest as string)) as [never, never, never, number];
      expect(await document.getPageIndex(page)).toBe(1);
      expect(Math.round((top * 25.4) / 72)).toBe(197);
    });
    expect(() => printPages([from], info, fonts)).toThrow('项目乙');
    expect(() => printPages([to, to], info, fonts)).toThrow('项目甲');
  });

  it('draws each page before it takes the next', () => {
    const events = new Set<string>();
    function* pages(): Generator<DrawnPage> {
      for (const page of ['a', 'b']) {
        events.add(`taken ${page}`);
        yield {
          ...blank,
          get drawn() {
            events.add(`drawn ${page}`);
            return [];
          },
        };
      }
    }
    printPages(pages(), info, fonts);
    expect([...events]).toEqual(['taken a', 'drawn a', 'taken b', 'drawn b']);
  });
});
