import type { FilePlan } from '../../shared/api.ts';
import type { Problem } from '../../shared/problem.ts';
import type { Choices } from './import-choices.ts';
import { Observable } from './observable.ts';

/** What a tab on the right says of an export: what could not be printed; or of changes that were not saved. */
export interface Report {
  title: string;
  /** `place` is the cell that a line is about, whichever filing is open when it is read. */
  lines: { severity: Problem['severity']; text: string; place?: { id: number; path: string } }[];
}

/** What came of an import. */
export interface Imported {
  files: readonly FilePlan[];
  /** What the clerk has chosen, and the filing of each table that was written, by the table's index. */
  choices: Choices;
  ids: readonly (number | null)[];
  written: { added: number[]; replaced: number[] };
  /** The number by which it can be taken back; null when nothing was written, or it was taken back. */
  undo: number | null;
}

/** How many lines the clerk is to check. */
export const countNotes = ({ files }: Pick<Imported, 'files'>): number =>
  files.reduce(
    (sum, { tables, notes }) => tables.reduce((all, table) => all + table.notes.length, sum + notes.length),
    0,
  );

/** What could not be put out as it is; of one filing, the cells can be shown. */
export function exportReport(problems: readonly Problem[], id: number | null): Report {
  const lines = problems.map(({ severity, message, path }) => ({
    severity,
    text: message,
    ...(id !== null && path !== '' && { place: { id, path } }),
  }));
  return { title: '导出时发现的问题', lines };
}

/** `told` are sentences about what could not be saved; they are added to those that are still shown. */
function unsavedReport(told: readonly string[], shown: Report | null): Report {
  const title = '未能保存的修改';
  const lines = told.map((text) => ({ severity: 'error' as const, text }));
  return { title, lines: [...(shown?.title === title ? shown.lines : []), ...lines] };
}

/** What is told line by line until something newer is: of an import, an export, of changes that were not saved. */
export class Reports extends Observable {
  report: Report | null = null;
  /** The last import. */
  imported: Imported | null = null;
  readonly #show: (tab: 'report' | 'import') => void;

  /** `show` opens the tab of a report. */
  constructor(show: (tab: 'report' | 'import') => void) {
    super();
    this.#show = show;
  }

  tell(report: Report): void {
    this.report = report;
    this.changed();
    this.#show('report');
  }

  tellUnsaved(told: readonly string[]): void {
    this.tell(unsavedReport(told, this.report));
  }

  /** Keeps what came of an import; its tab opens by itself where something is to be checked. */
  tellImported(imported: Imported): void {
    this.imported = imported;
    this.changed();
    if (countNotes(imported) > 0) this.showImported();
  }

  showImported(): void {
    this.#show('import');
  }

  /** An import was taken back. */
  undone(imported: Imported): void {
    if (this.imported === imported) this.imported = { ...imported, undo: null };
    this.changed();
  }

  /** Another data file is open: what is told is about filings of the one before. */
  forget(): void {
    this.imported = null;
    this.close();
  }

  close(): void {
    this.report = null;
    this.changed();
  }
}
