import { describe, expect, test } from 'vitest';
import { numberWord } from '../../electron/import/document/number-words.ts';
import { docxGrids } from '../../electron/import/docx.ts';
import { oneCell, p, r, tbl, tc, textsOf, told, tr, type WordParts, wordDocument } from './word-parts.ts';

/** Automatic numbers, merges and tables in tables of Word documents. */

const read = (body: string, parts: WordParts = {}) => docxGrids(wordDocument(body, parts));

const level = (at: number, format: string, pattern: string, more = '') =>
  `<w:lvl w:ilvl="${at}"><w:start w:val="1"/><w:numFmt w:val="${format}"/>${more}<w:lvlText w:val="${pattern}"/></w:lvl>`;
const list = (id: number, levels: string) => `<w:abstractNum w:abstractNumId="${id}">${levels}</w:abstractNum>`;
const num = (id: number, of: number, more = '') =>
  `<w:num w:numId="${id}"><w:abstractNumId w:val="${of}"/>${more}</w:num>`;
const item = (text: string, id: number, at = 0) =>
  p(r(text), `<w:numPr><w:ilvl w:val="${at}"/><w:numId w:val="${id}"/></w:numPr>`);

async function lines(body: string, parts: WordParts): Promise<string[]> {
  const found = await read(oneCell(body), parts);
  return (textsOf(found)[0]?.[1] ?? '').split('\n');
}

describe('D1: automatic numbers', () => {
  test('levels, restarts and numbers of the levels above', async () => {
    const numbering =
      list(
        0,
        level(0, 'chineseCounting', '%1、') +
          level(1, 'decimal', '%1.%2', '<w:isLgl/>') +
          level(2, 'decimalEnclosedCircle', '%3'),
      ) + num(1, 0);
    const body = [0, 1, 1, 2, 2, 0, 1, 2].map((at, index) => item(`第${index}项`, 1, at)).join('');
    expect(await lines(body, { numbering })).toEqual([
      '一、第0项',
      '1.1 第1项',
      '1.2 第2项',
      '① 第3项',
      '② 第4项',
      '二、第5项',
      '2.1 第6项',
      '① 第7项',
    ]);
  });

  test('a number does not run into the text behind it', async () => {
    const numbering = list(0, level(0, 'decimal', '%1.')) + num(1, 0) + list(1, level(0, 'decimal', '%1')) + num(2, 1);
    expect(await lines(item('5公里', 1) + item('清淤', 1) + item('5公里', 2), { numbering })).toEqual([
      '1. 5公里',
      '2.清淤',
      '1 5公里',
    ]);
  });

  test('lists of one definition count on, one that sets its first number begins anew', async () => {
    const start = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>';
    const numbering = list(0, level(0, 'decimal', '（%1）')) + num(1, 0) + num(2, 0) + num(3, 0, start);
    expect(await lines(item('甲', 1) + item('乙', 2) + item('丙', 3) + item('丁', 3), { numbering })).toEqual([
      '（1）甲',
      '（2）乙',
      '（5）丙',
      '（6）丁',
    ]);
  });

  test('by style, by a style based on it, switched off, and over a numbering style', async () => {
    const numbering =
      list(0, level(0, 'decimal', '%1）') + level(1, 'decimal', '%2)', '<w:pStyle w:val="H2"/>')) +
      num(1, 0) +
      '<w:abstractNum w:abstractNumId="7"><w:numStyleLink w:val="L"/></w:abstractNum>' +
      num(9, 7);
    const style = (id: string, more: string) => `<w:style w:type="paragraph" w:styleId="${id}">${more}</w:style>`;
    const styles =
      style('H1', '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>') +
      style('H2', '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>') +
      style('S', '<w:basedOn w:val="H1"/>') +
      '<w:style w:type="numbering" w:styleId="L"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>';
    const by = (text: string, id: string, more = '') => p(r(text), `<w:pStyle w:val="${id}"/>${more}`);
    const off = '<w:numPr><w:numId w:val="0"/></w:numPr>';
    const body = by('甲', 'H1') + by('乙', 'H2') + by('丙', 'S') + by('丁', 'H1', off) + item('戊', 9);
    expect(await lines(body, { numbering, styles })).toEqual(['1）甲', '1)乙', '2）丙', '丁', '3）戊']);
  });

  test('bullets are drawn as their font does; a paragraph that was struck out has none', async () => {
    const bullet = (pattern: string, font: string) =>
      list(
        0,
        level(0, 'bullet', pattern).replace(
          '</w:lvl>',
          `<w:rPr><w:rFonts w:ascii="${font}" w:hAnsi="${font}"/></w:rPr></w:lvl>`,
        ),
      ) + num(1, 0);
    expect(await lines(item('甲', 1), { numbering: bullet('\uf0b7', 'Symbol') })).toEqual(['•甲']);
    expect(await lines(item('甲', 1), { numbering: bullet('\uf0d8', 'Wingdings') })).toEqual(['➢甲']);
    const struck = p(r('旧', '<w:strike/>'), '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>');
    expect(await lines(struck + p(r('新')), { numbering: list(0, level(0, 'decimal', '%1.')) + num(1, 0) })).toEqual([
      '新',
    ]);
  });

  test('a column that only has numbers', async () => {
    const numbering = list(0, level(0, 'decimal', '%1')) + num(1, 0);
    const empty = p('', '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>');
    const rows = await read(tbl(tr(tc(empty) + tc(p(r('甲')))) + tr(tc(empty) + tc(p(r('乙'))))), { numbering });
    expect(textsOf(rows)).toEqual([
      ['1', '甲'],
      ['2', '乙'],
    ]);
  });

  test.each([
    ['chineseCounting', [1, 10, 11, 20, 21, 99, 100], '一 十 十一 二十 二十一 九十九 一〇〇'],
    ['chineseCountingThousand', [10, 100, 101, 110, 1010, 2345], '十 一百 一百零一 一百一十 一千零一十 二千三百四十五'],
    ['japaneseCounting', [10, 101, 120], '十 百一 百二十'],
    ['ideographDigital', [1, 10, 21], '一 一〇 二一'],
    ['chineseLegalSimplified', [1, 10, 25], '壹 壹拾 贰拾伍'],
    ['ideographTraditional', [1, 10], '甲 癸'],
    ['ideographZodiac', [1, 12], '子 亥'],
    ['decimalEnclosedCircle', [1, 20, 21, 50, 51], '① ⑳ ㉑ ㊿ 51'],
    ['decimalEnclosedParen', [1, 20], '⑴ ⒇'],
    ['decimalFullWidth', [12], '１２'],
    ['decimalZero', [1, 12], '01 12'],
    ['upperRoman', [4, 19], 'IV XIX'],
    ['lowerLetter', [1, 26, 27], 'a z aa'],
  ])('as %s', (format, values, expected) => {
    expect(values.map((value) => numberWord(value, format)).join(' ')).toBe(expected);
  });

  test('a format that nobody knows is told', async () => {
    const numbering = list(0, level(0, 'futureDigits', '%1.')) + num(1, 0);
    const found = await read(oneCell(item('甲', 1)), { numbering });
    expect(textsOf(found)[0]?.[1]).toBe('1.甲');
    expect(told(found)).toEqual(['error ：自动编号的格式（futureDigits）不能识别，按 1、2、3 读入']);
  });
});

describe('D4: rows and columns', () => {
  const span = (count: number) => `<w:gridSpan w:val="${count}"/>`;
  const down = (restart = false) => (restart ? '<w:vMerge w:val="restart"/>' : '<w:vMerge/>');
  const cell = (text: string, properties = '') => tc(p(text ? r(text) : ''), properties);

  test('a row that begins further right stands under its columns', async () => {
    const found = await read(
      tbl(
        tr(cell('产出指标') + cell('数量指标') + cell('清淤长度', span(2)) + cell('≥3公里')) +
          tr(cell('清运淤泥', span(2)) + cell('≥2万立方米'), '<w:gridBefore w:val="2"/>'),
      ),
    );
    expect(found.grids[0]?.rows[1]?.cells.map(({ col, text }) => [col, text])).toEqual([
      [2, '清运淤泥'],
      [3, ''],
      [4, '≥2万立方米'],
    ]);
  });

  test('merges down and across, of old and new kind, and what they cover', async () => {
    const found = await read(
      tbl(
        tr(cell('甲', down(true)) + cell('乙', span(2))) +
          tr(cell('盖住', down()) + cell('丙') + cell('丁')) +
          tr(cell('戊', down(true)) + cell('己', '<w:hMerge w:val="restart"/>') + cell('', '<w:hMerge/>')) +
          tr(cell('庚', `${span(2)}${down()}`) + cell('辛')),
      ),
    );
    expect(textsOf(found)).toEqual([
      ['甲', '乙', null],
      [null, '丙', '丁'],
      ['戊', '己', null],
      [null, null, '辛'],
    ]);
    expect(told(found)).toEqual([
      'hint 第 1 个表格第 2 行第 1 格：合并单元格盖住的文字“盖住”未读入',
      'hint 第 1 个表格第 4 行第 1 格：合并单元格盖住的文字“庚”未读入',
    ]);
  });

  test('a merge that goes on from nothing is a cell of its own', async () => {
    expect(textsOf(await read(tbl(tr(cell('甲')) + tr(cell('乙', down())))))).toEqual([['甲'], ['乙']]);
  });

  test('rows and cells in content controls; a deleted and a hidden row are out', async () => {
    const control = (inner: string) => `<w:sdt><w:sdtPr/><w:sdtContent>${inner}</w:sdtContent></w:sdt>`;
    const found = await read(
      tbl(
        control(tr(control(cell('甲')) + cell('乙'))) +
          tr(cell('丙'), '<w:del w:id="1"/>') +
          tr(cell('丁'), '<w:hidden/>') +
          tr(cell('戊'), '<w:ins w:id="2"/>'),
      ),
    );
    expect(textsOf(found)).toEqual([['甲', '乙'], ['戊']]);
    expect(told(found)).toEqual([
      'hint 第 1 段：表格中有隐藏的行，未读入',
      'hint ：文档中有尚未接受的修订，按全部接受后的内容读入',
    ]);
  });

  test('a table in a cell is lines of it; one that a table only frames is a table', async () => {
    const inner = tbl(tr(cell('数量') + cell('30')) + tr(cell('质量') + cell('')));
    const within = await read(tbl(tr(tc(p(r('甲')) + inner + p('')) + cell('乙'))));
    expect(textsOf(within)).toEqual([['甲\n数量 30\n质量', '乙']]);
    expect(told(within)).toEqual(['hint 第 1 个表格第 1 行第 1 格：单元格内的表格按文字读入，请核对']);
    const framed = await read(tbl(tr(tc(p(r('标题')))) + tr(tc(inner + p('')))));
    expect(textsOf(framed)).toEqual([['标题'], ['数量', '30'], ['质量', '']]);
    expect(framed.grids[0]?.rows.map((row) => row.place)).toEqual([
      '第 1 段',
      '第 1 个表格第 1 行',
      '第 1 个表格第 2 行',
    ]);
  });

  test('a table in a text box is a table', async () => {
    const box = `<w:r><w:pict><v:shape><v:textbox><w:txbxContent>${tbl(tr(cell('甲') + cell('乙')))}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>`;
    expect(textsOf(await read(p(r('标题') + box)))).toEqual([['标题'], ['甲', '乙']]);
  });

  test('the main part has whatever name the package gives it', async () => {
    expect(textsOf(await read(p(r('甲')), { main: 'word/document2.xml', numbering: '' }))).toEqual([['甲']]);
  });

  test('nesting without end and cells without end are refused in one sentence', async () => {
    await expect(read('<w:p>'.repeat(2000) + '</w:p>'.repeat(2000))).rejects.toThrow(/嵌套过深|损坏/);
    await expect(read(tbl(tr(cell('', span(1000)).repeat(3))))).rejects.toThrow(/上限/);
  });
});
