import { Worker } from 'node:worker_threads';
import { workerFile } from '../export/worker-file.ts';
import { LIMITS } from './limits.ts';
import { kindOf, type ReadResult, readBytes } from './read-bytes.ts';
import { type CellsRead, cellsOf } from './read-cells.ts';
import type { ReadJob } from './worker.ts';

export { noteLine } from './note.ts';
export type { ReadResult };

/** Text up to this size is read at once; the worker would take longer to start than to read. */
const AT_ONCE = 256 * 1024;

/**
 * The filings in a file (.txt, .xlsx, .docx, .pdf, .json, told by content) and what was not understood, each with its place.
 * Never throws: whatever is wrong with the file is a note. Packages and long texts are read in a worker thread with
 * bounded memory and time.
 */
export async function readFilings(name: string, bytes: Uint8Array): Promise<ReadResult> {
  const kind = kindOf(bytes);
  const long = kind === 'package' || kind === 'pdf' || (kind === 'text' && bytes.length > AT_ONCE);
  if (!long || bytes.length > LIMITS.fileSize) return readBytes(name, bytes);
  const failed = (message: string): ReadResult => ({
    filings: [],
    notes: [{ severity: 'error', place: '', message }],
  });
  return inThread({ read: 'filings', name, bytes }, '请只保留绩效目标表后再导入', failed);
}

/** The cells of a workbook, read in a worker thread with bounded memory and time. Never throws: `error` says why. */
export async function readCells(bytes: Uint8Array): Promise<CellsRead> {
  if (bytes.length > LIMITS.fileSize) return cellsOf(bytes);
  return inThread({ read: 'cells', bytes }, '请只保留要导入的表后再导入', (error) => ({ error }));
}

/** What the worker makes of a file; `advice` is for one that takes too much, `failed` what then stands for the result. */
function inThread<T>(job: ReadJob, advice: string, failed: (message: string) => T): Promise<T> {
  return new Promise((resolve) => {
    const fail = (message: string) => resolve(failed(message));
    const thread = new Worker(workerFile('import'), {
      workerData: job,
      resourceLimits: { maxOldGenerationSizeMb: LIMITS.memoryMb },
      stdout: true,
      stderr: true,
    });
    const timer = setTimeout(() => {
      fail(`读取超过 ${LIMITS.seconds} 秒，已停止；${advice}`);
      void thread.terminate();
    }, LIMITS.seconds * 1000);
    // It ends of itself: Node can crash when a thread is ended in the moment of its ending.
    thread.once('message', (result: T) => {
      resolve(result);
      thread.unref();
    });
    thread.once('error', (error) => {
      const memory = (error as NodeJS.ErrnoException).code === 'ERR_WORKER_OUT_OF_MEMORY';
      fail(memory ? `内容过大，内存不足；${advice}` : '文件内容异常，无法读取；请用原软件打开后另存再导入');
    });
    thread.once('exit', () => {
      clearTimeout(timer);
      fail('读取中断，请重试');
    });
  });
}
