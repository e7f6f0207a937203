import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { ApiError, type ExportKind } from '../../shared/api.ts';
import { type Filing, summarise, toJson } from '../../shared/filing/filing.ts';
import { findForm } from '../../shared/form/catalog/catalog.ts';
import type { Form } from '../../shared/form/form.ts';
import { terminal, UsageError } from './command.ts';

export type Outputs = Partial<Record<'json' | ExportKind, string | undefined>>;

/** The form of a filing that was read or stored; both let none through without. */
export function formOf(filing: Filing): Form {
  const form = findForm(filing.form, filing.version);
  if (!form) throw new ApiError('not-found', `没有表样“${filing.form} ${filing.version}”，请更新软件`);
  return form;
}

/** One line for a filing: year, unit, name, between tabs. */
export function lineOf(filing: Filing): string {
  const { year, unit, name } = summarise(formOf(filing), filing);
  return [year ?? '', unit, name].map((text) => String(text).replace(/\s+/g, ' ')).join('\t');
}

/** Data as the command line writes it. */
export function jsonText(data: unknown): string {
  return JSON.stringify(data, null, 1);
}

/** Two outputs of one path would replace each other. Throws `UsageError`. */
export function insistDistinct(outputs: Outputs): void {
  const paths = Object.values(outputs).flatMap((path) => (path === undefined || path === '-' ? [] : [resolve(path)]));
  if (new Set(paths).size < paths.length) throw new UsageError('两个输出不能是同一个文件');
}

/**
 * Writes the filings in every form that is asked for; whether all of it was written. An output that fails is told on
 * stderr and does not keep the others from being written.
 */
export async function writeOutputs(filings: readonly Filing[], { json, ...files }: Outputs): Promise<boolean> {
  let written = true;
  const attempt = async (work: () => Promise<void>) => {
    try {
      await work();
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      terminal.err(error.message);
      written = false;
    }
  };
  if (json !== undefined) await attempt(() => writeJson(filings, json));
  for (const [kind, path] of Object.entries(files) as [ExportKind, string | undefined][])
    if (path !== undefined) await attempt(() => writeFile(filings, kind, path));
  return written;
}

/** With no filing it writes an empty array, but never over a file that is there. */
async function writeJson(filings: readonly Filing[], path: string): Promise<void> {
  const text = jsonText(filings.map((filing) => toJson(formOf(filing), filing)));
  if (path === '-') return terminal.out(text);
  if (filings.length === 0 && existsSync(path)) throw nothingFor(path);
  const { writeFileAtomic } = await import('../export/write-file.ts');
  await writeFileAtomic(path, Buffer.from(`${text}\n`));
}

async function writeFile(filings: readonly Filing[], kind: ExportKind, path: string): Promise<void> {
  if (filings.length === 0) throw nothingFor(path);
  const { exportFilings } = await import('../export/exporter.ts');
  const { problems } = await exportFilings({ kind, filings, path, seal: null });
  for (const problem of problems) terminal.err(`提示：${path}：${problem.message}`);
}

function nothingFor(path: string): ApiError {
  return new ApiError('not-found', `没有可导出的表，未写 ${path}`);
}
