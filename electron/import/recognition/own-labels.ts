import { plainMatchOf } from '../../../shared/filing/read-pattern.ts';
import { fold } from '../../../shared/form/fold.ts';
import { readPattern } from '../../../shared/form/pattern.ts';
import type { FormMap } from './form-map.ts';
import { plainLabel } from './plain-labels.ts';
import type { ViewRow } from './view.ts';

/** A longer text is no heading. */
export const LONGEST_HEADING = 40;

/**
 * The rows as one form has them: its labels without what stands around them (主管部门（盖章）, which may be a label of another
 * form), and its headings that name fields folded to their patterns, with what they name: `1-7月执行数` is
 * `1-{month}月执行数` with a month of 7.
 */
export function ownLabels(map: FormMap, rows: ViewRow[]): ViewRow[] {
  const isLabel = (text: string) => map.labelTexts.has(text) || map.columnTexts.has(text);
  return rows.map((row) => {
    let changed = false;
    const cells = row.cells.map((cell) => {
      if (cell.text.length > LONGEST_HEADING) return cell;
      for (const pattern of /\d/.test(cell.text) ? map.headings : []) {
        const said = readPattern(pattern, cell.text.replace(/\s+/g, ''), plainMatchOf(map.form));
        // All of it may be in brackets that are left out.
        if (!said || Object.values(said).every((text) => text === '')) continue;
        changed = true;
        return { ...cell, folded: fold(pattern), said };
      }
      const folded = plainLabel(cell.folded, isLabel);
      if (folded === cell.folded) return cell;
      changed = true;
      return { ...cell, folded };
    });
    return changed ? { ...row, cells } : row;
  });
}
