import fc from 'fast-check';
import { strToU8, zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { loadFonts } from '../../electron/export/fonts.ts';
import { makeOfd } from '../../electron/export/ofd.ts';
import { noteLine } from '../../electron/import/note.ts';
import { ofdGrids } from '../../electron/import/ofd.ts';
import { readBytes } from '../../electron/import/read-bytes.ts';
import type { Filing } from '../../shared/filing/filing.ts';
import { toJson } from '../../shared/filing/json.ts';
import { catalog } from '../../shared/form/catalog/catalog.ts';
import type { Form } from '../../shared/form/form.ts';
import { layout } from '../../shared/layout/layout.ts';
import { filingOf } from '../filings.ts';
import { asPrinted } from './as-printed.ts';
import { plausible } from './plausible.ts';
import { asJson, ownSamples, publishedSamples } from './samples.ts';
import { tableForms } from './table-forms.ts';

const info = { title: '套表', author: '', now: new Date(Date.UTC(2025, 0, 1)) };
const fonts = loadFonts();

function ofdOf(filings: Filing[]): Uint8Array {
  const formOf = (filing: Filing) => catalog.find(filing.form, filing.version) as Form;
  return makeOfd(
    filings.map((filing) => layout(formOf(filing), filing, { seal: 42, blankRows: false })),
    info,
    fonts,
  ).bytes;
}

test.each([...ownSamples(), ...publishedSamples()])('$name is the same after a way through our OFD', async (sample) => {
  const { filings } = await readBytes(sample.name, sample.bytes);
  const again = await readBytes('套表.ofd', ofdOf(filings));
  expect(again.notes).toEqual([]);
  expect(asJson(again.filings)).toEqual(sample.expected);
});

test.each(tableForms.map((form) => ({ form, id: form.id })))(
  'every filing of $id comes back as it was',
  async ({ form }) => {
    await fc.assert(
      fc.asyncProperty(filingOf(form, 40), async (given) => {
        const filing = asPrinted(form, plausible(form, given));
        const { filings, notes } = await readBytes('表.ofd', ofdOf([filing]));
        expect(filings.map((read) => toJson(form, read))).toEqual([toJson(form, filing)]);
        expect(notes.filter((note) => note.severity === 'error')).toEqual([]);
      }),
      { numRuns: 10 },
    );
  },
);

const NS = 'xmlns:ofd="http://www.ofdspec.org/2016"';

/** An OFD as another program may write it: `page` is what is in its Content, `parts` what there is besides. */
function foreign(
  page: string,
  { body = '', common = '', document = '', head = '', parts = {} as Record<string, string> } = {},
) {
  return zipSync(
    Object.fromEntries(
      Object.entries({
        'OFD.xml': `<ofd:OFD ${NS} Version="1.0" DocType="OFD"><ofd:DocBody><ofd:DocInfo><ofd:DocID>0</ofd:DocID></ofd:DocInfo><ofd:DocRoot>/Doc_0/Document.xml</ofd:DocRoot>${body}</ofd:DocBody></ofd:OFD>`,
        'Doc_0/Document.xml': `<ofd:Document ${NS}><ofd:CommonData><ofd:MaxUnitID>99</ofd:MaxUnitID><ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea>${common}</ofd:CommonData><ofd:Pages><ofd:Page ID="1" BaseLoc="Pages/Page_0/Content.xml"/></ofd:Pages>${document}</ofd:Document>`,
        'Doc_0/Pages/Page_0/Content.xml': `<ofd:Page ${NS}>${head}<ofd:Content><ofd:Layer ID="2">${page}</ofd:Layer></ofd:Content></ofd:Page>`,
        ...parts,
      }).map(([path, text]) => [path, strToU8(text)]),
    ),
  );
}

/** Two cells side by side, 60 mm wide and 10 mm high each, from 20, 20 on. */
const FRAME =
  '<ofd:PathObject ID="3" Boundary="20 20 120 10"><ofd:AbbreviatedData>M 0 0 L 120 0 L 120 10 L 0 10 C M 60 0 L 60 10</ofd:AbbreviatedData></ofd:PathObject>';
const text = (attributes: string, codes: string) =>
  `<ofd:TextObject ID="9" Font="5" Size="4" ${attributes}>${codes}</ofd:TextObject>`;
const LEFT = text('Boundary="22 22 50 6"', '<ofd:TextCode X="0" Y="5" DeltaX="g 3 4">项目名称</ofd:TextCode>');
const RIGHT = text('Boundary="82 22 50 6"', '<ofd:TextCode X="0" Y="5" DeltaX="4">路灯</ofd:TextCode>');

async function cellsOf(bytes: Uint8Array): Promise<string[][]> {
  const [grid] = (await ofdGrids(bytes, () => true)).grids;
  return (grid?.rows ?? []).map((row) => row.cells.map((cell) => cell.text));
}

describe('an OFD of another program', () => {
  test.each<[what: string, bytes: Uint8Array]>([
    ['with repeated steps', foreign(FRAME + LEFT + RIGHT)],
    [
      'with objects in blocks',
      foreign(`<ofd:PageBlock ID="4">${FRAME}<ofd:PageBlock ID="6">${LEFT}</ofd:PageBlock></ofd:PageBlock>${RIGHT}`),
    ],
    [
      'with a scaled text',
      foreign(
        FRAME +
          LEFT +
          text(
            'Boundary="82 22 50 6" CTM="4 0 0 4 0 0"',
            '<ofd:TextCode X="0" Y="1.25" DeltaX="1">路灯</ofd:TextCode>',
          ).replace('Size="4"', 'Size="1"'),
      ),
    ],
    [
      'with several texts in an object',
      foreign(
        FRAME +
          text(
            'Boundary="0 0 210 297"',
            '<ofd:TextCode X="22" Y="27" DeltaX="4 4 4">项目名称</ofd:TextCode><ofd:TextCode X="82" Y="27" DeltaX="4">路灯</ofd:TextCode>',
          ).replace('项目名称</ofd:TextCode>', '项目名称</ofd:TextCode>'),
      ),
    ],
    [
      'without steps',
      foreign(FRAME + text('Boundary="22 22 50 6"', '<ofd:TextCode X="0" Y="5">项目名称</ofd:TextCode>') + RIGHT),
    ],
    [
      'with rules that are filled boxes',
      foreign(
        ['0 0 120 .2', '0 10 120 .2', '0 0 .2 10', '60 0 .2 10', '120 0 .2 10']
          .map((box) => {
            const [x, y, w, h] = box.split(' ').map(Number) as [number, number, number, number];
            return `<ofd:PathObject ID="7" Boundary="${20 + x} ${20 + y} ${w} ${h}" Fill="true" Stroke="false"><ofd:AbbreviatedData>M 0 0 L ${w} 0 L ${w} ${h} L 0 ${h} C</ofd:AbbreviatedData></ofd:PathObject>`;
          })
          .join('') +
          LEFT +
          RIGHT,
      ),
    ],
    [
      'with the frame and a label in a template',
      foreign(RIGHT, {
        common: '<ofd:TemplatePage ID="50" BaseLoc="Tpls/Tpl_0/Content.xml"/>',
        head: '<ofd:Template TemplateID="50" ZOrder="Background"/>',
        parts: {
          'Doc_0/Tpls/Tpl_0/Content.xml': `<ofd:Page ${NS}><ofd:Content><ofd:Layer ID="51">${FRAME}${LEFT}</ofd:Layer></ofd:Content></ofd:Page>`,
        },
      }),
    ],
    [
      'with a group of objects from its resources',
      foreign(`${FRAME}<ofd:CompositeObject ID="8" ResourceID="60" Boundary="60 0 60 20"/>${LEFT}`, {
        common: '<ofd:DocumentRes>DocumentRes.xml</ofd:DocumentRes>',
        parts: {
          'Doc_0/DocumentRes.xml': `<ofd:Res ${NS} BaseLoc="Res"><ofd:CompositeGraphicUnits><ofd:CompositeGraphicUnit ID="60" Width="60" Height="20"><ofd:Content>${RIGHT.replace('82 22', '22 22')}</ofd:Content></ofd:CompositeGraphicUnit></ofd:CompositeGraphicUnits></ofd:Res>`,
        },
      }),
    ],
  ])('%s', async (_, bytes) => {
    expect(await cellsOf(bytes)).toEqual([['项目名称', '路灯']]);
  });

  test('tells what is not read, with its page', async () => {
    const { notes } = await ofdGrids(
      foreign(`${FRAME}${LEFT}<ofd:CompositeObject ID="8" ResourceID="77" Boundary="0 0 9 9"/>`, {
        body: '<ofd:Signatures>/Doc_0/Signs/Signatures.xml</ofd:Signatures>',
        document: '<ofd:Annotations>Annots/Annotations.xml</ofd:Annotations>',
        parts: {
          'Doc_0/Annots/Annotations.xml': `<ofd:Annotations ${NS}><ofd:Page PageID="1"><ofd:FileLoc>a.xml</ofd:FileLoc></ofd:Page></ofd:Annotations>`,
        },
      }),
      () => true,
    );
    expect(notes.map((note) => noteLine('表.ofd', note))).toEqual([
      '表.ofd：文件有电子签章；只读入表格的文字，签章未验证，也未读入',
      '表.ofd：第 1 页：这一页有不能识别的图形组，其中的文字未读入；请用原软件重新导出 OFD 后再导入',
      '表.ofd：第 1 页：这一页有批注或图章，其中的文字未读入',
    ]);
  });

  test.each([
    ['encrypted', foreign('', { parts: { 'Encryptions.xml': '<a/>' } }), /加了密/],
    ['only pictures', foreign('<ofd:ImageObject ID="4" Boundary="0 0 210 297" ResourceID="5"/>'), /扫描件或图片/],
    [
      'a page cut short',
      foreign('', { parts: { 'Doc_0/Pages/Page_0/Content.xml': `<ofd:Page ${NS}>` } }),
      /已损坏或不完整/,
    ],
    [
      'steps without end',
      foreign(text('Boundary="0 0 9 9"', '<ofd:TextCode X="0" Y="5" DeltaX="g 999999999 1"/>')),
      /没有文字/,
    ],
  ])('%s is told in one sentence', async (_, bytes, reason) => {
    const { filings, notes } = await readBytes('表.ofd', bytes);
    expect(filings).toEqual([]);
    expect(notes.map(({ message }) => message).join()).toMatch(reason);
  });
});
