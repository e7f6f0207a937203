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
  /** Memory and time that reading may take. */
  memoryMb: 1024,
  seconds: 30,
} as const;

/** Why a file cannot be read at all: `message` is one Chinese sentence for the user. */
export class UnreadableError extends Error {}

/** Beyond the limits above: the whole file is given up, where damage of one part may leave others readable. */
export class TooMuchError extends UnreadableError {}
