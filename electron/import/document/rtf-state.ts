import type { XmlNode } from '../../../shared/formula/node.ts';
import type { Block, Remark } from './blocks.ts';
import type { RunFormat } from './docx-styles.ts';
import { type CellShape, Levels, type RowShape } from './levels.ts';

/** Where the text of a group goes; `within` waits for a group within it that is read. */
export type Target = 'text' | 'code' | 'label' | 'font' | 'note' | 'none' | 'within';

export interface Group {
  target: Target;
  format: RunFormat & { deleted: boolean };
  font: number;
  /** Characters that stand for one `\u`. */
  fallback: number;
  field: { code: string; shown: boolean } | null;
  /** Whether the field ends with this group. */
  ownsField: boolean;
  /** The footnote that is being read. */
  note: { text: string } | null;
  /** What was being read when this group's text box began. */
  outside: Reading | null;
  /** The element of an equation that this group is. */
  math: XmlNode | null;
  /** How deep in tables its paragraphs stand. */
  depth: number;
}

/** Paragraphs and tables that are being read: those of the document or of a text box. */
export interface Reading {
  levels: Levels;
  shape: RowShape & { next: Omit<CellShape, 'right'> };
  text: string;
  label: string;
  struck: string;
  hidden: string;
  written: boolean;
  remarks: Remark[];
  /** Contents of text boxes, which follow the paragraph. */
  boxes: Block[];
}

/** Destinations of which nothing is read, beside those that `\*` marks as such. */
export const SKIPPED = new Set(
  (
    'stylesheet colortbl info pict header headerl headerr headerf footer footerl footerr footerf xe tc rxe ' +
    'nonesttables shprslt ftnsep ftnsepc aftnsep pnseclvl objdata datafield formfield private1 do ' +
    'template listtable revtbl mmathPict'
  ).split(' '),
);
/** Destinations behind `\*` that are read. */
export const READ = new Set('fldinst nesttableprops shpinst shptxt ud shppict moMath moMathPara'.split(' '));
export const SIGNS: Record<string, string> = {
  '~': '\u00a0',
  _: '-',
  '-': '',
  '\\': '\\',
  '{': '{',
  '}': '}',
  tab: '\t',
  line: '\n',
  lbr: '\n',
  emdash: '—',
  endash: '–',
  lquote: '‘',
  rquote: '’',
  ldblquote: '“',
  rdblquote: '”',
  bullet: '•',
  emspace: '\u2003',
  enspace: '\u2002',
  qmspace: '\u2005',
};

/** Cells of one row; Word has up to 63. */
const MOST_CELLS = 1000;

export function firstGroup(): Group {
  return {
    target: 'text',
    format: { deleted: false },
    font: 0,
    fallback: 1,
    field: null,
    ownsField: false,
    note: null,
    outside: null,
    math: null,
    depth: 0,
  };
}

export function mathElement(): XmlNode {
  return { name: '', attributes: {}, children: [] };
}

export function emptyReading(): Reading {
  return {
    levels: new Levels(),
    shape: emptyShape(),
    text: '',
    label: '',
    struck: '',
    hidden: '',
    written: false,
    remarks: [],
    boxes: [],
  };
}

function emptyShape(): Reading['shape'] {
  return { left: 0, cells: [], next: { merge: 'none', across: false } };
}

/** Takes a control word that changes how characters look; false when it is another. */
export function changeFormat({ format }: Group, name: string, on: boolean): boolean {
  switch (name) {
    case 'v':
      format.hidden = on;
      return true;
    case 'strike':
    case 'striked':
      format.struck = on;
      return true;
    case 'deleted':
    case 'mvf':
      format.deleted = on;
      return true;
    case 'super':
    case 'sub':
      format.raised = !on ? 'baseline' : name === 'super' ? 'superscript' : 'subscript';
      return true;
    case 'nosupersub':
      format.raised = 'baseline';
      return true;
    default:
      return false;
  }
}

/** Takes a control word that describes a row of a table; false when it is another. */
export function changeShape(reading: Reading, name: string, value: number): boolean {
  const { shape } = reading;
  switch (name) {
    case 'trowd':
      reading.shape = emptyShape();
      return true;
    case 'trleft':
      shape.left = value;
      return true;
    case 'clvmgf':
      shape.next.merge = 'start';
      return true;
    case 'clvmrg':
      shape.next.merge = 'continue';
      return true;
    case 'clmrg':
      shape.next.across = true;
      return true;
    case 'cellx':
      if (shape.cells.length < MOST_CELLS) shape.cells.push({ ...shape.next, right: value });
      shape.next = { merge: 'none', across: false };
      return true;
    default:
      return false;
  }
}
