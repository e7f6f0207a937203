import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

/** What `npm ci` needs of the lock on a machine with Node 20, its npm 10 and no compiler. `npm install` undoes both. */

interface Locked {
  optionalDependencies?: Record<string, string>;
  gypfile?: boolean;
}

const { packages } = JSON.parse(readFileSync(join(import.meta.dirname, '..', 'package-lock.json'), 'utf8')) as {
  packages: Record<string, Locked>;
};

test('better-sqlite3 is not compiled: npm knows only from the lock that its prebuilt addon is what runs', () => {
  const told = 'add `"gypfile": false` to node_modules/better-sqlite3 in package-lock.json';
  expect(packages['node_modules/better-sqlite3']?.gypfile, told).toBe(false);
});

test('the lock names the optional packages of every platform, without which npm ci calls it out of step', () => {
  const missing = Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies).filter((name) => !isLocked(path, name)),
  );
  expect(missing).toEqual([]);
});

/** Looks where Node would: beside the package, then in each folder above it. */
function isLocked(path: string, name: string): boolean {
  if (`${path ? `${path}/` : ''}node_modules/${name}` in packages) return true;
  if (path === '') return false;
  const above = path.lastIndexOf('/node_modules/');
  return isLocked(above < 0 ? '' : path.slice(0, above), name);
}
