import * as XLSX from '@e965/xlsx';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Read } from '../../electron/import/grid.ts';
import { readTables } from '../../electron/import/kinds.ts';
import { oldWorkbook, splitWorkbook, workbookInFonts } from './old-workbook.ts';

/** What each cell of the first table shows; a covered one is null. */
const texts = ({ grids: [first] }: Read) =>
  first?.rows.map((row) => row.cells.map((cell) => (cell.master ? null : cell.text)));
const numbers = ({ grids: [first] }: Read) =>
  first?.rows.flatMap((row) => row.cells.flatMap(({ number }) => (number ? [number.value] : [])));
const read = async (name: string, content: Uint8Array | string) => {
  const tables = await readTables(name, typeof content === 'string' ? Buffer.from(content) : content);
  if (!tables) throw new Error('no tables');
  return { ...tables, grids: [...tables.grids] };
};

describe('X11: a binary workbook', () => {
  const workbook = (sheet: XLSX.WorkSheet, more: Partial<XLSX.WorkBook> = {}, type: XLSX.BookType = 'biff8') =>
    XLSX.write({ SheetNames: ['表1'], Sheets: { 表1: sheet }, ...more }, { type: 'buffer', bookType: type }) as Buffer;
  const sheetOf = (rows: unknown[][], formats: Record<string, string> = {}) => {
    const sheet = XLSX.utils.aoa_to_sheet(rows);
    for (const [address, format] of Object.entries(formats)) (sheet[address] as XLSX.CellObject).z = format;
    return sheet;
  };

  test('shows numbers, dates, percentages, truth values, errors and texts as Excel does', async () => {
    const sheet = sheetOf([[46142, 0.255, 1234.5, '007', true, -3, 86.4]], {
      A1: 'yyyy"年"m"月"d"日"',
      B1: '0.0%',
      C1: '#,##0.00',
      F1: '0',
    });
    sheet.H1 = { t: 'e', v: 7 };
    sheet['!ref'] = 'A1:H1';
    const found = await read('表.xls', workbook(sheet));
    expect(texts(found)).toEqual([['2026年4月30日', '25.5%', '1,234.50', '007', 'TRUE', '-3', '86.4', '#DIV/0!']]);
    expect(numbers(found)).toEqual([0.255, 1234.5, -3, 86.4]);
  });

  test('that counts days from 1904 shows the same dates', async () => {
    const sheet = sheetOf([[46142 - 1462]], { A1: 'yyyy"年"m"月"d"日"' });
    const found = await read('表.xls', workbook(sheet, { Workbook: { WBProps: { date1904: true } } }));
    expect(texts(found)).toEqual([['2026年4月30日']]);
  });

  test('has merged cells, blank rows, and names what is hidden', async () => {
    const sheet = sheetOf([['标题', '', ''], [], ['甲', '乙', '丙'], ['丁', '', '']]);
    sheet['!merges'] = [XLSX.utils.decode_range('A1:C1'), XLSX.utils.decode_range('A4:B9')];
    sheet['!cols'] = [{}, { hidden: true }];
    const found = await read('表.xls', workbook(sheet));
    expect(texts(found)).toEqual([
      ['标题', null, null],
      ['甲', '乙', '丙'],
      ['丁', null],
    ]);
    expect(found.grids[0]?.rows.map(({ line, apart }) => [line, apart])).toEqual([
      [1, false],
      [3, true],
      [4, false],
    ]);
    expect(found.notes.map(({ place, message }) => `${place}${message}`)).toEqual([
      '工作表“表1”B 列是隐藏的列，也已读入，请核对',
    ]);
    const hidden = await read('表.xls', workbook(sheet, { Workbook: { Sheets: [{ name: '表1', Hidden: 2 }] } }));
    expect(hidden.notes.map(({ message }) => message).join()).toContain('隐藏的工作表');
  });

  test('says which code has lost its digits', async () => {
    const found = await read('表.xls', workbook(sheetOf([[1.1e20]], { A1: '0' })));
    expect(found.notes).toMatchObject([{ severity: 'error', place: '工作表“表1”的 A1' }]);
  });

  test('keeps texts of any length and script, wherever its records are cut', async () => {
    const text = fc.array(fc.constantFrom('a', '汉', '𠮷', '≥', '\n', 'é', '1'), { minLength: 1, maxLength: 60 });
    const texts_ = fc.array(
      text.map((list) => `始${list.join('')}终`),
      { minLength: 1, maxLength: 8 },
    );
    await fc.assert(
      fc.asyncProperty(texts_, fc.integer({ min: 12, max: 200 }), async (given, most) => {
        expect(texts(await read('表.xls', splitWorkbook(given, most)))).toEqual([given]);
      }),
      { numRuns: 60 },
    );
    const long = ['长'.repeat(32_767), 'x'.repeat(30_000)];
    expect(texts(await read('表.xls', splitWorkbook(long, 8224)))).toEqual([long]);
  });

  test.each([4, 5] as const)('of Excel %i in the Chinese code page is read', async (version) => {
    const found = await read(
      '表.xls',
      oldWorkbook(version, [
        ['项目名称', '河道清淤'],
        ['', '甲'],
      ]),
    );
    expect(texts(found)).toEqual([['项目名称', '河道清淤'], ['甲']]);
  });

  test('says which rows are hidden', async () => {
    const found = await read('表.xls', oldWorkbook(5, [['甲'], ['乙'], ['丙'], ['丁']], [1, 2]));
    expect(found.notes.map(({ place, message }) => `${place}${message}`)).toEqual([
      '工作表“表1”第 2–3 行是隐藏的行，也已读入，请核对',
    ]);
  });

  test('with a loop among its sectors, cut short, or with half of its records is refused in plain words', async () => {
    const whole = workbook(sheetOf([['甲', 1]]));
    const looped = Buffer.from(whole);
    // The first sector of the allocation table: each sector is followed by itself.
    for (let at = 0; at < 100; at++) looped.writeUInt32LE(at, (looped.readUInt32LE(76) + 1) * 512 + at * 4);
    for (const bytes of [looped, whole.subarray(0, 1000), whole.subarray(0, 600)])
      await expect(read('表.xls', bytes)).rejects.toThrow(/已损坏|不完整/);
  });
});

describe('X11: a workbook saved as XML 2003', () => {
  const book = (rows: string, more = '') => `<?xml version="1.0"?>
<?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:x="urn:schemas-microsoft-com:office:excel"
 xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet" xmlns:html="http://www.w3.org/TR/REC-html40">
<Styles><Style ss:ID="a"><NumberFormat ss:Format="Percent"/></Style><Style ss:ID="b" ss:Parent="a"/>
<Style ss:ID="d"><NumberFormat ss:Format="yyyy&quot;年&quot;m&quot;月&quot;"/></Style></Styles>
<Worksheet ss:Name="表1"><Table>${rows}</Table>${more}</Worksheet></Workbook>`;
  const cell = (text: string, type = 'String', more = '') =>
    `<Cell${more}><Data ss:Type="${type}">${text}</Data></Cell>`;

  test('has texts, numbers by their styles, dates, merges and skipped cells', async () => {
    const found = await read(
      '表.xls',
      book(
        `<Row>${cell('标题', 'String', ' ss:MergeAcross="2"')}${cell('后')}</Row>
<Row ss:Index="3">${cell('0.255', 'Number', ' ss:StyleID="b"')}${cell('46142', 'Number', ' ss:Index="3" ss:StyleID="d"')}${cell('2026-04-30T00:00:00.000', 'DateTime', ' ss:StyleID="d"')}</Row>
<Row><Cell ss:MergeDown="1"><ss:Data ss:Type="String" xmlns="http://www.w3.org/TR/REC-html40"><B>粗</B>&#10;细</ss:Data><Comment><ss:Data>批注</ss:Data></Comment></Cell></Row>`,
        '<x:WorksheetOptions><x:Visible>SheetHidden</x:Visible></x:WorksheetOptions>',
      ),
    );
    expect(texts(found)).toEqual([['标题', null, null, '后'], ['25.50%', '2026年4月', '2026年4月'], ['粗\n细']]);
    expect(found.notes.map(({ message }) => message).join()).toContain('隐藏的工作表');
  });

  test('in the encoding it names', async () => {
    const { encodeGb18030 } = await import('./samples.ts');
    const text = book(`<Row>${cell('河道清淤')}</Row>`).replace('version="1.0"', 'version="1.0" encoding="GB2312"');
    expect(texts(await read('表.xls', encodeGb18030(text)))).toEqual([['河道清淤']]);
  });
});

describe('X11: an OpenDocument workbook', () => {
  const NAMESPACES = ['office', 'table', 'text', 'style']
    .map((name) => `xmlns:${name}="urn:oasis:names:tc:opendocument:xmlns:${name}:1.0"`)
    .join(' ');
  const book = (rows: string) =>
    `<?xml version="1.0" encoding="UTF-8"?><office:document ${NAMESPACES} office:mimetype="application/vnd.oasis.opendocument.spreadsheet"><office:body><office:spreadsheet><table:table table:name="表1">${rows}</table:table></office:spreadsheet></office:body></office:document>`;

  test('shows what was shown, keeps digits beyond that, and repeats cells and rows', async () => {
    const found = await read(
      '表.fods',
      book(
        `<table:table-row><table:table-cell office:value-type="float" office:value="1234.567"><text:p>1,234.57</text:p></table:table-cell>` +
          `<table:table-cell office:value-type="percentage" office:value="0.25"><text:p>25%</text:p></table:table-cell>` +
          `<table:table-cell office:value-type="date" office:date-value="2026-04-30"><text:p>2026年4月30日</text:p></table:table-cell>` +
          `<table:table-cell office:value-type="float" office:value="8"/></table:table-row>` +
          `<table:table-row table:number-rows-repeated="2"><table:table-cell/><table:table-cell table:number-columns-repeated="2"><text:p>一<text:s text:c="2"/>二</text:p><text:p>三</text:p><office:annotation><text:p>批注</text:p></office:annotation></table:table-cell></table:table-row>` +
          `<table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>`,
      ),
    );
    expect(texts(found)).toEqual([
      ['1,234.57', '25%', '2026年4月30日', '8'],
      ['一  二\n三', '一  二\n三'],
      ['一  二\n三', '一  二\n三'],
    ]);
    expect(numbers(found)).toEqual([1234.567, 0.25, 8]);
  });

  test('says that text in a drawing was left out, and nothing of remarks', async () => {
    const shapes = `<table:shapes xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"><draw:frame><draw:text-box><text:p>章</text:p></draw:text-box></draw:frame></table:shapes>`;
    const row = '<table:table-row><table:table-cell><text:p>甲</text:p></table:table-cell></table:table-row>';
    const found = await read('表.fods', book(`${shapes}${row}`));
    expect(texts(found)).toEqual([['甲']]);
    expect(found.notes).toEqual([{ severity: 'hint', place: '工作表“表1”', message: '图形、文本框中的文字未读入' }]);
  });

  test('of texts repeated without end is refused', async () => {
    const row =
      '<table:table-row table:number-rows-repeated="1000000"><table:table-cell><text:p>甲</text:p></table:table-cell></table:table-row>';
    await expect(read('表.fods', book(row))).rejects.toThrow('单元格超过 50 万个的上限');
  });
});

describe('X11: a CSV file', () => {
  test('keeps every cell as text: zeros, long numbers, formulas, dates, percentages', async () => {
    const found = await read('表.csv', '项目编码,名称\n007,=1+1\n110101199001011234567,1-2\n"=""0086""",50%\n');
    expect(texts(found)).toEqual([
      ['项目编码', '名称'],
      ['007', '=1+1'],
      ['110101199001011234567', '1-2'],
      ['0086', '50%'],
    ]);
    expect(numbers(found)).toEqual([]);
  });

  test.each([
    ['semicolons', '甲;乙\n"丙;\n丁";戊\n'],
    ['its first line', 'sep=;\r\n甲;乙\r\n"丙;\r\n丁";戊\r\n'],
    ['tabs', '甲\t乙\n"丙;\n丁"\t戊\n'],
    ['commas, one quote never closed', '甲,乙\n"丙;\n丁",戊\n'],
  ])('parted by %s', async (_, text) => {
    expect(texts(await read('表.csv', text))).toEqual([
      ['甲', '乙'],
      ['丙;\n丁', '戊'],
    ]);
  });

  test('with a quote that is never closed keeps all its lines', async () => {
    expect(texts(await read('表.csv', '甲,乙\n"丙,丁\n戊,己\n'))).toEqual([
      ['甲', '乙'],
      ['"丙', '丁'],
      ['戊', '己'],
    ]);
  });

  test('in UTF-16 is read by its mark', async () => {
    const bytes = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('甲,乙\r\n丙,丁\r\n', 'utf16le')]);
    expect(texts(await read('表.csv', bytes))).toEqual([
      ['甲', '乙'],
      ['丙', '丁'],
    ]);
  });
});

describe('X11: a page', () => {
  test('has spans, line breaks, entities and numbers too wide for their column', async () => {
    const found = await read(
      '表.xls',
      `<html><table><tr><td rowspan=2>甲<td colspan="2">乙&nbsp;&amp;<br>丙</tr>
<tr><td>&#8805;95%<td x:num="1234.5">####</table></html>`,
    );
    expect(texts(found)).toEqual([
      ['甲', '乙 &\n丙', null],
      [null, '≥95%', '1234.5'],
    ]);
  });

  test('gives its lines between tables, and passes over what is not shown', async () => {
    const found = await read(
      '页.html',
      `<!DOCTYPE html><html><head><title>题</title><style>a{}</style></head><body><!--[if gte mso 9]><xml>x</xml><![endif]-->
<h1>标题</h1><script>var a = '<td>';</script><p style="display:none">隐</p><table><tr><td>甲</td><td>乙</td></tr></table><p>末</p>`,
    );
    expect(
      found.grids[0]?.rows.map(({ tabular, cells }) => [tabular, cells.map(({ text }) => text).join('|')]),
    ).toEqual([
      [false, '标题'],
      [true, '甲|乙'],
      [false, '末'],
    ]);
  });

  test('names its hidden rows, which are read', async () => {
    const page = '<table><tr><td>甲<tr style="mso-yfti-irow:1;display:none"><td>乙<tr><td>丙</table>';
    const found = await read('表.xls', page);
    expect(texts(found)).toEqual([['甲'], ['乙'], ['丙']]);
    expect(found.notes).toMatchObject([{ severity: 'hint', place: '第 1 个表格第 2 行' }]);
  });

  test('that is laid out by tables gives the tables within; a small one in a cell is its text', async () => {
    const inner = '<table><tr><td>项目名称<td>甲<tr><td>主管部门<td>乙<table><tr><td>丙</table></table>';
    const found = await read('页.html', `<table><tr><td>导航<td>${inner}</tr></table>`);
    expect(texts(found)).toEqual([['导航'], ['项目名称', '甲'], ['主管部门', '乙\n丙']]);
  });

  test('in the encoding it names', async () => {
    const { encodeGb18030 } = await import('./samples.ts');
    const page = '<html><head><meta charset="gb2312"></head><table><tr><td>镕<td>㎡</table></html>';
    expect(texts(await read('表.xls', encodeGb18030(page)))).toEqual([['镕', '㎡']]);
  });
});

describe('W13: struck-out text and signs of symbol fonts, whatever kind of workbook', () => {
  const SHOWN = [['甲', '≥95%', '提高']];
  const TOLD = ['加了删除线的文字“旧”未读入', '加了删除线的文字“升”未读入'];
  const check = async (name: string, content: Uint8Array | string) => {
    const found = await read(name, content);
    const shown = texts(found)?.map((row) => row.filter((text) => text !== ''));
    expect(shown).toEqual(SHOWN);
    expect(found.notes.map(({ message }) => message)).toEqual(TOLD);
  };

  test('binary', () =>
    check(
      '表.xls',
      workbookInFonts([
        { text: '旧', font: 1 },
        { text: '甲', font: 0 },
        { text: '³95%', font: 2, runs: [[1, 0]] },
        {
          text: '提升高',
          font: 0,
          runs: [
            [1, 1],
            [2, 0],
          ],
        },
      ]),
    ));

  test('OpenDocument', () => {
    const style = (name: string, properties: string) =>
      `<style:style style:name="${name}" style:family="text"><style:text-properties ${properties}/></style:style>`;
    const span = (name: string, text: string) => `<text:span text:style-name="${name}">${text}</text:span>`;
    const cell = (text: string, more = '') =>
      `<table:table-cell${more} office:value-type="string"><text:p>${text}</text:p></table:table-cell>`;
    const spaces = ['office', 'table', 'text', 'style'].map(
      (name) => `xmlns:${name}="urn:oasis:names:tc:opendocument:xmlns:${name}:1.0"`,
    );
    return check(
      '表.fods',
      `<?xml version="1.0" encoding="UTF-8"?><office:document ${spaces.join(' ')} office:mimetype="application/vnd.oasis.opendocument.spreadsheet"><office:automatic-styles>` +
        `${style('s', 'style:text-line-through-style="solid"')}${style('y', 'style:font-name="Symbol"')}${style('n', 'style:font-name="SimSun"')}` +
        `</office:automatic-styles><office:body><office:spreadsheet><table:table table:name="表1"><table:table-column/><table:table-column table:number-columns-repeated="3"/><table:table-row>` +
        `${cell('旧', ' table:style-name="s"')}${cell('甲')}${cell(`³${span('n', '95%')}`, ' table:style-name="y"')}${cell(`提${span('s', '升')}高`)}` +
        `</table:table-row></table:table></office:spreadsheet></office:body></office:document>`,
    );
  });

  test('XML 2003', () => {
    const cell = (text: string, more = '') => `<Cell${more}><ss:Data ss:Type="String">${text}</ss:Data></Cell>`;
    return check(
      '表.xls',
      `<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet" xmlns:html="http://www.w3.org/TR/REC-html40">
<Styles><Style ss:ID="s"><Font ss:StrikeThrough="1"/></Style></Styles><Worksheet ss:Name="表1"><Table><Row>` +
        `${cell('旧', ' ss:StyleID="s"')}${cell('甲')}${cell('<html:Font html:Face="Symbol">³</html:Font>95%')}${cell('提<html:S>升</html:S>高')}` +
        `</Row></Table></Worksheet></Workbook>`,
    );
  });

  test.each([
    ['elements', '<strike>旧</strike>', '<font face="Symbol">³</font>95%', '提<del>升</del>高'],
    [
      'styles',
      '<b style="color:red;text-decoration: underline line-through">旧</b>',
      `<i style="font-family:'Symbol',serif">³</i>95%`,
      '提<span style="text-decoration-line:line-through">升</span>高',
    ],
    ['classes', '<b class="x xl65">旧</b>', '<font class=font6>³</font>95%', '提<font class="xl65">升</font>高'],
  ])('a page, by %s', (_, struck, signs, rich) =>
    check(
      '表.html',
      `<html><head><style><!-- td {color:black} .xl65, td.y {mso-style:0; text-decoration:line-through;} .font6{font-family:Symbol;} --></style></head><body><table><tr><td>${struck}</td><td>甲</td><td>${signs}</td><td>${rich}</td></tr></table></body></html>`,
    ),
  );
});
