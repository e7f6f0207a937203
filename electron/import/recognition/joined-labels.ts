import { fold } from '../../../shared/form/fold.ts';
import type { Label } from './body-map.ts';
import { type FormMap, slotType } from './form-map.ts';
import type { RowMatch } from './match-row.ts';
import type { Body } from './read-value-row.ts';
import { mastersAbove, type ViewCell, type ViewRow } from './view.ts';

/** A longer text before a colon is no label. */
const LONGEST_LABEL = 30;

/**
 * The row with the cells apart that hold a label together with its value (`项目名称：…`); the very row where there are
 * none. What stands right of a label that waits for its value is that value, whatever it begins with; so is a text beside
 * a label that reaches down into the row. `match`: the labels that stand by themselves.
 */
export function apart(map: FormMap, row: ViewRow, match: RowMatch | null, body: Body, loose: boolean): ViewRow {
  if (!row.cells.some(({ text }) => /[:：]/.test(text))) return row;
  const above = mastersAbove(row);
  const labelOf = new Map(match?.pairs.map(({ label, cell }) => [cell, label]));
  const isBesideText = [...body.over].some(([label, cell]) => label.right !== null && above.includes(cell.cell));
  /** Texts that run on have lines that begin like a label. */
  const textsToo = !isBesideText && (!loose || match !== null);
  const isOpen = (label: Label) => {
    const slot = label.right ?? label.under;
    return slot !== null && !body.labels.has(label) && (textsToo || slotType(map.form, slot) !== 'text');
  };
  let waiting: ViewCell | null = null;
  let changed = false;
  const cells = row.cells.flatMap((cell) => {
    const label = labelOf.get(cell);
    const isValue = waiting !== null && waiting.col + waiting.cell.colSpan >= cell.col;
    waiting = label?.right ? cell : null;
    const both = label || isValue || map.labelTexts.has(cell.folded) ? null : labelAndValue(map, cell, isOpen);
    if (!both) return [cell];
    changed = true;
    return both;
  });
  return changed ? { ...row, cells } : row;
}

/** The two parts of a cell, where what stands before one of its colons is an open label. */
function labelAndValue(map: FormMap, cell: ViewCell, isOpen: (label: Label) => boolean): ViewCell[] | null {
  const found = longestLabel(cell.text, (folded) =>
    map.body.some(({ labels }) => labels.some((label) => label.texts.has(folded) && isOpen(label))),
  );
  if (!found) return null;
  const text = cell.text.slice(found.colon + 1).replace(/^[:：\s]+/, '');
  // Without a width: the place behind it is that of its value.
  const label = {
    ...cell,
    cell: { ...cell.cell, colSpan: 0 },
    text: cell.text.slice(0, found.colon),
    folded: found.folded,
  };
  return text === '' ? [label] : [label, { ...cell, text, folded: '' }];
}

/** The label of the form that a cell begins with, with its value behind a colon. */
export const joinedLabel = (map: FormMap, { text }: ViewCell) =>
  longestLabel(text, (folded) => map.labelTexts.has(folded));

/** Whether a cell is a label of the form, alone or with its value behind a colon. */
export const hasLabel = (map: FormMap, cell: ViewCell) =>
  map.labelTexts.has(cell.folded) || joinedLabel(map, cell) !== null;

/** The longest label before a colon (其中：财政拨款：80), folded, and where that colon is. */
function longestLabel(text: string, isLabel: (folded: string) => boolean): { colon: number; folded: string } | null {
  for (let colon = Math.min(LONGEST_LABEL, text.length - 1); colon > 0; colon--) {
    if (text[colon] !== ':' && text[colon] !== '：') continue;
    const folded = fold(text.slice(0, colon));
    if (isLabel(folded)) return { colon, folded };
  }
  return null;
}

/** A longer cell is a text, whatever it begins with. */
const LONGEST_JOINED = 60;

/**
 * The row as it says which form a table is of: where it begins with a label that has its value behind a colon, such cells
 * are folded to their labels.
 */
export function asLabels(known: ReadonlySet<string>, row: ViewRow): ViewRow {
  const [first] = row.cells;
  const labelOf = ({ text }: ViewCell) =>
    text.length > LONGEST_JOINED ? null : longestLabel(text, (folded) => known.has(folded));
  if (!first || labelOf(first) === null || mastersAbove(row).length > 0) return row;
  return { ...row, cells: row.cells.map((cell) => ({ ...cell, folded: labelOf(cell)?.folded ?? cell.folded })) };
}
