import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createLog } from '../../electron/log.ts';

let folder: string;
const now = () => new Date('2026-03-01T08:00:00Z');

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'jixiaobiao-log-'));
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
});

afterEach(async () => {
  vi.restoreAllMocks();
  await rm(folder, { recursive: true });
});

test('a fault is kept with its time and stack', async () => {
  createLog(join(folder, 'new'), now)(new Error('a fault'));
  const text = await readFile(join(folder, 'new', 'errors.log'), 'utf8');
  expect(text).toMatch(/^2026-03-01T08:00:00.000Z Error: a fault\n\s+at /);
});

test('a full log makes room and keeps its last part', async () => {
  await writeFile(join(folder, 'errors.log'), 'x'.repeat(1024 * 1024 + 1));
  createLog(folder, now)('later');
  expect(await readFile(join(folder, 'errors.log'), 'utf8')).toBe('2026-03-01T08:00:00.000Z later\n');
  expect((await readFile(join(folder, 'errors.old.log'), 'utf8')).length).toBe(1024 * 1024 + 1);
});

test('a full log that cannot be renamed does not grow', async () => {
  await writeFile(join(folder, 'errors.log'), 'x'.repeat(1024 * 1024 + 1));
  await mkdir(join(folder, 'errors.old.log'));
  createLog(folder, now)('later');
  expect(await readFile(join(folder, 'errors.log'), 'utf8')).toBe('2026-03-01T08:00:00.000Z later\n');
});

test('a fault that comes with every keystroke is written once', async () => {
  const log = createLog(folder, now);
  for (let times = 0; times < 500; times++) log('the same');
  log('another');
  expect((await readFile(join(folder, 'errors.log'), 'utf8')).split('\n')).toHaveLength(3);
});

test('a log that cannot be written is no second failure', async () => {
  await writeFile(join(folder, 'file'), '');
  expect(() => createLog(join(folder, 'file'), now)('x')).not.toThrow();
});
