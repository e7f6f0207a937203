import type Sqlite from 'better-sqlite3';
import type { BackupContents } from '../../shared/api.ts';
import type { BackedUpFiling } from './backup-contents.ts';

/** What a backup is compared with: a filing of the data file. */
export interface FilingHere {
  id: number;
  createdAt: string;
  sum: string;
  trashed: 0 | 1;
}

export function filingsHere(database: Sqlite.Database): FilingHere[] {
  return database
    .prepare<[], FilingHere>('SELECT id, created_at AS createdAt, sum, trashed_at IS NOT NULL AS trashed FROM filings')
    .all();
}

/**
 * What has become of each filing of a backup since, and how many have come. It is the same filing where id and time of
 * its making are; one that is gone and was taken out of a backup again is there too, under another id.
 */
export function sinceThen(
  filings: readonly BackedUpFiling[],
  here: readonly FilingHere[],
): Pick<BackupContents, 'filings' | 'later'> {
  const byId = new Map(here.map((filing) => [filing.id, filing]));
  const live = here.filter(({ trashed }) => trashed === 0);
  const bySum = new Map(live.map((filing) => [filing.sum, filing]));
  const later = new Set(live.map(({ id }) => id));
  const shown = filings.map(({ createdAt, sum, ...filing }) => {
    const known = byId.get(filing.id);
    const now = known?.createdAt === createdAt ? known : bySum.get(sum);
    if (now) later.delete(now.id);
    const state = !now ? 'gone' : now.trashed === 1 ? 'trashed' : now.sum === sum ? 'same' : 'changed';
    return { ...filing, state } as const;
  });
  return { filings: shown, later: later.size };
}
