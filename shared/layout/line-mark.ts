/**
 * What a printed line does not show, carried by our own PDF and OFD so that its tables read back as they were typed: as spacing
 * between characters of (8 + mark) hundred-thousandths of a point, which no eye and no other program notices.
 */

/** The text of the cell ends with this line. */
export const END = 0;
/** The paragraph goes on in the next line. */
export const SOFT = 1;
/** A line break was typed here. */
export const HARD = 2;
/** The line belongs to no cell: words within the seal's guide. */
export const GUIDE = 3;
/** Added to a mark: a label that is printed again at the top of a further page. */
export const AGAIN = 4;
/** Added to a mark: the line is empty, and a space is drawn in its place. */
export const BLANK = 8;

const STEP = 1e-5;
const BASE = 8;

/** Spacing in points that carries a mark. */
export function spacingOf(mark: number): number {
  return (BASE + mark) * STEP;
}

/** The mark that a spacing in points carries; null when it carries none. */
export function markOf(spacing: number): number | null {
  const steps = spacing / STEP;
  const mark = Math.round(steps) - BASE;
  return mark >= 0 && mark < BASE + BLANK && Math.abs(steps - mark - BASE) < 0.05 ? mark : null;
}

/** The name that a text of an OFD has for a mark. */
export function nameOf(mark: number): string {
  return `行尾${mark}`;
}

/** The mark that the name of a text carries; null when it carries none. */
export function markOfName(name: string | undefined): number | null {
  const mark = Number(/^行尾(\d{1,2})$/.exec(name ?? '')?.[1] ?? -1);
  return mark >= 0 && mark < 2 * BLANK ? mark : null;
}

/**
 * How each line of a box ends, and where in the cell's text the box ends. The lines are those that the text is broken
 * into from `from` on; every character of the text is in one of them.
 */
export function lineEnds(text: string, from: number, lines: readonly string[]): { ends: number[]; to: number } {
  let to = from;
  const ends = lines.map((line) => {
    to += line.length;
    const blank = line === '' ? BLANK : 0;
    if (text[to] !== '\n') return (to >= text.length ? END : SOFT) + blank;
    to++;
    return HARD + blank;
  });
  return { ends, to };
}
