/** Bounds on files that are read; a budget table of ten pages has some 300 cells and 30 KB. */
export const LIMITS = {
  /** Bytes of the file. */
  fileSize: 20 * 1024 * 1024,
  /** Parts in a .xlsx or .docx. */
  entries: 20_000,
  /** Bytes of all parts, unpacked. */
  unpackedSize: 100 * 1024 * 1024,
  sheets: 5000,
  /** Cells of a workbook that hold something, those under merges included. */
  cells: 500_000,
  /** Filings of one file. */
  filings: 5000,
  /** Characters of all cells of a workbook that may hold one text many times. */
  characters: 20_000_000,
  /** Memory and time that reading may take. */
  memoryMb: 1024,
  seconds: 30,
} as const;

/** Why a file cannot be read at all: `message` is one Chinese sentence for the user. */
export class UnreadableError extends Error {}

/** Beyond the limits above: the whole file is given up, where damage of one part may leave others readable. */
export class TooMuchError extends UnreadableError {}

/** Bounds on what is read of a PDF or OFD; a page of a budget table draws some 2,000 characters and 200 rules. */
export const PDF_LIMITS = {
  pages: 500,
  /** On one page. */
  operators: 300_000,
  glyphs: 60_000,
  rules: 20_000,
  /** On all pages. */
  totalGlyphs: 2_000_000,
} as const;
