import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import { AS_VERSION_5, filingOf, newStore, ownFolder, typed } from './with-store.ts';

const root = join(import.meta.dirname, '..', '..');

/** Runs the command line as somebody whom file permissions bind: the administrator becomes nobody. */
function asClerk(...args: string[]) {
  const nobody = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};
  return spawnSync(process.execPath, [join(root, 'electron', 'cli.ts'), ...args], { encoding: 'utf8', ...nobody });
}

/** A folder with a store that nobody may write to; its last commit is still in the log. */
async function unwritable(): Promise<string> {
  const { store, path } = await newStore();
  const [id] = store.add([filingOf()], '新建') as [number];
  store.commit({ id, revision: 1, label: '', edits: [typed('projectName', '湿地巡护', '河道保洁')] });
  return lockedCopy(path);
}

function lockedCopy(path: string): string {
  const folder = ownFolder();
  for (const end of ['', '-wal']) if (existsSync(path + end)) copyFileSync(path + end, join(folder, `store.db${end}`));
  for (const file of readdirSync(folder)) chmodSync(join(folder, file), 0o444);
  chmodSync(folder, 0o555);
  onTestFinished(() => chmodSync(folder, 0o755));
  return folder;
}

test('a file in a folder without write permission is shown with its last commit, and takes nothing in', async () => {
  if (asClerk('forms').status !== 0)
    return console.info('the project folder cannot be read by others: the test of a read-only folder was left out');
  const db = join(await unwritable(), 'store.db');
  const listed = asClerk('list', '--db', db);
  expect(listed).toMatchObject({ status: 0, stdout: '1\t2026\t水务事务中心\t湿地巡护\n' });
  expect(listed.stderr).toBe('提示：store.db 不可写，只能查看，请检查文件和文件夹的权限\n');
  const sample = join(root, 'resources', 'samples', 'dalian-project.json');
  expect(asClerk('import', sample, '--db', db)).toMatchObject({ status: 1, stdout: '' });
  const beside = asClerk('import', sample, '--db', `${db}.other`);
  expect(beside).toMatchObject({ status: 1, stderr: `不能建立数据文件 ${db}.other，请检查文件夹权限\n` });
});

test('a file of the first version there is shown as if it had been brought up to date', async () => {
  if (asClerk('forms').status !== 0) return;
  const { store, path } = await newStore();
  store.add([filingOf()], '新建');
  await store.close();
  const old = new Sqlite(path);
  old.exec(AS_VERSION_5);
  for (const table of ['waivers', 'unit_totals', 'indicator_uses', 'library_entries', 'library_names'])
    old.exec(`DROP TABLE ${table}`);
  old.exec('DROP INDEX filings_rolled_from; ALTER TABLE filings DROP COLUMN rolled_from');
  old.pragma('user_version = 1');
  old.close();
  const db = join(lockedCopy(path), 'store.db');
  expect(asClerk('list', '--db', db)).toMatchObject({ status: 0, stdout: '1\t2026\t水务事务中心\t河道保洁\n' });
  expect(asClerk('check', '--db', db).stdout).toContain('河道保洁：错误：');
});
