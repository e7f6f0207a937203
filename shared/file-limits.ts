/** Bounds on the files that are read. */

const MB = 1024 * 1024;

/** Bytes of a file; 5,000 filings take 24 MB as .pdf or .ofd. */
export const MOST_FILE = 64 * MB;
/** Bytes of the files that are given at once. */
export const MOST_FILES = 200 * MB;

/** Bytes in MB, for sentences. */
export function inMb(bytes: number): number {
  return bytes / MB;
}
