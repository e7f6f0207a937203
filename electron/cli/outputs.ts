import { existsSync, realpathSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import type { ExportKind } from '../../shared/api.ts';
import { ApiError } from '../../shared/api-error.ts';
import { type Filing, summarise } from '../../shared/filing/filing.ts';
import { formOf } from '../../shared/filing/form-of.ts';
import { toJson } from '../../shared/filing/json.ts';
import { jsonText, terminal, UsageError } from './command.ts';

/** `pdfa`: the PDF is PDF/A. */
export type Outputs = Partial<Record<'json' | ExportKind, string | undefined>> & { pdfa?: boolean | undefined };

/** One line for a filing: year, unit, name, between tabs. */
export function lineOf(filing: Filing): string {
  const { year, unit, name } = summarise(formOf(filing), filing);
  return [year ?? '', unit, name].map((text) => String(text).replace(/\s+/g, ' ')).join('\t');
}

/** An output must not replace another one, nor a file that the command reads; PDF/A needs a PDF. Throws `UsageError`. */
export function insistDistinct({ pdfa, ...outputs }: Outputs, inputs: readonly string[]): void {
  if (pdfa && outputs.pdf === undefined) throw new UsageError('--pdfa 要与 --pdf 一起用');
  const read = new Set(inputs.map(realFile));
  const written = new Set<string>();
  for (const path of Object.values(outputs)) {
    if (path === undefined || path === '-') continue;
    const file = realFile(path);
    if (read.has(file)) throw new UsageError(`输出 ${path} 与输入是同一个文件，请换一个文件名`);
    if (written.has(file)) throw new UsageError(`两个输出不能是同一个文件（${path}）`);
    written.add(file);
  }
}

/** The file that a path leads to through links; the last part of it need not be there. */
export function realFile(path: string): string {
  try {
    return realpathSync.native(path);
  } catch {
    const folder = dirname(resolve(path));
    return folder === resolve(path) ? folder : join(realFile(folder), basename(path));
  }
}

/**
 * Writes the filings in every form that is asked for; whether all of it was written. An output that fails is told on
 * stderr and does not keep the others from being written.
 */
export async function writeOutputs(filings: readonly Filing[], { json, pdfa, ...files }: Outputs): Promise<boolean> {
  const written = json === undefined || (await isWritten(() => writeJson(filings, json)));
  return (await writeFiles(files, (kind, path) => writeFile(filings, kind, path, pdfa))) && written;
}

/** Writes each file that is asked for with `write`, in the same way. */
export async function writeFiles(
  files: Omit<Outputs, 'json' | 'pdfa'>,
  write: (kind: ExportKind, path: string) => Promise<void>,
): Promise<boolean> {
  let written = true;
  for (const [kind, path] of Object.entries(files) as [ExportKind, string | undefined][])
    if (path !== undefined && !(await isWritten(() => write(kind, path)))) written = false;
  return written;
}

async function isWritten(work: () => Promise<void>): Promise<boolean> {
  try {
    await work();
    return true;
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    terminal.err(error.message);
    return false;
  }
}

/** With no filing it writes an empty array, but never over a file that is there. */
async function writeJson(filings: readonly Filing[], path: string): Promise<void> {
  const text = jsonText(filings.map((filing) => toJson(formOf(filing), filing)));
  if (path === '-') return terminal.out(text);
  if (filings.length === 0 && existsSync(path)) throw nothingFor(path);
  const { writeFileAtomic } = await import('../export/write-file.ts');
  await writeFileAtomic(path, Buffer.from(`${text}\n`));
}

async function writeFile(
  filings: readonly Filing[],
  kind: ExportKind,
  path: string,
  archive: boolean | undefined,
): Promise<void> {
  if (filings.length === 0) throw nothingFor(path);
  const { exportFilings } = await import('../export/exporter.ts');
  const { problems } = await exportFilings({ kind, filings, path, seal: null, archive });
  for (const problem of problems) terminal.err(`提示：${path}：${problem.message}`);
}

function nothingFor(path: string): ApiError {
  return new ApiError('not-found', `没有可导出的表，未写 ${path}`);
}
