import { isValueBelow } from './evidence.ts';
import type { FormMap } from './form-map.ts';
import { type Match, matchCell } from './read-header.ts';
import type { Body } from './read-value-row.ts';
import type { ViewRow } from './view.ts';

/**
 * Takes the lines that a form prints beside and below its frame (填报人：… 填报日期：…, notes), into what was read before.
 * Gives the rows with those emptied.
 */
export function readLines(map: FormMap, body: Body, rows: readonly ViewRow[]): ViewRow[] {
  if (map.lines.length === 0) return [...rows];
  return rows.map((row, at) => {
    // A value below its label may read like a line.
    if (isValueBelow(map, rows[at - 1])) return row;
    if (row.cells.some(({ folded }) => map.labelTexts.has(folded))) return row;
    const found: [Match, ViewRow['cells'][number]][] = [];
    let open: string | null = null;
    for (const cell of row.cells) {
      const matches = matchCell(map, cell.text, map.lines);
      if (matches) {
        for (const match of matches) found.push([match, cell]);
        const [id, text] = Object.entries(matches.at(-1)?.values ?? {}).at(-1) ?? [];
        open = id !== undefined && text === '' ? id : null;
      } else if (open !== null) {
        body.values.set(open, { text: cell.text, cell: cell.cell });
        open = null;
      } else return row;
    }
    if (found.length === 0) return row;
    for (const [{ item, values }, cell] of found) {
      if (item.section !== null) body.sections.add(item.section);
      for (const [id, text] of Object.entries(values))
        if (text !== '' && !body.values.has(id)) body.values.set(id, { text, cell: cell.cell });
    }
    return { ...row, cells: [] };
  });
}
