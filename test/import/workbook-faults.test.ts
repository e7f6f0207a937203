import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { cellsOf } from '../../electron/import/read-cells.ts';
import { readFilings } from '../../electron/import/read-file.ts';
import { builtInFormat } from '../../electron/import/workbook/built-in-formats.ts';
import { showNumber } from '../../electron/import/workbook/number-display.ts';
import { dalian, expected } from './hand-made.ts';
import { asJson } from './samples.ts';
import {
  bookParts,
  type Cells,
  escaped,
  inline,
  MAIN,
  OFFICE,
  RELATIONS,
  readBook,
  readPackage,
  readTable,
  shownValue,
  tableRows,
  zipped,
} from './workbook-xml.ts';

/** Each row C of the list of inputs that comparable programs read wrongly, with its siblings. */

const one = { sheets: [{ name: '表1' }] };
/** 2026-04-30 13:30. */
const DAY = 46142.5625;
const number = (value: number | string, style = 0) => `<c r="E12" s="${style}"><v>${value}</v></c>`;

test('a workbook written by hand is read like any other', async () => {
  const { json, lines } = await readBook(one);
  expect(json).toEqual(expected);
  expect(lines).toEqual([]);
});

describe('W1: the Chinese date formats that a workbook names by number', () => {
  const shown: [string, number[]][] = [
    ['2026年4月', [27, 36, 50, 52, 57]],
    ['4月30日', [28, 29, 51, 53, 54, 58]],
    ['4-30-26', [30]],
    ['2026年4月30日', [31]],
    ['13时30分', [32]],
    ['13时30分00秒', [33]],
    ['下午1时30分', [34, 55]],
    ['下午1时30分00秒', [35, 56]],
    ['2026/4/30', [14]],
    ['2026/4/30 13:30', [22]],
  ];
  test.each(shown.flatMap(([text, ids]) => ids.map((id) => [id, text] as const)))('%i shows %s', async (id, text) => {
    expect(await shownValue(number(DAY, 1), { formats: [id] })).toEqual({ text, lines: [] });
  });

  test('every number of a built-in format shows something of a date or a number', () => {
    for (let id = 0; id <= 163; id++) {
      const { text, doubt } = showNumber(DAY, builtInFormat(id));
      expect(`${id} ${text} ${doubt}`).toMatch(/^\d+ .*(\d|Apr).* undefined$/);
    }
  });
});

describe('W2: dates and times show as their formats have them', () => {
  test.each([
    ['h:mm', 0.5, '12:00'],
    ['[h]:mm', 1.25, '30:00'],
    ['[mm]:ss', 0.0625, '90:00'],
    ['yyyy/m/d h:mm', DAY, '2026/4/30 13:30'],
    ['m"月"d"日"', DAY, '4月30日'],
    ['m月d日', DAY, '4月30日'],
    ['yyyy年', DAY, '2026年'],
    ['e"年"', DAY, '2026年'],
    ['aaaa', DAY, '星期四'],
    ['[$-804]aaaa;@', DAY, '星期四'],
    ['[$-804]dddd', DAY, '星期四'],
    ['[$-zh-CN]mmmm', DAY, '四月'],
    ['yyyy-mm-dd;@', DAY, '2026-04-30'],
    ['yyyy.mm.dd', DAY, '2026.04.30'],
    ['上午/下午h"时"mm"分"', DAY, '下午1时30分'],
    ['[$-804]AM/PM h:mm', DAY, '下午 1:30'],
    ['h:mm AM/PM', DAY, '1:30 PM'],
    ['mm:ss.0', 0.5001234, '00:10.7'],
    ['d-mmm-yy', DAY, '30-Apr-26'],
    ['[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy', DAY, '2026年4月30日'],
    ['[DBNum1][$-804]yyyy"年"m"月"d"日"', DAY, '二〇二六年四月三十日'],
    ['[DBNum1][$-804]m"月"d"日"', 46011, '十二月二十日'],
    ['[Red]yyyy/m/d', DAY, '2026/4/30'],
    ['[<46000]"早";yyyy/m/d', DAY, '2026/4/30'],
    ['yyyy/m/d', 59, '1900/2/28'],
    ['yyyy/m/d', 61, '1900/3/1'],
  ])('%s of %d is %s', async (format, value, text) => {
    expect(await shownValue(number(value, 1), { formats: [format] })).toEqual({ text, lines: [] });
  });

  test.each(['1', 'true', 'on'])('days from 1904 (%s)', async (on) => {
    const book = { workbook: `<workbookPr date1904="${on}"/>`, formats: ['yyyy"年"m"月"', '[h]:mm'] };
    expect((await shownValue(number(44562, 1), book)).text).toBe('2026年1月');
    expect((await shownValue(number(1.25, 2), book)).text).toBe('30:00');
  });

  test.each([
    ['2026-04-30T00:00:00', 1, '2026年4月'],
    ['2026-04-30', 0, '2026/4/30'],
    ['2026-04-30T00:00:00', 0, '2026/4/30'],
    ['2026-04-30T13:30:00.000Z', 0, '2026/4/30 13:30'],
    ['T13:30', 0, '13:30'],
    ['1900-01-31', 0, '1900/1/31'],
    ['四月底', 0, '四月底'],
  ])('a date of ISO 8601, %s', async (value, style, text) => {
    const cell = `<c r="E12" s="${style}" t="d"><v>${value}</v></c>`;
    expect((await shownValue(cell, { formats: ['yyyy"年"m"月"'] })).text).toBe(text);
  });

  test.each([-1, 2_958_466, 1e300])('a date that no sheet can show (%d) is named with its cell', async (value) => {
    const { lines } = await shownValue(number(value, 1), { formats: ['yyyy/m/d'] });
    expect(lines.join()).toContain('表.xlsx：工作表“表1”的 E12：日期超出范围');
  });

  test('a format that nothing can read is named with its cell', async () => {
    const { text, lines } = await shownValue(number(5, 1), { formats: ['0"天"h"小时"'] });
    expect(text).toBe('5');
    expect(lines).toEqual(['表.xlsx：工作表“表1”的 E12：无法识别数字格式“0"天"h"小时"”，已按原数读入，请核对']);
  });
});

describe('W3: parts are found by relationships, whatever they are called', () => {
  const renamed = (names: Record<string, string>, targets: (path: string) => string) => {
    const parts = bookParts({ sheets: [{ name: '一' }, { name: '二' }, { name: '三' }], strings: [] });
    const made: Record<string, string> = {};
    for (const [path, text] of Object.entries(parts)) made[names[path] ?? path] = text;
    for (const [from, to] of Object.entries(names))
      made['xl/_rels/workbook.xml.rels'] = (made['xl/_rels/workbook.xml.rels'] as string).replace(
        `Target="${from.replace('xl/', '')}"`,
        `Target="${targets(to)}"`,
      );
    return made;
  };
  const sheets = (...names: string[]) =>
    Object.fromEntries(names.map((name, at) => [`xl/worksheets/sheet${at + 1}.xml`, name]));
  test.each([
    ['sheet.xml first', sheets('xl/worksheets/sheet.xml', 'xl/worksheets/sheet2.xml', 'xl/worksheets/sheet3.xml')],
    ['capital letters', sheets('xl/worksheets/Sheet1.xml', 'xl/Worksheets/SHEET2.XML', 'xl/worksheets/sheet2_1.xml')],
    ['another folder', sheets('tables/a.xml', 'xl/b', 'c.xml')],
    ['Chinese names', sheets('xl/worksheets/表一.xml', 'xl/worksheets/表 二.xml', 'xl/worksheets/%E4%B8%89.xml')],
    ['other parts', { 'xl/sharedStrings.xml': 'xl/SharedStrings.xml', 'xl/styles.xml': 'xl/style/s.xml' }],
  ])('%s', async (_, names) => {
    const absolute = await readPackage(zipped(renamed(names, (path) => `/${path}`)));
    expect(absolute.json).toHaveLength(3);
    const relative = await readPackage(zipped(renamed(names, (path) => `./../${path}`)));
    expect(relative.json).toHaveLength(3);
    const escapedTargets = await readPackage(zipped(renamed(names, (path) => `/${encodeURI(decodeURI(path))}`)));
    expect(escapedTargets.json).toHaveLength(3);
    expect([...absolute.lines, ...relative.lines, ...escapedTargets.lines]).toEqual([]);
  });

  test('the workbook itself has another name, and its parts others that stand for something else', async () => {
    const parts = bookParts(one);
    parts['book/main.xml'] = parts['xl/workbook.xml'] as string;
    parts['book/_rels/main.xml.rels'] = (parts['xl/_rels/workbook.xml.rels'] as string).replaceAll(
      'Target="',
      'Target="../xl/',
    );
    parts['_rels/.rels'] = (parts['_rels/.rels'] as string).replace('xl/workbook.xml', 'book/main.xml');
    delete parts['xl/workbook.xml'];
    parts['xl/worksheets/sheet7.xml'] = 'not asked for';
    expect((await readPackage(zipped(parts))).json).toEqual(expected);
  });

  test.each(['relationships', 'ns0', 'R', '_r.1-x'])('the prefix %s for relationships', async (prefix) => {
    const parts = bookParts(one);
    parts['xl/workbook.xml'] = (parts['xl/workbook.xml'] as string)
      .replace('xmlns:r=', `xmlns:${prefix}=`)
      .replaceAll('r:id=', `${prefix}:id=`);
    expect((await readPackage(zipped(parts))).json).toEqual(expected);
  });

  test('a prefix for every element, in each part another', async () => {
    const parts = bookParts({ ...one, strings: ['<si><t>清淤长度</t></si>'] });
    for (const [path, text] of Object.entries(parts)) {
      const prefix = `p${path.length}`;
      parts[path] = text
        .replace(/<(\/?)(?=\w+[\s/>])/g, `<$1${prefix}:`)
        .replace(/ xmlns=/, ` xmlns:${prefix}=`)
        .replace(/"/g, "'");
    }
    expect((await readPackage(zipped(parts))).json).toEqual(expected);
  });

  test('targets from the root without a stroke in front, and relationships without their namespace', async () => {
    const parts = bookParts(one);
    parts['xl/_rels/workbook.xml.rels'] = (parts['xl/_rels/workbook.xml.rels'] as string)
      .replaceAll('Target="', 'Target="xl/')
      .replace(` xmlns="${RELATIONS}"`, '');
    expect((await readPackage(zipped(parts))).json).toEqual(expected);
  });

  test('names of entries with \\ and with ./ in front', async () => {
    for (const change of [(path: string) => path.replaceAll('/', '\\'), (path: string) => `./${path}`]) {
      const parts = Object.entries(bookParts(one)).map(([path, xml]) => [change(path), xml]);
      expect((await readPackage(zipped(Object.fromEntries(parts)))).json).toEqual(expected);
    }
  });

  test('a part that is no sheet in the place of one is named', async () => {
    const parts = bookParts({ sheets: [{ name: '一' }, { name: '二' }, { name: '三' }] });
    parts['xl/worksheets/sheet2.xml'] = (parts['xl/worksheets/sheet2.xml'] as string).replace(MAIN, 'urn:other');
    parts['xl/worksheets/sheet3.xml'] = '';
    const { json, lines } = await readPackage(zipped(parts));
    expect(json).toEqual(expected);
    expect(lines).toEqual([
      expect.stringContaining('表.xlsx：工作表“二”：工作表已损坏，没有读入'),
      expect.stringContaining('表.xlsx：工作表“三”：工作表已损坏，没有读入'),
    ]);
  });

  test('the strict standard', async () => {
    const parts = bookParts({ ...one, formats: ['yyyy"年"m"月"'] });
    for (const [path, text] of Object.entries(parts))
      parts[path] = text
        .replaceAll(MAIN, 'http://purl.oclc.org/ooxml/spreadsheetml/main')
        .replaceAll(`${OFFICE}`, 'http://purl.oclc.org/ooxml/officeDocument/relationships');
    expect(parts['xl/_rels/workbook.xml.rels']).toContain(RELATIONS);
    expect((await readPackage(zipped(parts))).json).toEqual(expected);
  });

  test('a sheet of the list that is not there, or is damaged, is named; the others are read', async () => {
    const parts = bookParts({ sheets: [{ name: '一' }, { name: '二' }, { name: '三' }] });
    delete parts['xl/worksheets/sheet2.xml'];
    parts['xl/worksheets/sheet3.xml'] = (parts['xl/worksheets/sheet3.xml'] as string).slice(0, -30);
    const { json, lines } = await readPackage(zipped(parts));
    expect(json).toEqual(expected);
    expect(lines).toEqual([
      '表.xlsx：工作表“二”：文件里没有这张工作表的内容，没有读入；请重新另存或向报送人索取',
      '表.xlsx：工作表“三”：工作表已损坏，没有读入；请用 Excel 或 WPS 打开后另存为 .xlsx 再导入',
    ]);
  });

  test('the library takes nothing of a workbook with a damaged sheet', async () => {
    const parts = bookParts({ sheets: [{ name: '一' }, { name: '二' }] });
    expect(await cellsOf('库.xlsx', zipped(parts))).toMatchObject({ sheets: [expect.any(Array), expect.any(Array)] });
    delete parts['xl/worksheets/sheet2.xml'];
    const { error } = (await cellsOf('库.xlsx', zipped(parts))) as { error: string };
    expect(error).toContain('工作表“二”：文件里没有这张工作表的内容');
  });

  test('a sheet whose relationship is missing is named; a chart is no sheet', async () => {
    const parts = bookParts({ sheets: [{ name: '一' }, { name: '二' }, { name: '图' }] });
    const rels = parts['xl/_rels/workbook.xml.rels'] as string;
    parts['xl/_rels/workbook.xml.rels'] = rels
      .replace('Id="rId2"', 'Id="rId77"')
      .replace(/(Id="rId3" Type="[^"]*)worksheet/, '$1chartsheet');
    const { json, lines } = await readPackage(zipped(parts));
    expect(json).toEqual(expected);
    expect(lines).toEqual([expect.stringContaining('工作表“二”：文件里没有这张工作表的内容')]);
  });
});

describe('W4: a text with whatever Excel keeps beside it', () => {
  const phonetic = '<rPh sb="0" eb="2"><t>カドウ</t></rPh><phoneticPr fontId="1"/>';
  test.each([
    ['a phonetic run', `<t>河道清淤</t>${phonetic}`],
    ['a phonetic run before it', `${phonetic}<t>河道清淤</t>`],
    ['rich text', '<r><t>河道</t></r><r><rPr><b/><sz val="9"/></rPr><t xml:space="preserve">清淤</t></r>'],
    ['rich text and phonetic runs', `<r><t>河道</t></r>${phonetic}<r><t>清淤</t></r>`],
    ['elements of another program', '<x:ext xmlns:x="urn:x"><x:t>别的</x:t></x:ext><t>河道清淤</t>'],
    ['CDATA and entities', '<t><![CDATA[河道]]>&#x6e05;&#28132;</t>'],
    ['a comment in it', '<t>河道<!-- 注 -->清淤</t>'],
  ])('%s, inline and shared', async (_, xml) => {
    const own = await readTable({ B4: `<c r="B4" t="inlineStr"><is>${xml}</is></c>` });
    expect(own.json).toEqual(expected);
    const shared = await readTable({ B4: '<c r="B4" t="s"><v>1</v></c>' }, { strings: ['<si/>', `<si>${xml}</si>`] });
    expect(shared.json).toEqual(expected);
    expect([...own.lines, ...shared.lines]).toEqual([]);
  });

  test('a text that the table of shared texts lacks is named', async () => {
    const { lines } = await readTable({ B4: '<c r="B4" t="s"><v>9</v></c>' });
    expect(lines).toContain('表.xlsx：工作表“表1”的 B4：单元格的文字在文件里找不到，文件可能已损坏，请核对');
  });
});

describe('W5: escapes of characters that XML cannot hold', () => {
  const kinds: [string, (text: string) => [Cells, string[]]][] = [
    ['inline', (text) => [{ B10: `<c r="B10" t="inlineStr"><is><t>${text}</t></is></c>` }, []]],
    ['rich', (text) => [{ B10: `<c r="B10" t="inlineStr"><is><r><t>${text}</t></r></is></c>` }, []]],
    ['shared', (text) => [{ B10: '<c r="B10" t="s"><v>0</v></c>' }, [`<si><t>${text}</t></si>`]]],
    ['formula', (text) => [{ B10: `<c r="B10" t="str"><f>A1</f><v>${text}</v></c>` }, []]],
  ];
  test.each(
    kinds.flatMap(([kind, make]) =>
      (
        [
          ['清淤_x000D_\n修复', '清淤\n修复'],
          ['清淤_x000D_修复', '清淤\n修复'],
          ['清淤_x000a_修复', '清淤\n修复'],
          ['清淤_x0007_修复', '清淤修复'],
          ['A_x005F_x000D_B', 'A_x000D_B'],
          ['A_xABC_B_x00ZZ_', 'A_xABC_B_x00ZZ_'],
          ['_xD842__xDFB7_', '𠮷'],
        ] as const
      ).map(([written, text]) => [kind, written, text, make] as const),
    ),
  )('%s: %s', async (_, written, text, make) => {
    const [cells, strings] = make(written);
    const { json } = await readTable(cells, { strings });
    expect(json[0]).toMatchObject({ periodGoal: text });
  });
});

describe('W6: what is hidden is read and named', () => {
  test.each([
    ['hidden="1"', '第 13 行是隐藏的，其中的内容也照常读取；不需要的请在表中删除后再导入'],
    ['hidden="true"', '第 13 行是隐藏的，其中的内容也照常读取；不需要的请在表中删除后再导入'],
    ['ht="0" customHeight="1"', '第 13 行是隐藏的，其中的内容也照常读取；不需要的请在表中删除后再导入'],
  ])('a row with %s', async (attribute, message) => {
    const { json, notes, lines } = await readTable({}, {}, { rows: tableRows({}, { 13: attribute }) });
    expect(json).toEqual(expected);
    expect(lines).toEqual([`表.xlsx：工作表“表1”：${message}`]);
    expect(notes[0]?.severity).toBe('hint');
  });

  test('rows that a filter hides', async () => {
    const rows = tableRows({}, { 12: 'hidden="1"', 13: 'hidden="1"' });
    const after = '<autoFilter ref="A11:E14"><filterColumn colId="2"/></autoFilter>';
    const { json, lines } = await readTable({}, {}, { rows, after });
    expect(json).toEqual(expected);
    expect(lines).toEqual([expect.stringContaining('第 12–13 行是隐藏的（被筛选）')]);
  });

  test.each(['hidden="1"', 'width="0" customWidth="1"'])('columns with %s', async (attribute) => {
    const before = `<cols><col min="3" max="3" ${attribute}/><col min="7" max="16384" hidden="1"/></cols>`;
    const { json, lines } = await readTable({}, {}, { before });
    expect(json).toEqual(expected);
    expect(lines).toEqual([expect.stringContaining('C 列是隐藏的')]);
  });

  test('an empty row, and a merged cell that still shows, are not named', async () => {
    const rows = `${tableRows({}, { 13: 'hidden="1"' }).replace(/<row r="13".*?<\/row>/, '')}<row r="30" hidden="1"/>`;
    const after = '<mergeCells><mergeCell ref="B4:C4"/></mergeCells>';
    const before = '<cols><col min="2" max="2" hidden="0"/></cols>';
    expect((await readTable({}, {}, { rows, after, before })).lines).toEqual([]);
  });

  test.each(['hidden', 'veryHidden'])('a sheet that is %s', async (state) => {
    const { json, lines, notes } = await readBook({
      sheets: [{ name: '今年' }, { name: '去年', listed: `state="${state}"` }],
    });
    expect(json).toHaveLength(2);
    expect(lines).toEqual(['表.xlsx：工作表“去年”：这张工作表是隐藏的，其中的表也已读入；不需要的请在导入后删除']);
    expect(notes[0]?.severity).toBe('hint');
  });

  test('a hidden sheet without a table is nobody’s concern', async () => {
    const words = `<row r="1">${inline('A1', '产出指标')}</row><row r="2" hidden="1">${inline('A2', '效益指标')}</row>`;
    const { json, lines } = await readBook({
      sheets: [{ name: '今年' }, { name: '下拉', rows: words, listed: 'state="hidden"' }],
    });
    expect(json).toEqual(expected);
    expect(lines.filter((line) => line.includes('隐藏'))).toEqual([]);
  });

  test('a text that its format hides, and one under a merge', async () => {
    const after = '<mergeCells><mergeCell ref="E12:F12"/></mergeCells>';
    const cells = { E12: inline('E12', '≥3公里').replace('<c ', '<c s="1" '), F12: inline('F12', '≥9公里') };
    const { values, lines } = await readTable(cells, { formats: [';;;'] }, { after });
    expect(values[0]?.[0]).toBe('≥3公里');
    expect(lines).toEqual([
      '表.xlsx：工作表“表1”的 E12：内容按格式（;;;）是不显示的，已读入，请核对',
      '表.xlsx：工作表“表1”的 E12：合并单元格下面还有遮住的内容“≥9公里”，未读入',
    ]);
  });
});

describe('W7: a picture in a cell is no text', () => {
  const formula = escaped('_xlfn.DISPIMG("ID_9D2A",1)');
  test.each([
    ['of WPS', `<c r="B5" t="str"><f>${formula}</f><v>=DISPIMG("ID_9D2A",1)</v></c>`],
    ['of WPS without a result', `<c r="B5"><f>${formula}</f></c>`],
    ['of WPS with an error for its result', `<c r="B5" t="e"><f>${formula}</f><v>#NAME?</v></c>`],
    ['of WPS pasted as text', inline('B5', '=_xlfn.DISPIMG("ID_9D2A",1)')],
    ['of WPS in a shared text', '<c r="B5" t="s"><v>0</v></c>'],
    ['of Excel', '<c r="B5" t="e" vm="1"><v>#VALUE!</v></c>'],
  ])('%s', async (_, cell) => {
    const { json, lines } = await readTable({ B5: cell }, { strings: ['<si><t>=DISPIMG("ID",1)</t></si>'] });
    expect(json[0]).toMatchObject({ supervisingDepartment: '' });
    expect(lines).toEqual(['表.xlsx：工作表“表1”的 B5：单元格里是嵌入的图片，不能读成文字；请改为文字后再导入']);
  });
});

test('W7: text boxes and check boxes on a sheet are named', async () => {
  const parts = bookParts(one);
  const box = (text: string) => `<d:sp><d:txBody><a:p><a:r><a:t>${text}</a:t></a:r></a:p></d:txBody></d:sp>`;
  const both = `<mc:AlternateContent><mc:Choice>${box('请加盖公章')}</mc:Choice><mc:Fallback>${box('请加盖公章')}</mc:Fallback></mc:AlternateContent>`;
  parts['xl/drawings/d1.xml'] =
    `<d:wsDr xmlns:d="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">${both}${box('')}</d:wsDr>`;
  parts['xl/worksheets/_rels/sheet1.xml.rels'] =
    `<Relationships xmlns="${RELATIONS}"><Relationship Id="a" Type="${OFFICE}/drawing" Target="../drawings/d1.xml"/><Relationship Id="b" Type="${OFFICE}/ctrlProp" Target="../ctrlProps/c1.xml"/></Relationships>`;
  const { json, lines } = await readPackage(zipped(parts));
  expect(json).toEqual(expected);
  expect(lines).toEqual([
    '表.xlsx：工作表“表1”：表上的文本框“请加盖公章”未读入；需要的请填入单元格',
    '表.xlsx：工作表“表1”：表上的复选框等控件未读入，请核对',
  ]);
});

describe('W8: a number of more than 15 digits has lost its end', () => {
  test.each([
    ['1.30988262123456E+20', '0', '130988262123456000000'],
    ['130988262123456789012', '#', '130988262123457000000'],
    ['1300000000000000', '0', '1300000000000000'],
    ['-1300000000000000', '@', '-1300000000000000'],
  ])('%s', async (value, format, text) => {
    const shown = await shownValue(number(value, 1), { formats: [format] });
    expect(shown.text).toBe(text);
    expect(shown.lines).toEqual([
      '表.xlsx：工作表“表1”的 E12：超过 15 位的数字，Excel 只保存前 15 位，后面的已经丢失；请把单元格设为文本，重新填写',
    ]);
  });

  test.each(['General', '0', '@'])(
    'one that the file has with all its digits keeps them, and is named: %s',
    async (format) => {
      const { text, lines } = await shownValue(number('130988262123456789012', 1), { formats: [format] });
      expect(text).toBe('130988262123456789012');
      expect(lines).toEqual([
        expect.stringContaining('E12：超过 15 位的数字，在 Excel 中只剩前 15 位；已按文件里的各位数字读入'),
      ]);
    },
  );

  test.each([
    ['130988262123456', '130988262123456'],
    ['123456789012', '123456789012'],
  ])('%s has all its digits, though a narrow cell shows 1.3E+14', async (value, text) => {
    expect(await shownValue(number(value))).toEqual({ text, lines: [] });
  });
});

describe('W9: percentages in plain cells are meant in one way', () => {
  const plan = (shares: string[]) => {
    const rows = [
      ['A1', '3.良种采购绩效目标表'],
      ['A2', '310204青石县林木种苗站', 'E2', '单位：万元'],
      ['A3', '项目编码', 'B3', '13028822BB07', 'C3', '项目名称', 'D3', '良种采购'],
      [
        'A4',
        '预算规模及资金用途',
        'B4',
        '预算数',
        'C4',
        '20',
        'D4',
        '其中：财政资金',
        'E4',
        '15.5',
        'F4',
        '其他资金',
        'G4',
        '0',
      ],
      ['B5', '采购油松'],
      ['A6', '资金支出计划（%）', 'B6', '3月底', 'C6', '6月底', 'D6', '10月底', 'E6', '12月底'],
      [],
      ['A8', '绩效目标', 'B8', '保证育苗用种'],
      [
        'A9',
        '一级指标',
        'B9',
        '二级指标',
        'C9',
        '三级指标',
        'D9',
        '绩效指标描述',
        'E9',
        '指标值',
        'F9',
        '指标值确定依据',
      ],
      ['A10', '产出指标', 'B10', '数量指标', 'C10', '采购良种', 'D10', '采购数量', 'E10', '300', 'F10', '计划'],
    ].map((cells, at) => {
      const written = cells.flatMap((text, k) => (k % 2 === 1 ? [inline(cells[k - 1] as string, text)] : []));
      const own = at === 6 ? shares.map((share, k) => `<c r="${'BCDE'[k]}7" ${share}</c>`) : written;
      return `<row r="${at + 1}">${own.join('')}</row>`;
    });
    return readBook({ formats: ['0%'], sheets: [{ name: '表1', rows: rows.join('') }] });
  };
  const plain = (value: number) => `><v>${value}</v>`;
  test.each([
    [[0.25, 0.5, 0.75, 1], ['25.00%', '50.00%', '75.00%', '100.00%'], '0.5 读作 50%'],
    [[0.5, 1, 50, 100], ['0.50%', '1.00%', '50.00%', '100.00%'], '0.5 读作 0.5%'],
    [[100, 50, 1, 0.5], ['100.00%', '50.00%', '1.00%', '0.50%'], '0.5 读作 0.5%'],
    [[25, 50, 75, 100], ['25.00%', '50.00%', '75.00%', '100.00%'], null],
    [[0, 0, 0, 0], ['0.00%', '0.00%', '0.00%', '0.00%'], null],
  ])('%j', async (values, texts, told) => {
    const { json, lines } = await plan(values.map(plain));
    expect(Object.values((json[0] as { spendingPlan: object }).spendingPlan)).toEqual(texts);
    expect(lines).toEqual(
      told === null ? [] : [expect.stringContaining(`没有百分号的比例一律按同一种写法读入（${told}）`)],
    );
  });

  test('one that shows its % says nothing of the others', async () => {
    const { json } = await plan(['s="1"><v>0.25</v>', plain(0.5), plain(75), plain(1)]);
    expect(Object.values((json[0] as { spendingPlan: object }).spendingPlan)).toEqual([
      '25%',
      '0.50%',
      '75.00%',
      '1.00%',
    ]);
  });
});

describe('W10: a formula has the value that was computed last', () => {
  test.each([
    ['zero', '<c r="E12"><f>C6-C7</f><v>0</v></c>', '0', []],
    ['FALSE', '<c r="E12" t="b"><f>1=2</f><v>0</v></c>', 'FALSE', []],
    ['an empty text', '<c r="E12" t="str"><f>IF(1,"")</f><v></v></c>', '', []],
    ['an empty text without a value', '<c r="E12" t="str"><f>IF(1,"")</f><v/></c>', '', []],
    ['a text', '<c r="E12" t="str"><f>A1</f><v>≥3公里</v></c>', '≥3公里', []],
    ['a share of another formula', '<c r="E12"><f t="shared" si="0"/><v>3.5</v></c>', '3.5', []],
    ['an array', '<c r="E12" t="str"><f t="array" ref="E12">A1:A2</f><v>甲</v></c>', '甲', []],
    ['a rounded number', '<c r="E12" s="1"><f>2/3</f><v>0.66666666666666663</v></c>', '66.7%', []],
    [
      'an error',
      '<c r="E12" t="e"><f>1/0</f><v>#DIV/0!</v></c>',
      '#DIV/0!',
      ['单元格显示的是错误“#DIV/0!”，请改正后再导入'],
    ],
    ['none', '<c r="E12"><f>1+1</f></c>', '', ['公式没有保存计算结果，请在 Excel 或 WPS 中打开并保存后再导入']],
    [
      'an empty one',
      '<c r="E12"><f>1+1</f><v></v></c>',
      '',
      ['公式没有保存计算结果，请在 Excel 或 WPS 中打开并保存后再导入'],
    ],
  ])('%s', async (_, cell, text, messages) => {
    const shown = await shownValue(cell, { formats: ['0.0%'] });
    expect(shown.text).toBe(text);
    expect(shown.lines).toEqual(messages.map((message) => `表.xlsx：工作表“表1”的 E12：${message}`));
  });
});

describe('W11: sheets that a strict reader calls damaged', () => {
  const withoutPlaces = dalian.map(
    (row) =>
      `<row>${row
        .map((value) => (value === null ? '<c/>' : inline('A1', String(value)).replace(' r="A1"', '')))
        .join('')}</row>`,
  );
  test('neither rows nor cells say where they are', async () => {
    const { json, lines } = await readTable({}, {}, { rows: withoutPlaces.join('') });
    expect(json).toEqual(expected);
    expect(lines).toEqual([]);
  });

  test('some rows and cells say it', async () => {
    const rows = tableRows().replace(/ r="(?:D\d+|5|B9|C12)"/g, '');
    const placed = tableRows({ D3: inline('D3', '单位：万元') });
    expect(rows).not.toBe(placed);
    const { json } = await readTable(
      {},
      {},
      { rows: rows.replace(/<c t="inlineStr"><is><t[^>]*>单位/, (c) => c.replace('<c', '<c r="D3"')) },
    );
    expect((json[0] as { indicators: unknown[] }).indicators).toHaveLength(3);
  });

  test('rows without a place stand below the last cell that has one', async () => {
    const rows = withoutPlaces.join('').replace('<c t', '<c r="A8" t');
    const { json, lines } = await readTable(
      {},
      {},
      { rows: rows.replace('≥90%', '≥90%</t></is></c><c t="inlineStr"><is><t>多余') },
    );
    expect(json).toEqual(expected);
    expect(lines).toContain('表.xlsx：工作表“表1”的 F21：未能识别“多余”');
  });

  test('rows and cells out of order, in small letters and with $', async () => {
    const rows = [...tableRows().matchAll(/<row .*?<\/row>/gs)].map(([row]) => row).reverse();
    const mixed = rows.map((row) =>
      row.replace(/<c r="([A-Z])(\d+)"/g, (_, column, at) => `<c r="$${column.toLowerCase()}$${at}"`),
    );
    expect((await readTable({}, {}, { rows: mixed.join('') })).json).toEqual(expected);
  });

  test('merged areas that overlap: none hides a text that another would show', async () => {
    for (const refs of [
      ['D10:E10', 'D10:E11'],
      ['D10:E11', 'D10:E10'],
    ]) {
      const after = `<mergeCells>${refs.map((ref) => `<mergeCell ref="${ref}"/>`).join('')}</mergeCells>`;
      const { json, lines } = await readTable({}, {}, { after });
      expect(json).toEqual(expected);
      expect(lines).toEqual(['表.xlsx：工作表“表1”的 D10：与另一个合并区域重叠，没有按合并读入，请核对']);
    }
  });

  test('an empty print area, a broken name, a merge of one cell and one over whole columns', async () => {
    const after =
      '<mergeCells><mergeCell ref="B4"/><mergeCell ref="A20:XFD1048576"/><mergeCell ref="H1:H1048576"/></mergeCells>';
    const { json, lines } = await readBook({
      sheets: [{ name: '表1', after }],
      workbook:
        '<definedNames><definedName name="_xlnm.Print_Area" localSheetId="0"/><definedName name="x">#REF!</definedName></definedNames>',
    });
    expect(json).toEqual(expected);
    expect(lines).toEqual([]);
  });

  test('the same cell twice is named', async () => {
    const { lines } = await readTable({ E12: `${inline('E12', '≥3公里')}${inline('E12', '≥4公里')}` });
    expect(lines).toEqual(['表.xlsx：工作表“表1”的 E12：文件里有两个这样的单元格，按后一个读入，请核对']);
  });
});

test('W12: 300,000 empty cells with a style are no cells', async () => {
  const empty = Array.from({ length: 30_000 }, (_, at) => `<row r="${at + 20}">${'<c s="1"/>'.repeat(10)}</row>`).join(
    '',
  );
  const { json, lines } = await readTable({}, { formats: ['0.00'] }, { rows: tableRows() + empty });
  expect(json).toEqual(expected);
  expect(lines).toEqual([]);
});

describe('W13: what a font says', () => {
  const run = (text: string, font = '') => `<r>${font && `<rPr>${font}</rPr>`}<t xml:space="preserve">${text}</t></r>`;
  const rich = (...runs: string[]) => `<c r="E12" t="inlineStr"><is>${runs.join('')}</is></c>`;
  test.each([
    ['a run', rich(run('≥4', '<strike/>'), run('≥3公里')), '≥3公里', '≥4'],
    ['true', rich(run('≥3'), run('0', '<strike val="true"/>'), run('公里')), '≥3公里', '0'],
    ['all of it', rich(run('≥4公里', '<strike val="1"/>')), '', '≥4公里'],
    ['the cell’s font', inline('E12', '≥4公里').replace('<c ', '<c s="1" '), '', '≥4公里'],
    ['a number’s', '<c r="E12" s="1"><v>480</v></c>', '', '480'],
  ])('struck out text is left out and named: %s', async (_, cell, text, struck) => {
    const shown = await shownValue(cell, { fonts: ['<strike/>'] });
    expect(shown).toEqual({ text, lines: [`表.xlsx：工作表“表1”的 E12：加了删除线的文字“${struck}”未读入`] });
  });

  test.each([
    ['not struck out', rich(run('≥3', '<strike val="0"/>'), run('公里')), '≥3公里'],
    [
      'a run of its own in a cell that is struck out',
      rich(run('≥3公里', '<b/>')).replace('<c ', '<c s="1" '),
      '≥3公里',
    ],
    ['Symbol', rich(run('³', '<rFont val="Symbol"/>'), run('36个')), '≥36个'],
    ['Symbol, private', rich(run('\uf0a3', '<rFont val="symbol"/><charset val="2"/>'), run('36个')), '≤36个'],
    ['Symbol for the cell', inline('E12', '³36').replace('<c ', '<c s="2" '), '≥36'],
    ['Wingdings', rich(run('\u00fc', '<rFont val="Wingdings"/>'), run('完成')), '√完成'],
    ['a line break in Symbol', rich(run('\u00b3\n中', '<rFont val="Symbol"/>')), '≥\n中'],
    ['Wingdings 2', rich(run('R', '<rFont val="Wingdings 2"/>'), run('是')), '☑是'],
    [
      'a raised number',
      rich(
        run('≥3×10'),
        run('3', '<vertAlign val="superscript"/>'),
        run('m'),
        run('2', '<vertAlign val="superscript"/>'),
      ),
      '≥3×10³m²',
    ],
    [
      'a raised word, a low number',
      rich(run('CO'), run('2', '<vertAlign val="subscript"/>'), run('注', '<vertAlign val="superscript"/>')),
      'CO2注',
    ],
  ])('%s', async (_, cell, text) => {
    expect(await shownValue(cell, { fonts: ['<strike/>', '<name val="Symbol"/>'] })).toEqual({ text, lines: [] });
  });

  test('signs whose font is lost are guessed at and named, unknown ones are errors', async () => {
    const guessed = await shownValue(inline('E12', '\uf0b336个'));
    expect(guessed).toEqual({
      text: '≥36个',
      lines: [expect.stringContaining('有特殊字体的符号，已读作“≥36个”，请核对')],
    });
    const lost = await shownValue(rich(run('\uf09f', '<rFont val="Symbol"/>')));
    expect(lost.lines).toEqual([expect.stringContaining('E12：有符号字体的字符无法识别')]);
  });
});

describe('texts and numbers show as their formats have them', () => {
  test.each([
    ['@"家"', '三', '三家'],
    ['0;-0;;@', '三', '三'],
    ['_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * "-"??_ ;_ @_ ', '　　三', '　　三'],
    ['yyyy-mm-dd;@', '三', '三'],
  ])('the text format %s', async (format, text, shown) => {
    const cell = inline('B10', text).replace('<c ', '<c s="1" ');
    expect((await readTable({ B10: cell }, { formats: [format] })).json[0]).toMatchObject({ periodGoal: shown.trim() });
  });

  test.each([
    ['0.00%', 0.98765, '98.77%'],
    ['#,##0.00', 1234.565, '1,234.57'],
    ['0.00', 1.005, '1.01'],
    ['General', 1 / 3, '0.333333333'],
    ['[红]0.0;[蓝]-0.0', -2.5, '-2.5'],
    ['[=1]"是";[=0]"否";General', 1, '是'],
    ['[DBNum2][$-804]General', 1203, '壹仟贰佰零叁'],
    ['[DBNum1]0', 120, '一二〇'],
    ['# ??/??', 2.25, '2 1/4'],
    ['0.0E+0', 12345, '1.2E+4'],
    ['第0号', 5, '第5号'],
    ['"≥"0%', 0.9, '≥90%'],
    ['0.0,"千元"', 12345, '12.3千元'],
    ['G/通用格式"株"', 12, '12株'],
    ['常规', 12.5, '12.5'],
    ['[颜色10]0;[红色]-0', -5, '-5'],
    ['"≥"#,##0_ ;;', 30000, '≥30,000'],
  ])('%s of %d is %s', async (format, value, text) => {
    expect(await shownValue(number(value, 1), { formats: [format] })).toEqual({ text, lines: [] });
  });
});

const faults = join(import.meta.dirname, '../../../shared/seeds/faults');
test('the workbooks of the fault list, where they are at hand', async () => {
  if (!existsSync(faults)) {
    console.info('../shared/seeds/faults is not here: workbooks are tested with those of the project alone');
    return;
  }
  const read = async (name: string) => {
    const { filings, notes } = await readFilings(name, readFileSync(join(faults, name)));
    return {
      json: asJson(filings) as { indicators: { value: string }[] }[],
      messages: notes.map(({ message }) => message),
    };
  };
  for (const name of [
    'a05_inline_x000D',
    'a07_no_cell_r',
    'b06c_inline_rph',
    'b12_emptyprint',
    'f01_single_sheet',
    'j09_symbolfont',
  ]) {
    const { json, messages } = await read(`${name}.xlsx`);
    expect(json[0]?.indicators.map(({ value }) => value)).toEqual(['≥3公里', '≥2万立方米', '≥90%']);
    expect(messages).toEqual([]);
  }
  expect((await read('f01_readxl294.xlsx')).json).toHaveLength(3);
  expect((await read('a08_1904true.xlsx')).json[0]?.indicators[0]?.value).toBe('2026年1月');
  expect((await read('d03_times.xlsx')).json[0]?.indicators.map(({ value }) => value)).toEqual([
    '12:00',
    '30:00',
    '2026/1/1 18:00',
  ]);
});
