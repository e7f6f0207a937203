import type { RecoveredFiling } from '../../shared/api.ts';
import { summarise } from '../../shared/filing/filing.ts';
import { groupBy } from '../../shared/group-by.ts';
import { readBody } from './bodies.ts';
import { candidatesOf } from './candidates.ts';
import { columnCopies, settleColumns, takenCopies, underOwnIds } from './filing-columns.ts';
import type { Found } from './found-rows.ts';
import type { FilingRow } from './known-rows.ts';
import { isSound, isUndamaged } from './row-sums.ts';
import { unwatched, type Watch } from './salvage-progress.ts';
import { savedWith } from './saved-with.ts';

/** What becomes of one filing of a damaged file: the row to keep, null where nothing of it reads, and what to say. */
export interface Chosen {
  id: number;
  row: FilingRow | null;
  /** The filing was taken from the backup: so are its revisions, versions and what else belongs to it. */
  fromBackup: boolean;
  /** Null for a filing that is whole. */
  told: RecoveredFiling | null;
}

const UNLIKE = '内容与保存时不一致，请逐格核对';
const UNSURE = '内容完好，但保存时间、是否在回收站等记录有损坏，请核对';

/**
 * Chooses for each filing of which anything was found: the newest text that is as it was saved, also one that an
 * earlier version and the edits after it lead to; else the backup's, else a text that may be damaged.
 * `backup` are the filings of the newest backup, `backupName` how the clerk knows it.
 */
export function chooseFilings(
  found: Found,
  backup: readonly FilingRow[],
  backupName: string,
  watch: Watch = unwatched,
): Chosen[] {
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
    .map((id, index, all) => {
      watch('choosing', index, all.length);
      const kept = inBackup.get(id);
      const copy = copies.get(id);
      const steps = parts.revisions.get(id) ?? [];
      const versions = parts.versions.get(id) ?? [];
      const change = Math.max(0, ...steps.map(({ revision }) => revision));
      const rows = parts.filings.get(id) ?? [];
      const last = lastOf(change, [...rows, ...(copy ? [copy] : [])]);
      const unsure = new Set<FilingRow>();
      const own = rows.map((row) => {
        const dated = copies.size === 0 ? row : savedWith(row, copy, steps, versions);
        const settled = settleColumns(dated ?? row, {
          copy,
          taken: taken.get(id),
          listed: inList.get(id),
          backup: kept?.created_at === row.created_at ? kept : undefined,
          last: steps.find(({ revision }) => revision === (dated?.revision ?? change)),
        });
        if (settled.unsure || !dated) unsure.add(settled.row);
        return settled.row;
      });
      // A number is given once in a file: a backup of another one may have it too.
      const sameInBackup = own.some((row) => isSound(row) && row.created_at !== kept?.created_at) ? undefined : kept;
      const like = own[0] ?? (copy && { ...copy, body: '', taken: null }) ?? sameInBackup;
      const [best] = candidatesOf(own, steps, versions, like, sameInBackup);
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
      const from = `取自 ${backupName} 的备份`;
      if (!best.sound) {
        const why = fromBackup ? `${from}，${UNLIKE}` : UNLIKE;
        return { id, row, fromBackup, told: told('doubtful', why) };
      }
      if (fromBackup) return { id, row, fromBackup, told: told('older', `${from}${since}`) };
      if (lacking > 0) return { id, row, fromBackup, told: told('older', `少了最后 ${lacking} 次修改`) };
      if (unsure.has(best.row)) return { id, row, fromBackup, told: told('doubtful', UNSURE) };
      return { id, row, fromBackup, told: null };
    });
}

/** A number of a change that is so far from all others is damaged itself. */
const FAR = 1000;

/** The last change of a filing that anything knows of: the last one that was found, or one that a row names. */
function lastOf(change: number, rows: readonly { revision: number }[]): number {
  return Math.max(change, ...rows.map(({ revision }) => revision).filter((revision) => revision < change + FAR));
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
