import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bookBytes } from '../../electron/export/book-bytes.ts';
import { exportBytes } from '../../electron/export/export-bytes.ts';
import { loadFonts } from '../../electron/export/fonts.ts';
import { readFilings } from '../../electron/import/read-file.ts';
import { gatherBook } from '../../shared/book/gather.ts';
import { catalog } from '../../shared/form/catalog/catalog.ts';
import { largeFiling } from '../filings.ts';
import { ownSamples, publishedSamples } from '../import/samples.ts';
import { nodesWithin, ofdParts } from '../ofd-parts.ts';
import { pdfRuns } from '../pdf-text.ts';
import { launchBrowser } from './driver.ts';
import { type OfdReader, openOfdReader, type ReadPage } from './ofd-reader.ts';

/** A reader that others wrote opens our OFDs, and finds every text where the PDF has it. */

const fonts = loadFonts();
const now = new Date(Date.UTC(2026, 0, 1));
const ignore = () => undefined;
/** What is no letter of the basic plane, or none that stands alone, or has a meaning in XML. */
const odd = '二〇二六年 é①①⃣ ²³ ☑ 𠮷 A\u00adB <i>&lt;</i> "葛\u{e0100}"';

let browser: Browser;
let reader: OfdReader;
beforeAll(async () => {
  browser = await launchBrowser();
  reader = await openOfdReader(browser);
});
afterAll(async () => {
  await browser?.close();
});

/** What the reader does not show as the PDF does; `bytes` are of an OFD and of a PDF of the same pages. */
async function differences({ ofd, pdf }: { ofd: Uint8Array; pdf: Uint8Array }): Promise<string[]> {
  const pages = await reader.read(ofd);
  const runs = await pdfRuns(pdf);
  if (pages.length !== runs.length) return [`${pages.length} pages, not ${runs.length}`];
  return pages.flatMap((page, index) => {
    const printed = runs[index] ?? [];
    const lost = printed.filter(({ text, x, baseline }) => !page.texts.some((one) => isAt(one, { text, x, baseline })));
    const [read, told] = [page.texts, printed].map((all) => sorted(all.map(({ text }) => text).join('')));
    return [
      ...lost.map(({ text, x, baseline }) => `page ${index + 1}: “${text}” is not at ${x}, ${baseline}`),
      ...(read === told ? [] : [`page ${index + 1}: ${read}, not ${told}`]),
      ...outside(page).map((what) => `page ${index + 1}: ${what} reaches out of the page`),
    ];
  });
}

type Text = Omit<ReadPage['texts'][number], 'size'>;

function isAt(one: Text, run: Text): boolean {
  return run.text.startsWith(one.text) && Math.abs(one.x - run.x) < 0.3 && Math.abs(one.baseline - run.baseline) < 0.3;
}

function sorted(text: string): string {
  return [...text.replace(/\s/g, '')].sort().join('');
}

function outside({ width, height, texts, paths }: ReadPage): string[] {
  const far = texts.filter(({ x, baseline }) => x < 0 || x > width || baseline < 0 || baseline > height);
  const wide = paths.filter(({ left, top, right, bottom }) => left < 0 || top < 0 || right > width || bottom > height);
  return [...far.map(({ text }) => text), ...wide.map((path) => JSON.stringify(path))];
}

const forms = catalog.all.map((form) => ({ form, id: `${form.id} ${form.version}` }));

test.each(forms)('shows $id as the PDF has it', async ({ form }) => {
  const filing = largeFiling(form, 900, 40);
  const field = form.fields.find(({ type }) => type === 'text');
  if (field) filing.values[field.id] = odd;
  const make = (kind: 'ofd' | 'pdf') => exportBytes({ kind, filings: [filing], seal: 42, now }, () => fonts, ignore);
  const [ofd, pdf] = [await make('ofd'), await make('pdf')];
  expect(await differences({ ofd: ofd.bytes, pdf: pdf.bytes })).toEqual([]);
});

describe.each([...ownSamples(), ...publishedSamples()])('the book of $name', ({ name, bytes }) => {
  test('is shown as its PDF has it', async () => {
    const { filings } = await readFilings(name, bytes);
    const book = gatherBook(filings);
    const make = (kind: 'ofd' | 'pdf') => bookBytes({ kind, ...book, now }, () => fonts, ignore);
    const [ofd, pdf] = [await make('ofd'), await make('pdf')];
    expect(await differences({ ofd: ofd.bytes, pdf: pdf.bytes })).toEqual([]);
  });
});

test('a browser draws with the embedded fonts, and the reader has asked nothing of any network', async () => {
  const [sample] = ownSamples();
  const { filings } = await readFilings(sample?.name ?? '', sample?.bytes ?? Buffer.alloc(0));
  const { bytes } = await bookBytes({ kind: 'ofd', ...gatherBook(filings), now }, () => fonts, ignore);
  const { xml, files } = ofdParts(bytes);
  const named = [...nodesWithin(xml.get('Doc_0/PublicRes.xml') as never)].filter(({ name }) => name === 'Font');
  expect(named.length).toBe(files.size);
  await reader.useFonts(
    new Map(
      named.map(({ attributes, children }) => [
        attributes.FontName as string,
        files.get(`Doc_0/Res/${children[0]?.text}`) as Uint8Array,
      ]),
    ),
  );
  expect(reader.requests).toEqual([]);
});
