import {
  type Column,
  columnsOf,
  type Form,
  type FormCell,
  type FormRow,
  leaves,
  paragraphFields,
  references,
  tablesOf,
} from './form.ts';
import { formShape } from './form-shape.ts';
import { patternFields } from './pattern.ts';

/** A form that is valid: of the shape, and without faults. */
export const formSchema = formShape.superRefine((form, context) => {
  for (const message of formFaults(form)) context.addIssue({ code: 'custom', message });
});

/** Keys of a filing's JSON that no table may have for its id. */
const RESERVED = ['form', 'version', 'sections', 'values', 'tables', 'unitOfMoney'];

/**
 * What zod's shapes cannot say of a form: unique ids, known references, bands that fill the grid without overlap and
 * close themselves. One sentence a fault, for whoever writes the form.
 */
export function formFaults(form: Form): string[] {
  return [...referenceFaults(form), ...form.bands.flatMap((_, band) => bandFaults(form, band))];
}

function referenceFaults(form: Form): string[] {
  const faults: string[] = [];
  const complain = (message: string) => void faults.push(message);
  const ids = new Set(form.fields.map((field) => field.id));
  if (ids.size !== form.fields.length) complain('two fields share an id');
  const know = (id: string) => ids.has(id) || complain(`unknown field ${id}`);
  const knowColumn = (table: string, id: string) =>
    columnsOf(form, table).some((column) => column.id === id) || complain(`unknown column ${id}`);
  const knowRef = (text: string, table: string | null) => {
    const whole = /^(\w+)\[\]\.(\w+)$/.exec(text);
    if (whole) knowColumn(whole[1] as string, whole[2] as string);
    else if (table === null || !columnsOf(form, table).some(({ id }) => id === text)) know(text);
  };
  const tables = tablesOf(form);
  const tableIds = new Set(tables.map(({ id }) => id));
  if (tableIds.size < tables.length) complain('two tables share an id');
  for (const { id, begins, levels } of tables) {
    const own = columnsOf(form, id);
    if (RESERVED.includes(id) || [...ids].some((field) => field.split('.')[0] === id))
      complain(`table ${id} has the name of something else`);
    if (new Set(own.map((column) => column.id)).size < own.length) complain(`table ${id}: two columns share an id`);
    if (begins === 'levels' && !levels) complain(`table ${id} begins with levels it does not have`);
    if (own.some((column) => column.id === 'level3') && !own.some((column) => column.id === 'value'))
      complain(`table ${id} is of indicators without a value`);
    for (const column of own) {
      valueFaults(column, `column ${column.id}`).forEach(complain);
      for (const text of references(column.computed)) knowRef(text, id);
      if (column.override !== undefined) knowColumn(id, column.override);
      patternFields(column.name).forEach(know);
    }
  }
  for (const field of form.fields) {
    valueFaults(field, `field ${field.id}`).forEach(complain);
    for (const text of references(field.computed)) knowRef(text, null);
    if (field.override !== undefined) know(field.override);
  }
  for (const { total, parts } of form.amounts.sums) for (const text of [total, ...parts]) knowRef(text, null);
  [...form.list.name, ...form.list.unit, ...(form.yearFrom ? [form.yearFrom.field] : [])].forEach(know);
  if (form.seal && !printsPattern(form, form.seal.pattern)) complain('the seal goes on words that are not printed');
  const { required, goals, period, budget, projects, narrative, plan, code, execution, caps } = form.checks;
  [...required.map(({ field }) => field), ...(goals?.fields ?? []), ...(plan ?? [])].forEach(know);
  for (const text of [budget, projects]) if (text !== undefined) knowRef(text, null);
  if (period) [period.field, period.whole, period.annual].forEach(know);
  if (narrative) [narrative.field, ...narrative.amounts.map(({ field }) => field)].forEach(know);
  if (code) know(code.field);
  if (execution) [execution.rate, execution.reason].forEach(know);
  if (caps) [caps.rate, caps.score].forEach(know);
  for (const [id, checks] of Object.entries(form.checks.tables)) {
    if (!tableIds.has(id)) complain(`checks of an unknown table ${id}`);
    const named = [checks.basis, checks.weights?.column, ...(checks.required ?? []).map(({ column }) => column)];
    const ticks = (checks.oneOf ?? []).flatMap(({ columns, reason, unless }) => [...columns, reason, unless]);
    const scores = [checks.scores?.column, checks.scores?.reason];
    for (const column of [...named, ...ticks, ...scores]) if (column !== undefined) knowColumn(id, column);
    if (checks.weights?.plus !== undefined) know(checks.weights.plus);
  }
  for (const { to } of form.madeFrom?.fields ?? []) know(to);
  for (const { to, columns } of form.madeFrom?.tables ?? []) for (const column of columns) knowColumn(to, column.to);
  for (const { name, fields } of form.copies ?? []) {
    fields.flatMap(({ from, to }) => [from, to]).forEach(know);
    const type = (id: string) => form.fields.find((field) => field.id === id)?.type;
    if (fields.some(({ from, to }) => from === to || type(from) !== type(to)))
      complain(`copy ${name}: fields are the same or of different types`);
  }
  return faults;
}

function printsPattern(form: Form, pattern: string): boolean {
  const isOf = (cell: FormCell) => cell.kind === 'pattern' && cell.pattern === pattern;
  return form.bands.some((band) =>
    band.kind === 'fixed'
      ? band.rows.some(({ cells }) => cells.some(isOf))
      : band.kind === 'text' && band.paragraphs.some((paragraph) => paragraph.pattern === pattern),
  );
}

function valueFaults(value: Pick<Column, 'type' | 'options' | 'computed' | 'override'>, of: string): string[] {
  const faults: string[] = [];
  if ((value.type === 'choice') !== (value.options !== undefined)) faults.push(`${of}: options go with a choice`);
  if (value.override !== undefined && !value.computed) faults.push(`${of}: nothing computed to override`);
  return faults;
}

function bandFaults(form: Form, at: number): string[] {
  const band = form.bands[at];
  const faults: string[] = [];
  const complain = (message: string) => void faults.push(`band ${at}: ${message}`);
  const ids = new Set(form.fields.map((field) => field.id));
  const know = (id: string) => ids.has(id) || void faults.push(`unknown field ${id}`);
  const sections = new Set(form.sections.map((section) => section.id));
  const knowSection = (id: string | undefined) =>
    id === undefined || sections.has(id) || complain(`unknown section ${id}`);
  knowSection(band?.section);
  switch (band?.kind) {
    case 'fixed':
      for (const row of band.rows) {
        knowSection(row.section);
        for (const cell of row.cells) {
          if (cell.kind === 'field') know(cell.field);
          if (cell.kind === 'pattern') patternFields(cell.pattern).forEach(know);
          if (row.section !== undefined && (cell.rowSpan ?? 1) > 1) complain('a label begins in a row of a section');
        }
      }
      gridFaults(band.rows, form.columns.length).forEach(complain);
      break;
    case 'table': {
      const own = [...(band.shared ?? []), ...band.lanes.flatMap((lane) => leaves(lane.columns))];
      const printed = own.filter(({ colSpan = 1 }) => colSpan > 0);
      const width = (band.side ? (band.side.colSpan ?? 1) : 0) + printed.reduce((sum, c) => sum + (c.colSpan ?? 1), 0);
      if (width !== form.columns.length) complain(`its columns take ${width} of ${form.columns.length}`);
      if (new Set((band.totals ?? []).flatMap(({ by }) => by ?? [])).size > 1)
        complain('its sums go by several columns');
      for (const { text, sums, over, by } of band.totals ?? []) {
        for (const id of sums) {
          const place = printed.findIndex((column) => column.id === id);
          if (place < 0) complain(`sum of an unknown column ${id}`);
          else if (place < over) complain(`the words of ${text} cover the sum of ${id}`);
        }
        if (by !== undefined && !own.some((column) => column.id === by)) complain(`${text} by an unknown column ${by}`);
      }
      break;
    }
    case 'text':
      for (const paragraph of band.paragraphs) {
        paragraphFields(paragraph).forEach(know);
        knowSection(paragraph.section);
      }
  }
  return faults;
}

/** Fixed rows fill the grid, and no label reaches out of them. */
function gridFaults(rows: readonly FormRow[], width: number): string[] {
  const faults: string[] = [];
  let open = new Array<number>(width).fill(0);
  for (const [index, row] of rows.entries()) {
    let col = 0;
    const next = open.map((left) => Math.max(0, left - 1));
    for (const cell of row.cells) {
      while (col < width && open[col]) col++;
      for (let k = 0; k < (cell.colSpan ?? 1); k++, col++) {
        if (col >= width || open[col]) faults.push(`row ${index}: cells do not fit the columns`);
        else next[col] = (cell.rowSpan ?? 1) - 1;
      }
    }
    while (col < width && open[col]) col++;
    if (col !== width) faults.push(`row ${index}: cells do not fill the columns`);
    open = next;
  }
  if (open.some((left) => left > 0)) faults.push('a label reaches below the last row');
  return faults;
}
