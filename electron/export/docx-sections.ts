import { BELOW, BINDING } from '../../shared/book/bind-pages.ts';
import type { Sheet } from '../../shared/layout/sheet.ts';
import type { Binding } from './document-info.ts';
import { contentsEntries, contentsMark, contentsXml, isContents } from './docx-contents.ts';
import { type TableRowPlan, tableRows } from './docx-rows.ts';
import type { WordStyles } from './docx-styles.ts';
import { tableXml } from './docx-table.ts';
import { isText, lineCounts, textXml } from './docx-text.ts';
import { bookmark, field, link, run, twips } from './docx-xml.ts';

/** Where the last page is asked for. */
export const LAST_PAGE = '_LastPage';

/** The part `document.xml`: a section for each sheet. */
export function* documentXml(
  sheets: readonly Sheet[],
  binding: Binding | undefined,
  styles: WordStyles,
): Generator<string> {
  const led = new Set(sheets.flatMap(({ cells }) => cells.flatMap(({ leads }) => leads ?? [])));
  const marks = new Map(
    sheets.filter(isContents).flatMap((sheet) => contentsEntries(sheet).map((one) => [one.leads, contentsMark(one)])),
  );
  yield '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><w:body>';
  for (const [index, sheet] of sheets.entries()) {
    let waiting = led.has(index) ? bookmark(index, nameOf(index)) + (marks.get(index) ?? '') : '';
    const anchor = () => {
      const now = waiting;
      waiting = '';
      return now;
    };
    yield* isContents(sheet) ? contentsXml(sheet, styles, nameOf) : blocks(sheet, styles, anchor);
    const properties = sectionProperties(sheet, index, binding);
    const isLast = index === sheets.length - 1;
    const joint = `<w:pStyle w:val="Joint"/>${isLast ? '' : properties}`;
    yield `<w:p><w:pPr>${joint}</w:pPr>${anchor()}${isLast ? bookmark(sheets.length, LAST_PAGE) : ''}</w:p>`;
    if (isLast) yield properties;
  }
  yield '</w:body></w:document>';
}

/** The bookmark of a sheet; Word hides names that begin so. */
function nameOf(index: number): string {
  return `_Toc${String(index).padStart(9, '0')}`;
}

/**
 * Paragraphs and tables of a sheet. On several pages there is a further table for each table of the form, since Word
 * repeats only the first rows of a table on its further pages, and one for what stands below that or begins a page. So
 * does a table whose level names are printed again: LibreOffice turns no page inside of a table.
 */
function* blocks(sheet: Sheet, styles: WordStyles, anchor: () => string): Generator<string> {
  const rows = tableRows(sheet);
  const counts = lineCounts(sheet);
  const several = sheet.pages.length > 1;
  const starts = new Set(several ? sheet.heads.flatMap(({ from, end }) => [from, end]) : []);
  const text = rows.map((row) => isText(sheet, row));
  const turns = pageTurns(sheet, rows);
  const headOf = ({ from }: TableRowPlan) =>
    several ? sheet.heads.find((head) => from >= head.from && from < head.end) : undefined;
  const whole = wholeAbove(rows);
  /** Whether a table of the form goes on with this row on its further page, and no merged cell reaches over that. */
  const goesOn = (index: number) => {
    const row = rows[index] as TableRowPlan;
    const head = headOf(row);
    if (!head || row.from < head.to || row.page === rows[index - 1]?.lastPage || !whole(index)) return false;
    return whole(rows.findIndex(({ from }) => from >= head.to));
  };
  const begins = rows.flatMap(({ from }, index) =>
    index === 0 ||
    text[index] ||
    text[index - 1] ||
    starts.has(from) ||
    (several && sheet.rows[from]?.turns) ||
    goesOn(index)
      ? [index]
      : [],
  );
  const line = (words: string, { leads, path }: Sheet['cells'][number]) => {
    if (leads === undefined || words === '') return run(words);
    const name = nameOf(leads);
    return link(name, path.endsWith('.page') ? field(`PAGEREF ${name} \\h`, run(words)) : run(words));
  };
  for (const [at, start] of begins.entries()) {
    const own = rows.slice(start, begins[at + 1]);
    const [first] = own as [TableRowPlan];
    const turned = turns(start) || goesOn(start);
    if (text[start]) {
      const lines = counts.get(first.cells[0]?.cell as Sheet['cells'][number]) ?? 1;
      yield* textXml(sheet, first, { lines, turns: turned, styles, anchor });
      continue;
    }
    const head = headOf(first);
    const repeated = head ? rows.filter(({ from }) => from >= head.from && from < head.to) : [];
    // Word takes two tables with nothing between them for one.
    if (turned || (start > 0 && !text[start - 1]))
      yield `<w:p><w:pPr><w:pStyle w:val="Joint"/>${turned ? '<w:pageBreakBefore/>' : ''}</w:pPr></w:p>`;
    const body = own.filter((row) => !repeated.includes(row));
    yield* tableXml(sheet, [...repeated, ...body], repeated.length, { styles, anchor, line });
  }
}

/** Whether no cell reaches into a row from above. */
function wholeAbove(rows: readonly TableRowPlan[]): (row: number) => boolean {
  let reached = 0;
  const reaches = rows.map(({ cells }, index) => {
    const before = reached;
    reached = Math.max(reached, ...cells.map(({ rowSpan }) => index + rowSpan));
    return before;
  });
  return (row) => (reaches[row] as number) <= row;
}

/**
 * Whether a page is begun with a row. Running text goes on by itself; that it takes as many pages as in the layout,
 * so that all pages after it have the numbers of the contents, the last of them begins where it does there.
 */
function pageTurns(sheet: Sheet, rows: readonly TableRowPlan[]): (row: number) => boolean {
  const last = rows.at(-1)?.lastPage ?? 0;
  const isRunning = sheet.form.bands.some(({ kind }) => kind === 'text');
  return (index) => {
    const row = rows[index] as TableRowPlan;
    const before = rows[index - 1];
    if (!before || row.page === before.lastPage) return false;
    return !isRunning || row.page === last || sheet.rows[row.from]?.turns === true;
  };
}

function sectionProperties({ form: { page } }: Sheet, index: number, binding: Binding | undefined): string {
  const { width, height, margin } = page;
  const number = binding?.firsts[index] ?? 0;
  const isNumbered = number > 0;
  const begins = isNumbered && (binding?.firsts[index - 1] ?? 0) === 0;
  const bound = binding?.twoSided && isNumbered && height > width ? BINDING : 0;
  const size = `w:w="${twips(width)}" w:h="${twips(height)}"${width > height ? ' w:orient="landscape"' : ''}`;
  const margins = [
    ...[`w:top="${twips(margin.top)}"`, `w:right="${twips(margin.right - bound)}"`],
    ...[`w:bottom="${twips(margin.bottom)}"`, `w:left="${twips(margin.left)}"`],
    `w:header="${twips(Math.max(0, margin.top - BELOW))}" w:footer="${twips(Math.max(0, margin.bottom - BELOW))}"`,
    `w:gutter="${twips(bound)}"`,
  ].join(' ');
  return [
    '<w:sectPr>',
    binding?.numbers ? footers(isNumbered, binding.twoSided) : '',
    // The back of a cover stays empty.
    binding?.twoSided && begins && index > 0 ? '<w:type w:val="oddPage"/>' : '',
    `<w:pgSz ${size}/><w:pgMar ${margins}/>`,
    begins ? `<w:pgNumType w:start="${number}"/>` : '',
    '</w:sectPr>',
  ].join('');
}

function footers(isNumbered: boolean, twoSided: boolean): string {
  const kinds = twoSided ? ['default', 'even'] : ['default'];
  return kinds.map((kind) => `<w:footerReference w:type="${kind}" r:id="${isNumbered ? kind : 'none'}"/>`).join('');
}
