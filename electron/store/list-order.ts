import type Sqlite from 'better-sqlite3';

/** The order in which the list shows filings, four bytes each: what is found is put into it, and nothing else is kept. */
export interface ListOrder {
  /** Ids of the filings of the list, or of those in 回收站, by year (newest first) and unit, or the last deleted first. */
  ids(trashed: boolean): Int32Array;
  /** To be called when filings come, go or are moved, or get another year or unit. */
  drop(): void;
}

export const ORDER = { list: 'year DESC, unit, id', trash: 'trashed_at DESC, id' };

export function createListOrder(database: Sqlite.Database): ListOrder {
  const known = new Map<boolean, Int32Array>();

  function ids(trashed: boolean): Int32Array {
    const there =
      known.get(trashed) ??
      Int32Array.from(
        database
          .prepare<[], number>(
            trashed
              ? `SELECT id FROM filings WHERE trashed_at IS NOT NULL ORDER BY ${ORDER.trash}`
              : `SELECT id FROM filings WHERE trashed_at IS NULL ORDER BY ${ORDER.list}`,
          )
          .pluck()
          .all(),
      );
    known.set(trashed, there);
    return there;
  }

  return { ids, drop: () => known.clear() };
}
