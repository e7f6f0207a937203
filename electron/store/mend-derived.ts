import { setTimeout as pause } from 'node:timers/promises';
import type Sqlite from 'better-sqlite3';
import type { Filing } from '../../shared/filing/filing.ts';
import type { Form } from '../../shared/form/form.ts';
import { usesOf } from '../../shared/library/uses.ts';
import { isReadable, readBody } from './bodies.ts';
import { bodySum } from './body-text.ts';
import { hasUses } from './library.ts';
import { prepared } from './prepared.ts';
import { type SearchTexts, searchTexts } from './search.ts';
import type { Derived } from './to-derive.ts';

/** Milliseconds of one slice of the background pass, and of the rest behind it. */
const SLICE = 5;
const REST = 20;

interface BodyRow {
  id: number;
  body: string;
  sum: string;
}

/**
 * What is derived from bodies (to-derive.ts) has neither sum nor copy, for the body tells what is right: this goes over
 * filings in the background and writes anew what does not follow from them; `write` runs what writes, and `right` hears
 * of each body that what is derived follows from. Doubtful bodies say nothing, and filings that are marked are derived
 * anyway.
 */
export async function mendDerived(
  database: Sqlite.Database,
  derived: Derived,
  ids: readonly number[],
  write: (work: () => void) => void,
  right: (id: number, sum: string) => void,
): Promise<void> {
  const read = (id: number) =>
    prepared<[number], BodyRow>(
      database,
      'SELECT id, body, sum FROM filings WHERE id = ? AND id NOT IN (SELECT filing FROM to_derive)',
    ).get(id);
  let until = performance.now() + SLICE;
  for (const id of ids) {
    if (performance.now() >= until) {
      await pause(REST, undefined, { ref: false });
      until = performance.now() + SLICE;
    }
    if (!database.open) return;
    const row = read(id);
    if (!row || bodySum(row.body) !== row.sum || !isReadable(row.body)) continue;
    const { form, filing } = readBody(id, row.body);
    if (!isDerived(database, id, form, filing)) write(() => writeAnew(database, derived, row));
    right(id, row.sum);
  }
}

function isDerived(database: Sqlite.Database, id: number, form: Form, filing: Filing): boolean {
  const texts = prepared<[number], SearchTexts>(database, 'SELECT folded, shown FROM filing_texts WHERE filing = ?');
  const { folded, shown } = searchTexts(form, filing);
  const there = texts.get(id);
  return there?.folded === folded && there.shown === shown && hasUses(database, id, usesOf(form, filing));
}

/** Another program may have changed the filing since its body was read; it has derived the rest then. */
function writeAnew(database: Sqlite.Database, derived: Derived, { id, body }: BodyRow): void {
  const now = prepared<[number], string>(database, 'SELECT body FROM filings WHERE id = ?').pluck();
  database
    .transaction(() => {
      if (now.get(id) !== body) return;
      const { form, filing } = readBody(id, body);
      derived.write(id, form, filing);
    })
    .immediate();
}
