import { basename, dirname, join } from 'node:path';

/**
 * Path of the file that a worker thread starts: `electron/<part>/worker.ts` when running from source,
 * `<part>-worker.cjs` beside the program when bundled.
 */
export function workerFile(part: 'export' | 'import' | 'store'): string {
  // The bundler puts the bundle's own name here.
  const here = import.meta.filename;
  if (basename(here) === 'worker-file.ts') return join(dirname(dirname(here)), part, 'worker.ts');
  return join(dirname(here), `${part}-worker.cjs`);
}
