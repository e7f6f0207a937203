import Sqlite from 'better-sqlite3';
import { openStore } from '../../electron/store/store.ts';
import { type Edit, setText } from '../../shared/filing/edits.ts';
import { type Filing, rowsOf, typedColumns } from '../../shared/filing/filing.ts';
import { applyNamed } from '../../shared/filing/row-ids.ts';
import { formOf, sampleFiling, sampleFilings } from './filings.ts';
import { filingsPastGuards } from './past-guards.ts';

/**
 * Fills a data file with years of a unit's work: each year so many new filings, each of them changed so many times, as
 * clerks do: mostly a cell or a field, now and then a row that comes or goes. All changes of a filing go to the disk in
 * one transaction, past what guards the open file.
 */
export async function fillYears(
  path: string,
  { years, filings, edits }: { years: number; filings: number; edits: number },
): Promise<void> {
  let time = Date.parse('2016-01-04T01:00:00Z');
  const now = () => {
    time += 90_000;
    return new Date(time);
  };
  await (await openStore(path, { now })).close();
  const database = new Sqlite(path);
  const { filings: tables, derived } = filingsPastGuards(path, database, now);
  const live = (id: number, number: number) => {
    let { filing, revision } = tables.open(id);
    for (let n = 0; n < edits; n++) {
      const done = applyNamed(filing, change(filing, number, n), () => `${id}n${n}`.padEnd(16, '0'));
      ({ revision } = tables.commit({ id, revision, label: '填写三级指标', edits: done.edits }));
      filing = done.filing;
    }
  };
  for (let year = 0; year < years; year++) {
    const begun = sampleFilings((year + 1) * filings).slice(-filings);
    for (const [k, id] of tables.add(begun, '新建').entries())
      database.transaction(() => {
        live(id, year * filings + k);
        derived.catchUp();
      })();
  }
  database.close();
}

function change(filing: Filing, number: number, n: number): Edit[] {
  const table = 'indicators';
  const rows = rowsOf(filing, table);
  // What another filing holds in the same place is a likely text.
  const other = sampleFiling(formOf(filing), number * 7 + n, rows.length);
  const text = <T extends string | undefined>(value: T) => `${value ?? ''}（${n}）`;
  if (n % 40 === 39) return [{ kind: 'remove', table, at: n % rows.length, rows: [rows[n % rows.length] ?? {}] }];
  if (n % 40 === 19) return [{ kind: 'insert', table, at: n % rows.length, rows: [other.tables[table]?.[0] ?? {}] }];
  const columns = typedColumns(formOf(filing), table).map(({ id }) => id);
  const fields = Object.keys(other.values);
  const column = columns[n % columns.length] ?? '';
  const field = fields[n % fields.length] ?? '';
  const row = (n * 5) % rows.length;
  const edit =
    n % 3 === 0
      ? setText(filing, { field }, text(other.values[field]))
      : setText(filing, { table, row, column }, text(other.tables[table]?.[row]?.[column]));
  if (!edit) throw new Error(`change ${n} changes nothing`);
  return [edit];
}
