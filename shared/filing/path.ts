/**
 * A path names a value in the JSON shape of a filing: `annualFunding.total`, `indicators[3].value`. Cells, edits and
 * problems all point with it.
 */
export type Place = { field: string } | RowPlace;

/** A cell of a table's row. */
export interface RowPlace {
  table: string;
  row: number;
  column: string;
}

export function pathOf(place: Place): string {
  return 'field' in place ? place.field : `${place.table}[${place.row}].${place.column}`;
}

/** The place a path names. Any path that is not one of a row is taken as a field id. */
export function placeOf(path: string): Place {
  const found = /^(\w+)\[(\d+)\]\.(\w+)$/.exec(path);
  return found ? { table: found[1] as string, row: Number(found[2]), column: found[3] as string } : { field: path };
}

/** The place of a row's cell that a path names; null for a field. */
export function rowPlaceOf(path: string): RowPlace | null {
  const place = placeOf(path);
  return 'field' in place ? null : place;
}
