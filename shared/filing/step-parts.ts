import type { Edit } from './edits.ts';

/** Most edits of one request. */
export const MOST_EDITS = 1000;
/** About how many characters of text one request holds: small enough for every way that requests go. */
const MOST_TEXT = 1_000_000;
/** What an edit takes beside its texts, in characters. */
const FRAME = 100;

/**
 * The edits of a step of any size in parts that each fit one request, in order; at least one part. Rows that are too
 * many for one go in several edits.
 */
export function stepParts(edits: readonly Edit[]): Edit[][] {
  const parts: Edit[][] = [[]];
  let size = 0;
  for (const edit of edits.flatMap(smaller)) {
    const own = sizeOf(edit);
    if (size > 0 && (size + own > MOST_TEXT || (parts.at(-1)?.length ?? 0) >= MOST_EDITS)) {
      parts.push([]);
      size = 0;
    }
    parts.at(-1)?.push(edit);
    size += own;
  }
  return parts;
}

/** Rows of an edit in groups that fit; they are removed from the same place, one group after the other. */
function smaller(edit: Edit): Edit[] {
  if ((edit.kind !== 'insert' && edit.kind !== 'remove') || sizeOf(edit) <= MOST_TEXT) return [edit];
  const groups: { at: number; rows: typeof edit.rows }[] = [];
  let size = MOST_TEXT;
  for (const [index, row] of edit.rows.entries()) {
    const own = sizeOfRow(row);
    if (size + own > MOST_TEXT) {
      groups.push({ at: edit.kind === 'insert' ? edit.at + index : edit.at, rows: [] });
      size = 0;
    }
    groups.at(-1)?.rows.push(row);
    size += own;
  }
  return groups.map((group) => ({ kind: edit.kind, table: edit.table, ...group }));
}

function sizeOf(edit: Edit): number {
  if (edit.kind === 'value' || edit.kind === 'cell') return FRAME + edit.from.length + edit.to.length;
  if (edit.kind !== 'insert' && edit.kind !== 'remove') return FRAME;
  return edit.rows.reduce((sum, row) => sum + sizeOfRow(row), FRAME);
}

function sizeOfRow(row: Record<string, string>): number {
  return Object.values(row).reduce((sum, text) => sum + text.length, FRAME);
}
