import type { Block } from './blocks.ts';
import { type EdgedRow, edgedTable } from './edges.ts';

/** What a row says of one of its cells: its right edge in twips, and how it is merged. */
export interface CellShape {
  right: number;
  merge: 'none' | 'start' | 'continue';
  /** Goes on with the cell to its left. */
  across: boolean;
}

export interface RowShape {
  left: number;
  cells: CellShape[];
}

interface Level {
  blocks: Block[];
  cells: Block[][];
  rows: EdgedRow[];
}

const DEEPEST = 20;
/** Width that a cell gets of which its row says nothing. */
const SOME_WIDTH = 1440;

/**
 * Puts paragraphs, cells and rows together that come one after the other with the depth of their table: 0 is the
 * document, 1 its tables, 2 tables in these. The way of .doc and .rtf.
 */
export class Levels {
  #levels: Level[] = [];

  paragraph(depth: number, blocks: Block[]): void {
    this.#closeBelow(depth);
    this.#level(depth).blocks.push(...blocks);
  }

  /** Ends a cell of a table of this depth with its last paragraph. */
  cell(depth: number, blocks: Block[]): void {
    this.paragraph(depth, blocks);
    const level = this.#level(depth);
    level.cells.push(level.blocks);
    level.blocks = [];
  }

  row(depth: number, shape: RowShape): void {
    this.#closeBelow(depth);
    const level = this.#level(depth);
    if (level.blocks.length > 0) level.cells.push(level.blocks);
    const known = shape.cells;
    const last = known.at(-1)?.right ?? shape.left;
    const cells = level.cells.map((blocks, at) => {
      const beyond = { right: last + (at - known.length + 1) * SOME_WIDTH, merge: 'none', across: false } as const;
      return { ...(known[at] ?? beyond), blocks };
    });
    level.blocks = [];
    level.cells = [];
    if (cells.length > 0) level.rows.push({ left: shape.left, cells });
  }

  end(): Block[] {
    this.#closeBelow(0);
    return this.#level(0).blocks;
  }

  #level(depth: number): Level {
    const at = Math.min(DEEPEST, depth);
    while (this.#levels.length <= at) this.#levels.push({ blocks: [], cells: [], rows: [] });
    return this.#levels[at] as Level;
  }

  /** Ends the tables within a level: each is a block of the level above it. */
  #closeBelow(depth: number): void {
    for (let at = this.#levels.length - 1; at > Math.min(DEEPEST, depth); at--) {
      const level = this.#level(at);
      if (level.cells.length > 0 || level.blocks.length > 0) {
        const { rows, cells, blocks } = level;
        const before = rows.at(-1);
        level.cells = [];
        level.blocks = [];
        // A row that was never ended has the edges of the one above.
        const all = blocks.length > 0 ? [...cells, blocks] : cells;
        rows.push({
          left: before?.left ?? 0,
          cells: all.map((inner, k) => ({
            right: before?.cells[k]?.right ?? (k + 1) * SOME_WIDTH,
            merge: 'none',
            across: false,
            blocks: inner,
          })),
        });
      }
      if (level.rows.length > 0) this.#level(at - 1).blocks.push(edgedTable(level.rows));
      this.#levels[at] = { blocks: [], cells: [], rows: [] };
    }
  }
}
