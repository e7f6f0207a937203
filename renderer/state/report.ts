import type { FileReport } from '../../shared/api.ts';
import type { Problem } from '../../shared/problem.ts';

/** What the panel on the right says: what an import did not understand, or what an export could not print. */
export interface Report {
  title: string;
  lines: { severity: Problem['severity']; text: string; path?: string }[];
}

/** Null when there is nothing to say. */
export function importReport(files: readonly FileReport[]): Report | null {
  const lines = files.flatMap((file) => file.problems.map(({ severity, line }) => ({ severity, text: line })));
  return lines.length > 0 ? { title: '导入时未读懂或需核对之处', lines } : null;
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
export function unsavedReport(told: readonly string[], shown: Report | null): Report {
  const title = '未能保存的修改';
  const lines = told.map((text) => ({ severity: 'error' as const, text }));
  return { title, lines: [...(shown?.title === title ? shown.lines : []), ...lines] };
}
