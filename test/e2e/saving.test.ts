import { readFile } from 'node:fs/promises';
import type { Browser } from 'playwright-core';
import { expect, test } from 'vitest';
import { type App, openApp, ready, stopServer } from './driver.ts';
import { onSample } from './on-sample.ts';
import { ClerkWindow } from './window.ts';

/** Whatever is entered is saved, however long its texts and however many its cells. */

let app: App;
let clerk: ClerkWindow;
onSample((opened, window) => {
  app = opened;
  clerk = window;
});

/** Laying out texts and tables of this size takes its time. */
const SOON = { timeout: 60_000 };

/** Puts on the clipboard what another program would. */
const fill = (text: string) => app.page.evaluate((content) => navigator.clipboard.writeText(content), text);

/** How many grid rows the table has: of a long one, the pages around what is seen are drawn. */
const gridRows = async () => Number(await app.page.locator('[role=grid]').getAttribute('aria-rowcount'));

async function reload(): Promise<void> {
  await clerk.saved();
  expect(await app.page.locator('.status').textContent()).toContain('已保存');
  await app.page.reload();
  await ready(app.page);
  await clerk.cell('projectName').waitFor();
}

/** Text of a cell as a screen reader hears it: a long one is drawn only in part of its lines. */
const whole = async (path: string) => (await clerk.cell(path).getAttribute('aria-label')) ?? '';

test('K1: indicators with names of 97 and of 32,767 characters are inserted, undone, done again and there after a reload', async () => {
  const sample = await readFile('resources/samples/dalian-project.json');
  const other = { ...JSON.parse(sample.toString()), projectName: '另一张' };
  const names = [97, 32_767].map((length) => `特长${length}`.padEnd(length, '名'));
  for (const [k, name] of names.entries()) other.indicators[k].level3 = name;
  // The library knows the names from another table.
  await clerk.drop([{ name: 'other.json', bytes: Buffer.from(JSON.stringify(other)) }]);
  await expect.poll(() => whole('indicators[0].level3'), SOON).toContain(names[0]);
  const again = JSON.stringify({ ...JSON.parse(sample.toString()), projectName: '再来一张' });
  await clerk.drop([{ name: 'again.json', bytes: Buffer.from(again) }]);
  await expect.poll(() => whole('indicators[0].level3'), SOON).not.toContain(names[0]);
  /** Names in the store: on the page such a text goes over many boxes. The third table is the one that is open. */
  const stored = () =>
    app.page.evaluate(async () => {
      const headers = { 'content-type': 'application/json' };
      const given = await fetch('call/filings.open', { method: 'POST', headers, body: JSON.stringify({ id: 3 }) });
      const { value } = (await given.json()) as { value: { filing: { tables: { indicators: { level3: string }[] } } } };
      return value.filing.tables.indicators.map(({ level3 }) => level3);
    });
  const rows = (await stored()).length;
  const count = async () => (await stored()).length;
  const search = app.page.getByRole('combobox', { name: '搜索指标库' });
  for (const [k, name] of names.entries()) {
    await clerk.press('Control+Shift+l');
    await search.fill(name.slice(0, 8));
    await app.page
      .locator('.library-list [role=option]')
      .filter({ hasText: name.slice(0, 8) })
      .waitFor();
    await search.press('Enter');
    await expect.poll(count, SOON).toBe(rows + k + 1);
    await clerk.press('Control+Shift+l');
    await app.page.locator('.library-panel').waitFor({ state: 'detached' });
    await clerk.saved();
    await clerk.press('Control+z');
    await expect.poll(count, SOON).toBe(rows + k);
    await clerk.press('Control+y');
    await expect.poll(count, SOON).toBe(rows + k + 1);
    await clerk.cell('projectName').click();
    await clerk.type(`项目${k}`);
    await reload();
    expect(await clerk.text('projectName')).toBe(`项目${k}`);
    expect(await stored()).toContain(name);
  }
}, 240_000);

test('K1: a paste of 2,000 rows of four columns, undo, redo and a reload: everything is there', async () => {
  const before = await gridRows();
  const own = await app.page.locator('.box[data-path$=".level3"]').count();
  const pasted = before - own + 2000;
  const rows = Array.from({ length: 2000 }, (_, k) => ['产出指标', '数量指标', `第${k + 1}项指标`, `=${k + 1}项`]);
  await clerk.goTo('indicators[0].level1');
  await fill(rows.map((row) => row.join('\t')).join('\n'));
  await clerk.press('Control+v');
  await expect.poll(gridRows, SOON).toBe(pasted);
  await clerk.saved();
  // Another list over the same rows changes 4,000 cells.
  await fill(rows.map((row) => [row[0], '质量指标', `${row[2]}改`, row[3]?.replace('项', '个')].join('\t')).join('\n'));
  await clerk.goTo('indicators[0].level1');
  await clerk.press('Control+v');
  await expect.poll(() => clerk.text('indicators[0].value'), SOON).toBe('=1个');
  await clerk.saved();
  await clerk.press('Control+z');
  await expect.poll(() => clerk.text('indicators[0].value'), SOON).toBe('=1项');
  await clerk.press('Control+z');
  await expect.poll(gridRows, SOON).toBe(before);
  await clerk.press('Control+y', 'Control+y');
  await expect.poll(() => clerk.text('indicators[0].value'), SOON).toBe('=1个');
  await reload();
  await expect.poll(gridRows, SOON).toBe(pasted);
  await clerk.press('Control+End');
  await clerk.cell('indicators[1999].level3').waitFor();
  expect(await clerk.text('indicators[1999].level3')).toBe('第2000项指标改');
  expect(await clerk.text('indicators[1999].value')).toBe('=2000个');
}, 240_000);

test('K5: what was typed before the program was started anew is taken back with Ctrl+Z', async () => {
  const name = await clerk.text('projectName');
  await clerk.goTo('projectName');
  const department = await clerk.text('supervisingDepartment');
  await clerk.type('写错的名称');
  await clerk.goTo('supervisingDepartment');
  await clerk.type('某主管部门');
  await clerk.saved();
  const { data } = app;
  await app.page.close();
  await stopServer(app.server);
  const again = await openApp({ browser: app.context.browser() as Browser, data });
  const after = new ClerkWindow(again.page);
  await after.expectTexts({ projectName: '写错的名称', supervisingDepartment: '某主管部门' });
  await again.page.locator('.editor').focus();
  await after.press('Control+z');
  await after.expectTexts({ supervisingDepartment: department });
  await after.press('Control+z');
  await after.expectTexts({ projectName: name });
  await after.saved();
  await again.close();
});
