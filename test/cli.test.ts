import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import Sqlite from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { SCHEMA_VERSION } from '../electron/store/schema.ts';
import { catalog } from '../shared/form/catalog/catalog.ts';
import { kindNames } from '../shared/form/kinds.ts';
import { runCli } from './cli-process.ts';
import { ownFolder, storeAt } from './store/with-store.ts';

const samples = join(import.meta.dirname, '..', 'resources', 'samples');
const sampleFile = (form: string) => join(samples, `${form}.json`);
const [dalian, hebei] = [sampleFile('dalian-project'), sampleFile('hebei-project')];
const sample = (form: string): Record<string, unknown> => JSON.parse(readFileSync(sampleFile(form), 'utf8'));

/** A file of the test's own with this content. */
function fileOf(name: string, content: string | Uint8Array): string {
  const path = join(ownFolder(), name);
  writeFileSync(path, content);
  return path;
}

function changed(form: string, change: object): string {
  return fileOf('changed.json', JSON.stringify([{ ...sample(form), ...change }]));
}

describe('wrong usage ends with 2, one line and the usage', () => {
  test.each([
    [[], '缺少命令'],
    [['print'], '没有命令“print”'],
    [['toString'], '没有命令“toString”'],
    [['convert'], '请给出要转换的文件'],
    [['convert', dalian, '--odt', 'x'], '没有选项 --odt'],
    [['convert', dalian, '--json'], '选项的值有误： --json <value>'],
    [['convert', dalian, '--json', ''], '选项 --json 的值是空的'],
    [['convert', dalian, '--xlsx', '-'], '选项 --xlsx 不能是 -'],
    [['convert', dalian, '--json', '-', '--pdf', '-'], '选项 --pdf 不能是 -'],
    [['convert', dalian, '--docx=-'], '选项 --docx 不能是 -'],
    [['import', dalian, '--db', '-'], '选项 --db 不能是 -'],
    [['convert', dalian, '--xlsx', 'a', '--pdf', './a'], '两个输出不能是同一个文件'],
    [['import', dalian], '请用 --db 给出数据文件'],
    [['import', '--db', 'x.db'], '请给出要导入的文件'],
    [['list', 'extra', '--db', 'x.db'], '多余的参数 extra'],
    [['check'], '请给出要审核的文件'],
    [['check', dalian, '--db', 'x.db'], '请给出要审核的文件'],
    [['convert', 'a.txt', '--pdfa'], '--pdfa 要与 --pdf 一起用'],
    [['export', '--db', 'x.db'], '请给出 --xlsx、--pdf 或 --ofd'],
    [['export', '--db', 'x.db', '--id', 'one', '--pdf', 'x.pdf'], '--id 应为编号'],
    [['forms', '--sample', 'mars'], '没有表样“mars”'],
  ])('%j', async (args, reason) => {
    const { code, out, err } = await runCli(...args);
    expect([code, out]).toEqual([2, '']);
    const [line, next] = err.split('\n');
    expect(line).toContain(reason);
    expect(next).toBe('用法：');
    expect(existsSync('-')).toBe(false);
  });
});

describe('a file named twice is wrong usage, and nothing is written', () => {
  test('two outputs, also through a link', async () => {
    const folder = ownFolder();
    const [file, link] = [join(folder, 'a.pdf'), join(folder, 'b.xlsx')];
    writeFileSync(file, 'last good one');
    symlinkSync(file, link);
    symlinkSync(folder, join(folder, 'again'));
    const pairs = [
      [file, link],
      [join(folder, 'new'), join(folder, 'again', 'new')],
      [join(folder, 'new'), join(folder, 'none', '..', 'new')],
    ];
    for (const [one = '', two = ''] of pairs) {
      const { code, out, err } = await runCli('convert', dalian, '--json', one, '--xlsx', two);
      expect([code, out]).toEqual([2, '']);
      expect(err).toContain(`两个输出不能是同一个文件（${two}）\n用法：`);
    }
    expect(readFileSync(file, 'utf8')).toBe('last good one');
    expect(readdirSync(folder).sort()).toEqual(['a.pdf', 'again', 'b.xlsx']);
  });

  test('an output that is an input, or the store', async () => {
    const input = changed('dalian-project', {});
    const before = readFileSync(input);
    const link = join(ownFolder(), 'link.json');
    symlinkSync(input, link);
    for (const output of [input, link, relative('.', input)])
      expect(await runCli('convert', hebei, input, '--json', output)).toMatchObject({
        code: 2,
        out: '',
        err: expect.stringContaining(`输出 ${output} 与输入是同一个文件`),
      });
    expect(await runCli('import', input, '--db', link)).toMatchObject({ code: 2, out: '' });
    expect(readFileSync(input)).toEqual(before);

    const db = join(ownFolder(), 'store.db');
    await runCli('import', dalian, '--db', db);
    expect(await runCli('export', '--db', db, '--pdf', db)).toMatchObject({ code: 2, out: '' });
    expect(await runCli('list', '--db', db)).toMatchObject({ code: 0, err: '' });
  });
});

test('help is no error', async () => {
  expect(await runCli('--help')).toMatchObject({ code: 0, err: '', out: expect.stringContaining('用法：') });
});

/** Texts that the samples of forms with little to fill in have at least; the others have 30. */
const LEAST: Record<string, number> = { cover: 3, 'department-goals-hebei': 6 };

/** How many texts a table has. */
function fullness(value: unknown): number {
  if (typeof value === 'string') return value === '' ? 0 : 1;
  return value !== null && typeof value === 'object'
    ? Object.values(value).reduce((sum, part) => sum + fullness(part), 0)
    : 0;
}

describe('forms', () => {
  test('lists the catalog with the kind of each form, as text and as JSON', async () => {
    const { code, out, err } = await runCli('forms');
    expect([code, err]).toEqual([0, '']);
    expect(
      out
        .trimEnd()
        .split('\n')
        .map((line) => line.split('\t')),
    ).toEqual(catalog.all.map(({ id, version, region, name, kind }) => [id, version, region, name, kindNames[kind]]));
    expect(JSON.parse((await runCli('forms', '--json')).out)).toEqual(catalog.all);
  });

  test.each(catalog.all.map((form) => form.id))(
    'the sample of %s reads without a word and comes out as it is',
    async (id) => {
      const printed = await runCli('forms', '--sample', id);
      expect(JSON.parse(printed.out)).toEqual(sample(id));
      expect(fullness(sample(id)), 'texts in the sample').toBeGreaterThanOrEqual(LEAST[id] ?? 30);
      const { code, out, err } = await runCli('convert', fileOf('sample.json', printed.out), '--json', '-');
      expect([code, err]).toEqual([0, '']);
      expect(JSON.parse(out)).toEqual([sample(id)]);
      const checked = await runCli('check', sampleFile(id), '--json');
      expect([checked.code, checked.err]).toEqual([0, '']);
      // A score that the clerk gives is listed with its reason, and is no fault.
      expect(
        JSON.parse(checked.out).filter(
          ({ rule, severity }: Record<string, string>) => rule !== 'R72' || severity !== 'hint',
        ),
      ).toEqual([]);
    },
  );
});

describe('convert', () => {
  test('writes every output that is asked for, and reads the workbook back alike', async () => {
    const folder = ownFolder();
    const at = (name: string) => join(folder, name);
    const outputs = ['--json', at('a.json'), '--xlsx', at('a.xlsx'), '--pdf', at('a.pdf'), '--docx', at('a.docx')];
    expect(await runCli('convert', dalian, hebei, ...outputs)).toEqual({ code: 0, out: '', err: '' });
    expect(readdirSync(folder).sort()).toEqual(['a.docx', 'a.json', 'a.pdf', 'a.xlsx']);
    expect(JSON.parse(readFileSync(at('a.json'), 'utf8'))).toEqual([sample('dalian-project'), sample('hebei-project')]);
    expect(readFileSync(at('a.pdf')).subarray(0, 5).toString()).toBe('%PDF-');
    const again = await runCli('convert', at('a.xlsx'), '--json', '-');
    expect(JSON.parse(again.out)).toEqual([sample('dalian-project'), sample('hebei-project')]);
  });

  test('with no output lists what was read', async () => {
    expect((await runCli('convert', hebei)).out).toBe(
      '2026\t临河市城市管理综合服务中心（本级）\t城市公共自行车智能桩更新\n',
    );
  });

  test('one line for each file that cannot be read; the others are converted', async () => {
    const folder = ownFolder();
    mkdirSync(join(folder, 'folder'));
    const files = [
      join(folder, 'none.txt'),
      join(folder, 'folder'),
      '/dev/null',
      fileOf('empty.txt', ''),
      fileOf('cut.json', '[{"form":'),
      dalian,
    ];
    const { code, out, err } = await runCli('convert', ...files, '--json', '-');
    expect(code).toBe(1);
    expect(JSON.parse(out)).toEqual([sample('dalian-project')]);
    const lines = err.trimEnd().split('\n');
    expect(lines).toHaveLength(5);
    for (const [index, line] of lines.entries()) expect(line.startsWith(`${files[index]}：`), line).toBe(true);
    expect(lines[0]).toContain('文件不存在');
  });

  test('nothing readable still gives an array, and no empty workbook', async () => {
    const xlsx = join(ownFolder(), 'a.xlsx');
    writeFileSync(xlsx, 'last good one');
    const { code, out, err } = await runCli('convert', fileOf('a.txt', '今天天气很好'), '--json', '-', '--xlsx', xlsx);
    expect([code, out]).toEqual([1, '[]\n']);
    expect(err).not.toMatch(/\n\s+at /);
    expect(readFileSync(xlsx, 'utf8')).toBe('last good one');
  });

  test('nothing readable keeps the JSON that is there, and makes one where there is none', async () => {
    const folder = ownFolder();
    const [keep, fresh] = [join(folder, 'keep.json'), join(folder, 'fresh.json')];
    writeFileSync(keep, 'last good one');
    const empty = fileOf('empty.txt', '');
    const { code, out, err } = await runCli('convert', empty, '--json', keep);
    expect([code, out]).toEqual([1, '']);
    expect(err.trimEnd().split('\n').at(-1)).toBe(`没有可导出的表，未写 ${keep}`);
    expect(readFileSync(keep, 'utf8')).toBe('last good one');
    expect(await runCli('convert', empty, '--json', fresh)).toMatchObject({ code: 1, out: '' });
    expect(readFileSync(fresh, 'utf8')).toBe('[]\n');
    expect(readdirSync(folder).sort()).toEqual(['fresh.json', 'keep.json']);
  });

  test('an output that cannot be written is named, the others are written', async () => {
    const folder = ownFolder();
    const json = join(folder, 'a.json');
    const { code, err } = await runCli('convert', dalian, '--xlsx', join(folder, 'none', 'a.xlsx'), '--json', json);
    expect(code).toBe(1);
    expect(err.trimEnd().split('\n')).toHaveLength(1);
    expect(err).toContain('a.xlsx');
    expect(JSON.parse(readFileSync(json, 'utf8'))).toHaveLength(1);
  });
});

describe('the published samples', () => {
  const seeds = join(import.meta.dirname, '..', '..', 'shared', 'seeds');
  const names = ['dalian-2023', 'dalian-2024', 'hebei-2021'];
  const there = existsSync(join(seeds, 'expected'));
  if (!there) console.info(`${seeds} is not there: the command line is tested with the project's own samples only`);

  test.runIf(there)('are converted to exactly what a reader sees in them', async () => {
    const tables = names.flatMap((name) => JSON.parse(readFileSync(join(seeds, 'expected', `${name}.json`), 'utf8')));
    // Hebei's text has the department's parts beside its project tables.
    const department = join(import.meta.dirname, 'fixtures/found-forms/hebei-2021-department.json');
    const expected = [...tables, ...JSON.parse(readFileSync(department, 'utf8'))];
    const { code, out } = await runCli('convert', ...names.map((name) => join(seeds, `${name}.txt`)), '--json', '-');
    expect(JSON.parse(out)).toEqual(expected);
    expect(code).toBe(0);
  });
});

describe('a store', () => {
  test('import, list, check and export go by id, in input order', async () => {
    const folder = ownFolder();
    const db = join(folder, 'sub', 'store.db');
    const imported = await runCli('import', hebei, dalian, '--db', db);
    const lines = [
      '1\t2026\t临河市城市管理综合服务中心（本级）\t城市公共自行车智能桩更新',
      '2\t2026\t滨城区图书馆\t社区流动书车运行经费',
    ];
    expect(imported).toEqual({ code: 0, err: '', out: `${lines.join('\n')}\n` });
    expect((await runCli('list', '--db', db)).out).toBe(imported.out);
    const listed = JSON.parse((await runCli('list', '--db', db, '--json')).out);
    expect(listed).toMatchObject([
      { id: 1, ...sample('hebei-project') },
      { id: 2, ...sample('dalian-project') },
    ]);
    expect((await runCli('check', '--db', db)).out).toBe('共 2 张表：错误 0，警告 0，提示 0\n');

    const xlsx = join(folder, 'a.xlsx');
    const read = async () => JSON.parse((await runCli('convert', xlsx, '--json', '-')).out);
    expect(await runCli('export', '--db', db, '--xlsx', xlsx)).toEqual({ code: 0, out: '', err: '' });
    expect(await read()).toEqual([sample('hebei-project'), sample('dalian-project')]);
    const some = await runCli('export', '--db', db, '--id', '2', '--id', '99', '--xlsx', xlsx);
    expect(some).toMatchObject({ code: 1, err: expect.stringContaining('编号 99：') });
    expect(await read()).toEqual([sample('dalian-project')]);
  });

  test('check leaves out what the unit has switched off, and knows what was approved', async () => {
    const db = join(ownFolder(), 'tables.db');
    await runCli('import', changed('dalian-project', { implementingUnit: '' }), '--db', db);
    const store = await storeAt(db);
    const unit = '滨城区图书馆';
    store.review.approve(unit, 2026, '90');
    expect(JSON.parse((await runCli('check', '--db', db, '--json')).out)).toMatchObject([
      { rule: 'R61', severity: 'warning', path: '' },
      { rule: 'R02', severity: 'hint', path: 'implementingUnit' },
    ]);
    for (const rule of ['R61', 'R02'])
      store.review.waive({ unit, rule, filing: null, path: null, reason: '预算调整中' });
    expect((await runCli('check', '--db', db)).out).toBe('共 1 张表：错误 0，警告 0，提示 0；已关闭的提醒 2\n');
  });

  test('what is only looked at is neither made nor changed', async () => {
    const folder = ownFolder();
    const db = join(folder, 'none.db');
    expect(await runCli('list', '--db', db)).toEqual({ code: 1, out: '', err: `没有数据文件 ${db}\n` });
    const notes = fileOf('notes.txt', '不是数据库'.repeat(300));
    expect(await runCli('list', '--db', notes)).toMatchObject({ code: 1, err: expect.stringContaining('未作改动') });
    expect(readFileSync(notes, 'utf8')).toContain('不是数据库');
    expect(readdirSync(folder)).toEqual([]);
  });

  test('a file of something else given by --db is refused and left alone', async () => {
    const folder = ownFolder();
    const workbook = join(folder, '计划.xlsx');
    await runCli('convert', dalian, '--xlsx', workbook);
    const before = readFileSync(workbook);
    for (const command of [['import', dalian], ['list'], ['check'], ['export', '--pdf', join(folder, 'a.pdf')]]) {
      expect(await runCli(...command, '--db', workbook)).toEqual({
        code: 1,
        out: '',
        err: '计划.xlsx 不是绩效表的数据文件，未作改动，请另选数据文件或换一个新文件名\n',
      });
    }
    expect(readdirSync(folder)).toEqual(['计划.xlsx']);
    expect(readFileSync(workbook)).toEqual(before);
  });

  test('a file of a newer program is listed with a word about it, and takes nothing in', async () => {
    const db = join(ownFolder(), 'store.db');
    await runCli('import', dalian, '--db', db);
    const newer = new Sqlite(db);
    newer.exec('CREATE TABLE of_later (id INTEGER PRIMARY KEY) STRICT');
    newer.pragma(`user_version = ${SCHEMA_VERSION + 1}`);
    newer.close();
    expect(await runCli('list', '--db', db)).toMatchObject({
      code: 0,
      err: expect.stringMatching(new RegExp(`^提示：.*数据版本 ${SCHEMA_VERSION + 1}.*\n$`)),
    });
    expect(await runCli('import', dalian, '--db', db)).toMatchObject({ code: 1, out: '' });
  });
});

describe('check', () => {
  test('names rule, place and reason, counts filings in input order, and ends with 1 when errors stand', async () => {
    const wrong = changed('dalian-project', {
      projectName: '',
      annualFunding: { total: null, fiscal: '80', other: '6.45' },
    });
    const { code, out } = await runCli('check', hebei, wrong, '--json');
    expect(code).toBe(1);
    expect(JSON.parse(out)).toEqual([
      {
        filing: 1,
        projectName: '',
        rule: 'R01',
        severity: 'error',
        path: 'projectName',
        message: '项目名称为空，请填写',
      },
      {
        filing: 1,
        projectName: '',
        rule: 'R09',
        severity: 'error',
        path: 'annualFunding.total',
        message: '年度金额为空，但财政拨款 80、其他资金 6.45；合计应等于两者之和',
      },
    ]);
  });

  test('a problem of an indicator names its row and column', async () => {
    const rows = sample('dalian-project').indicators as Record<string, string>[];
    const indicators = rows.with(1, { ...rows[1], value: '≥480' });
    const { code, out } = await runCli('check', changed('dalian-project', { indicators }));
    expect(code).toBe(1);
    expect(out).toContain('：错误：指标第 2 行·年度指标值：“≥480”缺少计量单位');
  });

  test('hints keep it at 0', async () => {
    const { code, out } = await runCli('check', changed('dalian-project', { implementingUnit: '' }));
    expect(code).toBe(0);
    expect(out).toContain('第1张 社区流动书车运行经费：提示：实施单位为空');
    expect(out).toContain('共 1 张表：错误 0，警告 0，提示 1');
  });

  test('a row that was read in spite of shifted cells is told at its cell, and keeps it at 0', async () => {
    const text = readFileSync(join(import.meta.dirname, 'fixtures', 'import', 'rows.txt'), 'utf8');
    const [table = ''] = text.split('\n\n\n\n本级预算项目绩效目标表 (2025年度)');
    const { code, out, err } = await runCli('check', fileOf('shifted.txt', table), '--json');
    expect(err).toMatch(/^提示：.*第 23 行：该行列错位/);
    expect(
      err
        .trimEnd()
        .split('\n')
        .every((line) => line.startsWith('提示：')),
      err,
    ).toBe(true);
    const found = JSON.parse(out) as { rule: string; severity: string; path: string }[];
    expect(found.filter(({ severity }) => severity === 'error')).toEqual([]);
    const row = (rule: string) =>
      found.filter((one) => one.rule === rule).map(({ severity, path }) => [severity, path]);
    expect(row('import')).toEqual([['hint', 'indicators[4].level3']]);
    expect(row('R22')).toEqual([['warning', 'indicators[5].level2']]);
    expect(code).toBe(0);
  });

  test('what reading found at a value is there as well', async () => {
    const { code, out } = await runCli(
      'check',
      changed('hebei-project', { budget: { total: '约一百', fiscal: '1', other: '0' } }),
      '--json',
    );
    expect(code).toBe(1);
    expect(JSON.parse(out)).toContainEqual(expect.objectContaining({ rule: 'import', path: 'budget.total' }));
  });
});
