import { spawnSync } from 'node:child_process';
import { lstatSync, mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { removeLeftFolders, temporaryFolder } from '../../electron/temporary.ts';

/** A process that has ended. */
const gone = () => spawnSync(process.execPath, ['-e', '']).pid;

test('what killed processes left goes at the next start; what is in use or of others stays', () => {
  const parent = mkdtempSync(join(tmpdir(), 'jixiaobiao-store-'));
  onTestFinished(() => rmSync(parent, { recursive: true, force: true }));
  const now = new Date();
  const old = new Date(now.getTime() - 25 * 3600 * 1000);
  const make = (name: string, at = now) => {
    mkdirSync(join(parent, name));
    writeFileSync(join(parent, name, 'preview.pdf'), 'x');
    utimesSync(join(parent, name), at, at);
  };
  make(`jixiaobiao-${gone()}-AbC123`);
  make(`jixiaobiao-${process.pid}-oldold`, old);
  make('jixiaobiao-preview-AbC123', old);
  make('jixiaobiao-AbC123', old);
  const stays = [
    `jixiaobiao-${process.pid}-AbC123`,
    'jixiaobiao-preview-newnew',
    'jixiaobiao-newnew',
    'jixiaobiao-store-AbC123',
    '别的',
    `jixiaobiao-${process.pid}`,
  ];
  for (const name of stays) make(name, name.includes('new') || name.includes(String(process.pid)) ? now : old);
  removeLeftFolders(now, parent);
  expect(readdirSync(parent).sort()).toEqual(stays.sort());
});

test('a folder is made for the clerk alone', () => {
  const folder = temporaryFolder();
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  expect(basename(folder)).toContain(String(process.pid));
  if (process.platform !== 'win32') expect(lstatSync(folder).mode & 0o077).toBe(0);
});
