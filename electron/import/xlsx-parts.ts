import { LIMITS, UnreadableError } from './limits.ts';
import { unpack } from './zip.ts';

const PARTS =
  /^(\[Content_Types\]\.xml|_rels\/\.rels|xl\/(workbook|sharedStrings|styles)\.xml|xl\/_rels\/workbook\.xml\.rels|xl\/worksheets\/sheet\d+\.xml)$/;
const SHEET = /^xl\/worksheets\/sheet\d+\.xml$/;

/** A cell as any writer opens it: `<c `, `<c\n`, `<x:c>`. */
const CELL = /<(?:[^\s<>/:"'=]{1,60}:)?c[\s/>]/g;
/** Longer than any opening that may be cut between two pieces. */
const OVERLAP = 70;

/**
 * The parts of a workbook that cells are read from, with sheets, cells and merged areas counted before exceljs sees
 * them, however the XML is written. Throws `UnreadableError` beyond the limits.
 */
export function boundedParts(bytes: Uint8Array): Map<string, Uint8Array> {
  let sheets = 0;
  let cells = 0;
  let open = { path: '', tail: '' };
  const wanted = (path: string) => {
    if (SHEET.test(path) && ++sheets > LIMITS.sheets)
      throw new UnreadableError(`工作表超过 ${LIMITS.sheets} 张的上限，请拆分后再导入`);
    return PARTS.test(path);
  };
  const count = (path: string, piece: Uint8Array) => {
    if (!SHEET.test(path)) return;
    const before = open.path === path ? open.tail : '';
    const text = before + Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength).toString('latin1');
    for (const found of text.matchAll(CELL)) if (found.index + found[0].length > before.length) cells++;
    open = { path, tail: text.slice(-OVERLAP) };
    if (cells > LIMITS.cells) throw tooManyCells();
  };
  const parts = unpack(bytes, wanted, count);
  let merged = 0;
  for (const [path, part] of parts) {
    if (!SHEET.test(path)) continue;
    const text = textOf(part);
    for (const attributes of elements(text, 'row')) {
      if (!(Number(attributes.get('r') ?? 0) <= 1_048_576)) throw new UnreadableError('工作簿已损坏：行号超出范围');
    }
    for (const attributes of elements(text, 'mergeCell')) {
      const box = readRange(attributes.get('ref') ?? '');
      if (!box) throw new UnreadableError('工作簿已损坏：合并单元格的范围无法识别');
      merged += (Math.abs(box.bottom - box.top) + 1) * (Math.abs(box.right - box.left) + 1);
      if (merged > LIMITS.cells) throw tooManyCells();
    }
  }
  return parts;
}

function textOf(part: Uint8Array): string {
  return Buffer.from(part.buffer, part.byteOffset, part.byteLength).toString('latin1');
}

/** The attributes of each element of this name, whatever its prefix, quotes and white space. */
function* elements(text: string, name: string): Generator<Map<string, string>> {
  const tags = new RegExp(`<(?:[^\\s<>/:"'=]{1,60}:)?${name}(?=[\\s/>])((?:"[^"]*"|'[^']*'|[^"'<>])*)`, 'g');
  for (const [, attributes = ''] of text.matchAll(tags)) {
    const found = new Map<string, string>();
    for (const [, key = '', , double, single] of attributes.matchAll(/([^\s=/"']+)\s*=\s*("([^"]*)"|'([^']*)')/g))
      found.set(key, double ?? single ?? '');
    yield found;
  }
}

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';

/** The parts with the elements of a workbook named plainly: exceljs does not know them by a prefix (`x:row`). */
export function unprefixed(parts: Map<string, Uint8Array>): Map<string, Uint8Array> {
  return new Map(
    [...parts].map(([path, part]) => {
      const prefix = new RegExp(`\\bxmlns:([\\w.-]{1,40})\\s*=\\s*["']${MAIN}["']`).exec(
        textOf(part.subarray(0, 5000)),
      )?.[1];
      if (prefix === undefined) return [path, part];
      const plain = textOf(part).replace(new RegExp(`(</?)${prefix.replaceAll('.', '\\.')}:`, 'g'), '$1');
      return [path, Buffer.from(plain, 'latin1')];
    }),
  );
}

function tooManyCells(): UnreadableError {
  return new UnreadableError(`单元格超过 ${LIMITS.cells / 10_000} 万个的上限，请只保留绩效目标表后再导入`);
}

export interface Range {
  top: number;
  left: number;
  bottom: number;
  right: number;
}

/** `A1:C5`, or one cell, with rows from 1 and columns from 0; null for anything else. */
export function readRange(ref: string): Range | null {
  const found = /^\$?([A-Z]{1,3})\$?(\d{1,7})(?::\$?([A-Z]{1,3})\$?(\d{1,7}))?$/.exec(ref.trim());
  if (!found) return null;
  const [, left, top, right = left, bottom = top] = found;
  const column = (letters = '') => [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
  return { left: column(left), top: Number(top), right: column(right), bottom: Number(bottom) };
}
