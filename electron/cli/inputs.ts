import { readFile, stat } from 'node:fs/promises';
import { inMb, MOST_FILE } from '../../shared/file-limits.ts';
import type { Filing } from '../../shared/filing/filing.ts';
import { type Note, noteLine } from '../import/note.ts';
import { terminal } from './command.ts';

export interface Input {
  file: string;
  filings: Filing[];
  notes: Note[];
}

export interface Inputs {
  inputs: Input[];
  /** All filings, in input order. */
  filings: Filing[];
  /** Whether something could not be read or understood. */
  failed: boolean;
}

/** Reads the files one after the other and tells on stderr what was not understood; the rest is kept. */
export async function readInputs(files: readonly string[]): Promise<Inputs> {
  const { readFilings } = await import('../import/read-file.ts');
  const inputs: Input[] = [];
  for (const file of files) {
    const bytes = await bytesOf(file);
    const read =
      typeof bytes === 'string'
        ? { filings: [], notes: [{ severity: 'error' as const, place: '', message: bytes }] }
        : await readFilings(file, bytes);
    for (const note of read.notes) {
      const line = noteLine(file, note).replace(/\s*\n\s*/g, ' ');
      terminal.err(note.severity === 'error' ? line : `提示：${line}`);
    }
    inputs.push({ file, ...read });
  }
  const failed = inputs.some(({ notes }) => notes.some((note) => note.severity === 'error'));
  return { inputs, filings: inputs.flatMap((input) => input.filings), failed };
}

const REASONS: Record<string, string> = {
  ENOENT: '文件不存在',
  ENOTDIR: '文件不存在',
  EACCES: '没有读取权限',
  EBUSY: '正被另一个程序打开，请关闭后再试',
  EPERM: '没有读取权限',
  ENAMETOOLONG: '文件名过长',
};

/** The bytes of a file, or one sentence why there are none. A pipe or device could make reading wait forever. */
async function bytesOf(file: string): Promise<Uint8Array | string> {
  try {
    const found = await stat(file);
    if (found.isDirectory()) return '是文件夹，请给出其中的文件';
    if (!found.isFile()) return '不是普通文件，无法读取';
    if (found.size > MOST_FILE) return `文件超过 ${inMb(MOST_FILE)} MB 的上限，请拆分后再导入`;
    return await readFile(file);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? '';
    return REASONS[code] ?? '无法读取，请检查文件所在的磁盘或网络位置';
  }
}
