import type { PrintedGlyph, PrintedRule } from './page.ts';

/** Ems above the baseline between which a line strikes a text out; an underline is lower, a fraction's bar higher. */
const LOWEST = 0.12;
const HIGHEST = 0.5;
/** Points by which such a line reaches over its text at most; a rule of a table goes on further. */
const OVER = 2;

/** The characters that a line of their own length is drawn through: text that its writer has struck out. */
export function struckOut(glyphs: readonly PrintedGlyph[], rules: readonly PrintedRule[]): Set<PrintedGlyph> {
  const byBaseline = new Map<number, PrintedGlyph[]>();
  for (const glyph of glyphs) {
    if (glyph.turn !== 0 || glyph.mark !== null) continue;
    const place = Math.round(glyph.baseline);
    const line = byBaseline.get(place);
    if (line) line.push(glyph);
    else byBaseline.set(place, [glyph]);
  }
  const largest = glyphs.reduce((most, { size }) => Math.max(most, size), 0);
  const struck = new Set<PrintedGlyph>();
  for (const { vertical, at, from, to } of rules) {
    if (vertical) continue;
    const through: PrintedGlyph[] = [];
    for (let place = Math.floor(at); place <= at + largest * HIGHEST + 1; place++)
      for (const glyph of byBaseline.get(place) ?? []) {
        const above = (glyph.baseline - at) / glyph.size;
        if (above > LOWEST && above < HIGHEST && glyph.x > from && glyph.x < to) through.push(glyph);
      }
    const shown = through.filter(({ text }) => text.trim() !== '');
    if (shown.length === 0) continue;
    const left = Math.min(...through.map((glyph) => glyph.left));
    const right = Math.max(...through.map((glyph) => glyph.right));
    if (from > left - OVER && to < right + OVER) for (const glyph of through) struck.add(glyph);
  }
  return struck;
}
