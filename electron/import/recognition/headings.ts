import { fold } from '../../../shared/form/fold.ts';
import { fieldOf } from '../../../shared/form/form.ts';
import { readPattern } from '../../../shared/form/pattern.ts';
import type { FormMap } from './form-map.ts';
import type { ViewRow } from './view.ts';

/** A longer text is no heading. */
const LONGEST = 40;

/**
 * The rows with headings that name fields folded to their patterns, and what they name: `1-7月执行数` is
 * `1-{month}月执行数` with a month of 7.
 */
export function withHeadings(map: FormMap, rows: ViewRow[]): ViewRow[] {
  if (map.headings.length === 0) return rows;
  const match = (id: string) => fieldOf(map.form, id).match;
  return rows.map((row) => {
    let changed = false;
    const cells = row.cells.map((cell) => {
      if (cell.text.length > LONGEST || !/\d/.test(cell.text)) return cell;
      for (const pattern of map.headings) {
        const said = readPattern(pattern, cell.text.replace(/\s+/g, ''), match);
        // All of it may be in brackets that are left out.
        if (!said || Object.values(said).every((text) => text === '')) continue;
        changed = true;
        return { ...cell, folded: fold(pattern), said };
      }
      return cell;
    });
    return changed ? { ...row, cells } : row;
  });
}
