import type Sqlite from 'better-sqlite3';
import { ApiError } from '../../shared/api.ts';
import type { Waiver } from '../../shared/checks/waivers.ts';
import { prepared } from './prepared.ts';

/** Which filing stands where, and what it holds: enough to know whether it must be checked anew. */
export interface FilingState {
  id: number;
  revision: number;
  name: string;
  unit: string;
  year: number | null;
  /** 1 when it was exported, printed or reviewed: what is not filled in is an error since. */
  judged: 0 | 1;
  /** The sum of its body. */
  sum: string;
}

/** All of these read the index of the list alone, in its order. */
export const STATES_OF_YEAR = `
  SELECT id, revision, name, unit, year, judged, sum FROM filings
  WHERE trashed_at IS NULL AND year IS ? ORDER BY unit, id`;
export const STATES_OF_UNITS = `
  SELECT id, revision, name, unit, year, judged, sum FROM filings
  WHERE trashed_at IS NULL AND year IS ? AND unit IN (SELECT value FROM json_each(?)) ORDER BY unit, id`;
export const UNITS_OF_YEAR = `
  SELECT unit, group_concat(id || ':' || revision || ':' || judged, ' ' ORDER BY id) AS held FROM filings
  WHERE trashed_at IS NULL AND year IS ? GROUP BY unit ORDER BY unit`;
export const STATES_BESIDE = `
  SELECT f.id, f.revision, f.name, f.unit, f.year, f.judged, f.sum
  FROM (SELECT DISTINCT unit, year FROM filings
        WHERE trashed_at IS NULL AND id IN (SELECT value FROM json_each(?))) AS beside
  JOIN filings AS f ON f.trashed_at IS NULL AND f.year IS beside.year AND f.unit = beside.unit
  ORDER BY f.unit, f.id`;

export type NewWaiver = Pick<Waiver, 'unit' | 'rule' | 'filing' | 'path' | 'reason'>;

/** What the review keeps in the data file: switched-off warnings and approved totals. Each call is one transaction. */
export function createReviewTables(database: Sqlite.Database, now: () => Date) {
  /** The filings of a year, outside 回收站; null for those without one. */
  function statesOfYear(year: number | null): FilingState[] {
    return prepared<[number | null], FilingState>(database, STATES_OF_YEAR).all(year);
  }

  /** The same of some units. */
  function statesOfUnits(year: number, units: readonly string[]): FilingState[] {
    return prepared<[number, string], FilingState>(database, STATES_OF_UNITS).all(year, JSON.stringify(units));
  }

  /** The units of a year, each with what differs once one of its filings comes, goes, or is another. */
  function unitsOfYear(year: number): { unit: string; held: string }[] {
    return prepared<[number], { unit: string; held: string }>(database, UNITS_OF_YEAR).all(year);
  }

  /** These filings, without those in 回收站, and with all others of the same units and years. */
  function statesBeside(ids: readonly number[]): FilingState[] {
    return prepared<[string], FilingState>(database, STATES_BESIDE).all(JSON.stringify(ids));
  }

  /** All switched-off warnings, oldest first. There are few: somebody wrote a reason for each. */
  function waivers(): Waiver[] {
    return database
      .prepare<[], Waiver>(
        'SELECT id, unit, rule, filing, path, reason, created_at AS createdAt FROM waivers ORDER BY id',
      )
      .all();
  }

  /**
   * Switches a rule off; a reason given before for the same place is replaced. Throws `not-found` without the filing.
   */
  function waive({ unit, rule, filing, path, reason }: NewWaiver): void {
    database
      .transaction(() => {
        if (filing !== null && !database.prepare('SELECT 1 FROM filings WHERE id = ?').get(filing))
          throw new ApiError('not-found');
        // One filing may have been waived under the name that its unit had before.
        database
          .prepare(
            'DELETE FROM waivers WHERE rule = ? AND filing IS ? AND path IS ? AND (filing IS NOT NULL OR unit = ?)',
          )
          .run(rule, filing, path, unit);
        database
          .prepare('INSERT INTO waivers (unit, rule, filing, path, reason, created_at) VALUES (?, ?, ?, ?, ?, ?)')
          .run(unit, rule, filing, path, reason, now().toISOString());
      })
      .immediate();
  }

  /** Switches a rule on again; one that is on already stays so. */
  function unwaive(id: number): void {
    database.prepare('DELETE FROM waivers WHERE id = ?').run(id);
  }

  /** Approved totals of a year by unit, as exact decimal strings. */
  function approved(year: number): Map<string, string> {
    const rows = database
      .prepare<[number], { unit: string; total: string }>('SELECT unit, total FROM unit_totals WHERE year = ?')
      .all(year);
    return new Map(rows.map(({ unit, total }) => [unit, total]));
  }

  /** Sets the total approved for a unit's projects of a year; '' takes it away. */
  function approve(unit: string, year: number, total: string): void {
    if (total === '') database.prepare('DELETE FROM unit_totals WHERE unit = ? AND year = ?').run(unit, year);
    else
      database
        .prepare('INSERT INTO unit_totals VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET total = excluded.total')
        .run(unit, year, total);
  }

  function judge(ids: readonly number[]): void {
    database
      .prepare('UPDATE filings SET judged = 1 WHERE judged = 0 AND id IN (SELECT value FROM json_each(?))')
      .run(JSON.stringify(ids));
  }

  return { statesOfYear, statesOfUnits, unitsOfYear, statesBeside, judge, waivers, waive, unwaive, approved, approve };
}

export type ReviewTables = ReturnType<typeof createReviewTables>;
