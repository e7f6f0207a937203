import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ExcelJS from 'exceljs';
import type { Browser, Page } from 'playwright-core';
import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { exportFilings } from '../../electron/export/exporter.ts';
import { loadFonts } from '../../electron/export/fonts.ts';
import { makePdf } from '../../electron/export/pdf.ts';
import { makeXlsx } from '../../electron/export/xlsx.ts';
import { PageView } from '../../renderer/grid/page-view.tsx';
import type { Filing } from '../../shared/filing/filing.ts';
import { toJson } from '../../shared/filing/json.ts';
import { parseFiling } from '../../shared/filing/parse.ts';
import { catalog } from '../../shared/form/catalog/catalog.ts';
import type { Form } from '../../shared/form/form.ts';
import { layout } from '../../shared/layout/layout.ts';
import type { Sheet } from '../../shared/layout/sheet.ts';
import { largeFiling } from '../filings.ts';
import { everyForm } from '../forms/every-form.ts';
import { pdfRuns } from '../pdf-text.ts';
import { type App, launchBrowser, openApp } from './driver.ts';
import { ClerkWindow } from './window.ts';

/** Screen, Excel and PDF are three mappings of one laid-out sheet: this compares them with it, cell by cell. */

const info = { title: '表', author: '', now: new Date('2024-03-01T08:00:00Z') };
const fonts = loadFonts();

let browser: Browser;
let app: App;
let folder: string;
beforeAll(async () => {
  browser = await launchBrowser();
  app = await openApp({ browser });
  folder = await mkdtemp(join(tmpdir(), 'jixiaobiao-agreement-'));
});
afterAll(async () => {
  await app?.close();
  await browser?.close();
  await rm(folder, { recursive: true, force: true });
});

const samples: [string, Filing][] = [
  ...catalog.all.map((form): [string, Filing] => {
    const parsed = parseFiling(JSON.parse(readFileSync(`resources/samples/${form.id}.json`, 'utf8')));
    if ('error' in parsed) throw new Error(parsed.error);
    return [`sample of ${form.id}`, parsed.filing];
  }),
  ...everyForm.all.map((form): [string, Filing] => [`${form.id} over several pages`, severalPages(form)]),
  ...publishedTables(),
];

/** Every section, long goals and more rows in each table than a page holds. */
function severalPages(form: Form): Filing {
  return { ...largeFiling(form, 2000, 24), sections: form.sections.map(({ id }) => id) };
}

function publishedTables(): [string, Filing][] {
  const files = ['dalian-2023', 'dalian-2024', 'hebei-2021'].map((name) => `../shared/seeds/expected/${name}.json`);
  if (!files.every(existsSync)) {
    console.info('../shared/seeds is absent: the agreement of published tables is not tested');
    return [];
  }
  return files.flatMap((file) =>
    (JSON.parse(readFileSync(file, 'utf8')) as unknown[]).map((json, index): [string, Filing] => {
      const parsed = parseFiling(json);
      if ('error' in parsed) throw new Error(parsed.error);
      return [`${file.split('/').at(-1)} ${index + 1}`, parsed.filing];
    }),
  );
}

describe.each(samples)('%s', (name, filing) => {
  const form = everyForm.find(filing.form, filing.version) as Form;
  const isOffered = catalog.find(form.id) !== null;
  const sheet = layout(form, filing, { seal: null, blankRows: false });
  const write = async (kind: 'xlsx' | 'pdf') => {
    if (!isOffered) return kind === 'xlsx' ? makeXlsx([sheet], info) : (await makePdf([sheet], info, fonts)).bytes;
    const path = join(folder, `${name.replaceAll(/\W/g, '-')}.${kind}`);
    const { problems } = await exportFilings({ kind, filings: [filing], path, seal: null });
    expect(problems).toEqual([]);
    return readFile(path);
  };

  test('the worksheet has the same cells, spans, texts and sizes', async () => {
    const workbook = new ExcelJS.Workbook();
    await workbook.xlsx.load((await write('xlsx')) as unknown as ExcelJS.Buffer);
    expectWorksheet(workbook.worksheets[0] as ExcelJS.Worksheet, sheet);
  });

  test('the PDF has the same texts in the same boxes', async () => {
    const pages = await pdfRuns(await write('pdf'));
    expect(pages.length).toBe(sheet.pages.length);
    sheet.pages.forEach((page, number) => {
      const runs = pages[number] ?? [];
      const placed = page.boxes.map((box) => {
        const inside = runs.filter(
          (run) =>
            run.x > box.x &&
            run.x + run.width < box.x + box.width &&
            run.baseline > box.y &&
            run.baseline < box.y + box.height,
        );
        expect(tight(inside.map((run) => run.text).join('')), sheet.cells[box.cell]?.name).toBe(
          tight(box.lines.join('')),
        );
        return inside.length;
      });
      expect(
        placed.reduce((sum, count) => sum + count, 0),
        'text outside the boxes',
      ).toBe(runs.length);
    });
  });

  test('the screen has the same boxes, lines and spans', async () => {
    const page = isOffered ? app.page : await app.context.newPage();
    if (isOffered) await open(form, filing, sheet, name);
    else await page.setContent(pagesOf(filing, sheet));
    await expect
      .poll(() => boxesOnScreen(page), { timeout: 15_000 })
      .toEqual(
        sheet.pages
          .flatMap((page, number) =>
            page.boxes.map((box) => {
              const cell = sheet.cells[box.cell] as Sheet['cells'][number];
              const edges = [box.x, box.y, box.width, box.height].map((length) => expect.closeTo(length, 0));
              return {
                page: number,
                cell: box.cell,
                lines: box.lines,
                rowSpan: cell.rowSpan,
                colSpan: cell.colSpan,
                edges,
              };
            }),
          )
          .sort((a, b) => a.page - b.page || a.cell - b.cell),
      );
    if (!isOffered) await page.close();
  });
});

/** Opens a filing in the window. */
async function open(form: Form, filing: Filing, sheet: Sheet, name: string): Promise<void> {
  await new ClerkWindow(app.page).drop([
    { name: `${name}.json`, bytes: Buffer.from(JSON.stringify(toJson(form, filing))) },
  ]);
  await app.page.locator(`[role=grid][aria-busy=false][aria-rowcount="${sheet.rows.length}"]`).waitFor();
  // As large as it is printed, not as the window has room.
  await app.page.keyboard.press('Control+0');
}

/** The pages of a form that the window does not offer, as it draws them. */
function pagesOf(filing: Filing, sheet: Sheet): string {
  const pages = sheet.pages.map((_, page) =>
    createElement(PageView, {
      key: page,
      filing,
      sheet,
      page,
      empty: false,
      marks: new Map(),
      linked: new Set<string>(),
    }),
  );
  const styles = ['styles/tokens.css', 'styles/base.css', 'grid/page.css'].map((file) =>
    readFileSync(join('renderer', file), 'utf8'),
  );
  return `<style>${styles.join('\n')}</style><div role="grid">${renderToStaticMarkup(pages)}</div>`;
}

function tight(text: string): string {
  return text.replaceAll(/\s/g, '');
}

function expectWorksheet(worksheet: ExcelJS.Worksheet, sheet: Sheet): void {
  const merges = new Set((worksheet.model.merges ?? []) as string[]);
  for (const cell of sheet.cells) {
    const first = worksheet.getCell(cell.row + 1, cell.col + 1);
    const last = worksheet.getCell(cell.row + cell.rowSpan, cell.col + cell.colSpan);
    const range = `${first.address}:${last.address}`;
    if (cell.rowSpan * cell.colSpan > 1)
      expect(merges.delete(range), `${cell.name} is not merged as ${range}`).toBe(true);
    const value = first.value;
    if (cell.number) {
      expect(value).toBe(cell.number.value);
      expect(first.numFmt).toBe(cell.number.format);
    } else expect(value ?? '', cell.name).toBe(cell.text);
    if (cell.style.frame)
      for (const side of ['top', 'left'] as const) expect(first.border?.[side]?.style, cell.name).toBeTruthy();
    if (cell.style.frame)
      for (const side of ['bottom', 'right'] as const) expect(last.border?.[side]?.style, cell.name).toBeTruthy();
  }
  expect([...merges], 'merges without a cell').toEqual([]);
  sheet.rows.forEach((row, index) => {
    expect(worksheet.getRow(index + 1).height).toBeCloseTo((row.height / 25.4) * 72, 2);
  });
}

/** Boxes as the browser shows them, in mm from their page's corner, at 100 % zoom. */
async function boxesOnScreen(page: Page) {
  const pages = await new ClerkWindow(page).eachPage((one) =>
    one.evaluate((sheet) => {
      const mm = 25.4 / 96;
      const corner = sheet.getBoundingClientRect();
      return [...sheet.querySelectorAll<HTMLElement>('[data-cell]')].map((box) => {
        const at = box.getBoundingClientRect();
        return {
          page: Number((sheet as HTMLElement).dataset.page),
          cell: Number(box.dataset.cell),
          lines: [...box.querySelectorAll('.line')].map((line) => line.textContent ?? ''),
          rowSpan: Number(box.getAttribute('aria-rowspan')),
          colSpan: Number(box.getAttribute('aria-colspan')),
          edges: [at.x - corner.x, at.y - corner.y, at.width, at.height].map((length) => length * mm),
        };
      });
    }),
  );
  return pages.flat().sort((a, b) => a.page - b.page || a.cell - b.cell);
}
