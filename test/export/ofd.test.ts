import { createHash } from 'node:crypto';
import { posix } from 'node:path';
import { create } from 'fontkit';
import { describe, expect, test } from 'vitest';
import { loadFonts } from '../../electron/export/fonts.ts';
import { makeOfd } from '../../electron/export/ofd.ts';
import { makePdf } from '../../electron/export/pdf.ts';
import type { Filing } from '../../shared/filing/filing.ts';
import { catalog } from '../../shared/form/catalog/catalog.ts';
import type { Form } from '../../shared/form/form.ts';
import { layout } from '../../shared/layout/layout.ts';
import { largeFiling } from '../filings.ts';
import { charactersOf, nodesWithin, type OfdNode, ofdParts } from '../ofd-parts.ts';
import { pdfRuns } from '../pdf-text.ts';

const fonts = loadFonts();
const info = { title: '套表 <1> & "2"', author: '营商环境局', now: new Date(2026, 2, 1) };
const odd = '二〇二六年 é①①⃣ ²³ ☑ 𠮷 A\u00adB 葛\u{e0100}';
const sheetsOf = (filings: Filing[]) =>
  filings.map((filing) => {
    const form = catalog.find(filing.form, filing.version) as Form;
    return layout(form, filing, { seal: 42, blankRows: false });
  });

function sample(form: Form): Filing {
  const filing = largeFiling(form, 900, 40);
  const text = form.fields.find(({ type }) => type === 'text');
  if (text) filing.values[text.id] = odd;
  return filing;
}

/** Children in their order (? at most once, + at least once, * any number) and the attributes that must be there. */
const SCHEMA: Record<string, { children?: string[]; required?: string[] }> = {
  OFD: { children: ['DocBody+'], required: ['Version', 'DocType'] },
  DocBody: { children: ['DocInfo', 'DocRoot', 'Versions?', 'Signatures?'] },
  DocInfo: {
    children: [
      'DocID',
      'Title?',
      'Author?',
      'Subject?',
      'Abstract?',
      'CreationDate?',
      'ModDate?',
      'DocUsage?',
      'Cover?',
      'Keywords?',
      'Creator?',
      'CreatorVersion?',
    ],
  },
  Document: { children: ['CommonData', 'Pages', 'Outlines?'] },
  CommonData: { children: ['MaxUnitID', 'PageArea', 'PublicRes*', 'DocumentRes*', 'TemplatePage*', 'DefaultCS?'] },
  PageArea: { children: ['PhysicalBox', 'ApplicationBox?', 'ContentBox?', 'BleedBox?'] },
  Area: { children: ['PhysicalBox', 'ApplicationBox?', 'ContentBox?', 'BleedBox?'] },
  Pages: { children: ['Page+'] },
  Page: { children: ['Template*', 'PageRes*', 'Area?', 'Content?'] },
  Outlines: { children: ['OutlineElem+'] },
  OutlineElem: { children: ['Actions?', 'OutlineElem*'], required: ['Title'] },
  Actions: { children: ['Action+'] },
  Action: { children: ['Region?', 'Goto'], required: ['Event'] },
  Goto: { children: ['Dest'] },
  Dest: { required: ['Type', 'PageID'] },
  Res: { children: ['Fonts?'], required: ['BaseLoc'] },
  Fonts: { children: ['Font+'] },
  Font: { children: ['FontFile?'], required: ['ID', 'FontName'] },
  Content: { children: ['Layer+'] },
  Layer: { children: ['TextObject|PathObject*'], required: ['ID'] },
  TextObject: {
    children: ['FillColor?', 'StrokeColor?', 'CGTransform*', 'TextCode'],
    required: ['ID', 'Boundary', 'Font', 'Size'],
  },
  CGTransform: { children: ['Glyphs?'], required: ['CodePosition'] },
  TextCode: { required: ['X', 'Y'] },
  PathObject: { children: ['StrokeColor?', 'FillColor?', 'AbbreviatedData'], required: ['ID', 'Boundary'] },
  FillColor: { required: ['Value'] },
  StrokeColor: { required: ['Value'] },
};
for (const leaf of [
  'DocID',
  'Title',
  'Author',
  'CreationDate',
  'ModDate',
  'Creator',
  'DocRoot',
  'MaxUnitID',
  'PublicRes',
  'PhysicalBox',
  'FontFile',
  'Glyphs',
  'AbbreviatedData',
])
  SCHEMA[leaf] = {};

/** What of an element is not as GB/T 33190-2016 has it. */
function faultsOf(node: OfdNode, inList: boolean): string[] {
  const rule = node.name === 'Page' && inList ? { required: ['ID', 'BaseLoc'] } : SCHEMA[node.name];
  if (!rule) return [`unknown ${node.name}`];
  const missing = (rule.required ?? []).filter((name) => node.attributes[name] === undefined);
  const order = (rule.children ?? []).map((child) => {
    const [, names = '', count = ''] = /^(.*?)([?+*]?)$/.exec(child) ?? [];
    return `(?:(?:${names}) )${count}`;
  });
  const written = node.children.map(({ name }) => `${name} `).join('');
  const box = node.name === 'PhysicalBox' ? node.text : node.attributes.Boundary;
  return [
    ...missing.map((name) => `${node.name} lacks ${name}`),
    ...(new RegExp(`^${order.join('')}$`).test(written) ? [] : [`${node.name} has ${written}`]),
    ...(box === undefined || /^-?[\d.]+ -?[\d.]+ [\d.]+ [\d.]+$/.test(box) ? [] : [`box ${box}`]),
    ...node.children.flatMap((child) => faultsOf(child, node.name === 'Pages')),
  ];
}

describe.each(catalog.all.map((form) => ({ form, id: `${form.id} ${form.version}` })))('$id', ({ form }) => {
  const sheets = sheetsOf([sample(form), sample(form)]);
  const { bytes } = makeOfd(sheets, info, fonts);
  const { xml, files } = ofdParts(bytes);
  const pages = [...xml].flatMap(([path, node]) => (/Page_\d+/.test(path) ? [node] : []));

  test('is built as the schemas of the standard say', () => {
    for (const [path, node] of xml) expect({ path, faults: faultsOf(node, false) }).toEqual({ path, faults: [] });
    const nodes = [...xml.values()].flatMap((root) => [...nodesWithin(root)]);
    const ids = nodes.flatMap(({ attributes }) => (attributes.ID === undefined ? [] : [Number(attributes.ID)]));
    expect(new Set(ids).size).toBe(ids.length);
    const text = (name: string) => nodes.find((node) => node.name === name)?.text ?? '';
    expect(Number(text('MaxUnitID'))).toBe(Math.max(...ids));
    const fontIds = new Set(nodes.filter(({ name }) => name === 'Font').map(({ attributes }) => attributes.ID));
    const named = nodes.filter(({ name }) => name === 'TextObject').map(({ attributes }) => attributes.Font);
    expect(named.filter((id) => !fontIds.has(id))).toEqual([]);
    const listed = nodes.filter(({ name, attributes }) => name === 'Page' && attributes.BaseLoc !== undefined);
    const pageIds = new Set(listed.map(({ attributes }) => attributes.ID));
    const led = nodes.filter(({ name }) => name === 'Dest').map(({ attributes }) => attributes.PageID);
    expect(led.filter((id) => !pageIds.has(id))).toEqual([]);
    const paths = [text('DocRoot'), ...['PublicRes'].map((name) => posix.join('Doc_0', text(name)))];
    paths.push(...listed.map(({ attributes }) => posix.join('Doc_0', attributes.BaseLoc ?? '')));
    paths.push(...nodes.filter(({ name }) => name === 'FontFile').map((node) => posix.join('Doc_0/Res', node.text)));
    expect(paths.filter((path) => !xml.has(path) && !files.has(path))).toEqual([]);
    expect([...xml.keys(), ...files.keys()].length).toBe(new Set(paths).size + 1);
    expect(text('DocID')).toMatch(/^[0-9a-f]{32}$/);
    expect(text('Title')).toBe(info.title);
    const outline = nodes.filter(({ name }) => name === 'OutlineElem').map(({ attributes }) => attributes.Title);
    // A cover is nothing that is looked for.
    const titles = sheets.filter(({ form }) => form.kind !== 'cover').map(({ title }) => title);
    expect(outline).toEqual(titles);
  });

  test('has every text where the PDF has it', async () => {
    const runs = await pdfRuns((await makePdf(sheets, info, fonts)).bytes);
    expect(pages.length).toBe(runs.length);
    for (const [index, page] of pages.entries()) {
      const characters = charactersOf(page);
      const lost = (runs[index] ?? []).filter(({ text, x, baseline }) => {
        const [first] = text;
        return !characters.some(
          (one) => one.text === first && Math.abs(one.x - x) < 0.3 && Math.abs(one.baseline - baseline) < 0.3,
        );
      });
      expect(lost).toEqual([]);
      const bare = (text: string) => [...text.replace(/\s/g, '')].sort().join('');
      expect(bare(characters.map(({ text }) => text).join(''))).toBe(
        bare((runs[index] ?? []).map(({ text }) => text).join('')),
      );
    }
  });

  test('embeds fonts that draw every character of theirs', () => {
    const nodes = [...xml.values()].flatMap((root) => [...nodesWithin(root)]);
    for (const { name, attributes, children } of nodes) {
      if (name !== 'Font') continue;
      const font = create(files.get(`Doc_0/Res/${children[0]?.text}`) as Uint8Array);
      expect(font.postscriptName).toBe(attributes.FontName);
      const texts = nodes.filter((node) => node.name === 'TextObject' && node.attributes.Font === attributes.ID);
      const mapped = texts.filter((node) => !node.children.some((child) => child.name === 'CGTransform'));
      const characters = new Set(mapped.flatMap((node) => Array.from(node.children.at(-1)?.text ?? '')));
      expect([...characters].filter((one) => !font.hasGlyphForCodePoint(one.codePointAt(0) as number))).toEqual([]);
    }
  });
});

test('the same tables give the same bytes', () => {
  const [form] = catalog.all;
  const digest = () =>
    createHash('sha256')
      .update(makeOfd(sheetsOf([sample(form as Form)]), info, fonts).bytes)
      .digest('hex');
  expect(digest()).toBe(digest());
});
