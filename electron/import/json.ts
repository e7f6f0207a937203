import type { Filing } from '../../shared/filing/filing.ts';
import { parseFiling } from '../../shared/filing/parse.ts';
import { UnreadableError } from './limits.ts';
import type { Note } from './note.ts';

/** Filings of a JSON text: one, or an array of them, in the shape that the command line writes. */
export function readJson(text: string): { filings: Filing[]; notes: Note[] } {
  let input: unknown;
  try {
    input = JSON.parse(text.replace(/^\ufeff/, ''));
  } catch (error) {
    throw new UnreadableError(`不是完整的 JSON${place(text, error)}，文件可能被截断或改坏`);
  }
  const filings: Filing[] = [];
  const notes: Note[] = [];
  const several = Array.isArray(input);
  const items: unknown[] = Array.isArray(input) ? input : [input];
  if (items.length === 0) throw new UnreadableError('JSON 中没有绩效目标表');
  for (const [index, item] of items.entries()) {
    const where = several ? `第 ${index + 1} 张表` : '';
    const parsed = parseFiling(item);
    if ('error' in parsed) {
      notes.push({ severity: 'error', place: where, message: parsed.error });
      continue;
    }
    for (const problem of parsed.problems)
      notes.push({
        severity: 'error',
        place: where,
        message: problem.message,
        filing: filings.length,
        path: problem.path,
      });
    filings.push(parsed.filing);
  }
  return { filings, notes };
}

function place(text: string, error: unknown): string {
  const position = /position (\d+)/.exec(error instanceof Error ? error.message : '')?.[1];
  const line = text.slice(0, position === undefined ? text.length : Number(position)).split('\n').length;
  return `（第 ${line} 行附近有错）`;
}
