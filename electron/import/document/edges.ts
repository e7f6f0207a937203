import type { Block, Table, TableRow } from './blocks.ts';

/** A row whose cells are told by their edges, in twips: the way of .doc and .rtf. */
export interface EdgedRow {
  left: number;
  cells: EdgedCell[];
}

export interface EdgedCell {
  right: number;
  blocks: Block[];
  merge: 'none' | 'start' | 'continue';
  /** Goes on with the cell to its left. */
  across: boolean;
}

/** Edges closer than this are one: half a millimetre, in twips. */
const NEAR = 30;

/** The table on common columns: every edge of some row begins one. */
export function edgedTable(rows: EdgedRow[]): Table {
  const edges = [...new Set(rows.flatMap((row) => [row.left, ...row.cells.map((cell) => cell.right)]))];
  edges.sort((a, b) => a - b);
  const columns = new Map<number, number>();
  let column = -1;
  let begin = Number.NEGATIVE_INFINITY;
  for (const edge of edges) {
    if (edge - begin > NEAR) {
      column++;
      begin = edge;
    }
    columns.set(edge, column);
  }
  return {
    kind: 'table',
    rows: rows.map((row): TableRow => {
      const before = columns.get(row.left) ?? 0;
      const made: TableRow = { before, cells: [] };
      let at = before;
      for (const cell of row.cells) {
        const end = Math.max(at + 1, columns.get(cell.right) ?? 0);
        const left = made.cells.at(-1);
        if (cell.across && left) {
          left.colSpan += end - at;
          left.blocks.push(...cell.blocks);
        } else made.cells.push({ blocks: cell.blocks, colSpan: end - at, merge: cell.merge });
        at = end;
      }
      return made;
    }),
  };
}
