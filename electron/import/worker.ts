import { parentPort } from 'node:worker_threads';
import { readPart } from './read-bytes.ts';
import { cellsOf } from './read-cells.ts';
import type { Share } from './share.ts';

export interface ReadJob {
  read: 'filings' | 'cells';
  name: string;
  bytes: Uint8Array;
  /** The tables to read; all without one. */
  share?: Share | undefined;
}

const port = parentPort;
if (!port) throw new Error('worker.ts runs as a worker thread only');

/** Reads files, one after the other, in a thread of its own, whose memory and time read-file.ts bounds. */
port.on('message', async ({ read, name, bytes, share }: ReadJob) => {
  port.postMessage(read === 'cells' ? await cellsOf(name, bytes) : await readPart(name, bytes, undefined, share));
});
