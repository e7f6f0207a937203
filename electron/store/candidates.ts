import type { Edit } from '../../shared/filing/edits.ts';
import { editedThrough, isReadable, readBody } from './bodies.ts';
import { bodySum, parseJson, unpackBody } from './body-text.ts';
import type { FilingRow, RevisionRow, VersionRow } from './known-rows.ts';
import { readEdits } from './revisions.ts';
import { isSound } from './row-sums.ts';

/** Something of a filing that may be it: its text is right where it has the sum that was stored with it. */
interface Candidate {
  row: FilingRow;
  sound: boolean;
  fromBackup: boolean;
}

/** A whole text of the file itself stands before all; else the newer one does, of the backup or perhaps damaged. */
function rank({ sound, fromBackup }: Candidate): number {
  return sound && !fromBackup ? 1 : 0;
}

/** The best first. `like` is a row of the same filing. */
export function candidatesOf(
  own: readonly FilingRow[],
  steps: readonly RevisionRow[],
  versions: readonly VersionRow[],
  like: FilingRow | undefined,
  backup: FilingRow | undefined,
): Candidate[] {
  const candidates = own.filter(reads).map((row) => ({ row, sound: isSound(row), fromBackup: false }));
  const most = Math.max(0, ...steps.map(({ revision }) => revision), ...own.map(({ revision }) => revision));
  const sound = candidates.filter((one) => one.sound).map(({ row }) => row);
  const newest = Math.max(0, ...sound.map(({ revision }) => revision));
  if (newest < most || candidates.length === 0) {
    // What an earlier text and the edits since lead to is the same filing; each of them has a checksum.
    const starts = [...sound, ...versions.flatMap(unpacked)].sort((a, b) => b.revision - a.revision);
    for (const start of starts) {
      const row = goneOn(start, like, steps);
      if (!row || row.revision <= newest) continue;
      candidates.push({ row, sound: true, fromBackup: false });
      break;
    }
  }
  if (backup && reads(backup)) candidates.push({ row: backup, sound: isSound(backup), fromBackup: true });
  return candidates.sort((a, b) => rank(b) - rank(a) || b.row.revision - a.row.revision || +b.sound - +a.sound);
}

/** The filing that a body and the edits after it lead to, as far as they are without a gap; null where none reads. */
function goneOn(
  start: { revision: number; body: string },
  like: FilingRow | undefined,
  steps: readonly RevisionRow[],
): FilingRow | null {
  // A body that this program cannot read leads nowhere.
  if (!isReadable(start.body)) return null;
  const id = like?.id ?? steps[0]?.filing ?? 0;
  // Of two rows of one revision the first counts.
  const byRevision = new Map(steps.toReversed().map((step) => [step.revision, step]));
  const changes: (Edit[] | null)[] = [];
  for (let next = byRevision.get(start.revision + 1); next; next = byRevision.get(next.revision + 1))
    changes.push(readEdits(next.edits));
  const { body, done } = editedThrough(id, start.body, changes);
  const revision = start.revision + done;
  const first = byRevision.get(1) ?? steps[0];
  const saved_at = byRevision.get(revision)?.saved_at ?? like?.saved_at ?? first?.saved_at ?? '';
  const blank = { year: null, trashed_at: null, rolled_from: null, made_from: null, taken: null, judged: 1 };
  return {
    ...blank,
    name: '',
    unit: '',
    ...like,
    id,
    form: readBody(id, body).form.id,
    revision,
    saved_at,
    created_at: like?.created_at ?? first?.saved_at ?? saved_at,
    body,
    sum: bodySum(body),
  };
}

function unpacked({ revision, body: packed }: VersionRow): { revision: number; body: string }[] {
  const body = unpackBody(packed);
  return body === null ? [] : [{ revision, body }];
}

/** Whether the body can be shown at all, though perhaps by a newer program only. */
function reads({ body }: FilingRow): boolean {
  return parseJson(body) !== null;
}
