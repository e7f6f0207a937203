import { chmodSync, lstatSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createLog } from '../../electron/log.ts';
import { openStore } from '../../electron/store/store.ts';
import { filingOf, handClock, ownFolder } from './with-store.ts';

const posix = process.platform !== 'win32';
const { now } = handClock();

/** The rights of a folder and of all that is in it, below the clerk's own. */
function rightsOfOthers(folder: string): Record<string, string> {
  const names = ['.', ...(readdirSync(folder, { recursive: true }) as string[])];
  return Object.fromEntries(names.map((name) => [name, (lstatSync(join(folder, name)).mode & 0o077).toString(8)]));
}
const none = (rights: Record<string, string>) => Object.values(rights).every((mode) => mode === '0');

function withUmask(mask: number): void {
  const before = process.umask(mask);
  onTestFinished(() => void process.umask(before));
}

test.runIf(posix)('nobody else can read what the program writes, also where the system would let all', async () => {
  withUmask(0);
  const folder = join(ownFolder(), 'data');
  const path = join(folder, 'jixiaobiao.db');
  createLog(folder, now)(new Error('a fault'));
  const store = await openStore(path, { now });
  store.add([filingOf()], '新建');
  expect(rightsOfOthers(folder)).toMatchObject({
    '.': '0',
    'jixiaobiao.db': '0',
    'jixiaobiao.db-wal': '0',
    'jixiaobiao.db-shm': '0',
    'jixiaobiao.db-seen': '0',
    'errors.log': '0',
  });
  await store.close();
  // A damaged file that is set aside, what was read of it, and the next opening.
  writeFileSync(path, 'nothing of ours'.repeat(1000));
  chmodSync(path, 0o666);
  const again = await openStore(path, { now });
  expect(again.recovery()?.kind).toBe('restored');
  expect(rightsOfOthers(folder)).toSatisfy(none);
  await again.close();
});

test.runIf(posix)('folders are 0700 and files 0600, with the mask that most systems have', async () => {
  withUmask(0o022);
  const folder = join(ownFolder(), 'data');
  const store = await openStore(join(folder, 'jixiaobiao.db'), { now });
  store.add([filingOf()], '新建');
  await store.backups.make();
  const rights = () =>
    ['.', ...(readdirSync(folder, { recursive: true }) as string[])].map((name) => {
      const found = lstatSync(join(folder, name));
      return `${found.isDirectory() ? 'folder' : 'file'} ${(found.mode & 0o777).toString(8)}`;
    });
  const only = new Set(['folder 700', 'file 600']);
  expect(rights().length).toBeGreaterThan(5);
  expect(new Set(rights())).toEqual(only);
  await store.close();
  expect(new Set(rights())).toEqual(only);
});

test.runIf(posix)('what an earlier version left readable is mended at the next opening', async () => {
  withUmask(0o022);
  const folder = join(ownFolder(), 'data');
  const path = join(folder, 'jixiaobiao.db');
  const store = await openStore(path, { now });
  store.add([filingOf()], '新建');
  await store.close();
  for (const name of ['.', ...(readdirSync(folder, { recursive: true }) as string[])])
    chmodSync(join(folder, name), lstatSync(join(folder, name)).isDirectory() ? 0o755 : 0o644);
  await (await openStore(path, { now })).close();
  expect(rightsOfOthers(folder)).toSatisfy(none);
});

test.runIf(posix)(
  'a folder that was set up for a group, and the folder of a file that the user named, stay as they are',
  async () => {
    const folder = join(ownFolder(), 'data');
    mkdirSync(folder);
    chmodSync(folder, 0o2770);
    await (await openStore(join(folder, 'jixiaobiao.db'), { now })).close();
    expect(lstatSync(folder).mode & 0o7777).toBe(0o2770);
    const named = join(ownFolder(), 'named');
    mkdirSync(named);
    chmodSync(named, 0o755);
    await (await openStore(join(named, 'a.db'), { now, given: true })).close();
    expect(lstatSync(named).mode & 0o777).toBe(0o755);
    rmSync(dirname(named), { recursive: true, force: true });
  },
);
