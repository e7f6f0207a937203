import { readFileSync } from 'node:fs';
import ExcelJS from 'exceljs';
import { strFromU8, unzipSync } from 'fflate';
import { expect, test } from 'vitest';
import { makeDocx } from '../../electron/export/docx.ts';
import { loadFonts } from '../../electron/export/fonts.ts';
import { makePdf } from '../../electron/export/pdf.ts';
import { makeXlsx } from '../../electron/export/xlsx.ts';
import type { Filing } from '../../shared/filing/filing.ts';
import { parseFiling } from '../../shared/filing/parse.ts';
import { catalog } from '../../shared/form/catalog/catalog.ts';
import type { Form } from '../../shared/form/form.ts';
import { layout } from '../../shared/layout/layout.ts';
import { largeFiling } from '../filings.ts';
import { everyForm } from '../forms/every-form.ts';
import { squeeze } from '../pdf-boxes.ts';
import { pdfText } from '../pdf-text.ts';
import { printedValues } from '../printed-values.ts';

const info = { title: '表', author: '', now: new Date('2024-03-01T08:00:00Z') };
const fonts = loadFonts();

/** The sample of a form of the catalog, else a filing of a few rows. */
function filled(form: Form): Filing {
  const sections = form.sections.map(({ id }) => id);
  if (!catalog.find(form.id)) return { ...largeFiling(form, 60, 5), sections };
  const parsed = parseFiling(JSON.parse(readFileSync(`resources/samples/${form.id}.json`, 'utf8')));
  if ('error' in parsed) throw new Error(parsed.error);
  return parsed.filing;
}

/** A worksheet's texts, and its numbers as the format prints them. */
async function xlsxTexts(bytes: Uint8Array): Promise<string[]> {
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.load(Buffer.from(bytes) as unknown as ExcelJS.Buffer);
  const texts: string[] = [];
  workbook.worksheets[0]?.eachRow((row) =>
    row.eachCell(({ value, numFmt }) => {
      const decimals = /\.(0+)/.exec(numFmt ?? '')?.[1]?.length ?? 0;
      if (typeof value !== 'number') texts.push(String(value ?? ''));
      else texts.push(numFmt.endsWith('%') ? `${(value * 100).toFixed(decimals)}%` : value.toFixed(decimals));
    }),
  );
  return texts;
}

function docxText(bytes: Uint8Array): string {
  const xml = strFromU8(unzipSync(bytes)['word/document.xml'] ?? new Uint8Array());
  const entities: Record<string, string> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' };
  return [...xml.matchAll(/<w:t [^>]*>([^<]*)</g)]
    .map(([, text = '']) => text.replace(/&(lt|gt|quot|apos|amp);/g, (_, name: string) => entities[name] ?? ''))
    .join('');
}

test.each(everyForm.all.map((form) => [form.id, form] as const))(
  '%s: every value is found again in the PDF, the workbook and the Word document',
  async (_, form) => {
    const filing = filled(form);
    const sheet = layout(form, filing, { seal: null, blankRows: false });
    const values = printedValues(form, filing);
    expect(values.size).toBeGreaterThan(0);
    const { bytes, problems } = await makePdf([sheet], info, fonts);
    expect(problems).toEqual([]);
    const pdf = squeeze((await pdfText(bytes)).join(''));
    const xlsx = (await xlsxTexts(await makeXlsx([sheet], info))).map(squeeze);
    const docx = squeeze(docxText(await makeDocx([sheet], info)));
    const parts = new Set(
      sheet.pages.flatMap(({ boxes }) => boxes.filter(({ continues }) => continues).map(({ cell }) => cell)),
    );
    const goesOn = [...parts].map((cell) => squeeze(sheet.cells[cell]?.text ?? ''));
    for (const [path, value] of values) {
      const text = squeeze(value);
      // What a page end cuts is compared box by box elsewhere.
      if (!goesOn.some((one) => one.includes(text))) expect(pdf, `${path} in the PDF`).toContain(text);
      expect(
        xlsx.some((one) => one.includes(text)),
        `${path} ${value} in the workbook`,
      ).toBe(true);
      expect(docx, `${path} in Word`).toContain(text);
    }
  },
);
