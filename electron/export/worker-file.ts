import { basename, dirname, join } from 'node:path';

/**
 * Path of the file that a worker thread starts: `electron/<part>/worker.ts` beside this folder when running from
 * source, `<part>-worker.cjs` beside the program when bundled.
 */
export function workerFile(part: 'export' | 'import'): string {
  // A bundle is CommonJS and one file: it has no import.meta, and no folder named after a part.
  const here = import.meta.filename as string | undefined;
  if (here && basename(here) === 'worker-file.ts') return join(dirname(dirname(here)), part, 'worker.ts');
  return join(__dirname, `${part}-worker.cjs`);
}
