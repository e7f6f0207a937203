import type { Rule } from '../../shared/layout/frame-rules.ts';
import type { Line } from './fonts.ts';
import type { Element } from './pdf-structure.ts';

/** A place on a page in mm. */
export interface Area {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Something on a page, in mm from its top left corner. */
export type Drawn =
  | { kind: 'rules'; rules: readonly Rule[] }
  | { kind: 'shade'; area: Area; color: string }
  /** A dashed circle. */
  | { kind: 'circle'; x: number; y: number; radius: number; color: string }
  /**
   * A line of text that begins at `x`; `baseline` is what its letters stand on. `size` in points; `mark` says how it
   * ends (shared/layout/line-mark.ts). Text that is `of` nothing is decoration, as a page's number is.
   */
  | {
      kind: 'text';
      line: Line;
      x: number;
      baseline: number;
      size: number;
      color?: string;
      mark?: number;
      of?: Element | undefined;
    }
  /** An area that leads to the anchor named; `text` tells where to. Nothing is seen of it. */
  | { kind: 'link'; area: Area; to: string; text: string; of?: Element };

/** A place that links go to; one with a title is a bookmark too. */
export interface Anchor {
  /** No other anchor of the document has this name. */
  name: string;
  /** Millimetres from the top of its page. */
  y: number;
  title?: string;
  /** Of its bookmark: one of level 2 stands under the one of level 1 before it. Without it 1. */
  level?: number;
}

/** A page with what is drawn on it, bottom to top. */
export interface DrawnPage {
  width: number;
  height: number;
  drawn: readonly Drawn[];
  /** The part of the document that its texts are of; pages of one section follow each other. */
  section?: Element;
  anchors?: readonly Anchor[];
  /** What viewers call it; without it they count. */
  label?: string;
}

export const MM_PER_PT = 25.4 / 72;
