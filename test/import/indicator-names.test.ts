import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dalianProject } from '../../shared/form/catalog/dalian-project.ts';
import { levelsOf } from '../../shared/form/form.ts';
import { FRAME, frame, ROWS, readText } from './frame.ts';
import { dalian, fill, read } from './hand-made.ts';

const inRows = (...rows: string[]) => readText(frame({ rows: rows.join('\n') }));
const after = FRAME.rows.split('\n')[1] ?? '';

describe('X6: level names however they are written', () => {
  test.each([
    ['产 出 指 标', '数 量 指 标'],
    ['产　出　指　标', '数量 指标'],
    ['产出 指标', '数量指标：'],
  ])('with spaces between: %s', async (level1, level2) => {
    const { rows, lines } = await inRows(`${level1}\t${level2}\t清淤长度\t\t≥3公里`, after);
    expect(rows).toEqual(ROWS);
    expect(lines).toEqual([]);
  });

  test.each([
    '产出指标(50分)',
    '产出指标（50分）',
    '产出指标50分',
    '产出指标(50%)',
    '一、产出指标',
    '1.产出指标',
    '（一）产出指标',
    '★产出指标',
    '一、产 出 指 标（50分）',
  ])('with points or numbers around: %s', async (level1) => {
    const { rows, lines } = await inRows(`${level1}\t数量指标\t清淤长度\t\t≥3公里`, after);
    expect(rows).toEqual(ROWS);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(/^第 12 行：“.*”按“产出指标”读入，“.*”未读入$/);
  });

  test('in a merged cell of a sheet, a character a line', async () => {
    const { json, lines } = await read((sheet) => {
      fill(sheet, dalian);
      sheet.getCell('A12').value = '产\n出\n指\n标';
      sheet.getCell('B12').value = '数量\n指标';
      sheet.mergeCells('A12:A13');
      sheet.mergeCells('B12:B13');
    });
    expect(json).toMatchObject([
      { indicators: [{ level1: '产出指标', level2: '数量指标' }, { level1: '产出指标', level2: '数量指标' }, {}] },
    ]);
    expect(lines).toEqual([]);
  });

  test.each(['时效：', '质量 指标', '产出指标(50分)'])(
    'an indicator whose name reads like a level: %s',
    async (name) => {
      const { json, lines } = await read((sheet) => {
        fill(sheet, dalian);
        sheet.getCell('C13').value = name;
        sheet.mergeCells('A12:A13');
        sheet.mergeCells('B12:B13');
      });
      expect(json).toMatchObject([{ indicators: [{}, { level2: '数量指标', level3: name }, {}] }]);
      expect(lines).toEqual([]);
    },
  );

  test('every name of the classification, spaced and with points', async () => {
    const classes = levelsOf(dalianProject, 'indicators').flatMap((level) =>
      level.level2.map(({ name }) => [level.name, name] as const),
    );
    const style = fc.constantFrom(
      (name: string) => name,
      (name: string) => [...name].join(' '),
      (name: string) => [...name].join('　'),
      (name: string) => `${name}（20分）`,
      (name: string) => `二、${name}`,
    );
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...classes), style, style, async ([level1, level2], one, two) => {
        const { rows } = await inRows(`${one(level1)}\t${two(level2)}\t名称\t\t10个`);
        expect(rows).toEqual([`${level1}|${level2}|名称|10个`]);
      }),
      { numRuns: 80 },
    );
  });

  test.each([
    ['★清淤长度', '★'],
    ['☆ 清淤长度', '☆'],
    ['指标1：清淤长度', '指标1：'],
    ['指标 2: 清淤长度', '指标 2:'],
    ['三级指标一：清淤长度', '三级指标一：'],
    ['指标１．清淤长度', '指标１．'],
    ['★指标3、清淤长度', '★指标3、'],
  ])('marks and numbers before a name are taken off, with a hint: %s', async (name, left) => {
    const { rows, lines, errors } = await inRows(`产出指标\t数量指标\t${name}\t\t≥3公里`, after);
    expect(rows).toEqual(ROWS);
    expect(errors).toEqual([]);
    expect(lines).toEqual([`第 12 行：三级指标前的“${left}”已去掉，共 1 处`]);
  });

  test('names that only begin alike stay as typed', async () => {
    for (const name of ['指标完成率', '12345热线接通率', '1.5米以上乔木', '指标体系1个'])
      expect((await inRows(`产出指标\t数量指标\t${name}\t\t1`)).rows).toEqual([`产出指标|数量指标|${name}|1`]);
  });

  test('a blank form’s numbers without names are no indicators', async () => {
    const { rows } = await inRows('产出指标\t数量指标\t指标1：清淤长度\t\t≥3公里', '\t\t指标2：\t\t', after);
    expect(rows).toEqual(ROWS);
  });

  test('a level of another classification stays as typed', async () => {
    const { rows } = await inRows('管理 与 服务\t制度建设\t制度数量\t\t2项');
    expect(rows).toEqual(['管理 与 服务|制度建设|制度数量|2项']);
  });
});

describe('X7: costs as a level 1 (财预〔2021〕101号)', () => {
  const COSTS = ['经济成本指标', '社会成本指标', '生态环境成本指标'];

  test.each(COSTS)('with %s', async (level2) => {
    const { rows, lines } = await inRows(`成本指标\t${level2}\t建设成本\t\t≤65万元`, FRAME.rows);
    expect(rows).toEqual([`成本指标|${level2}|建设成本|≤65万元`, ...ROWS]);
    expect(lines).toEqual([]);
  });

  test('filled down, and a level 2 of another level 1 after it', async () => {
    const { rows } = await inRows(
      '成本指标\t经济成本指标\t建设成本\t\t≤65万元',
      '\t社会成本指标\t投诉\t\t≤3次',
      '\t\t停水\t\t≤1次',
      FRAME.rows,
    );
    expect(rows.slice(0, 3)).toEqual([
      '成本指标|经济成本指标|建设成本|≤65万元',
      '成本指标|社会成本指标|投诉|≤3次',
      '成本指标|社会成本指标|停水|≤1次',
    ]);
  });

  test('under 产出指标, as it is printed', async () => {
    const { rows, lines } = await inRows(
      '产出指标\t经济成本指标\t建设成本\t\t≤65万元',
      '\t数量指标\t清淤长度\t\t≥3公里',
    );
    expect(rows).toEqual(['产出指标|经济成本指标|建设成本|≤65万元', '产出指标|数量指标|清淤长度|≥3公里']);
    expect(lines).toEqual([]);
  });

  test('成本指标 is still a level 2 of 产出指标', async () => {
    const { rows } = await inRows('产出指标\t数量指标\t清淤长度\t\t≥3公里', '\t成本指标\t总成本\t\t≤65万元');
    expect(rows[1]).toBe('产出指标|成本指标|总成本|≤65万元');
  });

  test('in merged cells of a sheet, and as a browser copies it', async () => {
    const { json } = await read((sheet) => {
      fill(sheet, dalian);
      fill(
        sheet,
        [
          ['成本指标', '经济成本指标', '建设成本', null, '≤65万元'],
          [null, '社会成本指标', '投诉', null, '≤3次'],
        ],
        12,
      );
      sheet.mergeCells('A12:A13');
    });
    expect(json).toMatchObject([
      {
        indicators: [
          { level1: '成本指标', level2: '经济成本指标' },
          { level1: '成本指标', level2: '社会成本指标' },
          {},
        ],
      },
    ]);
    const { rows } = await readText(
      frame({
        header: '绩效指标\t一级指标\t二级指标\t三级指标\t年度指标值',
        rows: '成本指标\t经济成本指标\t建设成本\t≤65万元\n社会成本指标\t投诉\t≤3次\n产出指标\t数量指标\t清淤长度\t≥3公里\n成本指标\t总成本\t≤65万元',
      }),
    );
    expect(rows).toEqual([
      '成本指标|经济成本指标|建设成本|≤65万元',
      '成本指标|社会成本指标|投诉|≤3次',
      ROWS[0],
      '产出指标|成本指标|总成本|≤65万元',
    ]);
  });
});

describe('X8: a value in columns of its sign, number and unit', () => {
  const split = (columns: string, ...rows: string[]) =>
    readText(frame({ header: `一级指标\t二级指标\t三级指标\t${columns}`, rows: rows.join('\n') }));
  const row = (value: string) => `产出指标\t数量指标\t清淤长度\t${value}`;

  test.each([
    ['运算符号\t指标值\t度量单位', '≥\t3\t公里', '≥3公里'],
    ['计算符号\t年度指标值\t计量单位', '=\t100\t%', '=100%'],
    ['运算符号\t内容\t度量单位', '≤\t3\t次', '≤3次'],
    ['运算符号\t内容(指标值)\t度量单位', '≥\t95\t%', '≥95%'],
    ['指标性质\t指标值\t度量单位', '≥\t95\t%', '≥95%'],
    ['运算符号\t指标值', '≥\t95%', '≥95%'],
    ['指标值\t计量单位', '≥95\t%', '≥95%'],
    ['运算符号\t指标值\t度量单位', '≥\t≥95%\t%', '≥95%'],
    ['运算符号\t指标值\t度量单位', '定性\t良好\t', '良好'],
    ['运算符号\t指标值\t度量单位', '—\t良好\t/', '良好'],
    ['运算符号\t指标值\t度量单位', '\t良好\t', '良好'],
    ['运算符号\t指标值\t度量单位', '不低于\t95\t%', '不低于95%'],
  ])('%s: %s', async (columns, value, expected) => {
    const { rows, lines } = await split(columns, row(value));
    expect(rows).toEqual([`产出指标|数量指标|清淤长度|${expected}`]);
    expect(lines).toEqual([]);
  });

  test('what is no sign is named', async () => {
    const { rows, errors } = await split('运算符号\t指标值\t度量单位', row('正向\t95\t%'));
    expect(rows).toEqual(['产出指标|数量指标|清淤长度|95%']);
    expect(errors).toEqual(['第 12 行：表样中没有“运算符号”列，未读入“正向”']);
  });

  test('in a sheet, and filled down', async () => {
    const { json, lines } = await read((sheet) => {
      fill(sheet, dalian);
      for (const line of [11, 12, 13, 14]) for (const col of [4, 5]) sheet.getCell(line, col).value = null;
      fill(
        sheet,
        [
          ['运算符号', '指标值', '度量单位'],
          ['≥', 3, '公里'],
          ['≥', '2', '万立方米'],
          ['≥', 90, '%'],
        ],
        11,
        4,
      );
    });
    expect(json).toMatchObject([{ indicators: [{ value: '≥3公里' }, { value: '≥2万立方米' }, { value: '≥90%' }] }]);
    expect(lines).toEqual([]);
  });

  test('any sign, number and unit', async () => {
    const part = (...texts: string[]) => fc.constantFrom(...texts);
    await fc.assert(
      fc.asyncProperty(
        part('≥', '≤', '＞', '<', '='),
        part('95', '0.5', '1,000'),
        part('%', '家', '个工作日', '平方米'),
        async (sign, number, unit) => {
          const { rows } = await split('运算符号\t指标值\t度量单位', row([sign, number, unit].join('\t')));
          expect(rows).toEqual([`产出指标|数量指标|清淤长度|${sign}${number}${unit}`]);
        },
      ),
      { numRuns: 40 },
    );
  });
});
