import { parentPort, workerData } from 'node:worker_threads';
import { readBytes } from './read-bytes.ts';
import { cellsOf } from './read-cells.ts';

export interface ReadJob {
  read: 'filings' | 'cells';
  name: string;
  bytes: Uint8Array;
}

/** Reads one file in a thread of its own, whose memory and time read-file.ts bounds. */
const job = workerData as ReadJob;
const read = job.read === 'cells' ? cellsOf(job.name, job.bytes) : readBytes(job.name, job.bytes);
void read.then((result) => parentPort?.postMessage(result));
