import fc from 'fast-check';
import { strFromU8, unzipSync } from 'fflate';
import { SaxesParser } from 'saxes';
import { describe, expect, test } from 'vitest';
import { bookBytes } from '../../electron/export/book-bytes.ts';
import { readBytes } from '../../electron/import/read-bytes.ts';
import { readFilings } from '../../electron/import/read-file.ts';
import type { BookFrame, BookPart } from '../../shared/book/book.ts';
import { gatherBook } from '../../shared/book/gather.ts';
import { type Filing, newFiling } from '../../shared/filing/filing.ts';
import { formOf } from '../../shared/filing/form-of.ts';
import { toJson } from '../../shared/filing/json.ts';
import { catalog } from '../../shared/form/catalog/catalog.ts';
import { cover } from '../../shared/form/catalog/cover.ts';
import { departmentHebei } from '../../shared/form/catalog/department-hebei.ts';
import { anyFiling } from '../filings.ts';
import { ownSamples, publishedSamples } from '../import/samples.ts';
import { dalianSample, hebeiSample } from './samples.ts';

const now = new Date('2026-03-01T08:00:00Z');
const unused = () => {
  throw new Error('no fonts are needed');
};

async function docxOf(frame: BookFrame, parts: readonly BookPart[]) {
  return bookBytes({ kind: 'docx', frame, parts, now }, unused, () => undefined);
}

const partOf = (bytes: Uint8Array, name: string) => strFromU8(unzipSync(bytes)[name] ?? new Uint8Array());
const all = (xml: string, pattern: RegExp) => [...xml.matchAll(pattern)].map((match) => match[1] ?? '');
const jsonOf = (filing: Filing) => JSON.stringify(toJson(formOf(filing), filing));

const sampled = gatherBook([
  dalianSample,
  { ...dalianSample, values: { ...dalianSample.values, projectName: '“一网通办”\\系统' } },
  hebeiSample,
]);

/** Filings of forms that the store may have. */
const known = anyFiling.filter(({ form: { id, kind } }) => catalog.find(id) !== null && kind !== 'book');

/** What elements hold in this order and no other (ECMA-376 part 1, annex A). */
const ORDERS: Record<string, string[]> = {
  'w:pPr': [
    'pStyle',
    'keepNext',
    'pageBreakBefore',
    'widowControl',
    'tabs',
    'autoSpaceDE',
    'autoSpaceDN',
    'spacing',
    'ind',
    'jc',
    'outlineLvl',
    'rPr',
    'sectPr',
  ],
  'w:rPr': ['rFonts', 'b', 'sz', 'szCs', 'lang'],
  'w:tblPr': ['tblW', 'jc', 'tblInd', 'tblBorders', 'tblLayout', 'tblCellMar'],
  'w:tcPr': ['tcW', 'gridSpan', 'vMerge', 'tcBorders', 'vAlign'],
  'w:tcBorders': ['top', 'left', 'bottom', 'right'],
  'w:sectPr': ['footerReference', 'type', 'pgSz', 'pgMar', 'pgNumType'],
  'w:settings': [
    'mirrorMargins',
    'defaultTabStop',
    'evenAndOddHeaders',
    'characterSpacingControl',
    'compat',
    'themeFontLang',
  ],
  'w:style': [
    'name',
    'basedOn',
    'next',
    'uiPriority',
    'semiHidden',
    'unhideWhenUsed',
    'qFormat',
    'pPr',
    'rPr',
    'tblPr',
  ],
};

/** Children that do not stand in the order of the schema, `w:pPr: jc`; throws where the XML is not well formed. */
function misplaced(xml: string): string[] {
  const found: string[] = [];
  const open: { name: string; at: number }[] = [];
  const parser = new SaxesParser();
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name }) => {
    const parent = open.at(-1);
    const order = parent && ORDERS[parent.name];
    if (parent && order) {
      const at = order.indexOf(name.replace('w:', ''));
      if (at < parent.at) found.push(`${parent.name}: ${name}`);
      parent.at = at;
    }
    open.push({ name, at: 0 });
  });
  parser.on('closetag', () => void open.pop());
  parser.write(xml).close();
  return found;
}

describe('a book as a Word document', () => {
  test('has contents that lead to every table, with the page that it begins on', async () => {
    const { bytes, count } = await docxOf(sampled.frame, sampled.parts);
    const xml = partOf(bytes, 'word/document.xml');
    const [contents = ''] = all(xml, /(<w:sdt>.*?<\/w:sdt>)/gs);
    const pages = all(contents, /PAGEREF \S+ \\h .*?<w:t [^>]*>(\d+)</gs);
    expect(pages).toEqual(count.firsts.slice(2).map(String));
    const marked = all(xml, /<w:bookmarkStart w:id="\d+" w:name="(_Toc\d+)"/g);
    expect(all(contents, /<w:hyperlink w:anchor="(\w+)"/g)).toEqual(marked);
    // Word writes the same lines when it makes the contents anew.
    const marks = all(xml, / TC &quot;(.*?)&quot; \\l 1 /g).map((text) => text.replace(/\\(.)/g, '$1'));
    const lines = all(contents, /<w:hyperlink.*?<w:t [^>]*>([^<]*)</gs);
    expect(marks).toEqual(lines);
    expect(lines.map((line) => line.replace(/^\d+\u3000/, ''))).toContain('“一网通办”\\系统');
  });

  test('numbers its pages after the cover, and says how many there are', async () => {
    const { bytes, count } = await docxOf(sampled.frame, sampled.parts);
    const sections = all(partOf(bytes, 'word/document.xml'), /(<w:sectPr>.*?<\/w:sectPr>)/gs);
    expect(sections).toHaveLength(sampled.parts.length);
    expect(sections.map((one) => all(one, /r:id="(\w+)"/g).join(' '))).toEqual([
      'none',
      ...sampled.parts.slice(1).map(() => 'default'),
    ]);
    expect(sections.map((one) => all(one, /w:start="(\d+)"/g).join(''))).toEqual([
      '',
      '1',
      ...sampled.parts.slice(2).map(() => ''),
    ]);
    const foot = partOf(bytes, 'word/footer1.xml');
    expect(all(foot, /<w:t [^>]*>([^<]*)</g).join('')).toBe(`第 1 页 共 ${count.pages} 页`);
    expect(partOf(bytes, 'word/settings.xml')).not.toContain('mirrorMargins');
  });

  test('keeps room for the binding on both sides of the paper, with the numbers at the outer edge', async () => {
    const { bytes } = await docxOf({ ...sampled.frame, twoSided: true }, sampled.parts);
    const sections = all(partOf(bytes, 'word/document.xml'), /(<w:sectPr>.*?<\/w:sectPr>)/gs);
    expect(sections.map((one) => all(one, /w:gutter="(\d+)"/g).join(''))).toEqual(['0', '283', '283', '283', '283']);
    expect(sections[1]).toContain('<w:type w:val="oddPage"/>');
    expect(partOf(bytes, 'word/footer1.xml')).toContain('<w:jc w:val="right"/>');
    expect(partOf(bytes, 'word/footer2.xml')).toContain('<w:jc w:val="left"/>');
    for (const name of ['mirrorMargins', 'evenAndOddHeaders'])
      expect(partOf(bytes, 'word/settings.xml')).toContain(name);
  });

  test('says title, author and language', async () => {
    const { bytes } = await docxOf({ ...sampled.frame, title: 'A & B', unit: '海湾区' }, sampled.parts);
    const core = partOf(bytes, 'docProps/core.xml');
    for (const said of ['<dc:title>海湾区2024年度A &amp; B<', '<dc:creator>海湾区<', '<dc:language>zh-CN<'])
      expect(core).toContain(said);
  });

  test('is what the schema says: order of elements, ids once, marks in pairs, styles and parts that are there', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(known, { minLength: 1, maxLength: 3 }), fc.boolean(), async (samples, twoSided) => {
        const { frame, parts } = gatherBook(samples.map(({ filing }) => filing));
        const { bytes } = await docxOf({ ...frame, twoSided }, parts);
        const package_ = unzipSync(bytes);
        for (const [name, part] of Object.entries(package_)) expect(misplaced(strFromU8(part)), name).toEqual([]);
        const xml = partOf(bytes, 'word/document.xml');
        const begun = all(xml, /<w:bookmarkStart w:id="(\d+)"/g);
        expect(new Set(begun).size).toBe(begun.length);
        expect(all(xml, /<w:bookmarkEnd w:id="(\d+)"/g)).toEqual(begun);
        const names = new Set(all(xml, /<w:bookmarkStart w:id="\d+" w:name="(\w+)"/g));
        for (const name of all(xml, /(?:PAGEREF |w:anchor=")(\w+)/g)) expect(names).toContain(name);
        const count = (type: string) => xml.split(`w:fldCharType="${type}"`).length;
        expect(count('end')).toBe(count('begin'));
        const styles = all(partOf(bytes, 'word/styles.xml'), /w:styleId="(\w[\w.]*)"/g);
        expect(new Set(styles).size).toBe(styles.length);
        for (const style of new Set(all(xml, /<w:pStyle w:val="([\w.]+)"/g))) expect(styles).toContain(style);
        for (const part of all(partOf(bytes, '[Content_Types].xml'), /PartName="\/([^"]+)"/g))
          expect(Object.keys(package_)).toContain(part);
        // Word takes neighbouring tables for one, and asks for a paragraph at the end of a cell.
        expect(xml).not.toMatch(/<\/w:tbl><w:tbl>|<\/w:tcPr><\/w:tc>/);
      }),
      { numRuns: 30 },
    );
  });
});

describe('a book read back from Word', () => {
  test.each([...ownSamples(), ...publishedSamples()])('$name is the same, with its cover', async ({ name, bytes }) => {
    const { filings } = await readFilings(name, bytes);
    const { frame, parts } = gatherBook(filings);
    const read = await readBytes('套表.docx', (await docxOf(frame, parts)).bytes);
    expect(read.notes).toEqual([]);
    const values = { fiscalYear: String(frame.year), title: frame.title, filingUnit: frame.unit };
    const all = [{ ...newFiling(cover, 0), values }, ...filings.filter(({ form }) => form !== 'cover')];
    expect(read.filings.map(jsonOf).toSorted()).toEqual(all.map(jsonOf).toSorted());
  });
});

describe('a department’s text in Word', () => {
  const duties = `一、总则\n（一）职责\n1.审批\n${'贯彻执行党和国家关于行政审批的方针政策，'.repeat(100)}完。`;
  const filing: Filing = {
    ...newFiling(departmentHebei, 2026),
    values: { fiscalYear: '2026', unitName: '临河区档案馆', duties },
  };
  const styleOf = (xml: string, text: string) => {
    const paragraph = all(xml, /(<w:p>(?:(?!<\/w:p>).)*<\/w:p>)/gs).find((one) => one.includes(`>${text}</w:t>`)) ?? '';
    return all(paragraph, /<w:pStyle w:val="(\w+)"/g).join();
  };

  test('keeps a blank line', async () => {
    const values = { ...filing.values, duties: '审批。\n\n监管。' };
    const { bytes } = await docxOf(sampled.frame, [{ filing: { ...filing, values } }]);
    const { filings } = await readBytes('文.docx', bytes);
    expect(filings.map((read) => read.values.duties)).toEqual([values.duties]);
  });

  test('has headings by their number, and paragraphs for its lines, of any length', async () => {
    const { bytes } = await docxOf(sampled.frame, [{ filing }]);
    const xml = partOf(bytes, 'word/document.xml');
    const [, , , text = ''] = duties.split('\n');
    expect(text.length).toBeGreaterThan(2000);
    expect(['一、总则', '（一）职责', '1.审批', text].map((line) => styleOf(xml, line))).toEqual([
      ...['Heading1', 'Heading2', 'Heading3'],
      'BodyText',
    ]);
    const styles = partOf(bytes, 'word/styles.xml');
    for (const [id, name, font] of [
      ['Heading1', 'heading 1', '黑体'],
      ['Heading2', 'heading 2', '楷体_GB2312'],
      ['Heading3', 'heading 3', '仿宋_GB2312'],
      ['BodyText', 'Body Text First Indent', '仿宋_GB2312'],
    ]) {
      const [style = ''] = all(styles, new RegExp(`(<w:style [^>]*w:styleId="${id}">.*?</w:style>)`, 'gs'));
      expect(style).toContain(`<w:name w:val="${name}"/>`);
      expect(style).toContain(`w:eastAsia="${font}"`);
      expect(style).toContain('w:firstLineChars="200"');
    }
    expect(partOf(bytes, 'word/fontTable.xml')).toContain('<w:font w:name="仿宋_GB2312"><w:altName w:val="仿宋,');
  });
});
