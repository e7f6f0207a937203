import { Document, Packer, Paragraph, Table, TableCell, TableRow } from 'docx';
import { strToU8, zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { docxGrids } from '../../electron/import/docx.ts';
import { noteLine, readFilings } from '../../electron/import/read-file.ts';
import { asJson } from './samples.ts';

type Cell = string | { text: string; colSpan?: number; rowSpan?: number };

const table = (rows: Cell[][]) =>
  new Table({
    rows: rows.map(
      (cells) =>
        new TableRow({
          children: cells.map((cell) => {
            const { text, colSpan = 1, rowSpan = 1 } = typeof cell === 'string' ? { text: cell } : cell;
            const children = text.split('\n').map((line) => new Paragraph(line));
            return new TableCell({ children, columnSpan: colSpan, rowSpan });
          }),
        }),
    ),
  });

test('a Word document with a cover and a merged table', async () => {
  const wide = (text: string, colSpan = 2) => ({ text, colSpan });
  const document = new Document({
    sections: [
      {
        children: [
          new Paragraph('2025年部门预算绩效信息'),
          new Paragraph('本级预算项目绩效目标表'),
          new Paragraph('（2025年度）'),
          new Paragraph('填报单位（盖章）：河道管理所'),
          new Paragraph('单位：万元'),
          table([
            ['项目名称', wide('河道清淤 & 护岸 <一期>'), '项目实施期', '2025年3月至2025年11月'],
            ['主管部门', wide('水务局'), '实施单位', '河道管理所'],
            [{ text: '资金投入\n（万元）', rowSpan: 3 }, '实施期金额', '1,030.50', '年度金额', '30.50'],
            ['其中：财政拨款', '1,030.50', '其中：财政拨款', '30.50'],
            ['其他资金', '', '其他资金', ''],
            [{ text: '绩效目标', rowSpan: 2 }, wide('实施期目标'), wide('年度目标')],
            [wide('清淤三公里\n修复护岸'), wide('清淤三公里')],
            ['一级指标', '二级指标', wide('三级指标'), '年度指标值'],
            [{ text: '产出指标', rowSpan: 2 }, { text: '数量指标', rowSpan: 2 }, wide('清淤长度'), '≥3公里'],
            [wide('清运淤泥'), '≥2万立方米'],
            ['满意度指标', '服务对象满意度指标', wide('沿岸居民满意度'), '≥90%'],
          ]),
          new Paragraph('填表人：张三'),
        ],
      },
    ],
  });
  const { filings, notes } = await readFilings('表.docx', new Uint8Array(await Packer.toBuffer(document)));
  expect(asJson(filings)).toEqual([
    {
      form: 'dalian-project',
      unitOfMoney: '万元',
      fiscalYear: 2025,
      filingUnit: '河道管理所',
      projectName: '河道清淤 & 护岸 <一期>',
      implementationPeriod: '2025年3月至2025年11月',
      supervisingDepartment: '水务局',
      implementingUnit: '河道管理所',
      periodGoal: '清淤三公里\n修复护岸',
      annualGoal: '清淤三公里',
      periodFunding: { total: '1030.50', fiscal: '1030.50', other: null },
      annualFunding: { total: '30.50', fiscal: '30.50', other: null },
      indicators: [
        { level1: '产出指标', level2: '数量指标', level3: '清淤长度', value: '≥3公里' },
        { level1: '产出指标', level2: '数量指标', level3: '清运淤泥', value: '≥2万立方米' },
        { level1: '满意度指标', level2: '服务对象满意度指标', level3: '沿岸居民满意度', value: '≥90%' },
      ],
    },
  ]);
  expect(notes.map((note) => noteLine('表.docx', note))).toEqual([
    '表.docx：第 1 段：表格以外的内容“2025年部门预算绩效信息”未读入',
    '表.docx：第 6 段：表格以外的内容“填表人：张三”未读入',
  ]);
});

test('a blank line within a goal stays', async () => {
  const wide = (text: string, colSpan = 2) => ({ text, colSpan });
  const document = new Document({
    sections: [
      {
        children: [
          new Paragraph('本级预算项目绩效目标表'),
          new Paragraph('（2025年度）'),
          new Paragraph(''),
          new Paragraph('填报单位（盖章）'),
          new Paragraph('单位：万元'),
          table([
            ['项目名称', wide('河道清淤'), '项目实施期', '2025年'],
            ['主管部门', wide('水务局'), '实施单位', '河道管理所'],
            [{ text: '资金投入\n（万元）', rowSpan: 3 }, '实施期金额', '30', '年度金额', '30'],
            ['其中：财政拨款', '30', '其中：财政拨款', '30'],
            ['其他资金', '', '其他资金', ''],
            [{ text: '\n绩效\n\n目标\n', rowSpan: 2 }, wide('实施期目标'), wide('年度目标')],
            [wide('清淤三公里\n\n修复护岸\n'), wide('\n清淤三公里')],
            ['一级指标', '二级指标', wide('三级指标'), '年度指标值'],
            ['产出指标', '数量指标', wide('清淤长度'), '≥3公里'],
          ]),
        ],
      },
    ],
  });
  const { filings, notes } = await readFilings('表.docx', new Uint8Array(await Packer.toBuffer(document)));
  expect(filings[0]?.values).toMatchObject({ periodGoal: '清淤三公里\n\n修复护岸', annualGoal: '清淤三公里' });
  expect(notes).toEqual([]);
});

test('the contents that Word makes of the headings are none of the text, with their heading and without', async () => {
  const line = (text: string) => `<w:p><w:r><w:t>${text}</w:t></w:r></w:p>`;
  const mark = (type: string) => `<w:r><w:fldChar w:fldCharType="${type}"/></w:r>`;
  const begin = `${mark('begin')}<w:r><w:instrText> TOC \\o "1-2" </w:instrText></w:r>${mark('separate')}`;
  const field = `<w:p>${begin}<w:r><w:t>一、部门职责 1</w:t></w:r></w:p>${line('二、机构设置 2')}<w:p>${mark('end')}</w:p>`;
  const gallery = '<w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj>';
  const control = `<w:sdt><w:sdtPr>${gallery}</w:sdtPr><w:sdtContent>${line('目录')}${field}</w:sdtContent></w:sdt>`;
  const namespace = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';
  const read = async (body: string) => {
    const xml = `<w:document xmlns:w="${namespace}"><w:body>${body}</w:body></w:document>`;
    const { grids, notes } = await docxGrids(zipSync({ 'word/document.xml': strToU8(xml) }));
    return { texts: grids[0]?.rows.map(({ cells }) => cells[0]?.text), notes };
  };
  for (const contents of [field, control])
    expect(await read(`${line('前')}${contents}${line('后')}`)).toEqual({ texts: ['前', '后'], notes: [] });
  // What follows contents that never end is not lost in silence.
  const { notes } = await read(`<w:p>${begin}</w:p>${line('后')}`);
  expect(notes.map(({ message }) => message)).toEqual(['域代码不完整，其后的文字可能未读入']);
});
