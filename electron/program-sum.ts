import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

let known: string | null = null;

/**
 * What tells the code of this program from that of every other version: what was worked out by another one may be
 * another thing. When bundled it is the sum of the bundle, when running from source that of all that has to do with
 * filings.
 */
export function programSum(): string {
  known ??= sumOf(programFiles());
  return known;
}

function programFiles(): string[] {
  // The bundler puts the bundle's own name here.
  const here = import.meta.filename;
  if (basename(here) !== 'program-sum.ts') return [here];
  const root = dirname(dirname(here));
  return ['shared', 'resources', 'electron/store'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.(ts|json)$/.test(name))
      .sort()
      .map((name) => join(root, folder, name)),
  );
}

function sumOf(files: readonly string[]): string {
  const hash = createHash('sha256');
  for (const file of files) hash.update(readFileSync(file));
  return hash.digest('hex').slice(0, 32);
}
