import { rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';
import { createDeliveredFiles } from '../../electron/desktop/delivered-files.ts';
import { ownFolder } from '../store/with-store.ts';

function delivered(failure = '') {
  const opened: string[] = [];
  const shown: string[] = [];
  const files = createDeliveredFiles({
    openPath: async (path) => {
      opened.push(path);
      return failure;
    },
    showItemInFolder: (path) => shown.push(path),
  });
  const folder = ownFolder();
  const path = join(folder, '古树保护.xlsx');
  writeFileSync(path, 'PK');
  return { files, opened, shown, folder, path };
}

test('what went out is opened and shown by its id, and the clerk reads the name of its folder', async () => {
  const { files, opened, shown, folder, path } = delivered();
  const place = files.keep(path);
  expect(place).toEqual({ id: expect.any(String), folder: basename(folder) });
  await files.open(place.id);
  await files.show(place.id);
  expect([opened, shown]).toEqual([[path], [path]]);
});

test('a file of another run, one that is gone and one without a program are each told in one sentence', async () => {
  const { files, opened, path } = delivered('no application');
  await expect(files.open('anything')).rejects.toThrow('不是本次打开软件后导出的');
  await expect(files.open(path)).rejects.toThrow('不是本次打开软件后导出的');
  const { id } = files.keep(path);
  await expect(files.open(id)).rejects.toThrow('没有能打开“古树保护.xlsx”的程序');
  rmSync(path);
  await expect(files.open(id)).rejects.toThrow('“古树保护.xlsx”已不在原来的文件夹');
  await expect(files.show(id)).rejects.toThrow('“古树保护.xlsx”已不在原来的文件夹');
  expect(opened).toEqual([path]);
});

test('a file in the root of a drive is said to be there', () => {
  expect(delivered().files.keep('/古树.pdf').folder).toBe('/');
});
