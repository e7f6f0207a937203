import { SaxesParser } from 'saxes';
import { type Dictionary, Name, PdfObjects, Reference, Text, Tokens, type Value, Word } from './pdf-objects.ts';

/** Operators of a page's content (ISO 32000-1, annex A) that this program has a use for. */
const OPERATORS = 'q Q cm w J d RG rg m l c h re S s f BT ET Tc Tf Tm TJ BDC EMC'.split(' ');
const ELEMENTS = 'Document Sect H1 H2 P Table TR TH TD TOC TOCI Link'.split(' ');

/**
 * What of a PDF is not as PDF/A-2 has it, each by its clause of ISO 19005-2:2011. `level` A asks for the structure
 * too. Where our files have nothing of a kind (pictures, forms, attachments), having any is told.
 */
export function violations(bytes: Uint8Array, level: 'A' | 'B'): string[] {
  const found = new Set<string>();
  const insist = (holds: boolean, clause: string) => {
    if (!holds) found.add(clause);
  };
  const pdf = new PdfObjects(bytes);
  const { catalog, trailer } = pdf;
  insist(/^%PDF-1\.7\n%[\x80-\xff]{4}\n/.test(pdf.text), '6.1.2 header');
  insist(Array.isArray(trailer.ID) && trailer.ID.every((id) => id instanceof Text && id.bytes.length > 0), '6.1.3 ID');
  insist(!('Encrypt' in trailer), '6.1.3 Encrypt');
  for (const { entries } of pdf.streams.values())
    insist(!['F', 'FFilter', 'FDecodeParms'].some((key) => key in entries), '6.1.7 external data');
  for (const value of pdf.values.values()) limits(value, insist);
  insist(pdf.values.size + pdf.streams.size < 8_388_607, '6.1.13 objects');
  for (const key of [
    'AcroForm',
    'OCProperties',
    'NeedsRendering',
    'Requirements',
    'AA',
    'OpenAction',
    'Perms',
    'Legal',
  ])
    insist(!(key in catalog), `6.4, 6.5.2, 6.9, 6.11 ${key}`);
  outputIntent(pdf, insist);
  metadata(pdf, level, insist);
  const marks = pdf.pages.map(({ page, ref }) => ({ page, ref, marks: pageMarks(pdf, page, insist) }));
  if (level === 'A') structure(pdf, marks, insist);
  return [...found].sort();
}

type Insist = (holds: boolean, clause: string) => void;

function limits(value: Value, insist: Insist): void {
  if (typeof value === 'number') insist(Math.abs(value) <= 2_147_483_647, '6.1.13 numbers');
  else if (value instanceof Name) insist(value.name.length <= 127, '6.1.13 names');
  else if (value instanceof Text) insist(value.bytes.length <= 32_767, '6.1.13 strings');
  else if (value instanceof Reference || value === null || typeof value === 'boolean') return;
  else for (const one of Object.values(value)) limits(one, insist);
}

function outputIntent(pdf: PdfObjects, insist: Insist): void {
  const intents = 'OutputIntents' in pdf.catalog ? pdf.list(pdf.catalog.OutputIntents) : [];
  insist(intents.length === 1, '6.2.3 output intent');
  for (const intent of intents.map((one) => pdf.dictionary(one))) {
    const { entries, data } = pdf.stream(intent.DestOutputProfile);
    const header = data.toString('latin1', 0, 40);
    insist((intent.S as Name).name === 'GTS_PDFA1' && intent.OutputConditionIdentifier instanceof Text, '6.2.3 intent');
    insist(entries.N === 3 && data.readUInt32BE(0) === data.length && header.slice(36) === 'acsp', '6.2.3 profile');
    insist(header.slice(12, 20) === 'mntrRGB ' && (data[8] as number) < 5, '6.2.3 profile');
  }
}

/** The texts of the metadata by the path of their elements. */
function xmpTexts(xmp: string): Map<string, string> {
  const texts = new Map<string, string>();
  const path: string[] = [];
  const parser = new SaxesParser({ xmlns: true });
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name }) => path.push(name));
  parser.on('text', (text) => {
    const key = path.slice(3).join(' ');
    if (text.trim()) texts.set(key, (texts.get(key) ?? '') + text);
  });
  parser.on('closetag', () => path.pop());
  parser.write(xmp).close();
  return texts;
}

function metadata(pdf: PdfObjects, level: 'A' | 'B', insist: Insist): void {
  const { entries, data } = pdf.stream(pdf.catalog.Metadata);
  insist((entries.Type as Name).name === 'Metadata' && (entries.Subtype as Name).name === 'XML', '6.6.2.1 stream');
  const xmp = data.toString('utf8');
  const head = /^<\?xpacket ([^?]*)\?>/.exec(xmp)?.[1] ?? '';
  insist(/^begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"$/.test(head), '6.6.2.1 packet');
  let texts = new Map<string, string>();
  try {
    texts = xmpTexts(xmp);
  } catch {
    insist(false, '6.6.2.1 well-formed');
  }
  insist(texts.get('pdfaid:part') === '2' && texts.get('pdfaid:conformance') === level, '6.6.4 identification');
  const info = pdf.dictionary(pdf.trailer.Info);
  const same: [string, string][] = [
    ['Title', 'dc:title rdf:Alt rdf:li'],
    ['Author', 'dc:creator rdf:Seq rdf:li'],
    ['Subject', 'dc:description rdf:Alt rdf:li'],
    ['Creator', 'xmp:CreatorTool'],
    ['Producer', 'pdf:Producer'],
    ['CreationDate', 'xmp:CreateDate'],
    ['ModDate', 'xmp:ModifyDate'],
  ];
  for (const [key, path] of same) {
    const text = info[key] instanceof Text ? info[key].text : undefined;
    const date = texts.get(path)?.replace(/[-T:]/g, '');
    insist(text === (key.endsWith('Date') ? `D:${date}` : texts.get(path)), `6.6.3 ${key}`);
  }
  insist(
    Object.keys(info).every((key) => same.some(([known]) => known === key)),
    '6.6.3 other entries',
  );
}

/** The marks of a page by their number: the name of each. Checks what the page draws with. */
function pageMarks(pdf: PdfObjects, page: Dictionary, insist: Insist): string[] {
  const [left, bottom, right, top] = page.MediaBox as [number, number, number, number];
  const sides = [right - left, top - bottom];
  insist(
    sides.every((side) => side >= 3 && side <= 14_400),
    '6.1.13 page',
  );
  insist(!['AA', 'PresSteps', 'Group'].some((key) => key in page), '6.5.2, 6.10 page');
  const resources = pdf.dictionary(page.Resources);
  insist(
    Object.keys(resources).every((key) => key === 'Font'),
    '6.2.5, 6.2.8, 6.2.9 resources',
  );
  const fonts = new Map(
    Object.entries(pdf.dictionary(resources.Font)).map(([name, ref]) => [name, fontOf(pdf, ref, insist)]),
  );
  const marks: string[] = [];
  let operands: Value[] = [];
  let depth = 0;
  let marked: string | null = null;
  let font: FontFacts | undefined;
  const tokens = new Tokens(pdf.stream(page.Contents).data.toString('latin1'));
  while (!tokens.done) {
    const token = tokens.next();
    if (!(token instanceof Word)) {
      operands.push(token);
      limits(token, insist);
      continue;
    }
    const { word } = token;
    insist(OPERATORS.includes(word), `6.2.2 operator ${word}`);
    if (word === 'q') insist(++depth <= 28, '6.1.13 nesting');
    if (word === 'Q') insist(--depth >= 0, '6.2.2 nesting');
    if (word === 'BDC') {
      insist(marked === null, '6.7.2 marks within marks');
      marked = (operands[0] as Name).name;
      const { MCID } = operands[1] as Dictionary;
      if (marked === 'Artifact') insist(MCID === undefined, '6.7.2 artifact');
      else insist(MCID === marks.push(marked) - 1, '6.7.2 marks count up');
    }
    if (word === 'EMC') marked = null;
    if (['S', 's', 'f', 'TJ'].includes(word)) insist(marked !== null, '6.7.2 unmarked content');
    if (word === 'Tf') {
      font = fonts.get((operands[0] as Name).name);
      insist(font !== undefined, '6.2.2 resources');
    }
    if (word === 'TJ')
      for (const shown of operands[0] as Value[])
        if (shown instanceof Text)
          for (let at = 0; at < shown.bytes.length; at += 2) font?.use(shown.bytes.readUInt16BE(at));
    operands = [];
  }
  insist(depth === 0 && marked === null, '6.2.2 nesting');
  for (const annotation of 'Annots' in page ? pdf.list(page.Annots).map((one) => pdf.dictionary(one)) : []) {
    insist((annotation.Subtype as Name).name === 'Link', '6.3.1 annotations');
    insist(annotation.F === 4, '6.3.2 flags');
    insist((pdf.dictionary(annotation.A).S as Name).name === 'GoTo', '6.5.1 actions');
  }
  return marks;
}

interface FontFacts {
  use(code: number): void;
}

/** The font, which tells of each code that is used whether it may be. */
function fontOf(pdf: PdfObjects, ref: Value, insist: Insist): FontFacts {
  const font = pdf.dictionary(ref);
  const descendant = pdf.dictionary(pdf.list(font.DescendantFonts)[0]);
  const descriptor = pdf.dictionary(descendant.FontDescriptor);
  const named = (value: Value | undefined) => (value instanceof Name ? value.name : '');
  insist(
    [font, descendant].every(({ Type }) => named(Type) === 'Font'),
    '6.2.11.2 Type',
  );
  insist(named(font.Subtype) === 'Type0' && named(descendant.Subtype) === 'CIDFontType2', '6.2.11.2 Subtype');
  insist(/^[A-Z]{6}\+[\w-]+$/.test(named(font.BaseFont)), '6.2.11.2 BaseFont');
  insist(named(descriptor.FontName) === named(font.BaseFont), '6.2.11.2 FontName');
  insist(named(font.Encoding) === 'Identity-H', '6.2.11.3 encoding');
  insist(named(descendant.CIDToGIDMap) === 'Identity', '6.2.11.3 CIDToGIDMap');
  insist(!('CIDSet' in descriptor), '6.2.11.4 CIDSet');
  const widths = (descendant.W as Value[])[1] as number[];
  const program = pdf.stream(descriptor.FontFile2).data;
  const table = (tag: string) => {
    const count = program.readUInt16BE(4);
    for (let n = 0; n < count; n++)
      if (program.toString('latin1', 12 + 16 * n, 16 + 16 * n) === tag) return program.readUInt32BE(20 + 16 * n);
    throw new Error(`6.2.11.4: the font has no ${tag}`);
  };
  const units = program.readUInt16BE(table('head') + 18);
  const glyphs = program.readUInt16BE(table('maxp') + 4);
  const metrics = program.readUInt16BE(table('hhea') + 34);
  const advance = (glyph: number) => program.readUInt16BE(table('hmtx') + 4 * Math.min(glyph, metrics - 1));
  const lines = pdf
    .stream(font.ToUnicode)
    .data.toString('latin1')
    .matchAll(/^<([0-9a-f]{4})> <([0-9a-f]+)>$/gm);
  const texts = new Map(Array.from(lines, ([, code, text]) => [Number.parseInt(code as string, 16), text as string]));
  return {
    use(code) {
      insist(code > 0 && code < glyphs, '6.2.11.8 .notdef');
      insist(Math.abs((advance(code) * 1000) / units - (widths[code] ?? 0)) <= 1, '6.2.11.5 widths');
      const text = texts.get(code);
      insist(text !== undefined, '6.2.11.7 ToUnicode');
      insist(!text?.match(/.{4}/g)?.some((unit) => ['0000', 'feff', 'fffe'].includes(unit)), '6.2.11.7 values');
    },
  };
}

function structure(
  pdf: PdfObjects,
  pages: readonly { page: Dictionary; ref: number; marks: string[] }[],
  insist: Insist,
): void {
  const { catalog } = pdf;
  insist('MarkInfo' in catalog && pdf.dictionary(catalog.MarkInfo).Marked === true, '6.7.2 Marked');
  insist(catalog.Lang instanceof Text && /^[a-z]{2}(-[A-Z]{2})?$/.test(catalog.Lang.text), '6.7.4 language');
  insist('StructTreeRoot' in catalog, '6.7.3 StructTreeRoot');
  if (!('StructTreeRoot' in catalog)) return;
  const root = catalog.StructTreeRoot as Reference;
  const numbers = pdf.list(pdf.dictionary(pdf.dictionary(root).ParentTree).Nums);
  const parents = new Map(
    numbers.flatMap((key, at): [number, Value][] => (at % 2 === 0 ? [[key as number, numbers[at + 1] as Value]] : [])),
  );
  /** Of each page the elements of its marks, as the elements themselves say. */
  const said = new Map(pages.map(({ ref }) => [ref, new Map<number, number>()]));
  const walk = (ref: Reference, parent: Reference) => {
    const element = pdf.dictionary(ref);
    insist((element.Type as Name | undefined)?.name === 'StructElem', '6.7.3 Type');
    insist(ELEMENTS.includes((element.S as Name).name), '6.7.3 standard types');
    insist((element.P as Reference).number === parent.number, '6.7.3 parents');
    for (const kid of 'K' in element ? pdf.list(element.K) : []) {
      if (kid instanceof Reference) walk(kid, ref);
      else if (typeof kid === 'number') said.get((element.Pg as Reference).number)?.set(kid, ref.number);
      else {
        const { Pg, MCID, Obj } = kid as Dictionary;
        if (Obj) {
          const key = pdf.dictionary(Obj).StructParent as number;
          insist((parents.get(key) as Reference | undefined)?.number === ref.number, '6.7.3 links');
        } else said.get((Pg as Reference).number)?.set(MCID as number, ref.number);
      }
    }
  };
  walk(pdf.dictionary(root).K as Reference, root);
  for (const { page, ref, marks } of pages) {
    insist((page.Tabs as Name | undefined)?.name === 'S', 'ISO 14289-1, 7.18.3 tab order');
    const own = parents.get(page.StructParents as number) as Reference[] | undefined;
    insist(own?.length === marks.length, '6.7.3 parent tree');
    for (const [mark, type] of marks.entries()) {
      const element = own?.[mark];
      insist(element !== undefined && said.get(ref)?.get(mark) === element.number, '6.7.3 parent tree');
      insist(element !== undefined && (pdf.dictionary(element).S as Name).name === type, '6.7.3 marks');
    }
  }
}
