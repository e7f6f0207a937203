import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';
import { createPrintFolder } from '../../electron/desktop/print-folder.ts';

test('two prints of one name do not meet, a name cannot leave the folder, and nothing is left at the end', async () => {
  const home = await mkdtemp(join(tmpdir(), 'jixiaobiao-print-'));
  const prints = createPrintFolder(join(home, 'printing'));
  const first = await prints.place('绩效目标表.pdf');
  const second = await prints.place('../../绩效目标表.pdf');
  expect(first).not.toBe(second);
  for (const path of [first, second]) {
    expect(path.startsWith(join(home, 'printing'))).toBe(true);
    expect(basename(path)).toBe('绩效目标表.pdf');
    await writeFile(path, '%PDF');
  }
  await prints.empty();
  expect(existsSync(join(home, 'printing'))).toBe(false);
  await rm(home, { recursive: true });
});
