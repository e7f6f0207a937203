import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { frameRules, type Rule } from '../../shared/layout/frame-rules.ts';
import { layout } from '../../shared/layout/layout.ts';
import { anyFiling } from '../filings.ts';

const near = (a: number, b: number) => Math.abs(a - b) < 0.1;
const across = (rules: Rule[], x: number, y: number) =>
  rules.filter((rule) => near(rule.y1, rule.y2) && near(rule.y1, y) && rule.x1 <= x && x <= rule.x2);
const down = (rules: Rule[], x: number, y: number) =>
  rules.filter((rule) => near(rule.x1, rule.x2) && near(rule.x1, x) && rule.y1 <= y && y <= rule.y2);

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
          for (const { x, y, width, height } of boxes) {
            const inside = (from: number, to: number, at: number) => from + (to - from) * at;
            for (const at of [0.02, 0.5, 0.98]) {
              const [px, py] = [inside(x, x + width, at), inside(y, y + height, at)];
              expect(across(rules, px, y)).toHaveLength(1);
              expect(across(rules, px, y + height)).toHaveLength(1);
              expect(down(rules, x, py)).toHaveLength(1);
              expect(down(rules, x + width, py)).toHaveLength(1);
            }
          }
        }
      }),
      { numRuns: 25 },
    );
  });
});
