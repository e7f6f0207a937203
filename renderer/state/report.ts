import type { FileReport } from '../../shared/api.ts';
import type { Problem } from '../../shared/problem.ts';
import { Observable } from './observable.ts';

/** What a tab on the right says: what an import did not understand, or what an export could not print. */
export interface Report {
  title: string;
  lines: { severity: Problem['severity']; text: string; path?: string }[];
}

/** Null when there is nothing to say. */
export function importReport(files: readonly FileReport[]): Report | null {
  const lines = files.flatMap((file) => file.problems.map(({ severity, line }) => ({ severity, text: line })));
  return lines.length > 0 ? { title: `导入结果：需核对 ${lines.length} 处`, lines } : null;
}

/** What came of an import, in one line; when it was cancelled, which files went in before. */
export function importedLine(files: readonly FileReport[], cancelled: boolean): string {
  const count = files.reduce((sum, { ids }) => sum + ids.length, 0);
  if (!cancelled) return count > 0 ? `已导入 ${count} 张表` : '没有导入任何表';
  const names = files.filter(({ ids }) => ids.length > 0).map(({ file }) => file);
  if (names.length === 0) return '已取消导入，没有导入任何表';
  const listed = names.length > 3 ? `${names.slice(0, 3).join('、')}等 ${names.length} 个文件` : names.join('、');
  return `已取消导入；取消前已导入 ${listed}的 ${count} 张表，其余未导入`;
}

export function exportReport(problems: readonly Problem[]): Report {
  const lines = problems.map(({ severity, message, path }) => ({ severity, text: message, path }));
  return { title: '导出时发现的问题', lines };
}

/** `told` are sentences about what could not be saved; they are added to those that are still shown. */
function unsavedReport(told: readonly string[], shown: Report | null): Report {
  const title = '未能保存的修改';
  const lines = told.map((text) => ({ severity: 'error' as const, text }));
  return { title, lines: [...(shown?.title === title ? shown.lines : []), ...lines] };
}

/** What is told line by line until it is closed: of an export, of changes that were not saved. */
export class Reports extends Observable {
  report: Report | null = null;
  /** What the last import did not understand. */
  imported: Report | null = null;
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

  tellImported(report: Report | null): void {
    this.imported = report;
    this.changed();
    if (report) this.#show('import');
  }

  close(): void {
    this.report = null;
    this.changed();
  }
}
