import { placeOf } from '../filing/path.ts';
import { cellFields, columnsOf, type Form, paragraphFields } from '../form/form.ts';

/** Rows of one table, and columns or cells of one row or band, that there are at most; lanes that a band has. */
const ROWS = 1e5;
const LANES = 2;
const CELLS = 1e4;
const BAND = LANES * ROWS * CELLS;

interface Places {
  fields: Map<string, number>;
  columns: Map<string, number>;
}

const known = new WeakMap<Form, Places>();

/**
 * Numbers the places of a form's filings as they are printed: band by band, in a table row by row, of lanes side by side
 * the left one first. The filing as a whole ('') comes first, places that are not printed last.
 */
export function placeOrder(form: Form): (path: string) => number {
  const { fields, columns } = placesIn(form);
  return (path) => {
    if (path === '') return -1;
    const place = placeOf(path);
    if ('field' in place) return fields.get(place.field) ?? form.bands.length * BAND;
    const at = columns.get(`${place.table} ${place.column}`) ?? form.bands.length * BAND;
    return at + Math.min(place.row, ROWS - 1) * CELLS;
  };
}

/**
 * Where a value is shown. Last year's amount, which may be printed nowhere, is seen in how this year's has changed; what
 * stands only in headings has no cell, so the filing as a whole is meant.
 */
export function shownPath(form: Form, path: string): string {
  if (path === '' || !('field' in placeOf(path)) || placesIn(form).fields.has(path)) return path;
  return form.fields.find(({ computed }) => computed?.is === 'change' && computed.last === path)?.id ?? '';
}

function placesIn(form: Form): Places {
  const places = known.get(form) ?? placesOf(form);
  known.set(form, places);
  return places;
}

function placesOf(form: Form): Places {
  const places: Places = { fields: new Map(), columns: new Map() };
  for (const [at, band] of form.bands.entries()) {
    const start = at * BAND;
    if (band.kind === 'table') {
      for (const [lane, { id }] of band.lanes.entries())
        for (const [position, column] of columnsOf(form, id).entries())
          places.columns.set(`${id} ${column.id}`, start + lane * ROWS * CELLS + position);
      continue;
    }
    const fields =
      band.kind === 'fixed'
        ? band.rows.flatMap((row) => row.cells.flatMap(cellFields))
        : band.paragraphs.flatMap(paragraphFields);
    for (const [position, field] of fields.entries())
      if (!places.fields.has(field)) places.fields.set(field, start + position);
  }
  return places;
}
