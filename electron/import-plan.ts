import { setImmediate as breathe } from 'node:timers/promises';
import type { FilePlan, ImportNote, PlannedTable } from '../shared/api.ts';
import { contentEdits } from '../shared/filing/content-edits.ts';
import { type Filing, summarise } from '../shared/filing/filing.ts';
import { formOf } from '../shared/filing/form-of.ts';
import { fold } from '../shared/form/fold.ts';
import { groupBy } from '../shared/group-by.ts';
import { PAGE, wholeList } from '../shared/whole-list.ts';
import { type Note, noteLine } from './import/note.ts';
import type { Store } from './store/store.ts';

/** What one file brought. */
export interface ReadFile {
  file: string;
  filings: Filing[];
  notes: Note[];
}

/** Tables that are compared in one go: between two of them the window is answered and may cancel. */
const SLICE = 50;

/** Most filings of one form, unit, year and name that a table is compared with. */
const MOST_ALIKE = 20;

/** Says of every table of the files whether it is new, already in the store or doubtful. */
export async function planImport(store: Store, files: readonly ReadFile[], signal: AbortSignal): Promise<FilePlan[]> {
  const alike = new Map<string, number[]>();
  const listed = await wholeList(async (from) => {
    await breathe();
    signal.throwIfAborted();
    return store.search({ query: '', trashed: false, from, most: PAGE });
  });
  for (const [at, { id, ...summary }] of listed.entries()) {
    if (at % PAGE === 0) await breathe();
    const key = keyOf(summary);
    const ids = alike.get(key);
    if (ids) ids.push(id);
    else alike.set(key, [id]);
  }

  /** The filing that a table would replace: one that holds the same, else the first of its name. Each goes once. */
  function find(filing: Filing): { id: number; equal: boolean } | null {
    const form = formOf(filing);
    const summary = { form: form.id, ...summarise(form, filing) };
    const ids = alike.get(keyOf(summary)) ?? [];
    const equal = ids.slice(0, MOST_ALIKE).find((id) => {
      const there = store.open(id).filing;
      return there.version === filing.version && contentEdits(form, there, filing).length === 0;
    });
    // Tables without a name have only their content in common.
    const found = equal ?? (summary.name === '' ? undefined : ids.find((id) => isOfVersion(id, filing.version)));
    if (found === undefined) return null;
    alike.set(
      keyOf(summary),
      ids.filter((id) => id !== found),
    );
    return { id: found, equal: found === equal };
  }

  const isOfVersion = (id: number, version: string) => store.open(id).filing.version === version;

  /** The file that first had a table of this name: the same table as workbook and document would come in twice. */
  const first = new Map<string, string>();

  function twice(file: string, filing: Filing): ImportNote[] {
    const form = formOf(filing);
    const summary = { form: form.id, ...summarise(form, filing) };
    const other = first.get(keyOf(summary));
    if (other === undefined) first.set(keyOf(summary), file);
    if (other === undefined || other === file || summary.name === '') return [];
    return [{ severity: 'warning', line: `${file}：“${other}”中有同名的表，两张都导入会重复` }];
  }

  const plans: FilePlan[] = [];
  let index = 0;
  for (const { file, filings, notes } of files) {
    const byTable = groupBy(notes, ({ filing }) => filing);
    const told = (of: number | undefined) => (byTable.get(of) ?? []).map((note) => importNote(file, note));
    const tables: PlannedTable[] = [];
    for (const [k, filing] of filings.entries()) {
      if (index % SLICE === 0) await breathe();
      signal.throwIfAborted();
      const form = formOf(filing);
      const own = [...told(k), ...twice(file, filing)];
      const same = find(filing);
      const doubtful = own.some(({ severity }) => severity !== 'hint');
      tables.push({
        index: index++,
        form: form.id,
        ...summarise(form, filing),
        state: same ? 'there' : doubtful ? 'doubtful' : 'new',
        ...(same && { same: same.id }),
        equal: same?.equal ?? false,
        notes: own,
      });
    }
    plans.push({ file, tables, notes: told(undefined) });
  }
  return plans;
}

function keyOf({ form, name, unit, year }: { form: string; name: string; unit: string; year: number | null }): string {
  return [form, year ?? '', fold(unit), fold(name)].join('\n');
}

function importNote(file: string, note: Note): ImportNote {
  const { severity, path } = note;
  return { severity, line: noteLine(file, note), ...(path !== undefined && { path }) };
}
