import type { Rule } from '../../shared/layout/frame-rules.ts';
import type { Line } from './fonts.ts';

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
   * ends (shared/layout/line-mark.ts).
   */
  | { kind: 'text'; line: Line; x: number; baseline: number; size: number; color?: string; mark?: number };

/** A place to be led to: `y` mm below the page's top. One with a title stands in the outline. */
export interface Anchor {
  name: string;
  y: number;
  title?: string;
}

/** A page with what is drawn on it, bottom to top. */
export interface DrawnPage {
  width: number;
  height: number;
  drawn: readonly Drawn[];
  anchors?: readonly Anchor[];
}

export const MM_PER_PT = 25.4 / 72;
