import type { RecoveredFiling } from '../../shared/api.ts';
import type { Edit } from '../../shared/filing/edits.ts';
import { summarise } from '../../shared/filing/filing.ts';
import { groupBy } from '../../shared/group-by.ts';
import { editedThrough, isReadable, readBody } from './bodies.ts';
import { bodySum, parseJson, unpackBody } from './body-text.ts';
import { columnCopies, settleColumns, takenCopies, underOwnIds } from './filing-columns.ts';
import type { Found } from './found-rows.ts';
import type { FilingRow, RevisionRow, VersionRow } from './known-rows.ts';
import { readEdits } from './revisions.ts';
import { isSound, isUndamaged } from './row-sums.ts';

/** What becomes of one filing of a damaged file: the row to keep, null where nothing of it reads, and what to say. */
export interface Chosen {
  id: number;
  row: FilingRow | null;
  /** The filing was taken from the backup: so are its revisions, versions and what else belongs to it. */
  fromBackup: boolean;
  /** Null for a filing that is whole. */
  told: RecoveredFiling | null;
}

/** Something of a filing that may be it: its text is right where it has the sum that was stored with it. */
interface Candidate {
  row: FilingRow;
  sound: boolean;
  fromBackup: boolean;
}

const UNSURE = '内容完好，但保存时间、是否在回收站等记录有损坏，请核对';

/**
 * Chooses for each filing of which anything was found: the newest text that is as it was saved, also one that an
 * earlier version and the edits after it lead to; else the backup's, else a text that may be damaged.
 * `backup` are the filings of the newest backup, `backupName` how the clerk knows it.
 */
export function chooseFilings(found: Found, backup: readonly FilingRow[], backupName: string): Chosen[] {
  const { filings, listed, revisions, versions } = found.rows;
  const [copies, taken] = [columnCopies(found), takenCopies(found)];
  const steps = groupBy(revisions.filter(isUndamaged), ({ filing }) => filing);
  const parts = {
    filings: groupBy(underOwnIds(filings, copies, steps), ({ id }) => id),
    revisions: steps,
    versions: groupBy(versions, ({ filing }) => filing),
  };
  const inBackup = new Map(backup.map((row) => [row.id, row]));
  const inList = new Map(listed.map((row) => [row.id, row]));
  const ids = new Set([
    ...parts.filings.keys(),
    ...inList.keys(),
    ...copies.keys(),
    ...parts.revisions.keys(),
    ...parts.versions.keys(),
  ]);
  // Where all filings were found, what only the backup has was deleted since.
  if (!found.whole.has('filings')) for (const id of inBackup.keys()) ids.add(id);
  return [...ids]
    .filter((id) => Number.isSafeInteger(id) && id > 0)
    .sort((a, b) => a - b)
    .map((id) => {
      const kept = inBackup.get(id);
      const copy = copies.get(id);
      const steps = parts.revisions.get(id) ?? [];
      const last = Math.max(0, ...steps.map(({ revision }) => revision));
      const unsure = new Set<FilingRow>();
      const own = (parts.filings.get(id) ?? []).map((row) => {
        const settled = settleColumns(row, {
          copy,
          taken: taken.get(id),
          listed: inList.get(id),
          backup: kept?.created_at === row.created_at ? kept : undefined,
          last: steps.find(({ revision }) => revision === last),
        });
        if (settled.unsure) unsure.add(settled.row);
        return settled.row;
      });
      // A number is given once in a file: a backup of another one may have it too.
      const sameInBackup = own.some((row) => isSound(row) && row.created_at !== kept?.created_at) ? undefined : kept;
      const like = own[0] ?? (copy && { ...copy, body: '', taken: null }) ?? sameInBackup;
      const candidates = candidatesOf(own, steps, parts.versions.get(id) ?? [], like, sameInBackup);
      const [best] = candidates.sort(
        (a, b) => rank(b) - rank(a) || b.row.revision - a.row.revision || +b.sound - +a.sound,
      );
      const shown = best && { ...best.row, ...shownOf(best.row) };
      const { name = '', unit = '', year = null } = shown ?? copy ?? inList.get(id) ?? {};
      const told = (state: RecoveredFiling['state'], why: string): RecoveredFiling => ({
        name,
        unit,
        year,
        state,
        why,
      });
      if (!best || !shown)
        return { id, row: null, fromBackup: false, told: told('missing', '已读不出内容，备份中也没有') };
      const [row, { fromBackup }] = [shown, best];
      const lacking = last - row.revision;
      const less = lacking > 0 ? `，少了最后 ${lacking} 次修改` : '';
      // As far as its revisions were found, nothing was saved after the backup.
      const since = last === row.revision ? '，此后没有发现修改' : less;
      if (fromBackup) return { id, row, fromBackup, told: told('older', `取自 ${backupName} 的备份${since}`) };
      if (!best.sound) return { id, row, fromBackup, told: told('doubtful', '内容与保存时不一致，请逐格核对') };
      if (lacking > 0) return { id, row, fromBackup, told: told('older', `少了最后 ${lacking} 次修改`) };
      if (unsure.has(best.row)) return { id, row, fromBackup, told: told('doubtful', UNSURE) };
      return { id, row, fromBackup, told: null };
    });
}

/** A whole text of the file itself stands before all; else the newer one does, of the backup or perhaps damaged. */
function rank({ sound, fromBackup }: Candidate): number {
  return sound && !fromBackup ? 1 : 0;
}

function candidatesOf(
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
  return candidates;
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

/** What lists show of a filing, as its body says it: its own columns may be damaged. */
function shownOf({ id, body }: FilingRow): Partial<FilingRow> {
  try {
    const { form, filing } = readBody(id, body);
    return { form: form.id, ...summarise(form, filing) };
  } catch {
    // Of a form that this program does not have.
    return {};
  }
}
