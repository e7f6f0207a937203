import { parentPort, workerData } from 'node:worker_threads';
import { readBytes } from './read-bytes.ts';

/** Reads one file in a thread of its own, whose memory and time `readFilings` bounds. */
const { name, bytes } = workerData as { name: string; bytes: Uint8Array };
void readBytes(name, bytes).then((result) => parentPort?.postMessage(result));
