import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { docGrids } from '../../electron/import/doc.ts';
import type { DocumentGrids } from '../../electron/import/document/blocks.ts';
import { docxGrids } from '../../electron/import/docx.ts';
import { UnreadableError } from '../../electron/import/limits.ts';
import { odtGrids } from '../../electron/import/odt.ts';
import { recognise } from '../../electron/import/recognition/recognise.ts';
import { rtfGrids } from '../../electron/import/rtf.ts';
import { asJson } from './samples.ts';
import { textsOf, told } from './word-parts.ts';

/**
 * X11: .doc, .wps, .rtf and .odt. The fixtures are documents of this project that LibreOffice 7.4 saved in each kind:
 * `sample` a filing, `marks` with changes, struck-out and hidden text, merges, lists, a symbol and an equation.
 */

const readers = { docx: docxGrids, doc: docGrids, odt: odtGrids, rtf: rtfGrids };
type Kind = keyof typeof readers;
const others: Kind[] = ['doc', 'odt', 'rtf'];

const fixture = (name: string, kind: Kind) =>
  new Uint8Array(readFileSync(join(import.meta.dirname, `../fixtures/documents/${name}.${kind}`)));
const shape = ({ grids }: DocumentGrids) =>
  grids[0]?.rows.map(({ tabular, place, cells }) => ({
    tabular,
    place,
    cells: cells.map(({ text, col, colSpan, rowSpan, master }) => ({
      text,
      col,
      colSpan,
      rowSpan,
      covered: Boolean(master),
    })),
  }));

describe('X11: a document is read alike whatever kind it is saved in', () => {
  test.each(others)('a filing as .%s', async (kind) => {
    const [docx, other] = await Promise.all([
      docxGrids(fixture('sample', 'docx')),
      readers[kind](fixture('sample', kind)),
    ]);
    expect(shape(other)).toEqual(shape(docx));
    const [expected, read] = [docx, other].map(({ grids }) => recognise(grids[0] as NonNullable<(typeof grids)[0]>));
    expect(read?.filings).toHaveLength(1);
    expect(asJson(read?.filings ?? [])).toEqual(asJson(expected?.filings ?? []));
  });

  test('D2: changes, struck-out and hidden text, merges and lists as .docx', async () => {
    const read = await docxGrids(fixture('marks', 'docx'));
    expect(textsOf(read).slice(0, 7)).toEqual([
      ['绩效目标表（2026年度）'],
      ['填报单位：甲乙丙'],
      ['项目名称', '河道清淤“一期”—甲', null, '10', '≥40个'],
      ['资金', '总额', '30.5', '年度', '30.5'],
      [null, '财政', '20.5', '甲\n乙\n丙', null],
      ['清淤', null, '一、第一\n二、第二\n三、5公里', null, null],
      ['m', '10⁴1/2', null, '≥90%', null],
    ]);
    expect(told(read).slice(0, 2)).toEqual([
      'hint 第 1 个表格第 1 行第 4 格：带删除线的文字“旧”未读入',
      'hint 第 1 个表格第 1 行第 4 格：隐藏文字“藏”未读入',
    ]);
  });

  test.each(['odt', 'rtf'] as const)('D2: the same as .%s', async (kind) => {
    const [docx, other] = await Promise.all([
      docxGrids(fixture('marks', 'docx')),
      readers[kind](fixture('marks', kind)),
    ]);
    expect(shape(other)).toEqual(shape(docx));
    expect(told(other)).toEqual(told(docx));
  });

  test('D2: the same as .doc, where an equation is an object that is named', async () => {
    const [docx, doc] = await Promise.all([docxGrids(fixture('marks', 'docx')), docGrids(fixture('marks', 'doc'))]);
    const lost = textsOf(docx).map((row) => row.map((text) => text?.replace('10⁴1/2', '10⁴') ?? null));
    expect(textsOf(doc)).toEqual(lost);
    expect(told(doc)).toContain('error 第 1 个表格第 5 行第 2 格：嵌入的对象（如公式、图表）未读入，请改为文字');
  });

  test.each([
    ['i06_word.wps', 'docx'],
    ['i07.odt', 'odt'],
  ] as const)('the reported file %s', async (name, kind) => {
    const folder = join(import.meta.dirname, '../../../shared/seeds/faults');
    const path = [folder, join(folder, '../../../../shared/seeds/faults')].map((at) => join(at, name)).find(existsSync);
    if (!path) return console.info(`${name} is not here`);
    const { grids } = await readers[kind](new Uint8Array(readFileSync(path)));
    expect(recognise(grids[0] as NonNullable<(typeof grids)[0]>).filings).toHaveLength(1);
  });
});

test('X11, D2: an OpenDocument text in one XML file, with what was deleted still in its place', async () => {
  const names = ['office', 'text', 'table'].map(
    (name) => `xmlns:${name}="urn:oasis:names:tc:opendocument:xmlns:${name}:1.0"`,
  );
  const region = (id: string, kind: string) =>
    `<text:changed-region text:id="${id}"><text:${kind}/></text:changed-region>`;
  const mark = (how: string, id: string) => `<text:change-${how} text:change-id="${id}"/>`;
  const cell = (inner: string) => `<table:table-cell>${inner}</table:table-cell>`;
  const xml = `<office:document ${names.join(' ')}><office:body><office:text><text:tracked-changes>${region('d', 'deletion')}${region('i', 'insertion')}${region('e', 'deletion')}</text:tracked-changes><table:table><table:table-row>${cell(
    `<text:p>≥${mark('start', 'd')}36${mark('end', 'd')}${mark('start', 'i')}40${mark('end', 'i')}个</text:p>`,
  )}${cell(`<text:p>甲${mark('start', 'e')}乙</text:p><text:p>丙</text:p><text:p>丁${mark('end', 'e')}戊</text:p><text:p>己</text:p>`)}</table:table-row></table:table></office:text></office:body></office:document>`;
  expect(textsOf(await odtGrids(new Uint8Array(Buffer.from(xml))))).toEqual([['≥40个', '甲戊\n己']]);
});

test('D1: content controls and references of an OpenDocument text are its text, a prompt is not', async () => {
  const names = ['office', 'text', 'table'].map(
    (name) => `xmlns:${name}="urn:oasis:names:tc:opendocument:xmlns:${name}:1.0"`,
  );
  const control = (attributes: string, text: string) =>
    `<loext:content-control ${attributes}>${text}</loext:content-control>`;
  const paragraphs = [
    `${control('loext:checkbox="true" loext:checked="true"', '☒')}达标`,
    `<text:bookmark-ref text:reference-format="text" text:ref-name="x">引用的名称</text:bookmark-ref><text:bookmark text:name="y"/>`,
    control('loext:showing-place-holder="true"', '单击此处输入'),
    '<loext:unheard-of>不知何物</loext:unheard-of>',
  ].map((inner) => `<table:table-cell><text:p>${inner}</text:p></table:table-cell>`);
  const xml = `<office:document ${names.join(' ')} xmlns:loext="urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0"><office:body><office:text><table:table><table:table-row>${paragraphs.join('')}</table:table-row></table:table></office:text></office:body></office:document>`;
  const read = await odtGrids(new Uint8Array(Buffer.from(xml)));
  expect(textsOf(read)).toEqual([['☒达标', '引用的名称', '', '']]);
  expect(read.notes.map(({ severity, message }) => [severity, message])).toEqual([
    ['hint', '内容控件的提示“单击此处输入”未读入'],
    ['error', '有不能识别的内容“不知何物”，未读入，请改为普通文字'],
  ]);
});

const ascii = (text: string) => new Uint8Array(Buffer.from(text, 'latin1'));
/** `\'hh` in code page 936. */
const GBK: Record<string, string> = { 甲: "\\'bc\\'d7", 乙: "\\'d2\\'d2", '≥': "\\'a1\\'dd", 河: "\\'ba\\'d3" };
const gbk = (text: string) => [...text].map((character) => GBK[character] ?? character).join('');
const rtf = (body: string) =>
  rtfGrids(
    ascii(
      `{\\rtf1\\ansi\\ansicpg936{\\fonttbl{\\f0\\fcharset134 SimSun;}{\\f1\\fcharset2 Symbol;}{\\f2\\fcharset0 Arial;}}\\f0 ${body}}`,
    ),
  );
const row = (cells: string[], edges: string[]) =>
  `\\trowd ${edges.map((edge, at) => (edge.includes('cellx') ? edge : `\\cellx${Number(edge) || (at + 1) * 1000}`)).join('')}\\pard\\intbl ${cells.map((cell) => `${cell}\\cell `).join('')}\\row `;

describe('X11: .rtf', () => {
  test('bytes of code page 936, Unicode with what stands for it, signs', async () => {
    const read = await rtf(
      `${gbk('甲乙')}\\u8805\\'3f36\\u20010 ?\\~a\\_b\\-c\\emdash\\par {\\uc2\\u8805\\'a1\\'dd}5\\par`,
    );
    expect(textsOf(read)).toEqual([['甲乙≥36个\u00a0a-bc—'], ['≥5']]);
  });

  test('rows by their edges, merges down and across', async () => {
    const read = await rtf(
      `\\pard ${gbk('甲')}\\par ` +
        row(['a', 'b', 'c'], ['\\clvmgf\\cellx1000', '2000', '3000']) +
        row(['', 'd'], ['\\clvmrg\\cellx1010', '3005']) +
        row(['e', '', 'f'], ['\\clmgf\\cellx1000', '\\clmrg\\cellx2000', '3000']) +
        `\\pard ${gbk('乙')}\\par`,
    );
    expect(textsOf(read)).toEqual([['甲'], ['a', 'b', 'c'], [null, 'd', null], ['e', null, 'f'], ['乙']]);
  });

  test('paragraphs and a table within a cell', async () => {
    const inner = `\\pard\\intbl\\itap2 x\\nestcell y\\nestcell{\\*\\nesttableprops\\trowd\\cellx400\\cellx900\\nestrow}{\\nonesttables\\par}`;
    const read = await rtf(
      `\\trowd\\cellx1000\\cellx2000\\pard\\intbl a\\par ${inner}\\pard\\intbl b\\cell c\\cell\\row\\pard end\\par`,
    );
    expect(textsOf(read)).toEqual([['a\nx y\nb', 'c'], ['end']]);
  });

  test('D2: deleted, struck-out and hidden text is out', async () => {
    const read = await rtf(row([`{\\deleted 36}{\\strike 3}{\\v 4}{\\revised 40}`, 'b'], ['1000', '2000']));
    expect(textsOf(read)).toEqual([['40', 'b']]);
    expect(told(read)).toEqual([
      'hint 第 1 个表格第 1 行第 1 格：带删除线的文字“3”未读入',
      'hint 第 1 个表格第 1 行第 1 格：隐藏文字“4”未读入',
      'hint ：文档中有尚未接受的修订，按全部接受后的内容读入',
    ]);
  });

  test('D1: fields, symbols, raised figures, lists, equations', async () => {
    const field = (code: string, result: string) => `{\\field{\\*\\fldinst ${code}}{\\fldrslt ${result}}}`;
    const read = await rtf(
      [
        `${field('MERGEFIELD x', gbk('甲'))}${field('SYMBOL 179 \\\\f "Symbol"', '')}5`,
        `${field('EQ \\\\f(1,2)', '')}{\\f1 \\'b3}3{\\f2 10}{\\super 4}`,
        `{\\listtext\\pard\\plain 1.\\tab}${gbk('乙')}`,
        `{\\mmath{\\*\\moMath{\\msSup{\\me{\\mr m}}{\\msup{\\mr 2}}}}{\\mmathPict{\\pict 00}}}`,
      ]
        .map((line) => `\\pard ${line}\\par `)
        .join(''),
    );
    expect(textsOf(read)).toEqual([['甲≥5'], ['1/2≥310⁴'], ['1.乙'], ['m²']]);
  });

  test('headers, pictures, comments, bookmarks and footnotes are not its text', async () => {
    const read = await rtf(
      `{\\header ${gbk('河')}\\par}{\\info{\\title x}}{\\*\\bkmkstart x}a{\\*\\annotation\\pard b}{\\footnote\\pard c}{\\pict\\bin4 }}}}}{\\*\\shppict{\\pict ff}}d\\par`,
    );
    expect(textsOf(read)).toEqual([['ad']]);
    expect(told(read)).toEqual(['hint 第 1 段：脚注“c”未读入', 'hint 第 1 段：图片未读入']);
  });

  test('a text box does not end the table that it hangs in', async () => {
    const box = '{\\shp{\\*\\shpinst{\\sp{\\sn x}{\\sv y}}{\\shptxt\\pard box\\par}}{\\shprslt z}}';
    expect(textsOf(await rtf(row([`a${box}b`, 'c'], ['1000', '2000'])))).toEqual([['ab\nbox', 'c']]);
  });
});

describe('what is no such document is told in one sentence', () => {
  test.each(['docx', 'doc', 'odt', 'rtf'] as const)('.%s', async (kind) => {
    await expect(readers[kind](ascii('绩效目标表'))).rejects.toThrow(UnreadableError);
  });

  test.each(['docx', 'doc', 'odt', 'rtf'] as const)(
    'a .%s with a few bytes changed is read or refused',
    async (kind) => {
      const good = fixture('marks', kind);
      const change = fc.array(fc.tuple(fc.nat(good.length - 1), fc.nat(255)), { minLength: 1, maxLength: 12 });
      await fc.assert(
        fc.asyncProperty(change, fc.option(fc.nat(good.length)), async (changes, cut) => {
          const bytes = good.slice(0, cut ?? good.length);
          for (const [at, byte] of changes) if (at < bytes.length) bytes[at] = byte;
          try {
            await readers[kind](bytes);
          } catch (error) {
            if (!(error instanceof UnreadableError)) throw error;
          }
        }),
        { numRuns: 150 },
      );
    },
  );
});
