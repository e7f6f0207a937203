import { exportKinds } from '../../shared/api-limits.ts';
import { type BookFrame, type BookPart, PAGE_NAMES } from '../../shared/book/book.ts';
import { gatherBook } from '../../shared/book/gather.ts';
import { titleOf } from '../../shared/book/written-pages.ts';
import { type Filing, summarise } from '../../shared/filing/filing.ts';
import { formOf } from '../../shared/filing/form-of.ts';
import { openFilings } from '../open-filings.ts';
import { printedBook } from '../printed-book.ts';
import type { Store } from '../store/store.ts';
import { readArguments, terminal, UsageError } from './command.ts';
import { readInputs } from './inputs.ts';
import { insistDistinct, type Outputs, writeFiles } from './outputs.ts';
import { readAll, withStore } from './stored.ts';

const options = {
  db: { type: 'string' },
  unit: { type: 'string' },
  year: { type: 'string' },
  id: { type: 'string' },
  title: { type: 'string' },
  'no-cover': { type: 'boolean' },
  xlsx: { type: 'string' },
  pdf: { type: 'string' },
  pdfa: { type: 'boolean' },
  docx: { type: 'string' },
  ofd: { type: 'string' },
} as const;

interface Choice {
  unit?: string | undefined;
  year?: string | undefined;
}

/** The tables of files or of a store, or a book of a store, as one book. With no output it lists them with their pages. */
export async function book(args: string[]): Promise<number> {
  const { values, positionals } = readArguments(args, options, true);
  const { db, unit, year, id, title, 'no-cover': bare = false, ...outputs } = values;
  if ((positionals.length === 0) === (db === undefined)) throw new UsageError('请给出文件，或者用 --db 给出数据文件');
  if (db === undefined && (unit ?? year ?? id) !== undefined)
    throw new UsageError('--unit、--year 和 --id 只用于 --db');
  if (id !== undefined && (unit ?? year) !== undefined)
    throw new UsageError('--id 已是一套表，不能再用 --unit 和 --year');
  if (year !== undefined && !/^\d{4}$/.test(year)) throw new UsageError(`--year 应为四位年份，不是“${year}”`);
  if (id !== undefined && !/^[1-9]\d{0,14}$/.test(id)) throw new UsageError(`--id 应为套表的编号，不是“${id}”`);
  insistDistinct(outputs, db === undefined ? positionals : [db]);
  const { frame, parts, failed } =
    db === undefined
      ? await ofFiles(positionals)
      : await withStore(db, false, (store) =>
          id === undefined ? ofUnit(store, { unit, year }) : ofBook(store, Number(id)),
        );
  if (!parts.some((part) => 'filing' in part)) {
    terminal.err('没有可以编成套表的表');
    return 1;
  }
  const made = { ...frame, ...(title !== undefined && { title }) };
  const kept = bare ? parts.filter((part) => !('page' in part && part.page === 'cover')) : parts;
  const isListed = !exportKinds.some((kind) => outputs[kind] !== undefined);
  const written = isListed ? await listPages(made, kept) : await writeBooks(made, kept, outputs);
  return failed || !written ? 1 : 0;
}

interface Gathered {
  frame: BookFrame;
  parts: BookPart[];
  /** Whether something could not be read or understood. */
  failed: boolean;
}

async function ofFiles(names: readonly string[]): Promise<Gathered> {
  const { filings, failed } = await readInputs(names);
  return { ...gatherBook(filings), failed };
}

async function ofBook(store: Store, id: number): Promise<Gathered> {
  const printed = await printedBook(store.books.get(id), (ids) => openFilings(store, ids));
  return { ...printed, failed: false };
}

function ofUnit(store: Store, choice: Choice): Gathered {
  const filings = readAll(store).map(({ filing }) => filing);
  return { ...gatherBook(filings.filter((filing) => isOf(filing, choice))), failed: false };
}

function isOf(filing: Filing, { unit, year }: Choice): boolean {
  const told = summarise(formOf(filing), filing);
  return (unit === undefined || told.unit === unit) && (year === undefined || String(told.year) === year);
}

/** A line for each part: the page that it begins on, and what it is. */
async function listPages(frame: BookFrame, parts: readonly BookPart[]): Promise<boolean> {
  const { countBook } = await import('../export/exporter.ts');
  const { firsts, pages } = await countBook({ frame, parts });
  for (const [index, part] of parts.entries())
    terminal.out(`${firsts[index] || ''}\t${'page' in part ? PAGE_NAMES[part.page] : titleOf(part.filing)}`);
  terminal.out(`共 ${pages} 页`);
  return true;
}

async function writeBooks(
  frame: BookFrame,
  parts: readonly BookPart[],
  { pdfa, ...outputs }: Outputs,
): Promise<boolean> {
  const { exportBook } = await import('../export/exporter.ts');
  return writeFiles(outputs, async (kind, path) => {
    const { problems } = await exportBook({ kind, frame, parts, path, archive: pdfa });
    for (const problem of problems) terminal.err(`提示：${path}：${problem.message}`);
  });
}
