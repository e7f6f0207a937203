import { type Turn, turned } from './geometry.ts';
import type { PrintedGlyph, PrintedPage, PrintedRule } from './page.ts';

/** The page turned so that most of its characters read from left to right. */
export function upright(page: PrintedPage): PrintedPage {
  const counts = [0, 0, 0, 0];
  for (const { turn } of page.glyphs) counts[turn] = (counts[turn] ?? 0) + 1;
  const turn = counts.indexOf(Math.max(...counts)) as Turn;
  if (turn === 0) return page;
  const glyphs = page.glyphs.map((glyph): PrintedGlyph => {
    const [x, y] = turned(turn, glyph.x, glyph.y);
    return { ...glyph, x, y, turn: ((glyph.turn - turn + 4) % 4) as Turn };
  });
  const rules = page.rules.map((rule): PrintedRule => {
    const ends = [rule.from, rule.to].map((along) =>
      rule.vertical ? turned(turn, rule.at, along) : turned(turn, along, rule.at),
    ) as [[number, number], [number, number]];
    const vertical = turn === 2 ? rule.vertical : !rule.vertical;
    const [at, along] = vertical ? [0, 1] : [1, 0];
    const spans = [ends[0][along as 0 | 1], ends[1][along as 0 | 1]];
    return { vertical, at: ends[0][at as 0 | 1], from: Math.min(...spans), to: Math.max(...spans) };
  });
  return { width: turn === 2 ? page.width : page.height, height: turn === 2 ? page.height : page.width, glyphs, rules };
}
