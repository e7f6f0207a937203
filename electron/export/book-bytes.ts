import type { ExportKind } from '../../shared/api.ts';
import { withEmptyBack } from '../../shared/book/bind-pages.ts';
import type { BookCount, BookFrame, BookPart } from '../../shared/book/book.ts';
import { layOutBook } from '../../shared/book/layout-book.ts';
import type { Problem } from '../../shared/problem.ts';
import { makeFile } from './export-bytes.ts';
import type { Fonts } from './fonts.ts';

/** One book (套表) to make, or only to count the pages of. */
export interface BookJob {
  kind: ExportKind | 'count';
  frame: BookFrame;
  parts: readonly BookPart[];
  /** Diameter in mm of the guide circle where the book has a seal. */
  seal?: 42 | 45 | null | undefined;
  /** False where only the room of the seal is left, and no circle printed. */
  sealCircle?: boolean | undefined;
  /** Whether a PDF is PDF/A, for the archive. */
  archive?: boolean | undefined;
  /** Time that the file carries. */
  now: Date;
  /** Folder of the fonts; without it the fonts of the npm packages or of the bundle. */
  fontsFolder?: string | undefined;
}

/**
 * Lays the book out and makes the file's bytes; `onProgress` hears of every sheet laid out.
 * @throws ApiError `not-found` for a filing of a form that this program does not know.
 */
export function bookBytes(
  { kind, frame, parts, seal, sealCircle, archive, now }: BookJob,
  fonts: () => Fonts,
  onProgress: (done: number, total: number) => void,
): { bytes: Uint8Array; problems: Problem[]; count: BookCount } {
  const work = layOutBook(frame, parts, seal);
  let step = work.next();
  for (; !step.done; step = work.next()) onProgress(step.value, parts.length);
  const { firsts, pages } = step.value;
  const count = { pages, firsts };
  if (kind === 'count') return { bytes: new Uint8Array(), problems: [], count };
  const sheets =
    sealCircle === false ? step.value.sheets.map((sheet) => ({ ...sheet, seal: null })) : step.value.sheets;
  const isPaper = kind !== 'xlsx' && kind !== 'docx';
  const printed = frame.twoSided && isPaper ? withEmptyBack(sheets) : sheets;
  const info = { title: fullTitle(frame), author: frame.unit, now, binding: { ...frame, ...count } };
  const titles = printed.map(({ title }) => title);
  return { ...makeFile({ kind, archive }, printed, titles, info, fonts), count };
}

/** What the file calls itself: year, unit and title of the cover in one. */
function fullTitle({ title, unit, year }: BookFrame): string {
  return `${unit}${year === null ? '' : `${year}年度`}${title}`;
}
