import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Answer } from '../../shared/api.ts';
import { cellsOf, type Filing, rowsOf } from '../../shared/filing/filing.ts';
import { purchasesFiling } from '../bench/filings.ts';
import { fill } from '../bench/folder.ts';
import { type App, launchBrowser, openApp } from './driver.ts';
import { ClerkWindow } from './window.ts';

let browser: Browser;
let data: string;
beforeAll(async () => {
  browser = await launchBrowser();
  data = await mkdtemp(join(tmpdir(), 'jixiaobiao-test-'));
});
afterAll(async () => {
  await browser?.close();
  await rm(data, { recursive: true, force: true });
});

async function stored(app: App): Promise<Filing> {
  const answer = await app.page.evaluate(async () => {
    const response = await fetch('call/filings.open', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"id":1}',
    });
    return response.json() as Promise<Answer<'filings.open'>>;
  });
  if (!answer.ok) throw new Error(answer.detail);
  return answer.value.filing;
}

/** Texts of a table's rows in the columns that are printed; the unit stands in the words of the sums only. */
const texts = (filing: Filing) =>
  rowsOf(filing, 'purchases').map((row) => cellsOf(row).flatMap(([column, text]) => (column === 'unit' ? [] : text)));

test('a table of 500 rows and 10 columns is emptied in one step, saved, and taken back', async () => {
  const before = purchasesFiling(500);
  await fill(data, [before]);
  const app = await openApp({ browser, data });
  const clerk = new ClerkWindow(app.page);
  await clerk.cell('purchases[0].item').click();
  await clerk.press('Control+a', 'Delete');
  await clerk.expectTexts({ 'purchases[0].item': '', 'purchases[0].total': '' });
  await clerk.press('Control+s');
  await clerk.saved();
  const emptied = await stored(app);
  expect(rowsOf(emptied, 'purchases')).toHaveLength(500);
  expect(texts(emptied).flat().join('')).toBe('');
  await clerk.press('Control+z');
  await clerk.expectTexts({ 'purchases[0].item': rowsOf(before, 'purchases')[0]?.item ?? '' });
  await clerk.press('Control+s');
  await clerk.saved();
  expect(texts(await stored(app))).toEqual(texts(before));
  await app.close();
});
