/** Bounds on the files that filings are written to and read from. */

const MB = 1024 * 1024;

/** Most filings of one file: a workbook has as many sheets, and programs open no more. What is written is read back. */
export const MOST_OUT = 5000;
/** Bytes of a file that is read; 5,000 filings take 24 MB as .pdf or .ofd. */
export const MOST_FILE = 64 * MB;
/** Bytes of the files that are given at once. */
export const MOST_FILES = 200 * MB;

/** Bytes in MB, for sentences. */
export function inMb(bytes: number): number {
  return bytes / MB;
}
