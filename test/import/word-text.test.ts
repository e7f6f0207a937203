import { describe, expect, test } from 'vitest';
import { docxGrids } from '../../electron/import/docx.ts';
import { oneCell, p, r, t, textsOf, told, type WordParts, wordDocument } from './word-parts.ts';

/** What a cell of a Word document says. */

const PLACE = '第 1 个表格第 1 行第 2 格';

async function cell(inner: string, parts: WordParts = {}): Promise<{ text: string | null; notes: string[] }> {
  const read = await docxGrids(wordDocument(oneCell(inner), parts));
  return { text: textsOf(read)[0]?.[1] ?? null, notes: told(read) };
}
const text = async (inner: string, parts: WordParts = {}) => {
  const read = await cell(inner, parts);
  expect(read.notes).toEqual([]);
  return read.text;
};
const math = (inner: string) => p(`<m:oMath>${inner}</m:oMath>`);
const mr = (value: string) => `<m:r><m:t>${value}</m:t></m:r>`;
const e = (inner: string) => `<m:e>${inner}</m:e>`;
const field = (code: string, result?: string) =>
  [
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r>',
    ...[...code].map((part) => `<w:r><w:instrText xml:space="preserve">${part}</w:instrText></w:r>`),
    result === undefined ? '' : `<w:r><w:fldChar w:fldCharType="separate"/></w:r>${r(result)}`,
    '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
  ].join('');

describe('D1: what Word computes or draws is read as its text', () => {
  test.each([
    ['≥3公里', `${mr('≥3')}`, '≥3'],
    ['a fraction', `<m:f><m:num>${mr('1')}</m:num><m:den>${mr('2')}</m:den></m:f>`, '1/2'],
    ['a mixed number', `${mr('2')}<m:f><m:num>${mr('1')}</m:num><m:den>${mr('3')}</m:den></m:f>`, '2 1/3'],
    ['sums in a fraction', `<m:f><m:num>${mr('a+b')}</m:num><m:den>${mr('2')}</m:den></m:f>`, '(a+b)/2'],
    ['a power', `<m:sSup>${e(mr('m'))}<m:sup>${mr('3')}</m:sup></m:sSup>`, 'm³'],
    ['a power of letters', `<m:sSup>${e(mr('10'))}<m:sup>${mr('x+1')}</m:sup></m:sSup>`, '10^(x+1)'],
    ['an index', `<m:sSub>${e(mr('CO'))}<m:sub>${mr('2')}</m:sub></m:sSub>`, 'CO₂'],
    ['a root', `<m:rad><m:radPr><m:degHide m:val="1"/></m:radPr><m:deg/>${e(mr('a+b'))}</m:rad>`, '√(a+b)'],
    ['a third root', `<m:rad><m:deg>${mr('3')}</m:deg>${e(mr('8'))}</m:rad>`, '∛8'],
    [
      'a sum',
      `<m:nary><m:naryPr><m:chr m:val="∑"/></m:naryPr><m:sub>${mr('i=1')}</m:sub><m:sup>${mr('n')}</m:sup>${e(mr('x'))}</m:nary>`,
      '∑_(i=1)^(n) x',
    ],
    [
      'brackets',
      `<m:d><m:dPr><m:begChr m:val="["/><m:endChr m:val="]"/></m:dPr>${e(mr('1'))}${e(mr('2'))}</m:d>`,
      '[1|2]',
    ],
    ['a function', `<m:func><m:fName>${mr('log')}</m:fName>${e(mr('x'))}</m:func>`, 'log x'],
    ['an array', `<m:eqArr>${e(mr('a&amp;=1'))}${e(mr('b&amp;=2'))}</m:eqArr>`, 'a=1\nb=2'],
    ['a changed equation', `<w:ins>${mr('≥4')}</w:ins>`, '≥4'],
    ['an element nobody knows', `<m:future>${mr('5')}</m:future>`, '5'],
  ])('equation: %s', async (_, inner, expected) => {
    const read = await cell(math(inner));
    expect(read.text).toBe(expected);
  });

  test('a number and a fraction beside it stay two', async () => {
    const half = `<m:oMath><m:f><m:num>${mr('1')}</m:num><m:den>${mr('2')}</m:den></m:f></m:oMath>`;
    expect(await text(p(r('2') + half + r('3')))).toBe('2 1/2 3');
    expect(await text(p(`${r('2')}${field('EQ \\f(1,2)')}${r('倍')}`))).toBe('2 1/2倍');
    expect(await text(p(`${r('约')}${half}${r('。')}`))).toBe('约1/2。');
  });

  test('a deleted part of an equation is out', async () => {
    expect((await cell(math(`${mr('≥')}<w:del>${mr('3')}</w:del><w:ins>${mr('4')}</w:ins>`))).text).toBe('≥4');
  });

  test.each([
    ['fldSimple', `<w:fldSimple w:instr="DOCPROPERTY x">${r('河道')}</w:fldSimple>`, '河道'],
    ['a result, not its code', field(' MERGEFIELD x ', '河道'), '河道'],
    ['a fraction of EQ', field('EQ \\f(1,2)'), '1/2'],
    ['signs over each other', `${field(' eq \\o(\\s\\up 5(≥),2)')}${r('万立方米')}`, '≥2万立方米'],
    ['a phonetic guide', field('EQ \\* jc2 \\* "Font:宋体" \\* hps10 \\o\\ad(\\s\\up 9(wèi),渭)河'), '渭河'],
    ['a raised figure', `${r('m')}${field('EQ \\s\\up8(2)')}`, 'm²'],
    ['a root of EQ', field('EQ \\r(3,8)'), '∛8'],
    ['brackets of EQ', field('EQ \\b\\bc\\[(1)'), '[1]'],
    ['a circled number', field('eq \\o\\ac(○,3)'), '③'],
    ['a field within another', field('IF 1=1 ', '甲') + r('乙'), '甲乙'],
    ['a symbol field', `${field('SYMBOL 179 \\f "Symbol" \\s 11')}${r('5')}`, '≥5'],
    ['a button to click', field('MACROBUTTON none 单击填写'), '单击填写'],
    [
      'a check box of a form',
      '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:default w:val="0"/><w:checked/></w:checkBox></w:ffData></w:fldChar></w:r><w:r><w:instrText>FORMCHECKBOX</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>',
      '☑',
    ],
  ])('field: %s', async (_, inner, expected) => {
    expect(await text(p(inner))).toBe(expected);
  });

  test('a field goes over several paragraphs', async () => {
    const open = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>QUOTE</w:instrText></w:r>';
    const inner = p(`${open}<w:r><w:fldChar w:fldCharType="separate"/></w:r>${r('甲')}`);
    expect(await text(`${inner}${p(`${r('乙')}<w:r><w:fldChar w:fldCharType="end"/></w:r>${r('丙')}`)}`)).toBe(
      '甲\n乙丙',
    );
  });

  test('a field without a result, or without an end, is named with its cell', async () => {
    expect((await cell(p(field('MERGEFIELD 项目')))).notes).toEqual([
      `error ${PLACE}：域“MERGEFIELD 项目”没有结果，未读入；请在 Word 或 WPS 中更新域后保存`,
    ]);
    const open = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:t>丢失</w:t></w:r>';
    expect((await cell(p(open))).notes).toEqual([`error ${PLACE}：域代码不完整，其后的文字可能未读入`]);
  });

  test.each([
    ['Symbol', 'F0B3', '≥'],
    ['Symbol', 'F0A3', '≤'],
    ['Symbol', 'F0B4', '×'],
    ['Wingdings', 'F0FE', '☑'],
    ['Wingdings', 'F0FC', '√'],
    ['Wingdings', 'F06F', '□'],
    ['Wingdings 2', 'F052', '☑'],
    ['Wingdings 2', '0050', '√'],
    ['宋体', '2265', '≥'],
    ['Times New Roman', '00B1', '±'],
  ])('symbol of %s %s', async (font, char, expected) => {
    expect(await text(p(`<w:r><w:sym w:font="${font}" w:char="${char}"/></w:r>${r('3')}`))).toBe(`${expected}3`);
  });

  test('a run in a symbol font says what it shows, East Asian characters excepted', async () => {
    const symbol = '<w:rFonts w:ascii="Symbol" w:hAnsi="Symbol"/>';
    expect(await text(p(r('³', symbol) + r('3公里')))).toBe('≥3公里');
    expect(await text(p(r('\uf0b3', symbol) + r('3')))).toBe('≥3');
    expect(
      await text(p(r('±3公里', '<w:rFonts w:hint="eastAsia" w:ascii="Symbol" w:hAnsi="Symbol" w:eastAsia="宋体"/>'))),
    ).toBe('±3公里');
  });

  test('a symbol that nobody knows is named with its cell', async () => {
    expect((await cell(p(`<w:r><w:sym w:font="某符号" w:char="F0B3"/></w:r>`))).notes).toEqual([
      `error ${PLACE}：符号（字体“某符号”）未读入，请改为普通文字`,
    ]);
    expect((await cell(p(r('\uf0b3个')))).notes).toHaveLength(1);
  });

  test('raised and lowered figures stay so: a raised 4 behind 10 is no 104', async () => {
    expect(
      await text(
        p(
          `${r('10')}${r('4', '<w:vertAlign w:val="superscript"/>')}${r('m')}${r('2', '<w:vertAlign w:val="superscript"/>')}`,
        ),
      ),
    ).toBe('10⁴m²');
    expect(await text(p(`${r('PM')}${r('2.5', '<w:vertAlign w:val="subscript"/>')}`))).toBe('PM2.5');
  });

  test('ruby gives its base, directions and controls their text', async () => {
    const ruby = `<w:r><w:ruby><w:rubyPr/><w:rt>${r('hé')}</w:rt><w:rubyBase>${r('河')}</w:rubyBase></w:ruby></w:r>`;
    expect(await text(p(ruby + r('道')))).toBe('河道');
    expect(await text(p(`<w:dir w:val="ltr">${r('甲')}<w:bdo w:val="rtl">${r('乙')}</w:bdo></w:dir>`))).toBe('甲乙');
    expect(
      await text(
        p(`<w:smartTag><w:customXml>${r('甲')}</w:customXml></w:smartTag><w:hyperlink>${r('乙')}</w:hyperlink>`),
      ),
    ).toBe('甲乙');
    expect(await text(p(`<w:sdt><w:sdtPr/><w:sdtContent>${r('☑')}</w:sdtContent></w:sdt>${r('是')}`))).toBe('☑是');
    expect(await text(`<w:sdt><w:sdtContent>${p(r('甲'))}${p(r('乙'))}</w:sdtContent></w:sdt>`)).toBe('甲\n乙');
  });

  test('breaks, tabs and hyphens', async () => {
    const run = `<w:r>${t('甲')}<w:cr/>${t('乙')}<w:br/>${t('2026')}<w:noBreakHyphen/>${t('12河')}<w:softHyphen/>${t('道')}<w:tab/>${t('丙')}</w:r>`;
    expect(await text(p(run))).toBe('甲\n乙\n2026-12河道\t丙');
  });

  test('white space of the file is none of the text', async () => {
    expect(await text(p('<w:r><w:t>\n   甲\n乙 </w:t></w:r><w:r><w:t xml:space="preserve"> 丙</w:t></w:r>'))).toBe(
      '甲 乙 丙',
    );
  });

  test('what nobody knows is named with its cell when it holds text', async () => {
    const read = await cell(p(`${r('甲')}<x:new><w:r><w:t>乙</w:t></w:r></x:new><x:empty/>`));
    expect(read).toEqual({ text: '甲', notes: [`error ${PLACE}：有不能识别的内容“乙”，未读入，请改为普通文字`] });
  });

  test('text boxes once, pictures and objects by name', async () => {
    const box = (inner: string) => `<w:txbxContent>${p(r(inner))}</w:txbxContent>`;
    const both = `<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor><wp:posOffset>123</wp:posOffset><a:graphic><a:graphicData><wps:wsp><wps:txbx>${box('框内')}</wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox>${box('框内')}</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>`;
    expect(await cell(p(`${r('甲')}${both}`))).toEqual({
      text: '甲\n框内',
      notes: [`hint ${PLACE}：文本框中的文字并入此格，请核对`],
    });
    const picture =
      '<w:r><w:drawing><wp:inline><wp:posOffset>5</wp:posOffset><a:graphic><a:graphicData uri="picture"><a:blip/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>';
    expect((await cell(p(r('甲') + picture))).notes).toEqual([`hint ${PLACE}：图片未读入`]);
    expect((await cell(p(picture))).notes).toEqual([`error ${PLACE}：图片未读入，请改为文字`]);
    const object =
      '<w:r><w:object><v:shape><v:imagedata/></v:shape><o:OLEObject ProgID="Equation.3"/></w:object></w:r>';
    expect((await cell(p(object))).notes).toEqual([`error ${PLACE}：公式对象未读入，请改为文字`]);
  });

  test('comments leave no trace, footnotes are named', async () => {
    const comment =
      '<w:commentRangeStart w:id="0"/><w:r><w:commentReference w:id="0"/></w:r><w:commentRangeEnd w:id="0"/>';
    expect(await text(p(comment + r('甲')))).toBe('甲');
    const footnotes = `<w:footnote w:id="2">${p(r('按去年'))}</w:footnote>`;
    expect(await cell(p(`${r('甲')}<w:r><w:footnoteReference w:id="2"/></w:r>`), { footnotes })).toEqual({
      text: '甲',
      notes: [`hint ${PLACE}：脚注“按去年”未读入`],
    });
  });

  test('the prompt of an empty control is no value', async () => {
    const prompt = `<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>${r('单击此处输入')}</w:sdtContent></w:sdt>`;
    expect((await cell(p(prompt))).text).toBe('');
  });
});

describe('D2: what is deleted, struck out or hidden', () => {
  const changes = '提示：文档中有尚未接受的修订';

  test('deleted text is out, inserted text is in', async () => {
    const read = await cell(
      p(`${r('≥')}<w:del><w:r><w:delText>36</w:delText></w:r></w:del><w:ins>${r('40')}</w:ins>${r('个')}`),
    );
    expect(read.text).toBe('≥40个');
    expect(read.notes).toEqual([`hint ：${changes.slice(3)}，按全部接受后的内容读入`]);
    expect((await cell(p(`<w:moveFrom>${r('甲')}</w:moveFrom><w:moveTo>${r('乙')}</w:moveTo>`))).text).toBe('乙');
  });

  test('a deleted end of a paragraph joins it with the next, a deleted paragraph leaves no line', async () => {
    const gone = '<w:rPr><w:del w:id="1"/></w:rPr>';
    expect((await cell(p(r('甲'), gone) + p(r('乙')))).text).toBe('甲乙');
    expect((await cell(p(r('甲')) + p(`<w:del>${r('乙')}</w:del>`, gone) + p(r('丙')))).text).toBe('甲\n丙');
  });

  test('struck-out text is out and named with its cell', async () => {
    const read = await cell(p(r('≥36', '<w:strike/>') + r('≥40个') + r('旧', '<w:dstrike w:val="true"/>')));
    expect(read).toEqual({ text: '≥40个', notes: [`hint ${PLACE}：带删除线的文字“≥36旧”未读入`] });
    expect(await text(p(r('≥40个', '<w:strike w:val="0"/>')))).toBe('≥40个');
  });

  test('hidden text is out, by itself or by a style; two styles cancel each other', async () => {
    const styles = [
      '<w:style w:type="paragraph" w:styleId="P"><w:rPr><w:vanish/></w:rPr></w:style>',
      '<w:style w:type="character" w:styleId="B"><w:rPr><w:vanish/></w:rPr></w:style>',
      '<w:style w:type="character" w:styleId="C"><w:basedOn w:val="B"/></w:style>',
    ].join('');
    expect((await cell(p(r('36', '<w:vanish/>') + r('40个')))).text).toBe('40个');
    expect((await cell(p(r('36', '<w:rStyle w:val="C"/>') + r('40个')), { styles })).text).toBe('40个');
    expect((await cell(p(r('36'), '<w:pStyle w:val="P"/>') + p(r('40个')), { styles })).text).toBe('40个');
    expect(await text(p(r('40个', '<w:rStyle w:val="C"/>'), '<w:pStyle w:val="P"/>'), { styles })).toBe('40个');
    expect(await text(p(r('40个', '<w:rStyle w:val="C"/><w:vanish w:val="0"/>')), { styles })).toBe('40个');
  });

  test('what was before a change of format does not count', async () => {
    expect(await text(p(r('40个', '<w:rPrChange><w:rPr><w:strike/></w:rPr></w:rPrChange>')))).toBe('40个');
  });
});
