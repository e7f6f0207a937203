import { ApiError } from '../shared/api.ts';
import type { Edit } from '../shared/filing/edits.ts';

/** Most steps whose parts are kept at a time; of more, the oldest was given up by its window. */
const MOST_STEPS = 20;

/** Parts of steps too large for one request, kept in memory until the last part comes. */
export function createStagedEdits() {
  const steps = new Map<string, Edit[][]>();
  return {
    keep(step: string, part: number, edits: Edit[]): void {
      const parts = steps.get(step) ?? [];
      parts[part] = edits;
      steps.set(step, parts);
      const [oldest] = steps.keys();
      if (steps.size > MOST_STEPS && oldest !== undefined) steps.delete(oldest);
    },

    /** The edits of the first `count` parts in order; the window sends all again when one is missing. */
    take(step: string, count: number): Edit[] {
      const parts = steps.get(step) ?? [];
      steps.delete(step);
      return Array.from({ length: count }, (_, part) => {
        const edits = parts[part];
        if (!edits) throw new ApiError('internal', '修改没有全部送到，请按 Ctrl+S 再保存一次');
        return edits;
      }).flat();
    },
  };
}
