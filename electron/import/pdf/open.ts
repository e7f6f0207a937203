import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import '../../../shared/older-engines.ts';
import { UnreadableError } from '../limits.ts';

type PdfJs = typeof import('pdfjs-dist/legacy/build/pdf.mjs');

/** Tables of Chinese character codes, and the metrics of fonts that a file does not embed. */
const FOLDERS: Record<string, string> = { cMapUrl: 'cmaps', standardFontDataUrl: 'standard_fonts' };

/**
 * The folder of pdf.js's data: `pdf` beside the bundle, or beside the program's archive when it is installed, else
 * (running from source) its npm package.
 */
function dataFolder(): string {
  const here = dirname(import.meta.filename);
  const bundled = [join(here, 'pdf'), join(here, '../../pdf')].find((folder) => existsSync(folder));
  return bundled ?? dirname(createRequire(import.meta.filename).resolve('pdfjs-dist/package.json'));
}

/** Hands pdf.js its own data files; it opens nothing else. */
class PackagedData {
  async fetch({ kind, filename }: { kind: string; filename: string }): Promise<Uint8Array> {
    const folder = FOLDERS[kind];
    if (!folder || !/^[\w.-]+$/.test(filename)) throw new Error(`no data ${kind} ${filename}`);
    return new Uint8Array(await readFile(join(dataFolder(), folder, filename)));
  }
}

/** Loads pdf.js to work in this thread. */
async function load(): Promise<PdfJs> {
  const worker = await import('pdfjs-dist/legacy/build/pdf.worker.min.mjs');
  (globalThis as { pdfjsWorker?: unknown }).pdfjsWorker = worker;
  return import('pdfjs-dist/legacy/build/pdf.min.mjs');
}

/** What pdf.js says when it leaves out a part of a page. */
const LEFT_OUT =
  /(?:getOperatorList - ignoring (?:errors|XObject|operator)|getContentStream - ignoring|readToUnicode - ignoring)/;

/**
 * Opens a PDF and hands its document to `use`; `damage` tells whether a part of it was left out since it was asked
 * last. Throws `UnreadableError` when the file is encrypted or damaged.
 */
export async function withPdf<T>(
  bytes: Uint8Array,
  use: (pdf: PDFDocumentProxy, js: PdfJs, damage: () => boolean) => Promise<T>,
): Promise<T> {
  let damaged = false;
  const hush = listen((message) => {
    if (LEFT_OUT.test(message)) damaged = true;
  });
  let task: ReturnType<PdfJs['getDocument']> | null = null;
  try {
    const js = await load();
    task = js.getDocument({
      // pdf.js takes the buffer for itself.
      data: new Uint8Array(bytes),
      verbosity: js.VerbosityLevel.WARNINGS,
      isEvalSupported: false,
      useSystemFonts: false,
      disableFontFace: false,
      useWorkerFetch: false,
      useWasm: false,
      isOffscreenCanvasSupported: false,
      isImageDecoderSupported: false,
      // Pictures are not read; rules that are drawn as pictures of one dot are.
      maxImageSize: 1,
      BinaryDataFactory: PackagedData,
    } as Parameters<PdfJs['getDocument']>[0]);
    return await use(await task.promise, js, () => {
      const told = damaged;
      damaged = false;
      return told;
    });
  } catch (error) {
    throw error instanceof UnreadableError ? error : new UnreadableError(reasonOf(error));
  } finally {
    await task?.destroy();
    hush();
  }
}

const listeners = new Set<(message: string) => void>();
const { warn, log } = console;

/**
 * Hears what pdf.js says. It tells of what it leaves out on the console alone, which is not for the user's eyes. Gives
 * what ends it.
 */
function listen(hear: (message: string) => void): () => void {
  listeners.add(hear);
  console.log = () => undefined;
  console.warn = (message: unknown) => {
    for (const listener of listeners) listener(String(message));
  };
  return () => {
    listeners.delete(hear);
    if (listeners.size === 0) Object.assign(console, { warn, log });
  };
}

function reasonOf(error: unknown): string {
  const name = error instanceof Error ? error.name : '';
  if (name === 'PasswordException') return 'PDF 加了密码，无法读取；请去掉密码后再导入';
  return 'PDF 已损坏或不完整，无法读取；请重新下载，或用原软件重新导出 PDF 后再导入';
}
