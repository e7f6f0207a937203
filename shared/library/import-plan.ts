import { USED } from './entries.ts';
import type { LibraryEntry, LibraryIndicator } from './library.ts';
import { indicatorSchema } from './library-schema.ts';
import { COLUMNS, cellText, type LibraryRow } from './library-sheet.ts';
import { nameKey } from './name-key.ts';

/** What an import would make of the library; nothing is changed by it. */
export interface ImportPlan {
  /** What would be written, whole: columns that the file does not have keep what the library says. */
  indicators: LibraryIndicator[];
  /** Names that would be new. */
  added: string[];
  /** Names that would change, each with what would: `参考值 90→95`. */
  changed: { name: string; text: string }[];
  /** How many are in the library as they are in the file. */
  same: number;
  /** Lines for the clerk: place and reason. */
  problems: string[];
}

interface Library {
  entries: readonly LibraryEntry[];
  hidden: readonly LibraryEntry[];
}

/** The entry that a name counts as since it was merged with it, by `nameKey`. */
export function mergedNames({ entries, hidden }: Library): Map<string, LibraryEntry> {
  return new Map([...hidden, ...entries].flatMap((entry) => entry.merged.map((name) => [name, entry])));
}

/**
 * Compares the rows of files with the library. Of two with the same name the first counts; what was merged with another
 * stays merged.
 */
export function planImport({ entries, hidden }: Library, rows: readonly (LibraryRow & { file: string })[]): ImportPlan {
  const plan: ImportPlan = { indicators: [], added: [], changed: [], same: 0, problems: [] };
  const known = new Map([...hidden, ...entries].map((entry) => [nameKey(entry.name), entry]));
  const listed = new Set(entries.map((entry) => nameKey(entry.name)));
  const merged = mergedNames({ entries, hidden });
  const seen = new Set<string>();
  for (const { file, indicator: read, absent } of rows) {
    const key = nameKey(read.name);
    if (seen.has(key)) {
      plan.problems.push(`${file}：“${read.name}”有两行，只取第一行`);
      continue;
    }
    seen.add(key);
    const into = merged.get(key);
    if (into) {
      plan.problems.push(`${file}：“${read.name}”已并入“${into.name}”，未导入`);
      continue;
    }
    const there = known.get(key);
    const before = there ? plainIndicator(there) : null;
    const kept = before ? Object.fromEntries(Object.entries(before).filter(([id]) => absent.includes(id))) : {};
    // Which cost it is goes with 成本指标 alone.
    if (read.level2 !== before?.level2) delete kept.cost;
    const indicator = indicatorSchema.parse({ ...read, ...kept });
    const text = before ? changesOf(before, indicator) : '';
    if (listed.has(key) && text === '') {
      plan.same++;
      continue;
    }
    plan.indicators.push(indicator);
    if (listed.has(key)) plan.changed.push({ name: there?.name ?? indicator.name, text });
    else plan.added.push(indicator.name);
  }
  return plan;
}

/** The entries that these indicators become: those of the same name get their wording, others the next ids. */
export function importedEntries({ entries, hidden }: Library, indicators: readonly LibraryIndicator[], next: number) {
  const known = new Map([...hidden, ...entries].map((entry) => [nameKey(entry.name), entry]));
  let number = next;
  return indicators.map((indicator) => {
    const there = known.get(nameKey(indicator.name));
    return { id: there && !there.id.startsWith(USED) ? there.id : `own-${number++}`, indicator };
  });
}

/** What the library itself says of an entry, without its uses. */
export function plainIndicator(entry: LibraryEntry): LibraryIndicator {
  return indicatorSchema.parse(
    Object.fromEntries(Object.entries(entry).filter(([key]) => key in indicatorSchema.shape)),
  );
}

function changesOf(before: LibraryIndicator, after: LibraryIndicator): string {
  return COLUMNS.flatMap(({ id, name }) => {
    const [from, to] = [cellText(before, id), cellText(after, id)];
    return from === to ? [] : [`${name} ${from || '空'}→${to || '空'}`];
  }).join('，');
}
