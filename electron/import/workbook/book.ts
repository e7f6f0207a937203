import { relationshipsOf, scanPart } from '../package.ts';
import type { Archive } from '../zip.ts';
import { builtInFormat } from './built-in-formats.ts';
import { type Font, fontPart, PLAIN, type SheetText, TextReader } from './text.ts';

/** A sheet as the workbook lists it. */
export interface SheetEntry {
  name: string;
  hidden: boolean;
  /** The part it is in, '' where the package has none; null for a chart or the like, which has no cells. */
  part: string | null;
}

export interface CellStyle {
  format: string;
  font: Font;
}

/** What the sheets of a workbook share. */
export interface Workbook {
  sheets: SheetEntry[];
  /** Days are counted from 1904. */
  date1904: boolean;
  texts: SheetText[];
  /** By the number in a cell's `s`. */
  styles: CellStyle[];
}

/** Characters of a number format; Excel takes 255. */
const MOST_FORMAT = 1000;

const isTrue = (value: string | undefined) => value === '1' || value === 'true' || value === 'on';

/** Reads the workbook in `part` without its sheets, parts by their relationships alone. Throws with `reason`. */
export function readWorkbook(archive: Archive, part: string, reason: string): Workbook {
  const related = relationshipsOf(archive, part, reason);
  const byId = new Map(related.toReversed().map((to) => [to.id, to]));
  const workbook: Workbook = { sheets: [], date1904: false, texts: [], styles: [] };
  const open = (name: string, attributes: Record<string, string>) => {
    if (name === 'x:workbookPr') workbook.date1904 = isTrue(attributes.date1904);
    if (name !== 'x:sheet') return;
    const to = byId.get(attributes['r:id'] ?? attributes.id ?? '');
    const isSheet = to === undefined || to.kind === 'worksheet';
    workbook.sheets.push({
      name: attributes.name ?? `${workbook.sheets.length + 1}`,
      hidden: /hidden/i.test(attributes.state ?? ''),
      part: isSheet ? (to && archive.has(to.target) ? to.target : '') : null,
    });
  };
  scanPart(archive, part, { open }, reason);
  const partOf = (kind: string) => related.find((to) => to.kind === kind && archive.has(to.target))?.target;
  const strings = partOf('sharedStrings');
  if (strings !== undefined) workbook.texts = readTexts(archive, strings, reason);
  const styles = partOf('styles');
  if (styles !== undefined) workbook.styles = readStyles(archive, styles, reason);
  return workbook;
}

function readTexts(archive: Archive, part: string, reason: string): SheetText[] {
  const texts: SheetText[] = [];
  const reader = new TextReader();
  const on = {
    open: (name: string, attributes: Record<string, string>) => reader.open(name, attributes),
    text: (text: string) => reader.text(text),
    close: (name: string) => {
      reader.close(name);
      if (name === 'x:si') texts.push(reader.take());
    },
  };
  scanPart(archive, part, on, reason);
  return texts;
}

function readStyles(archive: Archive, part: string, reason: string): CellStyle[] {
  const formats = new Map<number, string>();
  const fonts: Font[] = [];
  const cells: { format: number; font: number }[] = [];
  // Fonts and formats of conditional formatting stand elsewhere under the same names.
  const path: string[] = [];
  const open = (name: string, attributes: Record<string, string>) => {
    const group = path[1];
    if (group === 'x:numFmts' && name === 'x:numFmt')
      formats.set(Number(attributes.numFmtId), (attributes.formatCode ?? '').slice(0, MOST_FORMAT));
    else if (group === 'x:fonts' && path.length === 2) fonts.push({ ...PLAIN });
    else if (group === 'x:fonts' && path.length === 3) fontPart(fonts.at(-1) as Font, name, attributes);
    else if (group === 'x:cellXfs' && path.length === 2)
      cells.push({ format: Number(attributes.numFmtId ?? 0), font: Number(attributes.fontId ?? 0) });
    path.push(name);
  };
  scanPart(archive, part, { open, close: () => path.pop() }, reason);
  return cells.map(({ format, font }) => ({
    format: formats.get(format) ?? builtInFormat(format),
    font: fonts[font] ?? PLAIN,
  }));
}
