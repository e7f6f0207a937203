import { linePitch } from '../../shared/layout/measure.ts';
import type { Sheet, SheetCell } from '../../shared/layout/sheet.ts';
import type { TableRowPlan } from './docx-rows.ts';
import { indentXml, type Role, type WordStyles } from './docx-styles.ts';
import { run, twips } from './docx-xml.ts';

/** A row with nothing but a line over the whole width, outside of any frame: a title, a note, running text. */
export function isText(sheet: Sheet, { cells: [first, ...more] }: TableRowPlan): boolean {
  const cell = first?.cell;
  // The lines of a cover stand where they are put, and are none of a text.
  if (!cell || more.length > 0 || cell.style.frame || sheet.form.kind === 'cover') return false;
  return cell.colSpan === sheet.columns.length;
}

/** The paragraphs of such a row, one for each line of its text; they stand as far apart as the layout has them. */
export function* textXml(
  sheet: Sheet,
  { cells, height, flows }: TableRowPlan,
  { lines, turns, styles, anchor }: { lines: number; turns: boolean; styles: WordStyles; anchor: () => string },
): Generator<string> {
  const cell = (cells[0] as TableRowPlan['cells'][number]).cell;
  // Readers take blank paragraphs for nothing: one around a blank line keeps it as line breaks.
  const texts = cell.text.split(/(?<!\n)\n(?!\n)/);
  const { size, spaced } = cell.style;
  // What is left of the row's height is above and below the text; a text over several pages has none.
  const free = flows ? 0 : Math.max(0, Math.floor(twips(height - lines * linePitch(size, spaced)) / 2));
  for (const [index, text] of texts.entries()) {
    const role = roleOf(sheet, cell, text);
    const [, spaces = '', words = ''] = role ? (/^(\u3000*)(.*)$/su.exec(text) ?? []) : ['', '', text];
    const look = role && styles.text(role, cell.style);
    const spacing = [
      index === 0 && free > 0 ? ` w:before="${free}"` : '',
      index === texts.length - 1 && free > 0 ? ` w:after="${free}"` : '',
      look?.line ? ` ${look.line}` : '',
    ].join('');
    const properties = [
      `<w:pStyle w:val="${look ? look.id : styles.cell(cell.style)}"/>`,
      turns && index === 0 ? '<w:pageBreakBefore/>' : '',
      spacing === '' ? '' : `<w:spacing${spacing}/>`,
      role && spaces.length !== INDENT[role] ? indentXml(spaces.length, size) : '',
      look?.align ?? '',
    ].join('');
    yield `<w:p><w:pPr>${properties}</w:pPr>${anchor()}${run(words, look?.run)}</w:p>`;
  }
}

/** Characters by which the styles indent a first line. */
const INDENT: Record<Role, number> = { title: 0, heading1: 2, heading2: 2, heading3: 2, body: 2 };

/** How official documents number their headings (GB/T 9704—2012, 7.3.3), and a heading's greatest length. */
const HEADINGS: [Role, RegExp][] = [
  ['heading1', /^[一二三四五六七八九十]{1,3}、/],
  ['heading2', /^[（(][一二三四五六七八九十]{1,3}[）)]/],
  ['heading3', /^\d{1,2}(?:[.．](?!\d)|、)/],
];
const LONGEST_HEADING = 40;

/** What a line of running text is; null for a note, which looks as it is printed. */
function roleOf({ form }: Sheet, { style }: SheetCell, text: string): Role | null {
  const words = text.trim();
  const isHeading = words.length <= LONGEST_HEADING && !/[。；;，,：:]$/.test(words);
  const heading = isHeading ? HEADINGS.find(([, number]) => number.test(words))?.[0] : undefined;
  const isTitle = style.font === 'hei' && (style.align === 'center' || style.size >= TITLE_SIZE);
  if (form.bands.every(({ kind }) => kind !== 'text')) return isTitle ? 'title' : null;
  if (!style.spaced) return null;
  if (heading) return heading;
  if (isTitle) return 'title';
  return style.font === 'hei' ? 'heading1' : 'body';
}

/** Points. */
const TITLE_SIZE = 16;

/** Lines of text that each cell of a sheet has on its pages. */
export function lineCounts({ cells, pages }: Sheet): Map<SheetCell, number> {
  const counts = new Map<SheetCell, number>();
  for (const { boxes } of pages)
    for (const box of boxes) {
      const cell = cells[box.cell];
      if (cell && !box.repeated) counts.set(cell, (counts.get(cell) ?? 0) + box.lines.length);
    }
  return counts;
}
