import type { Bytes } from './doc-file.ts';
import type { CellShape, RowShape } from './levels.ts';

/** A modifier of a format: its number and the bytes of its value. [MS-DOC] 2.2.5. */
type Modifier = (code: number, value: Bytes) => void;

/** Goes through the modifiers of a format. */
function eachModifier(format: Bytes, visit: Modifier): void {
  for (let at = 0; at + 2 < format.length; ) {
    const code = format.u16(at);
    at += 2;
    const kind = code >> 13;
    let length = [1, 1, 2, 4, 2, 2, 0, 3][kind] ?? 0;
    if (code === 0xd608) {
      length = Math.max(0, format.u16(at) - 1);
      at += 2;
    } else if (kind === 6) {
      length = format.u8(at);
      at += 1;
      if (code === 0xc615 && length === 255) {
        const deleted = format.u8(at);
        length = 2 + deleted * 4 + format.u8(at + 1 + deleted * 4) * 3;
      }
    }
    visit(code, format.slice(at, length));
    at += length;
  }
}

/** A switch that is off, on, as the style has it, or the other way round. */
type Switch = 'off' | 'on' | 'same' | 'other';

export interface CharacterFormat {
  deleted?: boolean;
  hidden?: Switch;
  struck?: Switch;
  struckTwice?: Switch;
  raised?: 'superscript' | 'subscript' | 'baseline';
  /** Fonts by their numbers: of Western, of other characters. */
  font?: number;
  otherFont?: number;
  /** A character of a symbol font in the place of this one. */
  symbol?: { font: number; character: string };
  /** The character is a mark, not a text. */
  special?: boolean;
  style?: number;
}

const SWITCHES: Record<number, Switch> = { 0: 'off', 1: 'on', 128: 'same', 129: 'other' };

export function characterFormat(format: Bytes): CharacterFormat {
  const read: CharacterFormat = {};
  eachModifier(format, (code, value) => {
    const toggle = SWITCHES[value.u8(0)] ?? 'on';
    if (code === 0x0800) read.deleted = value.u8(0) !== 0;
    else if (code === 0x083c || code === 0x0818) read.hidden = toggle;
    else if (code === 0x0837) read.struck = toggle;
    else if (code === 0x2a53) read.struckTwice = toggle;
    else if (code === 0x2a48)
      read.raised = (['baseline', 'superscript', 'subscript'] as const)[value.u8(0)] ?? 'baseline';
    else if (code === 0x4a4f) read.font = value.u16(0);
    else if (code === 0x4a51) read.otherFont = value.u16(0);
    else if (code === 0x4a30) read.style = value.u16(0);
    else if (code === 0x0855) read.special = value.u8(0) !== 0;
    else if (code === 0x6a09) read.symbol = { font: value.u16(0), character: String.fromCharCode(value.u16(2)) };
  });
  return read;
}

export interface ParagraphFormat {
  /** Depth of its table, 0 outside of one. */
  depth: number;
  inTable: boolean;
  /** Its mark ends a row, a cell of a table within a cell, a row of such a table. */
  endsRow: boolean;
  endsInnerCell: boolean;
  endsInnerRow: boolean;
  /** Number of its list, 0 for none; undefined where the style says. */
  list?: number;
  level?: number;
  row: RowShape;
}

/** The format of a paragraph; `data` is the stream that holds what is too long for its place. */
export function paragraphFormat(format: Bytes, data: Bytes): ParagraphFormat {
  const read: ParagraphFormat = {
    depth: 0,
    inTable: false,
    endsRow: false,
    endsInnerCell: false,
    endsInnerRow: false,
    row: { left: 0, cells: [] },
  };
  const visit =
    (inner: boolean): Modifier =>
    (code, value) => {
      const on = value.u8(0) !== 0;
      if (code === 0x2416) read.inTable = on;
      else if (code === 0x2417) read.endsRow = on;
      else if (code === 0x244b) read.endsInnerCell = on;
      else if (code === 0x244c) read.endsInnerRow = on;
      else if (code === 0x6649) read.depth = value.u32(0);
      else if (code === 0x664a) read.depth += value.u32(0) | 0;
      else if (code === 0x460b) read.list = value.u16(0);
      else if (code === 0x260a) read.level = value.u8(0);
      else if (code === 0xd608) read.row = rowShape(value);
      else if (code === 0xd62b) mergeDown(read.row, value.u8(0), value.u8(1));
      else if (code === 0x5624) mergeAcross(read.row, value.u8(0), value.u8(1));
      else if (code === 0x7623) setWidths(read.row, value);
      else if ((code === 0x6646 || code === 0x6645 || code === 0x646b) && !inner) {
        const at = value.u32(0);
        eachModifier(data.slice(at + 2, data.u16(at)), visit(true));
      }
    };
  eachModifier(format, visit(false));
  if (read.inTable) read.depth = Math.max(1, read.depth);
  return read;
}

const CELL = 20;

/** The definition of a row: edges of its cells, then a description of each, the last ones possibly left out. */
function rowShape(value: Bytes): RowShape {
  const count = value.u8(0);
  const cells: CellShape[] = [];
  for (let at = 0; at < count; at++) {
    const from = 1 + (count + 1) * 2 + at * CELL;
    const flags = from < value.length ? value.u16(from) : 0;
    cells.push({
      right: value.i16(1 + (at + 1) * 2),
      merge: flags & 0x20 ? (flags & 0x40 ? 'start' : 'continue') : 'none',
      across: (flags & 0x02) !== 0 && (flags & 0x01) === 0,
    });
  }
  return { left: value.i16(1), cells };
}

function mergeDown(row: RowShape, at: number, how: number): void {
  const cell = row.cells[at];
  if (cell) cell.merge = how === 3 ? 'start' : how === 1 ? 'continue' : 'none';
}

function mergeAcross(row: RowShape, first: number, end: number): void {
  for (let at = first + 1; at < end; at++) {
    const cell = row.cells[at];
    if (cell) cell.across = true;
  }
}

/** Gives cells a width of their own; those behind them move. */
function setWidths(row: RowShape, value: Bytes): void {
  const [first, end, width] = [value.u8(0), value.u8(1), value.i16(2)];
  for (let at = first; at < Math.min(end, row.cells.length); at++) {
    const cell = row.cells[at] as CellShape;
    const left = at === 0 ? row.left : (row.cells[at - 1] as CellShape).right;
    const moved = left + width - cell.right;
    for (const later of row.cells.slice(at)) later.right += moved;
  }
}
