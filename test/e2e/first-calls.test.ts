import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openStore } from '../../electron/store/store.ts';
import { newFiling } from '../../shared/filing/filing.ts';
import { dalianProject } from '../../shared/form/catalog/dalian-project.ts';
import { launchBrowser, ready, startServer, stopServer } from './driver.ts';

let browser: Browser;
let data: string;

beforeAll(async () => {
  browser = await launchBrowser();
  data = await mkdtemp(join(tmpdir(), 'jixiaobiao-test-'));
  const store = await openStore(join(data, 'jixiaobiao.db'), { now: () => new Date() });
  const [id] = store.add([newFiling(dalianProject, 2026)], '新建');
  store.set('current', String(id));
  await store.close();
});

afterAll(async () => {
  await browser.close();
  await rm(data, { recursive: true, force: true });
});

test('list and open table are asked for while the window’s script is on its way, each once', async () => {
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
    expect(asked.toSorted()).toEqual(['app.info', 'filings.arranged', 'filings.open']);
    await route.continue();
  });
  await page.goto(address);
  await ready(page);
  for (const method of ['app.info', 'filings.arranged', 'filings.open'])
    expect(asked.filter((one) => one === method)).toHaveLength(1);
  await page.close();
  await stopServer(server);
});
