import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { type Browser, type BrowserContext, type Page, chromium as playwright } from 'playwright-core';
import { chromium } from './chromium.ts';

/** Drives the browser shell as a clerk would: the real server in its own process, the real window in a real browser. */

const root = join(import.meta.dirname, '..', '..');

/** A browser for one test file; close it in afterAll. */
export async function launchBrowser(more: readonly string[] = []): Promise<Browser> {
  const { executable, env } = await chromium();
  return playwright.launch({
    executablePath: executable,
    env: { ...process.env, ...env } as Record<string, string>,
    args: ['--disable-gpu', '--no-zygote', '--font-render-hinting=none', ...more],
  });
}

export interface OpenAppOptions {
  browser: Browser;
  /** Data folder to open; a new temporary one otherwise, which `close` removes. */
  data?: string;
  viewport?: { width: number; height: number };
}

export interface App {
  page: Page;
  context: BrowserContext;
  data: string;
  /** Process of the server, for tests that kill it. */
  server: ChildProcess;
  /** What the page complained about: errors on its console, uncaught exceptions, failed requests. */
  complaints: string[];
  /** Ends page and server. Throws when the page has complained of anything. */
  close(): Promise<void>;
}

/** Starts the server on a data folder, opens its address and waits until the window says it is ready. */
export async function openApp({ browser, data, viewport }: OpenAppOptions): Promise<App> {
  const folder = data ?? (await mkdtemp(join(tmpdir(), 'jixiaobiao-test-')));
  const { server, address } = await startServer(folder);
  const context = await browser.newContext({
    viewport: viewport ?? { width: 1440, height: 900 },
    locale: 'zh-CN',
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error.stack ?? error)));
  const app: App = {
    page,
    context,
    data: folder,
    server,
    complaints,
    async close() {
      await context.close();
      await stopServer(server);
      if (data === undefined) await rm(folder, { recursive: true, force: true });
      if (complaints.length > 0) throw new Error(`The page complained:\n${complaints.join('\n')}`);
    },
  };
  try {
    await page.goto(address);
    await ready(page);
  } catch (error) {
    await app.close().catch(() => undefined);
    throw new Error(`The window did not become ready: ${complaints.join('\n')}`, { cause: error });
  }
  return app;
}

/** Waits until the window shows its filings (`data-app-state` is ready). */
export async function ready(page: Page, timeout = 15_000): Promise<void> {
  // A locator asks ever more rarely, at last up to half a second late.
  const isReady = () => document.querySelector('[data-app-state="ready"]');
  await page.waitForFunction(isReady, undefined, { timeout, polling: 10 });
}

/** Starts electron/serve.ts and reads its address, good for one visit. */
export async function startServer(data: string): Promise<{ server: ChildProcess; address: string }> {
  const server = spawn(process.execPath, [join(root, 'electron', 'serve.ts'), '--data', data], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  // A test run that is cut short leaves no server behind.
  const end = () => server.kill();
  process.once('exit', end);
  server.once('exit', () => process.off('exit', end));
  const said: string[] = [];
  server.stderr?.on('data', (chunk) => said.push(String(chunk)));
  const lines = createInterface({ input: server.stdout as NodeJS.ReadableStream });
  const address = await new Promise<string>((resolve, reject) => {
    lines.on('line', (line) => {
      said.push(line);
      const found = line.match(/http:\S+/)?.[0];
      if (found) resolve(found);
    });
    server.once('error', reject);
    server.once('exit', () => reject(new Error(`The server ended before it had an address:\n${said.join('\n')}`)));
  });
  return { server, address };
}

/** Asks the server to end and waits until it has. */
export async function stopServer(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const ended = new Promise((resolve) => server.once('exit', resolve));
  server.kill('SIGTERM');
  await ended;
}
