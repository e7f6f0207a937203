import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { launchBrowser, ready, startServer, stopServer } from '../e2e/driver.ts';
import { sampleFilings } from './filings.ts';
import { fill, withFolder } from './folder.ts';
import { against, type Bench, median, time } from './measure.ts';

const run = promisify(execFile);
const cli = join(import.meta.dirname, '..', '..', 'electron', 'cli.ts');
const RUNS = 7;

/** Starting: the command line, the server, the window over a year's filings. The peer is a Node that does nothing. */
export const bench: Bench = () =>
  withFolder(async (folder) => {
    await fill(folder, sampleFilings(200));
    const nothing = () => run(process.execPath, ['-e', '0']);
    const command = await against(() => run(process.execPath, [cli, 'forms']), nothing, { runs: RUNS });
    const server: number[] = [];
    const shown: number[] = [];
    const peer: number[] = [];
    const browser = await launchBrowser();
    try {
      for (let round = 0; round <= RUNS; round++) {
        const began = performance.now();
        const started = await startServer(folder);
        const serving = performance.now() - began;
        const page = await browser.newPage();
        const showing = await time(async () => {
          await page.goto(started.address);
          await ready(page);
        });
        await page.close();
        await stopServer(started.server);
        const node = await time(nothing);
        // The first round warms the disk and the browser up.
        if (round === 0) continue;
        server.push(serving);
        shown.push(serving + showing);
        peer.push(node);
      }
    } finally {
      await browser.close();
    }
    return [
      { metric: 'command line (forms)', value: median(command.own), unit: 'ms', peer: median(command.peer) },
      { metric: 'server to its address', value: median(server), unit: 'ms', peer: median(peer) },
      { metric: 'server to a window that is ready', value: median(shown), unit: 'ms', peer: median(peer) },
    ];
  });
