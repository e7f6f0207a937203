import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import type { App } from './driver.ts';
import { onSample } from './on-sample.ts';
import type { ClerkWindow } from './window.ts';

/** Copy and paste through the browser's real clipboard, with Ctrl+C, Ctrl+X and Ctrl+V. */

let app: App;
let clerk: ClerkWindow;
onSample((opened, window) => {
  app = opened;
  clerk = window;
});

const clipboard = (type: string) =>
  app.page.evaluate(async (mime) => {
    const [item] = await navigator.clipboard.read();
    return item?.types.includes(mime) ? (await item.getType(mime)).text() : '';
  }, type);

/** Puts on the clipboard what another program would. */
const fill = (content: Record<string, string>) =>
  app.page.evaluate(async (types) => {
    const blobs = Object.entries(types).map(([type, text]) => [type, new Blob([text], { type })]);
    await navigator.clipboard.write([new ClipboardItem(Object.fromEntries(blobs))]);
  }, content);

test('a block is copied as text and as a table with its merges', async () => {
  await clerk.goTo('indicators[0].level1');
  await clerk.press('Shift+End', 'Control+c');
  const text = await clipboard('text/plain');
  expect(text.split('\r\n')[0]).toBe(['产出指标', '数量指标', '流动书车服务站点数量', '', '≥36个'].join('\t'));
  expect(await clipboard('text/html')).toMatch(/<td[^>]*rowspan="?\d/);
});

test('a block that was cut is pasted elsewhere, and two undo steps bring everything back', async () => {
  const values = [await clerk.text('indicators[0].value'), await clerk.text('indicators[1].value')];
  await clerk.goTo('indicators[0].value');
  await clerk.press('Shift+ArrowDown', 'Control+x');
  await clerk.expectTexts({ 'indicators[0].value': '', 'indicators[1].value': '' });
  await clerk.goTo('indicators[3].value');
  const there = await clerk.text('indicators[3].value');
  await clerk.press('Control+v');
  await clerk.expectTexts({ 'indicators[3].value': values[0] as string, 'indicators[4].value': values[1] as string });
  await clerk.press('Control+z', 'Control+z');
  await clerk.expectTexts({ 'indicators[3].value': there, 'indicators[0].value': values[0] as string });
});

test('rows from a spreadsheet, with quotes and line breaks, add rows as needed in one undo step', async () => {
  const rows = await app.page.locator('.box[data-path$=".level3"]').count();
  await clerk.press('Control+End', 'Home');
  await clerk.goTo(`indicators[${rows - 1}].level3`);
  await fill({ 'text/plain': '窗口"一站式"服务次数\t≥10次\n"分两行\n写的指标"\t100%\n第三项\t良好\n' });
  await clerk.press('Control+v');
  await clerk.expectTexts({ [`indicators[${rows + 1}].level3`]: '第三项', [`indicators[${rows}].value`]: '100%' });
  await clerk.press('Control+z');
  await expect.poll(() => app.page.locator('.box[data-path$=".level3"]').count()).toBe(rows);
});

test.each([
  [
    'excel',
    'indicators[0].level1',
    { 'indicators[1].value': '≥480次', 'indicators[2].level2': '质量指标', 'indicators[2].value': '=100%' },
  ],
  ['wps', 'indicators[0].level1', { 'indicators[0].level1': '效益指标', 'indicators[0].value': '≥9万册次' }],
  ['word', 'indicators[0].level3', { 'indicators[0].level3': '绩效目标', 'indicators[1].level3': '绩效目标' }],
] as const)('what %s puts on the clipboard is pasted with its merges', async (program, path, expected) => {
  const html = await readFile(`test/fixtures/clipboard/${program}.html`, 'utf8');
  await clerk.goTo(path);
  const before = await clerk.text(path);
  await fill({ 'text/html': html, 'text/plain': '' });
  await clerk.press('Control+v');
  const anyway = app.page.getByRole('button', { name: '粘贴放得下的部分' });
  const undo = app.page.getByRole('button', { name: '撤销', exact: true });
  await expect.poll(async () => (await anyway.isVisible()) || (await undo.isEnabled())).toBe(true);
  if (await anyway.isVisible()) await anyway.click();
  await clerk.expectTexts(expected);
  await clerk.saved();
  await clerk.press('Control+z');
  await clerk.expectTexts({ [path]: before });
});

test('what does not fit is shown before anything changes', async () => {
  await clerk.goTo('annualFunding.total');
  const before = await clerk.text('annualFunding.total');
  await fill({ 'text/plain': '12\t13\t14\n15\t16\t17' });
  await clerk.press('Control+v');
  await app.page.getByRole('region', { name: '粘贴预览' }).waitFor();
  expect(await clerk.text('annualFunding.total')).toBe(before);
  await app.page.keyboard.press('Escape');
  await app.page.waitForFunction(() => document.activeElement?.classList.contains('editor'));
  expect(await clerk.text('annualFunding.total')).toBe(before);
});
