import type { Form } from '../../shared/form/form.ts';

/** How the pages lie on their desk: every measure that the fit of the zoom and the notes beside the page go by. */

/** CSS pixels of a millimetre at 100 %. */
export const MM = 96 / 25.4;
/** The edge of the desk on each side of the pages, and the room of its scroll bar, in CSS pixels. */
export const EDGE = 16;
const SCROLL_BAR = 16;
/** Width in mm of last year's notes, which begin in the blank margin of the page. */
export const NOTES_WIDTH = 66;

type Paper = Pick<Form['page'], 'width' | 'height' | 'margin'>;

/** How far the notes reach beyond the page, in mm. */
export const notesBeyond = ({ margin }: Pick<Paper, 'margin'>): number => NOTES_WIDTH - margin.right;

/** A page at 100 % with what is shown beside it, in CSS pixels. */
export function pageSize(paper: Paper, notes: boolean): { width: number; height: number; beside: number } {
  return { width: paper.width * MM, height: paper.height * MM, beside: notes ? notesBeyond(paper) * MM : 0 };
}

/** What of a window's part is left for the pages, in CSS pixels. */
export function roomForPages({ width, height }: { width: number; height: number }): { width: number; height: number } {
  return { width: width - 2 * EDGE - SCROLL_BAR, height: height - 2 * EDGE };
}
