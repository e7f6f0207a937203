import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { create, type Font } from 'fontkit';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newFiling } from '../../shared/filing/filing.ts';
import { dalianProject } from '../../shared/form/catalog/dalian-project.ts';
import { fill } from '../bench/folder.ts';
import { launchBrowser, openApp } from './driver.ts';
import { ClerkWindow } from './window.ts';

const fonts = join(import.meta.dirname, '../../dist/fonts');
let browser: Browser;
let data: string;

beforeAll(async () => {
  browser = await launchBrowser();
  data = await mkdtemp(join(tmpdir(), 'jixiaobiao-test-'));
  await fill(data, [newFiling(dalianProject, 2026)]);
});

afterAll(async () => {
  await browser.close();
  await rm(data, { recursive: true, force: true });
});

test.each(['NotoSerifSC_400Regular', 'NotoSansSC_500Medium'])(
  'what most tables need of %s is drawn as in the whole font',
  async (name) => {
    const read = async (file: string) => create(await readFile(join(fonts, file))) as Font;
    const [whole, common] = await Promise.all([read(`${name}.ttf`), read(`${name}-common.ttf`)]);
    expect(common.characterSet.length).toBeGreaterThan(4300);
    for (const text of ['预算绩效目标表', '（≥≤①%‰℃）', 'Aa09~']) {
      const points = [...text].map((character) => character.codePointAt(0));
      expect(common.characterSet).toEqual(expect.arrayContaining(points));
    }
    expect([common.unitsPerEm, common.ascent, common.descent]).toEqual([whole.unitsPerEm, whole.ascent, whole.descent]);
    // The last one only ends the font's table.
    for (const point of common.characterSet.filter((one) => one !== 0xffff)) {
      const [own, other] = [common.glyphForCodePoint(point), whole.glyphForCodePoint(point)];
      const drawn = [own.advanceWidth, own.path.toSVG()];
      expect(drawn, String.fromCodePoint(point)).toEqual([other.advanceWidth, other.path.toSVG()]);
    }
  },
);

test('the window begins with what most tables need of the fonts, and reads the whole one for a rare character', async () => {
  const app = await openApp({ browser, data });
  const asked: string[] = [];
  app.page.on('request', (request) => {
    const font = /\/fonts\/(.+)/.exec(request.url())?.[1];
    if (font) asked.push(font);
  });
  const clerk = new ClerkWindow(app.page);
  await app.page.reload();
  await expect.poll(() => asked).toContain('NotoSerifSC_400Regular-common.ttf');
  await app.page.evaluate(() => document.fonts.ready);
  expect(asked.filter((font) => !font.includes('-common'))).toEqual([]);
  await clerk.goTo('projectName');
  await clerk.type('龘山引水', 'Tab');
  await expect.poll(() => asked).toContain('NotoSerifSC_400Regular.ttf');
  await app.close();
});
