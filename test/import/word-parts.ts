import { strToU8, zipSync } from 'fflate';
import type { DocumentGrids } from '../../electron/import/document/blocks.ts';

/** A Word document out of the XML of its parts, as far as reading needs them. */

const NAMESPACES = [
  'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"',
  'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"',
  'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"',
  'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"',
  'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"',
  'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"',
  'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"',
  'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"',
  'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" xmlns:x="urn:unknown"',
].join(' ');
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

export interface WordParts {
  numbering?: string;
  styles?: string;
  footnotes?: string;
  /** Path of the main part. */
  main?: string;
}

export function wordDocument(body: string, parts: WordParts = {}): Uint8Array {
  const main = parts.main ?? 'word/document.xml';
  const xml = (root: string, inner: string) =>
    strToU8(`<?xml version="1.0"?><w:${root} ${NAMESPACES}>${inner}</w:${root}>`);
  const relation = (id: number, kind: string, target: string) =>
    `<Relationship Id="r${id}" Type="${OFFICE}/${kind}" Target="${target}"/>`;
  const relations = (inner: string) =>
    strToU8(
      `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${inner}</Relationships>`,
    );
  const kinds = (['numbering', 'styles', 'footnotes'] as const).filter((kind) => parts[kind] !== undefined);
  return zipSync({
    '[Content_Types].xml': strToU8('<Types/>'),
    '_rels/.rels': relations(relation(1, 'officeDocument', main)),
    [main]: xml('document', `<w:body>${body}</w:body>`),
    [main.replace(/([^/]+)$/, '_rels/$1.rels')]: relations(
      kinds.map((kind, at) => relation(at, kind, `own-${kind}.xml`)).join(''),
    ),
    ...Object.fromEntries(kinds.map((kind) => [`word/own-${kind}.xml`, xml(kind, parts[kind] ?? '')])),
  });
}

export const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
export const t = (text: string) => `<w:t xml:space="preserve">${escaped(text)}</w:t>`;
export const r = (text: string, properties = '') =>
  `<w:r>${properties && `<w:rPr>${properties}</w:rPr>`}${t(text)}</w:r>`;
export const p = (inner: string, properties = '') =>
  `<w:p>${properties && `<w:pPr>${properties}</w:pPr>`}${inner}</w:p>`;
export const tc = (inner: string, properties = '') =>
  `<w:tc>${properties && `<w:tcPr>${properties}</w:tcPr>`}${inner}</w:tc>`;
export const tr = (cells: string, properties = '') =>
  `<w:tr>${properties && `<w:trPr>${properties}</w:trPr>`}${cells}</w:tr>`;
export const tbl = (rows: string) => `<w:tbl><w:tblPr/><w:tblGrid/>${rows}</w:tbl>`;

/** A table of one row: 内容, and the cell under test. */
export const oneCell = (inner: string) => tbl(tr(tc(p(r('内容'))) + tc(inner)));

/** The rows of the grid as texts; a covered position is null. */
export function textsOf({ grids }: DocumentGrids): (string | null)[][] {
  return (grids[0]?.rows ?? []).map((row) => row.cells.map((cell) => (cell.master ? null : cell.text)));
}

export function told({ notes }: DocumentGrids): string[] {
  return notes.map((note) => `${note.severity} ${note.place}：${note.message}`);
}
