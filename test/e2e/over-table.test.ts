import { expect, test } from 'vitest';
import type { App } from './driver.ts';
import { onSample } from './on-sample.ts';
import type { ClerkWindow } from './window.ts';

let app: App;
let clerk: ClerkWindow;
onSample((...began) => {
  [app, clerk] = began;
});

test.each(['首页', '年度', '回收站', '设置'])('the table never comes out from under the page %s', async (name) => {
  const { page } = app;
  await page.setViewportSize({ width: 911, height: 512 });
  await page.getByRole('navigation', { name: '主要功能' }).getByRole('button', { name, exact: true }).click();
  const over = page.getByRole('region', { name, exact: true });
  const heading = over.getByRole('heading', { level: 1 });
  const before = await heading.boundingBox();
  await heading.hover();
  await page.mouse.wheel(0, 2000);
  await page.mouse.wheel(0, -4000);
  // Neither the wheel nor a focus far down scrolls what holds the page.
  const scrolled = await over.evaluate((element) => {
    [...element.querySelectorAll<HTMLElement>('button, input')].at(-1)?.focus();
    const around: Element[] = [];
    for (let at = element.parentElement; at; at = at.parentElement) around.push(at);
    for (const one of around) one.scrollTop = 500;
    return around.filter((one) => one.scrollTop > 0).map((one) => one.className);
  });
  expect(scrolled).toEqual([]);
  await heading.scrollIntoViewIfNeeded();
  expect(await heading.boundingBox()).toEqual(before);
  // What tells of the table that is not seen is not there.
  for (const gone of ['盖章处', '表样选项'])
    expect(await page.getByRole('toolbar').getByRole('button', { name: gone }).count()).toBe(0);
  expect(await page.locator('.status .found, .status .zoom, .toolbar .counts').count()).toBe(0);
});

test('what is said covers no button of a question, and the next takes its place', async () => {
  const { page } = app;
  await clerk.press('Delete', 'F8', 'F8', 'Control+Shift+e');
  const question = page.getByRole('alertdialog');
  await question.waitFor();
  const said = page.locator('.ant-message-notice');
  await said.first().waitFor();
  expect(await said.count()).toBe(1);
  const [line, status] = [await said.boundingBox(), await page.locator('.status').boundingBox()];
  expect((line?.y ?? 0) + (line?.height ?? 0)).toBeLessThanOrEqual(status?.y ?? 0);
  expect(line?.y).toBeGreaterThan((status?.y ?? 0) - 90);
  for (const button of await question.getByRole('button').all()) await button.click({ trial: true, timeout: 2000 });
});

test('the names of the toolbar are back when the text is small again', async () => {
  const { page } = app;
  await page.setViewportSize({ width: 1280, height: 720 });
  const named = page.getByRole('toolbar').getByText('插入行');
  await named.waitFor();
  const text = page.getByRole('slider').first();
  await clerk.press('Control+,');
  await text.focus();
  await clerk.press('End');
  await clerk.press('Home');
  for (let size = 12; size < 14; size++) await clerk.press('ArrowRight');
  await clerk.press('Escape');
  await named.waitFor();
});
