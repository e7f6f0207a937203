import { existsSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';

/** What can become of a data file and its log. `at` and `size` are in 0..1: where, and how much. */
export type Damage = (path: string, at: number, size: number) => void;

const edit = (path: string, change: (bytes: Buffer) => void) => {
  if (!existsSync(path)) return;
  const bytes = readFileSync(path);
  if (bytes.length === 0) return;
  change(bytes);
  writeFileSync(path, bytes);
};
const place = (bytes: Buffer, at: number) => Math.floor(at * (bytes.length - 1));
const PAGE = 4096;

export const damages: Record<string, Damage> = {
  'one bit': (path, at, size) =>
    edit(path, (bytes) => {
      const where = place(bytes, at);
      bytes[where] = (bytes[where] as number) ^ (1 << Math.floor(size * 7.99));
    }),
  'a torn page': (path, at, size) =>
    edit(path, (bytes) => {
      const page = Math.floor(place(bytes, at) / PAGE) * PAGE;
      bytes.fill(0xa5, page + Math.floor(size * PAGE), page + PAGE);
    }),
  'a page of zeros': (path, at) =>
    edit(path, (bytes) => {
      const page = Math.floor(place(bytes, at) / PAGE) * PAGE;
      bytes.fill(0, page, page + PAGE);
    }),
  'its first page gone': (path) => edit(path, (bytes) => bytes.fill(0, 0, PAGE)),
  'a header byte': (path, at, size) =>
    edit(path, (bytes) => {
      bytes[Math.floor(at * 99)] = Math.floor(size * 255);
    }),
  'its schema': (path, at, size) =>
    edit(path, (bytes) => bytes.fill(0x20, 100 + Math.floor(at * 3000), 3200 + Math.floor(size * 800))),
  'its end cut off': (path, at) => truncateSync(path, Math.floor(at * readFileSync(path).length)),
  'a foreign end': (path, _, size) =>
    edit(path, (bytes) => bytes.fill(0x7a, Math.floor(bytes.length * (0.5 + size / 2)))),
  'its log cut off': (path, at) => {
    if (existsSync(`${path}-wal`)) truncateSync(`${path}-wal`, Math.floor(at * readFileSync(`${path}-wal`).length));
  },
  'its log garbled': (path, at, size) =>
    edit(`${path}-wal`, (bytes) => {
      const where = place(bytes, at);
      bytes.fill(0x3c, where, Math.min(bytes.length, where + 1 + Math.floor(size * 200)));
    }),
  'its log emptied': (path) => {
    if (existsSync(`${path}-wal`)) writeFileSync(`${path}-wal`, '');
  },
  'garbage in its shared memory': (path) => writeFileSync(`${path}-shm`, Buffer.alloc(32768, 0x5a)),
};
