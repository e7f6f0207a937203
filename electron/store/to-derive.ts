import type Sqlite from 'better-sqlite3';
import { ApiError } from '../../shared/api.ts';
import type { Filing } from '../../shared/filing/filing.ts';
import type { Form } from '../../shared/form/form.ts';
import { readBody, type Stored } from './bodies.ts';
import { writeUses } from './filing-uses.ts';
import { prepared } from './prepared.ts';
import { type SearchTexts, searchTexts } from './search.ts';

/**
 * What is derived from bodies: the texts for the search, and the indicators for the library. Writing them takes longer
 * than the change of a cell itself, so a change only marks its filing (`to_derive`), within its transaction: a program
 * that is killed derives at its next start.
 */
export function createDerived(database: Sqlite.Database, written: (id: number) => void) {
  /** Marks a filing, within the transaction that changes it. */
  function mark(id: number): void {
    prepared(database, 'INSERT OR IGNORE INTO to_derive VALUES (?)').run(id);
  }

  /** Writes what is derived from a filing, within the transaction that writes its body. */
  function write(id: number, form: Form, filing: Filing): void {
    writeTexts(database, id, searchTexts(form, filing));
    writeUses(database, id, form, filing);
    written(id);
  }

  function isBehind(): boolean {
    return prepared(database, 'SELECT 1 FROM to_derive LIMIT 1').get() !== undefined;
  }

  /** Derives what is marked. */
  function catchUp(): void {
    if (!isBehind()) return;
    database
      .transaction(() => {
        const marked = database.prepare<[], { id: number; body: string }>(
          'SELECT id, body FROM filings WHERE id IN (SELECT filing FROM to_derive)',
        );
        for (const { id, body } of marked.all()) {
          const read = readable(id, body);
          if (read) write(id, read.form, read.filing);
        }
        database.exec('DELETE FROM to_derive');
      })
      .immediate();
  }

  return { mark, write, isBehind, catchUp };
}

/** Writes the search texts of a filing. */
export function writeTexts(database: Sqlite.Database, id: number, { folded, shown }: SearchTexts): void {
  prepared(
    database,
    'INSERT INTO filing_texts VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET folded = excluded.folded, shown = excluded.shown',
  ).run(id, folded, shown);
}

export type Derived = ReturnType<typeof createDerived>;

/** What a filing holds as it is shown; null where this program cannot read it: what was derived from it stays. */
function readable(id: number, body: string): Stored | null {
  try {
    return readBody(id, body);
  } catch (error) {
    if (error instanceof ApiError) return null;
    throw error;
  }
}
