import { Worker } from 'node:worker_threads';
import { MOST_FILE } from '../../shared/file-limits.ts';
import { catalog } from '../../shared/form/catalog/catalog.ts';
import { workerFile } from '../export/worker-file.ts';
import { WarmThreads } from '../warm-threads.ts';
import { Counts } from './counts.ts';
import { isHeavy, isShareable } from './kinds.ts';
import { LIMITS, secondsFor } from './limits.ts';
import { joined, type Part, type ReadResult } from './part.ts';
import { readBytes } from './read-bytes.ts';
import { type CellsRead, cellsOf } from './read-cells.ts';
import type { Share } from './share.ts';
import { kindOf } from './sniff.ts';
import type { ReadJob } from './worker.ts';

export { noteLine } from './note.ts';
export type { ReadResult };

/** Text up to this size is read at once; the worker would take longer to start than to read. */
const AT_ONCE = 256 * 1024;

/** A workbook from this size on, some 300 sheets, is read by so many threads, also where there are more or fewer cores. */
const SHARED = 512 * 1024;
const SHARES = 2;

/**
 * The filings in a file (of a kind told by its content: kinds.ts) and what was not understood, each with its place.
 * Whatever is wrong with the file is a note. All but short texts are read in a worker thread with bounded memory and
 * time, which `signal` ends at once. @throws the signal's reason when it is aborted, nothing else
 */
export async function readFilings(name: string, bytes: Uint8Array, signal?: AbortSignal): Promise<ReadResult> {
  signal?.throwIfAborted();
  const kind = kindOf(name, bytes);
  const short = bytes.length <= AT_ONCE && !isHeavy(kind);
  if (short || bytes.length > MOST_FILE) return withinLimit(await readBytes(name, bytes));
  const isShared = bytes.length >= SHARED && isShareable(kind);
  return withinLimit(await inThreads(name, bytes, isShared ? shares() : [undefined], signal));
}

function shares(): Share[] {
  const { memory } = new Counts();
  return Array.from({ length: SHARES }, (_, part) => ({ part, of: SHARES, counts: memory }));
}

/** Reads the shares of a file side by side. Where one of them tells of the file as a whole, the others are ended. */
async function inThreads(
  name: string,
  bytes: Uint8Array,
  all: (Share | undefined)[],
  signal?: AbortSignal,
): Promise<ReadResult> {
  const failed = (message: string): ReadResult => ({
    filings: [],
    notes: [{ severity: 'error', place: '', message }],
  });
  const others = new AbortController();
  const abort = () => others.abort(signal?.reason);
  signal?.addEventListener('abort', abort, { once: true });
  try {
    const reads = all.map(async (share) => {
      const job: ReadJob = { read: 'filings', name, bytes, share };
      const read = await inThread<Part | ReadResult>(job, '请只保留绩效目标表后再导入', failed, others.signal);
      if (!isPart(read)) others.abort(read);
      return read;
    });
    const found = await Promise.all(reads);
    return found.find((read): read is ReadResult => !isPart(read)) ?? joined(found.filter(isPart), catalog);
  } catch (reason) {
    signal?.throwIfAborted();
    if (reason === others.signal.reason) return reason as ReadResult;
    throw reason;
  } finally {
    signal?.removeEventListener('abort', abort);
  }
}

const isPart = (read: Part | ReadResult): read is Part => 'tables' in read;

/** More filings than anybody means to import, so none of them is taken. */
function withinLimit(read: ReadResult): ReadResult {
  const { length } = read.filings;
  if (length <= LIMITS.filings) return read;
  const message = `文件中有 ${length} 张表，超过一次最多 ${LIMITS.filings} 张的上限，未导入；请拆分成几个文件后再导入`;
  return { filings: [], notes: [{ severity: 'error', place: '', message }] };
}

/**
 * The cells of a workbook or of another file with tables, read in a worker thread with bounded memory and time. Never
 * throws: `error` says why.
 */
export async function readCells(name: string, bytes: Uint8Array): Promise<CellsRead> {
  if (bytes.length > MOST_FILE) return cellsOf(name, bytes);
  return inThread({ read: 'cells', name, bytes }, '请只保留要导入的表后再导入', (error) => ({ error }));
}

/**
 * The young generation is larger than V8's own 48 MB: what is made of one table is gone by the next, and is then swept
 * away before it is moved. Without this bound a tenth of the time goes into moving.
 */
const YOUNG_MB = 96;

const threads = new WarmThreads(
  () =>
    new Worker(workerFile('import'), {
      resourceLimits: { maxOldGenerationSizeMb: LIMITS.memoryMb, maxYoungGenerationSizeMb: YOUNG_MB },
      stdout: true,
      stderr: true,
    }),
  SHARES,
);

/**
 * What the worker makes of a file; `advice` is for one that takes too much, `failed` what then stands for the result.
 * Rejects only with the reason of `signal`, at once.
 */
function inThread<T>(job: ReadJob, advice: string, failed: (message: string) => T, signal?: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const thread = threads.take();
    const done = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', abort);
    };
    const fail = (message: string) => {
      done();
      threads.end(thread);
      resolve(failed(message));
    };
    const seconds = secondsFor(job.bytes.length);
    const timer = setTimeout(() => fail(`读取超过 ${seconds} 秒，已停止；${advice}`), seconds * 1000);
    const abort = () => {
      done();
      threads.end(thread);
      reject(signal?.reason);
    };
    signal?.addEventListener('abort', abort, { once: true });
    thread.once('message', (result: T) => {
      done();
      threads.keep(thread);
      resolve(result);
    });
    thread.once('error', (error) => {
      const memory = (error as NodeJS.ErrnoException).code === 'ERR_WORKER_OUT_OF_MEMORY';
      fail(memory ? `内容过大，内存不足；${advice}` : '文件内容异常，无法读取；请用原软件打开后另存再导入');
    });
    thread.once('exit', () => fail('读取中断，请重试'));
    thread.postMessage(job);
  });
}
