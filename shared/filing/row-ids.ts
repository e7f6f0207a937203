import { apply, type Edit } from './edits.ts';
import { type Filing, ROW_ID, type Row, rowsOf } from './filing.ts';

/**
 * The id of a row tells it from its neighbours: it stays when the row moves, changes or is rolled forward with its
 * filing; what is inserted, pasted or duplicated gets another. Rows of one id in two filings have one origin.
 */

const ID = /^[0-9a-z]{1,40}$/;

/**
 * Gives ids that begin with `owner` to rows that have none, a repeated or an unreadable one; the others keep theirs.
 */
export function withRowIds(rows: readonly Row[], owner: string): Row[] {
  const own = rows.map((row) => row[ROW_ID] ?? '');
  const taken = new Set(own);
  const seen = new Set<string>();
  return rows.map((row, index) => {
    const id = own[index] ?? '';
    if (ID.test(id) && !seen.has(id)) {
      seen.add(id);
      return row;
    }
    let number = index + 1;
    while (taken.has(`${owner}r${number}`)) number++;
    const given = `${owner}r${number}`;
    taken.add(given);
    seen.add(given);
    return { ...row, [ROW_ID]: given };
  });
}

/** The filing with `withRowIds` in every table. */
export function withAllRowIds(filing: Filing, owner: string): Filing {
  const tables = Object.entries(filing.tables).map(([id, rows]) => [id, withRowIds(rows, owner)] as const);
  return { ...filing, tables: Object.fromEntries(tables) };
}

/** The row as a start for another one. */
export function withoutId<T>({ [ROW_ID]: _, ...row }: Record<string, T>): Record<string, T> {
  return row;
}

/**
 * Makes the edits of a step on a filing whose rows have ids: rows that it inserts without one, or with one that is
 * there already, get one of `newId`, and its cells name their row.
 */
export function applyNamed(
  filing: Filing,
  edits: readonly Edit[],
  newId: () => string,
): { filing: Filing; edits: Edit[] } {
  let now = filing;
  const named = edits.map((edit): Edit => {
    const full = nameRows(now, edit, newId);
    now = apply(now, full);
    return full;
  });
  return { filing: now, edits: named };
}

function nameRows(filing: Filing, edit: Edit, newId: () => string): Edit {
  if (edit.kind !== 'cell' && edit.kind !== 'insert') return edit;
  const there = rowsOf(filing, edit.table);
  if (edit.kind === 'cell') {
    const id = there[edit.row]?.[ROW_ID];
    return id === undefined || edit.id !== undefined ? edit : { ...edit, id };
  }
  const taken = new Set(there.map((row) => row[ROW_ID]));
  const rows = edit.rows.map((row) => {
    const id = row[ROW_ID];
    const own = id !== undefined && !taken.has(id) ? id : newId();
    taken.add(own);
    return { ...row, [ROW_ID]: own };
  });
  return { ...edit, rows };
}
