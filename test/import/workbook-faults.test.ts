import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { cellsOf } from '../../electron/import/read-cells.ts';
import { readFilings } from '../../electron/import/read-file.ts';
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
  tableRows,
  zipped,
} from './workbook-xml.ts';

/**
 * Each row C of the list of inputs that comparable programs read wrongly, with its siblings; what cells show is in
 * workbook-values.test.ts.
 */

const one = { sheets: [{ name: '表1' }] };

test('a workbook written by hand is read like any other', async () => {
  const { json, lines } = await readBook(one);
  expect(json).toEqual(expected);
  expect(lines).toEqual([]);
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
