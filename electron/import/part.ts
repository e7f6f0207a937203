import type { Filing } from '../../shared/filing/filing.ts';
import { parseFiling } from '../../shared/filing/parse.ts';
import type { Forms } from '../../shared/form/forms.ts';
import type { Grid } from './grid.ts';
import type { Note } from './note.ts';
import { formNames, oneLineEach } from './recognition/foreign.ts';
import { recognise } from './recognition/recognise.ts';
import { sideBySide } from './recognition/side-by-side.ts';
import { readRunningText } from './running-text/read-running-text.ts';

export interface ReadResult {
  filings: Filing[];
  notes: Note[];
}

/** Filings as the rest of the program takes them; notes and problems name a filing by its place in this list. */
interface Checked extends ReadResult {
  /** What had to be cut of a filing where no note says so, without their places. */
  problems: (Note & { filing: number })[];
}

/** What a run of the tables of a file holds. Runs are read in any order and by any thread. */
export interface Part {
  /** What the reader of the file tells. */
  before: Note[];
  tables: Checked;
  /** Filings that stand in a file as running text. */
  texts: Checked;
  /** What cannot be read of its cells. */
  ofCells: Note[];
}

/** The filings in tables that are read one by one; `before` is what their reader tells, complete behind the last. */
export function partOf(grids: Iterable<Grid>, before: Note[], forms: Forms): Part {
  const [tables, texts]: [ReadResult, ReadResult] = [none(), none()];
  const ofCells: Note[] = [];
  for (const each of grids) {
    for (const grid of sideBySide(each, forms.all)) {
      const text = readRunningText(grid);
      const found = recognise(text.rest, forms.all);
      if (found.filings.length + text.filings.length > 0) tables.notes.push(...(grid.notes ?? []));
      add(tables, found);
      add(texts, text);
    }
    ofCells.push(...(each.notes ?? []).filter((note) => note.severity === 'error'));
  }
  return { before, tables: checked(tables, forms), texts: checked(texts, forms), ofCells };
}

/** What a file holds whose parts these are, in their order. */
export function joined(parts: readonly Part[], forms: Forms): ReadResult {
  const all = none();
  const problems: Note[] = [];
  for (const read of [...parts.map(({ tables }) => tables), ...parts.map(({ texts }) => texts)]) {
    const from = all.filings.length;
    add(all, read);
    for (const note of read.problems) {
      const filing = from + note.filing;
      problems.push({ ...note, place: `第 ${filing + 1} 张表`, filing });
    }
  }
  const before = parts.flatMap((part) => part.before);
  const foreign = oneLineEach(all.notes.filter((note) => note.foreign));
  const others = [...before, ...all.notes.filter((note) => !note.foreign)];
  if (all.filings.length > 0) return { filings: all.filings, notes: [...others, ...foreign, ...problems] };
  if (foreign.length > 0) return { filings: [], notes: [...before, ...foreign] };
  const message = `没有找到可识别的绩效目标表；能识别的表样有${formNames(forms.all)}`;
  const ofCells = parts.flatMap((part) => part.ofCells);
  return { filings: [], notes: [...before, ...ofCells, { severity: 'error', place: '', message }] };
}

const none = (): ReadResult => ({ filings: [], notes: [] });

/** Puts filings and their notes behind those that are there. */
function add(result: ReadResult, { filings, notes }: ReadResult): void {
  for (const note of notes)
    result.notes.push(note.filing === undefined ? note : { ...note, filing: note.filing + result.filings.length });
  result.filings.push(...filings);
}

function checked({ filings, notes }: ReadResult, forms: Forms): Checked {
  const result: Checked = { filings: [], notes, problems: [] };
  for (const [filing, read] of filings.entries()) {
    const parsed = parseFiling(read, undefined, forms);
    if ('error' in parsed) throw new Error(`a filing that was read is none: ${parsed.error}`);
    result.filings.push(parsed.filing);
    for (const { message, path } of parsed.problems)
      if (!notes.some((note) => note.filing === filing && note.path === path))
        result.problems.push({ severity: 'error', place: '', message, filing, path });
  }
  return result;
}
