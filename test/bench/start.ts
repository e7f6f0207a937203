import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Page } from 'playwright-core';
import { launchBrowser, ready, startServer, stopServer } from '../e2e/driver.ts';
import { launch, startDesktop } from '../electron/driver.ts';
import { sampleFilings } from './filings.ts';
import { fill, withFolder } from './folder.ts';
import { against, type Bench, type Metric, median, time } from './measure.ts';

const run = promisify(execFile);
const cli = join(import.meta.dirname, '..', '..', 'electron', 'cli.mjs');
const RUNS = 7;

/**
 * Starting: the command line, the server, the window over a year's filings in a browser, and in the Electron that
 * ELECTRON_TEST_EXECUTABLE names, where it does and there is a display. The peer is a Node that does nothing; of a
 * window, an empty one of the same browser or Electron.
 */
export const bench: Bench = () =>
  withFolder(async (folder) => {
    await fill(folder, sampleFilings(200));
    const nothing = () => run(process.execPath, ['-e', '0']);
    const command = await against(() => run(process.execPath, [cli, 'forms']), nothing, { runs: RUNS });
    const [server, peer, window, empty]: [number[], number[], number[], number[]] = [[], [], [], []];
    for (let round = 0; round <= RUNS; round++) {
      const began = performance.now();
      const started = await startServer(folder);
      const serving = performance.now() - began;
      const shown = await inBrowser(async (page) => {
        // It says itself when it is ready; that fonts are there too, for which a page is said to be loaded, is later.
        await page.goto(started.address, { waitUntil: 'commit' });
        await ready(page);
      });
      await stopServer(started.server);
      const blank = await inBrowser((page) => page.goto('data:text/html,<!doctype html><p>'));
      const node = await time(nothing);
      // The first round warms the disk up.
      if (round === 0) continue;
      server.push(serving);
      peer.push(node);
      window.push(shown);
      empty.push(blank);
    }
    const [own, blank] = [median(command.own), median(command.peer)];
    const [shown, page] = [median(window), median(empty)];
    return [
      { metric: 'command line (forms)', value: own, unit: 'ms', target: 2 * blank, peer: blank },
      { metric: 'server to its address', value: median(server), unit: 'ms', peer: median(peer) },
      {
        metric: 'browser to a window that is ready',
        value: shown,
        unit: 'ms',
        target: 1.5 * page + 300,
        peer: page,
      },
      await desktop(folder),
    ];
  });

/** From the start of the program to a window that is ready, before it is measured twice to warm up. */
async function desktop(folder: string): Promise<Metric> {
  const metric = 'program to a window that is ready';
  const executable = process.env.ELECTRON_TEST_EXECUTABLE;
  if (!executable || (process.platform === 'linux' && !process.env.DISPLAY)) return { metric, value: null, unit: 'ms' };
  const [own, empty]: [number[], number[]] = [[], []];
  await withFolder(async (blank) => {
    await writeFile(join(blank, 'main.cjs'), BLANK);
    await writeFile(join(blank, 'package.json'), JSON.stringify({ name: 'blank', main: 'main.cjs' }));
    for (let round = -2; round < RUNS; round++) {
      const began = performance.now();
      const started = await startDesktop(folder);
      const shown = performance.now() - began;
      await started.quit();
      const before = performance.now();
      const app = await launch(blank, blank);
      await (await app.firstWindow()).waitForLoadState();
      const nothing = performance.now() - before;
      await app.close();
      if (round < 0) continue;
      own.push(shown);
      empty.push(nothing);
    }
  });
  const [value, peer] = [median(own), median(empty)];
  return { metric, value, unit: 'ms', target: 1.3 * peer, peer };
}

/** A program that opens a window with nothing in it. */
const BLANK = `
const { app, BrowserWindow } = require('electron');
app.whenReady().then(() => new BrowserWindow({ width: 1440, height: 900 }).loadURL('data:text/html,<!doctype html><p>'));
`;

/** Time from a browser that starts to work that is done; that it ends is waited for, and does not count. */
async function inBrowser(work: (page: Page) => Promise<unknown>): Promise<number> {
  const began = performance.now();
  const browser = await launchBrowser();
  try {
    await work(await browser.newPage());
    return performance.now() - began;
  } finally {
    await browser.close();
  }
}
