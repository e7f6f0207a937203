import type { Binding, DocumentInfo } from './document-info.ts';
import { LAST_PAGE } from './docx-sections.ts';
import { fontNames } from './docx-styles.ts';
import { field, run, xmlText } from './docx-xml.ts';

/** The parts of a Word document beside its text and its styles. */

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const WORD = 'application/vnd.openxmlformats-officedocument.wordprocessingml';

/** Feet of the pages by the id of their relationship: of all or the odd ones, of the even ones, of a cover. */
const FEET = { default: 'footer1.xml', even: 'footer2.xml', none: 'footer3.xml' } as const;

export const packageParts = {
  '[Content_Types].xml': [
    `${XML}<Types xmlns="${PACKAGE}/content-types">`,
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>',
    '<Default Extension="xml" ContentType="application/xml"/>',
    `<Override PartName="/word/document.xml" ContentType="${WORD}.document.main+xml"/>`,
    ...['styles', 'settings', 'fontTable'].map(
      (name) => `<Override PartName="/word/${name}.xml" ContentType="${WORD}.${name}+xml"/>`,
    ),
    ...Object.values(FEET).map((name) => `<Override PartName="/word/${name}" ContentType="${WORD}.footer+xml"/>`),
    '<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>',
    '</Types>',
  ],
  '_rels/.rels': [
    `${XML}<Relationships xmlns="${PACKAGE}/relationships">`,
    `<Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="word/document.xml"/>`,
    `<Relationship Id="rId2" Type="${PACKAGE}/relationships/metadata/core-properties" Target="docProps/core.xml"/>`,
    '</Relationships>',
  ],
  'word/_rels/document.xml.rels': [
    `${XML}<Relationships xmlns="${PACKAGE}/relationships">`,
    ...['styles', 'settings', 'fontTable'].map(
      (name) => `<Relationship Id="${name}" Type="${OFFICE}/${name}" Target="${name}.xml"/>`,
    ),
    ...Object.entries(FEET).map(([id, name]) => `<Relationship Id="${id}" Type="${OFFICE}/footer" Target="${name}"/>`),
    '</Relationships>',
  ],
  'word/fontTable.xml': [
    `${XML}<w:fonts ${W}>`,
    ...Object.entries(fontNames).map(
      ([name, { also, family }]) =>
        `<w:font w:name="${name}"><w:altName w:val="${also}"/><w:charset w:val="86"/><w:family w:val="${family}"/><w:pitch w:val="variable"/></w:font>`,
    ),
    '</w:fonts>',
  ],
};

/** The parts that depend on the document. */
export function documentParts(info: DocumentInfo): Record<string, string[]> {
  return {
    'docProps/core.xml': [coreProperties(info)],
    'word/settings.xml': [settings(info.binding)],
    ...Object.fromEntries(
      Object.entries(FEET).map(([kind, name]) => [
        `word/${name}`,
        [`${XML}<w:ftr ${W}>${footParagraph(kind as keyof typeof FEET, info.binding)}</w:ftr>`],
      ]),
    ),
  };
}

function coreProperties({ title, author, now }: DocumentInfo): string {
  const time = now.toISOString().replace(/\.\d+Z$/, 'Z');
  const date = (name: string) => `<dcterms:${name} xsi:type="dcterms:W3CDTF">${time}</dcterms:${name}>`;
  return [
    `${XML}<cp:coreProperties xmlns:cp="${PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"`,
    ' xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">',
    `<dc:title>${xmlText(title)}</dc:title><dc:creator>${xmlText(author || '绩效表')}</dc:creator>`,
    `<dc:language>zh-CN</dc:language><cp:lastModifiedBy>绩效表</cp:lastModifiedBy>`,
    `${date('created')}${date('modified')}</cp:coreProperties>`,
  ].join('');
}

function settings(binding: Binding | undefined): string {
  const twoSided = binding?.twoSided === true;
  return [
    `${XML}<w:settings ${W}>`,
    twoSided ? '<w:mirrorMargins/>' : '',
    '<w:defaultTabStop w:val="420"/>',
    twoSided && binding.numbers ? '<w:evenAndOddHeaders/>' : '',
    '<w:characterSpacingControl w:val="doNotCompress"/>',
    '<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>',
    '<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/>',
    '</w:settings>',
  ].join('');
}

/** 第 n 页 共 m 页, at the outer edge where both sides are printed; nothing where pages have no number. */
function footParagraph(kind: keyof typeof FEET, binding: Binding | undefined): string {
  const align = !binding?.twoSided ? 'center' : kind === 'even' ? 'left' : 'right';
  const isShown = kind !== 'none' && binding?.numbers;
  // The cover has no number, so that the number of the last page is that of all that have one.
  const content = isShown
    ? [
        run('第 '),
        field('PAGE', run('1')),
        run(' 页 共 '),
        field(`PAGEREF ${LAST_PAGE}`, run(String(binding.pages))),
        run(' 页'),
      ].join('')
    : '';
  return `<w:p><w:pPr><w:pStyle w:val="Footer"/><w:jc w:val="${align}"/></w:pPr>${content}</w:p>`;
}
