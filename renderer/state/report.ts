import type { FilePlan, ImportChoice, ImportReading } from '../../shared/api.ts';
import type { Problem } from '../../shared/problem.ts';

/** What the panel on the right says: what an import did not understand, or what an export could not print. */
export interface Report {
  title: string;
  lines: { severity: Problem['severity']; text: string; path?: string }[];
}

/** Null when there is nothing to say. */
export function importReport(files: readonly FilePlan[]): Report | null {
  const notes = files.flatMap((file) => [...file.tables.flatMap((table) => table.notes), ...file.notes]);
  const lines = notes.map(({ severity, line }) => ({ severity, text: line }));
  return lines.length > 0 ? { title: '导入时未读懂或需核对之处', lines } : null;
}

/** What becomes of the tables of a reading before the clerk has said anything: what is there just the same is skipped. */
export function firstChoices({ files }: ImportReading): ImportChoice[] {
  return files.flatMap(({ tables }) => tables.map(({ index, equal }) => ({ index, how: equal ? 'skip' : 'add' })));
}

/** What came of an import, in one line: how many tables were `taken`, and how many were there just the same. */
export function importedLine(taken: number, there: number, cancelled: boolean): string {
  if (cancelled) return '已取消导入，没有导入任何表';
  const skipped = there > 0 ? `${there} 张已存在且内容相同，未重复导入` : '';
  return taken > 0 ? [`已导入 ${taken} 张表`, skipped].filter(Boolean).join('；') : skipped || '没有导入任何表';
}

export function exportReport(problems: readonly Problem[]): Report {
  const lines = problems.map(({ severity, message, path }) => ({ severity, text: message, path }));
  return { title: '导出时发现的问题', lines };
}

/** `told` are sentences about what could not be saved; they are added to those that are still shown. */
export function unsavedReport(told: readonly string[], shown: Report | null): Report {
  const title = '未能保存的修改';
  const lines = told.map((text) => ({ severity: 'error' as const, text }));
  return { title, lines: [...(shown?.title === title ? shown.lines : []), ...lines] };
}
