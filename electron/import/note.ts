import type { Severity } from '../../shared/problem.ts';

/**
 * Something to tell about a file that was read: what was not understood (error), a mistake of the table that reading
 * mended (warning), or what was understood with a guess (hint).
 */
export interface Note {
  severity: Severity;
  /** The rule of the review that it falls under, where there is one. */
  rule?: string;
  /** Line, cell or table in the file; '' for the file as a whole. */
  place: string;
  /** One Chinese sentence. */
  message: string;
  /** It is about a table of a form that the catalogue does not have. */
  foreign?: true;
  /** The filing it is about, counted from 0 within the file, and the path of its value (shared/filing/path.ts). */
  filing?: number;
  path?: string;
}

/** One line for the user: `文件：位置：原因`. */
export function noteLine(file: string, note: Note): string {
  return [file, note.place, note.message].filter((part) => part !== '').join('：');
}
