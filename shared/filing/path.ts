/**
 * A path names a value in the JSON shape of a filing: `annualFunding.total`, `indicators[3].value`. Cells, edits and
 * problems all point with it.
 */
export type Place = { field: string } | { row: number; column: string };

export function pathOf(place: Place): string {
  return 'field' in place ? place.field : `indicators[${place.row}].${place.column}`;
}

/** The place a path names. Any path that is not one of an indicator is taken as a field id. */
export function placeOf(path: string): Place {
  const found = /^indicators\[(\d+)\]\.(\w+)$/.exec(path);
  return found ? { row: Number(found[1]), column: found[2] as string } : { field: path };
}
