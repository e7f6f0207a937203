import { textAt } from '../shared/filing/computed.ts';
import { type Filing, isPrinted, printedFields, rowsOf } from '../shared/filing/filing.ts';
import { pathOf } from '../shared/filing/path.ts';
import { cellFields, columnsOf, type Form, paragraphFields, printedBands } from '../shared/form/form.ts';
import { patternFields } from '../shared/form/pattern.ts';

/** Every value that a filing prints, worked out ones among them, by its path; empty ones are left out. */
export function printedValues(form: Form, filing: Filing): Map<string, string> {
  const named = namedFields(form);
  const fields = printedFields(form, filing.sections)
    .filter((id) => named.has(id) && !isReplaced(form, filing, id))
    .map((field) => ({ field }));
  const cells = printedBands(form, filing.sections).flatMap((band) =>
    (band.kind === 'table' ? band.lanes : []).flatMap(({ id: table }) =>
      rowsOf(filing, table).flatMap((own, row) =>
        columnsOf(form, table)
          .filter(({ colSpan }) => colSpan !== 0 && isPrinted(own))
          .map(({ id: column }) => ({ table, row, column })),
      ),
    ),
  );
  const values = [...fields, ...cells].map((place) => [pathOf(place), textAt(form, filing, place)] as const);
  return new Map(values.filter(([, text]) => text !== ''));
}

/** Fields that the form itself names; others are printed by what is worked out of them. */
function namedFields(form: Form): Set<string> {
  return new Set(
    form.bands.flatMap((band) => {
      if (band.kind === 'fixed') return band.rows.flatMap((row) => row.cells.flatMap(cellFields));
      if (band.kind === 'text') return band.paragraphs.flatMap(paragraphFields);
      return band.lanes.flatMap((lane) => columnsOf(form, lane.id).flatMap(({ name }) => patternFields(name)));
    }),
  );
}

/** Whether a field is only printed in a sentence that a text of the clerk's own takes the place of. */
function isReplaced(form: Form, filing: Filing, field: string): boolean {
  return form.bands.some(
    (band) =>
      band.kind === 'text' &&
      band.paragraphs.some(
        ({ id, pattern }) => id && id !== field && filing.values[id] && patternFields(pattern).includes(field),
      ),
  );
}
