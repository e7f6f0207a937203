import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { exportFilings } from '../../electron/export/exporter.ts';
import { pdfText } from '../pdf-text.ts';
import { dalianSample, hebeiSample } from './samples.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'jixiaobiao-export-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('an export', () => {
  it.each(['pdf', 'xlsx', 'docx', 'ofd'] as const)(
    'writes one %s of all filings and tells its progress',
    async (kind) => {
      const path = join(folder, `套表.${kind}`);
      const heard: string[] = [];
      const filings = [dalianSample, hebeiSample];
      const { problems } = await exportFilings({
        kind,
        filings,
        path,
        seal: 42,
        onProgress: (done, total) => heard.push(`${done}/${total}`),
      });
      expect(problems).toEqual([]);
      expect(heard).toEqual(['1/2', '2/2']);
      expect((await readFile(path)).subarray(0, 2).toString()).toBe(kind === 'pdf' ? '%P' : 'PK');
      expect(await readdir(folder)).toEqual([`套表.${kind}`]);
    },
  );

  it('names the table in which a character cannot be printed', async () => {
    const second = { ...hebeiSample, values: { ...hebeiSample.values, goals: '维护𠮷林路灯' } };
    const path = join(folder, 'a.pdf');
    const { problems } = await exportFilings({ kind: 'pdf', filings: [dalianSample, second], path, seal: null });
    expect(problems).toMatchObject([{ rule: 'font', path: 'goals' }]);
    expect(problems[0]?.message).toContain('第2张表《档案库房恒温设备维护费》');
    expect((await pdfText(await readFile(path)))[1]).toContain('维护〓林路灯');
  });

  it.each([
    [undefined, true],
    [true, true],
    [false, false],
  ])('leaves the room for the seal; with a printed circle (%s) it is told where', async (sealCircle, told) => {
    const path = join(folder, 'a.pdf');
    await exportFilings({ kind: 'pdf', filings: [dalianSample], path, seal: 42, sealCircle });
    expect((await pdfText(await readFile(path)))[0]?.includes('（盖章处）')).toBe(told);
  });

  it('prints hundreds of tables in their order, each once', async () => {
    const path = join(folder, 'a.pdf');
    const names = Array.from({ length: 230 }, (_, k) => `第${k}号叫号系统`);
    const filings = names.map((projectName) => ({ ...dalianSample, values: { ...dalianSample.values, projectName } }));
    await exportFilings({ kind: 'pdf', filings, path, seal: null });
    const pages = await pdfText(await readFile(path));
    expect(pages.flatMap((page) => /第\d+号叫号系统/.exec(page)?.[0] ?? [])).toEqual(names);
  });

  it('leaves the old file alone when it is cancelled, and can be started again', async () => {
    const path = join(folder, 'a.pdf');
    await writeFile(path, '旧');
    const controller = new AbortController();
    const filings = Array.from({ length: 60 }, () => dalianSample);
    const cancelled = exportFilings({
      kind: 'pdf',
      filings,
      path,
      seal: null,
      signal: controller.signal,
      onProgress: (done) => {
        if (done === 3) controller.abort();
      },
    });
    await expect(cancelled).rejects.toThrow('abort');
    expect(await readFile(path, 'utf8')).toBe('旧');
    expect(await readdir(folder)).toEqual(['a.pdf']);
    await exportFilings({ kind: 'pdf', filings: [dalianSample], path, seal: null });
    expect((await pdfText(await readFile(path)))[0]).toContain('办事大厅叫号系统更新');
  });

  it('refuses a form it does not know and writes nothing', async () => {
    const filing = { ...dalianSample, version: '1999' };
    const wanted = exportFilings({ kind: 'xlsx', filings: [filing], path: join(folder, 'a.xlsx'), seal: null });
    await expect(wanted).rejects.toMatchObject({
      code: 'not-found',
      message: expect.stringContaining('dalian-project 1999'),
    });
    expect(await readdir(folder)).toEqual([]);
  });

  it('runs several at once', async () => {
    const kinds = ['pdf', 'xlsx', 'docx', 'pdf'] as const;
    await Promise.all(
      kinds.map((kind, n) =>
        exportFilings({ kind, filings: [dalianSample], path: join(folder, `${n}.${kind}`), seal: null }),
      ),
    );
    expect((await readdir(folder)).sort()).toEqual(['0.pdf', '1.xlsx', '2.docx', '3.pdf']);
  });
});
