import { editedThrough, isReadable } from './bodies.ts';
import { bodySum, unpackBody } from './body-text.ts';
import type { FilingColumns } from './filing-columns.ts';
import type { FilingRow, RevisionRow, VersionRow } from './known-rows.ts';
import { readEdits } from './revisions.ts';
import { isSound } from './row-sums.ts';

/**
 * The row with the change that its body was saved with. A long row lies on several pages: where some of them are older
 * than others, it may name one change and hold the body of another, with its sum. Unless the copy of the row names the
 * same, that is told by going through the saved changes. Null where they do not lead to the body.
 */
export function savedWith(
  row: FilingRow,
  copy: FilingColumns | undefined,
  steps: readonly RevisionRow[],
  versions: readonly VersionRow[],
): FilingRow | null {
  if (!isSound(row) || row.sum === '') return row;
  if (copy && KEYS.every((key) => copy[key] === row[key])) return row;
  const found = changesWith(row.sum, steps, versions);
  if (found.length === 0) return null;
  const revision = found.includes(row.revision) ? row.revision : Math.max(...found);
  const { saved_at } = [...steps, ...versions].find((one) => one.revision === revision) ?? row;
  return { ...row, revision, saved_at };
}

const KEYS = ['revision', 'saved_at', 'sum'] as const;

/** The changes after which the body has a sum. */
function changesWith(sum: string, steps: readonly RevisionRow[], versions: readonly VersionRow[]): number[] {
  const found: number[] = [];
  const byRevision = new Map(steps.map((step) => [step.revision, step]));
  const kept = new Map(versions.map((version) => [version.revision, unpackBody(version.body)]));
  for (const [from, start] of kept) {
    let body = start;
    if (body === null || !isReadable(body)) continue;
    if (bodySum(body) === sum) found.push(from);
    for (let step = byRevision.get(from + 1); step; step = byRevision.get(step.revision + 1)) {
      // From there on another one leads.
      if (kept.get(step.revision)) break;
      const next = editedThrough(step.filing, body, [readEdits(step.edits)]);
      if (next.done === 0) break;
      body = next.body;
      if (bodySum(body) === sum) found.push(step.revision);
    }
  }
  return found;
}
