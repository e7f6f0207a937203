import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Files, systemFiles, writeFileAtomic } from '../../electron/export/write-file.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'jixiaobiao-write-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const bytes = new TextEncoder().encode('新的内容');
const fault = (code: string) => Object.assign(new Error(code), { code });
const failing = (call: keyof Files, code: string): Files => ({
  ...systemFiles,
  [call]: () => Promise.reject(fault(code)),
});
/** Files whose content cannot be written, as on a full disk. */
const full: Files = {
  ...systemFiles,
  open: async (...arguments_) => {
    const file = await systemFiles.open(...arguments_);
    file.writeFile = () => Promise.reject(fault('ENOSPC'));
    return file;
  },
};

describe('writing a file', () => {
  it('makes a new one, and nothing beside it', async () => {
    await writeFileAtomic(join(folder, '目标表.pdf'), bytes);
    expect(await readFile(join(folder, '目标表.pdf'), 'utf8')).toBe('新的内容');
    expect(await readdir(folder)).toEqual(['目标表.pdf']);
  });

  it('replaces an old one', async () => {
    await writeFile(join(folder, 'a.pdf'), '旧的内容，比新的长得多');
    await writeFileAtomic(join(folder, 'a.pdf'), bytes);
    expect(await readFile(join(folder, 'a.pdf'), 'utf8')).toBe('新的内容');
  });

  it('replaces the file that a link points at', async () => {
    await writeFile(join(folder, 'real.pdf'), '旧');
    await symlink(join(folder, 'real.pdf'), join(folder, 'link.pdf'));
    await writeFileAtomic(join(folder, 'link.pdf'), bytes);
    expect(await readFile(join(folder, 'real.pdf'), 'utf8')).toBe('新的内容');
  });

  it.each([
    ['a full disk', full, '磁盘空间不足'],
    ['a folder without permission', failing('open', 'EACCES'), '没有写入权限'],
    ['a medium that is read only', failing('open', 'EROFS'), '只能读取'],
    ['a file open in another program', failing('rename', 'EBUSY'), '正被另一个程序打开'],
    ['a failure nobody knows', failing('rename', 'EIO'), '磁盘或网络位置出错'],
  ])('leaves the old file and no temporary one on %s, and says why', async (_, files, reason) => {
    const path = join(folder, '年初目标.xlsx');
    await writeFile(path, '旧');
    const error = await writeFileAtomic(path, bytes, { files }).catch((caught: unknown) => caught);
    expect(error).toMatchObject({ code: 'write-failed' });
    expect((error as Error).message).toContain('“年初目标.xlsx”');
    expect((error as Error).message).toContain(reason);
    expect(await readFile(path, 'utf8')).toBe('旧');
    expect(await readdir(folder)).toEqual(['年初目标.xlsx']);
  });

  describe('K5: a rename that another program refuses', () => {
    /** Files whose rename is refused so many times. */
    const held = (code: string, times: number): { files: Files; tries: () => number } => {
      let tries = 0;
      const rename: Files['rename'] = (...paths) =>
        ++tries <= times ? Promise.reject(fault(code)) : systemFiles.rename(...paths);
      return { files: { ...systemFiles, rename }, tries: () => tries };
    };

    it.each(['EPERM', 'EBUSY', 'EACCES'])('is tried again after %s and goes through unnoticed', async (code) => {
      const path = join(folder, '年初目标.xlsx');
      await writeFile(path, '旧');
      const { files, tries } = held(code, 3);
      await writeFileAtomic(path, bytes, { files });
      expect(tries()).toBe(4);
      expect(await readFile(path, 'utf8')).toBe('新的内容');
      expect(await readdir(folder)).toEqual(['年初目标.xlsx']);
    });

    it.each(['EPERM', 'EBUSY', 'EACCES'])(
      'is told after one to three seconds of %s, with the old file as it was',
      async (code) => {
        const path = join(folder, '年初目标.xlsx');
        await writeFile(path, '旧');
        const began = performance.now();
        const { files, tries } = held(code, Number.POSITIVE_INFINITY);
        const error = await writeFileAtomic(path, bytes, { files }).catch((caught: unknown) => caught);
        const took = performance.now() - began;
        expect((error as Error).message).toBe(
          '未能写入“年初目标.xlsx”：它正被另一个程序打开或不许改写，请关闭后再试，或另选位置',
        );
        expect(tries()).toBeGreaterThan(4);
        expect(took).toBeGreaterThan(1000);
        expect(took).toBeLessThan(5000);
        expect(await readFile(path, 'utf8')).toBe('旧');
        expect(await readdir(folder)).toEqual(['年初目标.xlsx']);
      },
    );

    it('is given up within 200 ms when it is cancelled', async () => {
      const path = join(folder, 'a.pdf');
      const controller = new AbortController();
      const { files } = held('EBUSY', Number.POSITIVE_INFINITY);
      const written = writeFileAtomic(path, bytes, { files, signal: controller.signal });
      await new Promise((resolve) => setTimeout(resolve, 300));
      const began = performance.now();
      controller.abort();
      await expect(written).rejects.toBe(controller.signal.reason);
      expect(performance.now() - began).toBeLessThan(200);
      expect(await readdir(folder)).toEqual([]);
    });

    it('leaves no temporary file though its removal is refused at first', async () => {
      let refusals = 2;
      const files: Files = {
        ...failing('rename', 'EXDEV'),
        unlink: (path) => (refusals-- > 0 ? Promise.reject(fault('EBUSY')) : systemFiles.unlink(path)),
      };
      await expect(writeFileAtomic(join(folder, 'a.pdf'), bytes, { files })).rejects.toThrow('未能写入“a.pdf”');
      expect(await readdir(folder)).toEqual([]);
    });
  });

  it('says that the folder is missing', async () => {
    await expect(writeFileAtomic(join(folder, '没有', 'a.pdf'), bytes)).rejects.toThrow('“a.pdf”：文件夹不存在');
  });

  it('says that a folder has the name', async () => {
    await mkdir(join(folder, 'a.pdf'));
    await expect(writeFileAtomic(join(folder, 'a.pdf'), bytes)).rejects.toThrow('已有同名的文件夹');
    expect(await readdir(folder)).toEqual(['a.pdf']);
  });

  it('stops before the old file is replaced when it is aborted', async () => {
    const path = join(folder, 'a.pdf');
    await writeFile(path, '旧');
    const controller = new AbortController();
    const files: Files = {
      ...systemFiles,
      open: async (...arguments_) => {
        const file = await systemFiles.open(...arguments_);
        controller.abort();
        return file;
      },
    };
    await expect(writeFileAtomic(path, bytes, { signal: controller.signal, files })).rejects.toThrow('abort');
    expect(await readFile(path, 'utf8')).toBe('旧');
    expect(await readdir(folder)).toEqual(['a.pdf']);
  });
});
