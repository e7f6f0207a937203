import { MOST_OUT } from '../../shared/api-limits.ts';
import { inMb } from '../../shared/file-limits.ts';

/** Whatever an export writes is read back. */
const FILINGS = MOST_OUT;

/**
 * Bounds on files that are read. A budget table of one or two pages has some 330 cells, those under merges included, in
 * 500 elements of XML; a file of 5,000 of them is 6 MB (.docx) to 24 MB (.pdf, .ofd), unpacked at most 160 MB.
 */
export const LIMITS = {
  filings: FILINGS,
  /** Parts in a package; an OFD has one a page. */
  entries: 6 * FILINGS,
  /** Bytes of all parts, unpacked. */
  unpackedSize: 400 * 1024 * 1024,
  /** A book has a cover, contents and a summary beside its tables. */
  sheets: FILINGS + 100,
  /** Cells of a sheet that hold something, those under merges included, or of a workbook that is read as a whole. */
  cells: 500_000,
  /** Cells of all sheets or tables of a file that an export writes too. */
  allCells: 600 * FILINGS,
  /** Elements of all sheets of a workbook (.xlsx). */
  elements: 1200 * FILINGS,
  /** Characters of all cells of a workbook that may hold one text many times. */
  characters: 4000 * FILINGS,
  /** Memory that reading may take. */
  memoryMb: 1024,
} as const;

/**
 * Seconds that reading a file of so many bytes may take on a slow or busy machine. 5,000 tables as .docx are the most
 * for their bytes: 5.7 MB, which took more than 85 seconds beside ten times as much other work as there were processors.
 */
export function secondsFor(bytes: number): number {
  return 30 + Math.ceil(25 * inMb(bytes));
}

/** Why a file cannot be read at all: `message` is one Chinese sentence for the user. */
export class UnreadableError extends Error {}

/** Beyond the limits above: the whole file is given up, where damage of one part may leave others readable. */
export class TooMuchError extends UnreadableError {}

export const tooManyCells = (most: number = LIMITS.cells) =>
  new TooMuchError(`单元格超过 ${most / 10_000} 万个的上限，请只保留绩效目标表后再导入`);

/** Bounds on what is read of a PDF or OFD; a page of a budget table draws some 2,000 characters and 200 rules. */
export const PDF_LIMITS = {
  pages: 4 * FILINGS,
  /** On one page. */
  operators: 300_000,
  glyphs: 60_000,
  rules: 20_000,
  /** On all pages. */
  totalGlyphs: 3000 * FILINGS,
} as const;
