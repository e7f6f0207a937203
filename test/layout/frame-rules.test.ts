import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { frameRules, type Rule } from '../../shared/layout/frame-rules.ts';
import { layout } from '../../shared/layout/layout.ts';
import { anyFiling } from '../filings.ts';

const near = (a: number, b: number) => Math.abs(a - b) < 0.1;
const covers = (rule: Rule, x1: number, y1: number, x2: number, y2: number) =>
  near(rule.x1, rule.x2) === near(x1, x2) &&
  (near(x1, x2)
    ? near(rule.x1, x1) && rule.y1 <= y1 + 0.1 && rule.y2 >= y2 - 0.1
    : near(rule.y1, y1) && rule.x1 <= x1 + 0.1 && rule.x2 >= x2 - 0.1);
const length = (rule: Rule) => rule.x2 - rule.x1 + (rule.y2 - rule.y1);

describe('rules of the frame', () => {
  it('are drawn once between two boxes and thicker around them', () => {
    const rules = frameRules([
      { x: 0, y: 0, width: 10, height: 5 },
      { x: 10, y: 0, width: 20, height: 5 },
    ]);
    expect(rules).toHaveLength(5);
    expect(rules.filter((rule) => !rule.outer)).toEqual([{ x1: 10, y1: 0, x2: 10, y2: 5, outer: false }]);
  });

  it('enclose every box of any table, and no piece is drawn twice', () => {
    fc.assert(
      fc.property(anyFiling, ({ form, filing }) => {
        const sheet = layout(form, filing, { seal: null, blankRows: false });
        for (const page of sheet.pages) {
          const boxes = page.boxes.filter((box) => sheet.cells[box.cell]?.style.frame);
          const rules = frameRules(boxes);
          // Edges may be made of several rules (an outer and an inner piece), so their pieces are counted.
          const drawn = rules.reduce((sum, rule) => sum + length(rule), 0);
          const separate = frameRules(boxes.filter((_, index) => index === 0)).reduce((sum, rule) => sum + length(rule), 0);
          expect(drawn).toBeGreaterThanOrEqual(boxes.length > 0 ? separate : 0);
          for (const { x, y, width, height } of boxes) {
            const inside = (from: number, to: number, at: number) => from + (to - from) * at;
            for (const at of [0.02, 0.5, 0.98]) {
              const [px, py] = [inside(x, x + width, at), inside(y, y + height, at)];
              expect(rules.filter((rule) => covers(rule, px, y, px + 0.01, y))).toHaveLength(1);
              expect(rules.filter((rule) => covers(rule, px, y + height, px + 0.01, y + height))).toHaveLength(1);
              expect(rules.filter((rule) => covers(rule, x, py, x, py + 0.01))).toHaveLength(1);
              expect(rules.filter((rule) => covers(rule, x + width, py, x + width, py + 0.01))).toHaveLength(1);
            }
          }
        }
      }),
      { numRuns: 25 },
    );
  });
});
