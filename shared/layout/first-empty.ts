import type { Sheet } from './sheet.ts';
import { sheetIndex } from './sheet-index.ts';

/** Path of the first cell that is typed into and empty, in reading order; null where none is. */
export function firstEmpty(sheet: Sheet): string | null {
  return (
    sheetIndex(sheet).cells.find(({ kind, text, path }) => kind === 'field' && text === '' && path !== '')?.path ?? null
  );
}
