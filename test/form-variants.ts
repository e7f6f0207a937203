import type { Form, FormRow, Table } from '../shared/form/form.ts';

/** Forms that differ from one of the catalog in a table, or in their fixed rows. */

export function withTable(form: Form, id: string, change: (table: Table) => Table): Form {
  return {
    ...form,
    bands: form.bands.map((band) =>
      band.kind === 'table'
        ? { ...band, lanes: band.lanes.map((lane) => (lane.id === id ? change(lane) : lane)) }
        : band,
    ),
  };
}

/** All fixed rows of a form, printed or not. */
export function fixedRows(form: Form): FormRow[] {
  return form.bands.flatMap((band) => (band.kind === 'fixed' ? band.rows : []));
}

export function withFixedRows(form: Form, change: (rows: FormRow[]) => FormRow[]): Form {
  return {
    ...form,
    bands: form.bands.map((band) => (band.kind === 'fixed' ? { ...band, rows: change(band.rows) } : band)),
  };
}
