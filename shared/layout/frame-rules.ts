/** A straight rule of the frame; positions in mm. */
export interface Rule {
  x1: number;
  y1: number;
  x2: number;
  y2: number;
  /** On the outline of the frame, drawn a little thicker. */
  outer: boolean;
}

interface Area {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Positions closer than this (mm) are the same edge: boxes get theirs by adding up heights. */
const SAME = 0.05;

/**
 * The rules around boxes that stand side by side: an edge that two boxes share is drawn once, and edges in one line
 * are joined, so that nothing looks doubled. An edge that has a box on one side only is an outer one.
 */
export function frameRules(boxes: readonly Area[]): Rule[] {
  const across = new Edges();
  const down = new Edges();
  for (const box of boxes) {
    across.add(box.y, box.x, box.x + box.width, 1);
    across.add(box.y + box.height, box.x, box.x + box.width, -1);
    down.add(box.x, box.y, box.y + box.height, 1);
    down.add(box.x + box.width, box.y, box.y + box.height, -1);
  }
  return [
    ...across.rules().map(({ at, from, to, outer }) => ({ x1: from, y1: at, x2: to, y2: at, outer })),
    ...down.rules().map(({ at, from, to, outer }) => ({ x1: at, y1: from, x2: at, y2: to, outer })),
  ];
}

/** Edges in one direction, by their position across it; `side` tells on which side of the edge the box lies. */
class Edges {
  private readonly lines = new Map<number, { at: number; edges: { from: number; to: number; side: 1 | -1 }[] }>();

  add(at: number, from: number, to: number, side: 1 | -1): void {
    const key = Math.round(at / SAME);
    let line = this.lines.get(key) ?? this.lines.get(key - 1) ?? this.lines.get(key + 1);
    if (!line) {
      line = { at, edges: [] };
      this.lines.set(key, line);
    }
    line.edges.push({ from, to, side });
  }

  rules(): { at: number; from: number; to: number; outer: boolean }[] {
    return [...this.lines.values()].flatMap(({ at, edges }) => {
      const stops = distinct(edges.flatMap((edge) => [edge.from, edge.to]));
      const rules: { at: number; from: number; to: number; outer: boolean }[] = [];
      for (let k = 0; k + 1 < stops.length; k++) {
        const from = stops[k] as number;
        const to = stops[k + 1] as number;
        const middle = (from + to) / 2;
        let [before, behind] = [false, false];
        for (const edge of edges) {
          if (edge.from >= middle || middle >= edge.to) continue;
          if (edge.side === 1) behind = true;
          else before = true;
        }
        if (!before && !behind) continue;
        const outer = before !== behind;
        const last = rules.at(-1);
        if (last && last.outer === outer && Math.abs(last.to - from) < SAME) last.to = to;
        else rules.push({ at, from, to, outer });
      }
      return rules;
    });
  }
}

/** The values in order, without those that are the same as one before. */
function distinct(values: number[]): number[] {
  values.sort((a, b) => a - b);
  return values.filter((value, index) => index === 0 || value - (values[index - 1] as number) > SAME);
}
