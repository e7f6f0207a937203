import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { readFilings } from '../../electron/import/read-file.ts';

/** How a file was read in a process of its own: its filings, the time in ms and the peak memory in MB. */
export interface Alone {
  filings: number;
  notes: string[];
  ms: number;
  megabytes: number;
}

export async function readAlone(path: string): Promise<Alone> {
  const { stdout } = await promisify(execFile)(process.execPath, [import.meta.filename, path]);
  return JSON.parse(stdout) as Alone;
}

const [script, path] = process.argv.slice(1);
if (script === import.meta.filename && path !== undefined) {
  const bytes = new Uint8Array(await readFile(path));
  // The system's own figure begins with what the process had that started this one.
  let peak = 0;
  const timer = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage.rss());
  }, 10);
  const began = performance.now();
  const { filings, notes } = await readFilings(path, bytes);
  const alone: Alone = {
    filings: filings.length,
    notes: notes.slice(0, 3).map(({ message }) => message),
    ms: performance.now() - began,
    megabytes: Math.max(peak, process.memoryUsage.rss()) / 2 ** 20,
  };
  clearInterval(timer);
  console.log(JSON.stringify(alone));
}
