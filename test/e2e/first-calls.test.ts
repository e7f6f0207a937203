import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newFiling } from '../../shared/filing/filing.ts';
import { dalianProject } from '../../shared/form/catalog/dalian-project.ts';
import { fill } from '../bench/folder.ts';
import { launchBrowser, openApp, ready, startServer, stopServer } from './driver.ts';

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

test('list and open table are asked for while the window’s script is on its way, each once', async () => {
  // What is open is remembered from here on.
  const before = await openApp({ browser, data });
  await before.page.waitForResponse(/settings\.set/);
  await before.close();
  const { server, address } = await startServer(data);
  const page = await browser.newPage();
  const asked: string[] = [];
  page.on('request', (request) => {
    const method = /\/call\/(.+)/.exec(request.url())?.[1];
    if (method) asked.push(method);
  });
  const opened = page.waitForResponse(/filings\.open/, { timeout: 10_000 });
  await page.route(/\/start-.*\.js$/, async (route) => {
    await opened.catch(() => undefined);
    expect(asked.toSorted()).toEqual(['app.info', 'filings.list', 'filings.open']);
    await route.continue();
  });
  await page.goto(address);
  await ready(page);
  for (const method of ['app.info', 'filings.list', 'filings.open'])
    expect(asked.filter((one) => one === method)).toHaveLength(1);
  await page.close();
  await stopServer(server);
});
