import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readBytes } from '../../electron/import/read-bytes.ts';
import { recognise } from '../../electron/import/recognition/recognise.ts';
import { textGrid } from '../../electron/import/text.ts';
import { dalianProject } from '../../shared/form/catalog/dalian-project.ts';
import { hebeiProject } from '../../shared/form/catalog/hebei-project.ts';
import type { Form, FormRow } from '../../shared/form/form.ts';
import { withFixedRows } from '../form-variants.ts';
import { FRAME, frame, readText, VALUES } from './frame.ts';
import { fill, readWith } from './hand-made.ts';
import { twoForms } from './two-forms.ts';

/** Forms of other kinds as bureaus print them, in short. */
const FOREIGN: Record<string, string[]> = {
  项目支出绩效自评表: [
    '项目名称\t\t加工车间建设\t\t\t\t\t\t',
    '主管部门\t\t农业农村局\t\t\t实施单位\t\t国资公司\t',
    '项目资金(万元)\t\t\t年初预算数\t全年预算数\t全年执行数\t分值\t执行率\t得分',
    '\t\t年度资金总额\t1100\t1100\t1100\t10\t100%\t10',
    '\t\t其中:当年财政拨款\t1100\t1100\t1100\t—\t100%\t—',
    '\t\t其他资金\t\t\t\t—\t\t—',
    '年度总体目标\t\t预期目标\t\t\t实际完成情况\t\t\t',
    '\t\t建成车间\t\t\t建成车间\t\t\t',
    '绩效指标\t一级指标\t二级指标\t三级指标\t年度指标值\t实际完成值\t分值\t得分\t偏差原因分析及改进措施',
    '\t产出指标(50分)\t数量指标\t建设面积\t≥1290平方米\t1290平方米\t50\t50\t',
    '\t满意度指标(10分)\t服务对象满意度指标\t群众满意度\t≥90%\t95%\t10\t10\t',
    '\t总分\t\t\t\t\t100\t60\t',
  ],
  项目支出绩效目标申报表: [
    '项目名称\t物业管理\t\t\t',
    '主管部门\t财政局\t\t实施单位\t管委会',
    '项目资金(万元)\t年度资金总额:\t\t1125\t',
    '\t其中:财政拨款\t\t1125\t',
    '\t其他资金\t\t\t',
    '年度目标\t\t\t\t',
    '做好物业管理\t\t\t\t',
    '绩效指标\t一级指标\t二级指标\t三级指标\t指标值',
    '\t产出指标\t数量指标\t指标1:小区\t8个',
    '\t满意度指标\t服务对象满意度指标\t指标1:居民满意度\t≥90%',
  ],
  项目绩效目标表: [
    '项目名称\t基础设施\t\t项目属性\t新增□延续√\t',
    '主管部门\t坝塘镇\t\t主管部门编码\t\t',
    '项目单位\t坝塘镇\t项目负责人\t张三\t联系电话\t',
    '起止时间\t2021年度\t\t\t\t',
    '项目概况\t道路建设\t\t\t\t',
    '项目绩效目标\t长期目标\t\t年度目标\t\t',
    '\t改善设施\t\t完成改造\t\t',
    '长期绩效指标\t一级指标\t二级指标\t指标内容\t指标值\t备注',
    '\t产出指标\t数量指标\t道路\t100\t',
    '年度绩效指标\t一级指标\t二级指标\t指标内容\t指标值\t备注',
    '\t产出指标\t数量指标\t道路\t50\t',
  ],
  '部门（单位）整体支出绩效目标申报表': [
    '部门（单位）名称\t\t\t某局\t\t\t\t',
    '年度主要任务\t任务名称\t\t主要内容\t\t预算金额（万元）\t\t',
    '\t\t\t\t\t总额\t财政拨款\t其他资金',
    '\t任务1\t\t保障运转\t\t120\t100\t20',
    '年度总体目标\t保障机关运转\t\t\t\t\t\t',
    '年度绩效指标\t一级指标\t\t二级指标\t\t三级指标\t指标值\t',
    '\t产出指标\t\t数量指标\t\t活动次数\t≥10次\t',
  ],
  项目支出绩效目标执行监控表: [
    '项目名称\t\t某项目\t\t\t\t\t',
    '主管部门及代码\t\t[105]某部\t\t实施单位\t\t某校\t',
    '项目资金（万元）\t\t\t年初预算数\t1-7月执行数\t1-7月执行率\t全年预计执行数\t',
    '\t\t年度资金总额：\t190\t0\t0%\t0\t',
    '年度总体目标\t完成年度任务\t\t\t\t\t\t',
    '绩效指标\t一级指标\t二级指标\t三级指标\t年度指标值\t1-7月执行数\t偏差原因分析\t备注',
    '\t产出指标\t数量指标\t活动次数\t≥10次\t5\t\t',
  ],
};
const cases = Object.entries(FOREIGN);
/** As a browser copies it: cells covered by a merge are absent. */
const asWeb = (rows: string[]) => rows.map((row) => row.replace(/\t{2,}/g, '\t').replace(/^\t/, ''));
const asCells = (rows: string[], between: string) =>
  rows.flatMap((row) => row.split('\t').filter((cell) => cell !== '')).join(between);

/** Nothing is read of the file, and one line tells why. */
function refusal({ filings, notes }: Awaited<ReturnType<typeof readBytes>>): string {
  expect(filings).toEqual([]);
  expect(notes.map(({ severity }) => severity)).toEqual(['error']);
  return `${notes[0]?.place}：${notes[0]?.message}`;
}

describe.each(cases)('T1: %s becomes no table of another form', (title, rows) => {
  const shapes: [string, string][] = [
    ['as rows', [title, '(2023年度)', ...rows].join('\n')],
    ['as a browser copies it', [title, '(2023年度)', ...asWeb(rows)].join('\n')],
    ['a cell a line', [title, asCells(rows, '\n')].join('\n')],
    ['cells with blank lines between', [title, asCells(rows, '\n\n')].join('\n\n')],
    ['with a year and a unit in its title', [`某局2023年度${title}`, ...rows].join('\n')],
  ];
  test.each(shapes)('%s', async (_, text) => {
    const line = refusal(await readBytes('表.txt', Buffer.from(text), twoForms));
    expect(line).toContain(title);
    expect(line).toContain('软件里没有这种表样');
    expect(line).toContain('请改用软件里的表样“本级预算项目绩效目标表”（大连）、“绩效目标表”（河北）');
  });

  test('as a workbook, and by the name of its sheet', async () => {
    const cells = rows.map((row) => row.split('\t').map((cell) => (cell === '' ? null : cell)));
    const titled = await readWith(twoForms, (sheet) => fill(sheet, [[title], ...cells]));
    expect(refusal(titled)).toContain(`像是“${title}”`);
    const named = await readWith(twoForms, (sheet) => {
      sheet.name = title.slice(0, 31);
      fill(sheet, cells);
    });
    expect(refusal(named)).toContain(`像是“${title}”`);
  });

  test('without its title, or under one of the same kind as ours', async () => {
    refusal(await readBytes('表.txt', Buffer.from(rows.join('\n')), twoForms));
    const line = refusal(await readBytes('表.txt', Buffer.from(['2024年度绩效目标表', ...rows].join('\n')), twoForms));
    expect(line).toContain('像是“2024年度绩效目标表”');
  });

  test('beside a table of ours it is told, and ours is read', async () => {
    const foreign = [title, ...rows].join('\n');
    for (const text of [`${frame()}\n\n${foreign}`, `${foreign}\n\n${frame()}`, `${frame()}\n${foreign}`]) {
      const { filings, values, errors } = await readText(text, twoForms);
      expect(filings).toHaveLength(1);
      expect(values).toMatchObject(VALUES);
      expect(errors).toHaveLength(1);
      expect(errors[0]).toContain(`像是“${title}”`);
    }
  });
});

describe('T1: few labels are no table', () => {
  test.each([
    ['项目名称\t甲\n主管部门\t乙\t实施单位\t丙'],
    ['项目名称\t甲\n项目实施期\t2024年\n主管部门\t乙\t实施单位\t丙'],
    ['项目名称\t甲\n主管部门\t乙\t实施单位\t丙\n一级指标\t二级指标\t三级指标\t指标值\n产出指标\t数量指标\t丁\t1'],
    ['项目编码\t1\t项目名称\t甲\n项目负责人\t乙\t联系电话\t丙'],
  ])('%j', async (text) => {
    refusal(await readBytes('表.txt', Buffer.from(text), twoForms));
  });

  test('nor is a text that names a form, or a list of contents', async () => {
    const prose = '一、项目名称：本级预算项目绩效目标表的填报\n各单位按“项目支出绩效自评表”填报。\n实施单位\n';
    refusal(await readBytes('表.txt', Buffer.from(prose), twoForms));
    const contents = '目录\n本级预算项目绩效目标表\t1\n项目支出绩效自评表\t2\n';
    refusal(await readBytes('表.txt', Buffer.from(contents), twoForms));
  });

  test('under the form’s own title they are what is left of it', async () => {
    const { values, errors } = await readText(`${FRAME.title}\n${FRAME.name}\n${FRAME.department}`);
    expect(values).toMatchObject({ projectName: '河道清淤', implementingUnit: '河道管理所' });
    expect(errors.join()).toContain('表格可能不完整');
  });
});

describe('a table of ours is read', () => {
  test.each([
    ['without a title', frame({ title: null, year: null, unit: null })],
    ['with the year and the unit in its title', frame({ title: '青石县2025年度本级预算项目绩效目标表', year: null })],
    ['under a title of the same kind', frame({ title: '水务局项目支出绩效目标表' })],
    ['under another form’s title, with all labels', frame({ title: '项目支出绩效目标申报表' })],
    ['with a row less', frame({ other: null })],
    ['with a label renamed', frame({ name: '项目名称\t河道清淤\t\t项目周期\t2025年3月至2025年11月' })],
  ])('%s', async (_, text) => {
    const { filings, values, rows } = await readText(text);
    expect(filings.map(({ form }) => form)).toEqual(['dalian-project']);
    expect(values).toMatchObject({ projectName: '河道清淤', 'annualFunding.total': '20', annualGoal: '清淤两公里' });
    expect(rows).toHaveLength(2);
  });

  test('whichever of its rows is missing', async () => {
    const parts = fc.subarray(['name', 'department', 'total', 'fiscal', 'other', 'goals'] as const, { maxLength: 2 });
    await fc.assert(
      fc.asyncProperty(parts, async (missing) => {
        const change = Object.fromEntries(
          missing.flatMap((part) =>
            part === 'goals'
              ? [
                  ['goals', null],
                  ['texts', null],
                ]
              : [[part, null]],
          ),
        );
        const { filings, rows } = await readText(frame(change));
        expect(filings.map(({ form }) => form)).toEqual(['dalian-project']);
        expect(rows).toHaveLength(2);
      }),
      { numRuns: 30 },
    );
  });
});

describe('forms compete by title, then by labels', () => {
  const grid = (text: string) => textGrid(text, (cell) => cell !== '');
  const twin: Form = { ...dalianProject, id: 'twin-project', name: '双生表', region: '试点' };

  test('two forms that fit alike are told', () => {
    const { filings, notes } = recognise(grid(frame()), [dalianProject, hebeiProject, twin]);
    expect(filings.map(({ form }) => form)).toEqual(['dalian-project']);
    expect(notes.filter(({ severity }) => severity === 'error').map(({ message }) => message)).toEqual([
      '也像是“双生表”（试点），已按“本级预算项目绩效目标表”（大连）读入，请核对',
    ]);
  });

  test('the title decides between forms with the same labels', () => {
    const renamed = withFixedRows(twin, (rows) =>
      rows.with(0, { ...(rows[0] as FormRow), cells: [{ kind: 'label', text: '县级项目预期绩效表', colSpan: 5 }] }),
    );
    const forms = [dalianProject, hebeiProject, renamed];
    const read = (text: string) => recognise(grid(text), forms).filings.map(({ form }) => form);
    expect(read(frame())).toEqual(['dalian-project']);
    expect(read(frame({ title: '县级项目预期绩效表' }))).toEqual(['twin-project']);
  });
});

describe('T1: published forms of other kinds', () => {
  const seeds = join(import.meta.dirname, '../../../shared/seeds/forms');
  const names = existsSync(seeds) ? readdirSync(seeds) : [];
  if (names.length === 0) console.info('../shared/seeds/forms is not here: foreign forms are those made in the test');
  test.runIf(names.length > 0)(
    'none of them is read where its form is not known, and each is told in one line',
    async () => {
      for (const name of names) {
        const line = refusal(await readBytes(name, readFileSync(join(seeds, name)), twoForms));
        expect(line, name).toMatch(/像是“.*”，软件里没有这种表样/);
      }
    },
  );
});
