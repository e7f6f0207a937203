import type Sqlite from 'better-sqlite3';

/** The order in which the list shows filings, four bytes each: what is found is put into it, and nothing else is kept. */
export interface ListOrder {
  /** Ids of the filings of the list, or of those in 回收站, by year (newest first) and unit, or the last deleted first. */
  ids(trashed: boolean): Int32Array;
  /** How many filings of the list each year has, the newest first, those without a year last. */
  years(): readonly YearCount[];
  /** Is another after every change of the order, also where another file has come. */
  readonly version: number;
  /** To be called when filings come, go or are moved, or get another year or unit. */
  drop(): void;
}

export interface YearCount {
  year: number | null;
  filings: number;
}

export const ORDER = { list: 'year DESC, unit, id', trash: 'trashed_at DESC, id' };

let versions = 0;

export function createListOrder(database: Sqlite.Database): ListOrder {
  const known = new Map<boolean, Int32Array>();
  let years: readonly YearCount[] | null = null;
  let version = ++versions;

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

  return {
    ids,
    years() {
      years ??= database
        .prepare<[], YearCount>(
          'SELECT year, count(*) AS filings FROM filings WHERE trashed_at IS NULL GROUP BY year ORDER BY year DESC',
        )
        .all();
      return years;
    },
    get version() {
      return version;
    },
    drop() {
      known.clear();
      years = null;
      version = ++versions;
    },
  };
}
