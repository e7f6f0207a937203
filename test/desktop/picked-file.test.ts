import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readPicked } from '../../electron/desktop/picked-file.ts';
import { MOST_FILE } from '../../shared/file-limits.ts';

test('a picked file is read, of a huge one only what shows that it is, and one that cannot be read says why', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'jixiaobiao-picked-'));
  await writeFile(join(folder, '表.json'), '{}');
  await writeFile(join(folder, '大.json'), Buffer.alloc(MOST_FILE + 5000));
  await mkdir(join(folder, '文件夹'));
  expect(await readPicked(join(folder, '表.json'))).toEqual({
    name: '表.json',
    bytes: new Uint8Array(Buffer.from('{}')),
  });
  expect((await readPicked(join(folder, '大.json'))).bytes).toHaveLength(MOST_FILE + 1);
  for (const name of ['没有.json', '文件夹'])
    expect(await readPicked(join(folder, name))).toMatchObject({ name, refused: expect.stringMatching(/^无法读取/) });
  await rm(folder, { recursive: true });
});
