import type { ExportKind } from '../shared/api.ts';
import { type Filing, summarise } from '../shared/filing/filing.ts';
import { catalog } from '../shared/form/catalog/catalog.ts';

/** Longest name in bytes without its extension: file systems take 255 with it, shells add a number to it. */
const LONGEST = 240;

/** The name suggested for an exported file: the project's, or how many tables there are. Safe on every system. */
export function suggestedName(filings: readonly Filing[], kind: ExportKind): string {
  const [first] = filings;
  const form = first && catalog.find(first.form, first.version);
  const name =
    filings.length === 1 && first && form
      ? summarise(form, first).name || form.name
      : `绩效目标表(${filings.length}张)`;
  return `${safeName(name)}.${kind}`;
}

/** The name suggested for a book's file. */
export function bookFileName(title: string, kind: ExportKind): string {
  return `${safeName(title)}.${kind}`;
}

function safeName(name: string): string {
  const plain = name
    // biome-ignore lint/suspicious/noControlCharactersInRegex: no file system likes them
    .replace(/[\u0000-\u001f\u007f<>:"/\\|?*]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  let short = plain;
  while (Buffer.byteLength(short) > LONGEST) short = [...short].slice(0, -1).join('');
  short = short.replace(/^[.\s]+|[.\s]+$/g, '');
  const reserved = /^(con|prn|aux|nul|com\d|lpt\d)$/i.test(short);
  return short === '' || reserved ? `绩效目标表${short}` : short;
}
