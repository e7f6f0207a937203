import { rowPlaceOf } from '../../shared/filing/path.ts';
import { linePitch } from '../../shared/layout/measure.ts';
import type { Sheet } from '../../shared/layout/sheet.ts';
import { type TableRowPlan, tableRows } from './docx-rows.ts';
import type { WordStyles } from './docx-styles.ts';
import { isText } from './docx-text.ts';
import { field, fieldBegin, fieldEnd, fieldSeparate, link, quoted, run, twips } from './docx-xml.ts';

/** A line of a book's contents: what it says, and the index of the sheet that it leads to. */
interface Entry {
  text: string;
  page: string;
  leads: number;
  row: TableRowPlan;
}

export function isContents({ form }: Sheet): boolean {
  return form.id === 'contents';
}

/** The lines of the contents among these sheets; none where there are none. */
export function contentsEntries(sheet: Sheet): Entry[] {
  return tableRows(sheet).flatMap((row): Entry[] => {
    const said = Object.fromEntries(
      row.cells.map(({ cell }) => [rowPlaceOf(cell.path)?.column ?? '', cell.text.replaceAll('\n', ' ')]),
    );
    const leads = row.cells[0]?.cell.leads;
    if (leads === undefined) return [];
    return [{ text: [said.number, said.title].join('\u3000'), page: said.page ?? '', leads, row }];
  });
}

/** What a line of the contents becomes again when Word updates them: a mark at the beginning of what it leads to. */
export function contentsMark({ text }: Entry): string {
  return field(`TC ${quoted(text)} \\l 1`, '');
}

/**
 * The contents as Word keeps them, made of the marks of all tables: a field that shows the lines of the layout, each
 * with its page, and is right before it is updated.
 */
export function* contentsXml(sheet: Sheet, styles: WordStyles, targetOf: (index: number) => string): Generator<string> {
  const entries = contentsEntries(sheet);
  const size = entries[0]?.row.cells[0]?.cell.style.size ?? 12;
  const height = entries.reduce((least, { row }) => Math.min(least, row.height), entries[0]?.row.height ?? 0);
  styles.contents = {
    size,
    line: twips(linePitch(size)),
    free: Math.max(0, Math.floor(twips(height - linePitch(size)) / 2)),
    width: twips(sheet.columns.reduce((sum, width) => sum + width, 0)),
  };
  yield '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/><w:docPartUnique/></w:docPartObj></w:sdtPr><w:sdtContent>';
  const titles = tableRows(sheet).filter((row) => isText(sheet, row));
  for (const { cells, height: tall } of titles)
    for (const { cell } of cells) {
      const pitch = linePitch(cell.style.size);
      const free = Math.max(0, Math.floor(twips(tall - pitch) / 2));
      const spacing = `<w:spacing w:before="${free}" w:after="${free}" w:line="${twips(pitch)}" w:lineRule="exact"/>`;
      const size = `<w:sz w:val="${cell.style.size * 2}"/><w:szCs w:val="${cell.style.size * 2}"/>`;
      yield `<w:p><w:pPr><w:pStyle w:val="TOCHeading"/>${spacing}</w:pPr>${run(cell.text, size)}</w:p>`;
    }
  let begin = fieldBegin('TOC \\f \\l 1-1 \\h \\z') + fieldSeparate;
  for (const [index, { text, page, leads, row }] of entries.entries()) {
    const turns = index > 0 && row.page !== entries[index - 1]?.row.lastPage;
    const target = targetOf(leads);
    const shown = link(target, `${run(text)}<w:r><w:tab/></w:r>${field(`PAGEREF ${target} \\h`, run(page))}`);
    yield `<w:p><w:pPr><w:pStyle w:val="TOC1"/>${turns ? '<w:pageBreakBefore/>' : ''}</w:pPr>${begin}${shown}</w:p>`;
    begin = '';
  }
  yield `<w:p><w:pPr><w:pStyle w:val="Joint"/></w:pPr>${begin}${fieldEnd}</w:p></w:sdtContent></w:sdt>`;
}
