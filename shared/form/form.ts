import { z } from 'zod';
import { patternFields } from './pattern.ts';

/**
 * A form (表样) is an official blank table as plain data: valid under `formSchema` and unchanged by a JSON round trip.
 * Lengths are millimetres, font sizes points. Screen, Excel and PDF are drawn from it; import reads it backwards.
 */

const fieldSchema = z.strictObject({
  /** Path of the value in the JSON shape of a filing, e.g. `annualFunding.total`. */
  id: z.string().regex(/^[a-z][A-Za-z0-9]*(\.[a-z][A-Za-z0-9]*)?$/),
  /** Name shown to the clerk and to screen readers, e.g. 年度金额. */
  name: z.string().min(1),
  /**
   * `amount`: exact decimal in the form's unit of money; `percent`: printed with its %; `period`: 2024年1月至2024年12月;
   * `year` and `integer`: whole numbers; `line`: one line of text; `text`: text with line breaks.
   */
  type: z.enum(['line', 'text', 'amount', 'percent', 'period', 'year', 'integer']),
  /** Regular expression that a value inside a pattern has, e.g. `\d{6}` for a unit code glued to the unit's name. */
  match: z.string().optional(),
  /** A value that the form does not print when it is empty, and that its JSON then leaves out. */
  optional: z.literal(true).optional(),
});

const styleSchema = z.strictObject({
  font: z.enum(['song', 'hei']).optional(),
  /** Points; without it the cell has the body size, which the layout may shrink. */
  size: z.number().optional(),
  align: z.enum(['left', 'center', 'right']).optional(),
});

const placeSchema = {
  colSpan: z.int().positive().optional(),
  rowSpan: z.int().positive().optional(),
  style: styleSchema.optional(),
};

const cellSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('label'),
    text: z.string(),
    /** Other wordings of the label that import accepts. */
    also: z.array(z.string()).optional(),
    ...placeSchema,
  }),
  z.strictObject({ kind: z.literal('field'), field: z.string(), ...placeSchema }),
  /** Text around fields, e.g. `({fiscalYear}年度)`; see pattern.ts. Edited and read as a whole. */
  z.strictObject({ kind: z.literal('pattern'), pattern: z.string(), name: z.string(), ...placeSchema }),
  z.strictObject({ kind: z.literal('blank'), ...placeSchema }),
]);

const rowSchema = z.strictObject({
  cells: z.array(cellSchema).min(1),
  /** Least height in mm; text makes a row taller, never lower. */
  height: z.number().positive(),
  /** Lines above the frame (title, year, unit line) have no borders. */
  frame: z.boolean(),
  /** Printed only in filings that have this section switched on. */
  section: z.string().optional(),
  /** A row of labels that stays with what follows and is repeated where that flows to a further page. */
  heads: z.enum(['text', 'indicators']).optional(),
});

const columnSchema = z.strictObject({
  id: z.string(),
  name: z.string(),
  also: z.array(z.string()).optional(),
  colSpan: z.int().positive().optional(),
  align: z.enum(['left', 'center']).optional(),
  /** Neighbouring rows with the same text are printed as one cell (level 1 and 2). */
  merge: z.literal(true).optional(),
});

const levelSchema = z.strictObject({
  name: z.string(),
  also: z.array(z.string()).optional(),
  level2: z
    .array(
      z.strictObject({
        name: z.string(),
        also: z.array(z.string()).optional(),
        /** What it is when a table with this level 1 has no indicator of it (R20). */
        missing: z.enum(['error', 'warning']).optional(),
      }),
    )
    .min(1),
  /** A table without an indicator of this level comes back from review (R19). */
  required: z.boolean(),
});

const severity = z.enum(['error', 'warning', 'hint']);
const amountWords = z.array(z.strictObject({ words: z.array(z.string()).min(1), field: z.string() })).min(1);

/** Which rules of the review (checks/rules.ts) apply to the form, and their limits. */
const checksSchema = z.strictObject({
  /** Severities that differ from the rule's own; `off` where the rule does not apply. */
  severity: z.record(z.string().regex(/^R\d\d$/), z.union([severity, z.literal('off')])),
  /** Values that may not be empty, each with the rule that says so. */
  required: z.array(z.strictObject({ rule: z.string(), field: z.string(), severity })),
  /** The goals, and how many characters each should have (R04). */
  goals: z.strictObject({ fields: z.array(z.string()).min(1), least: z.int(), most: z.int() }),
  /** Characters of an indicator's name: more than `most` is refused (R24), more than `advised` is too long (R25). */
  names: z.strictObject({ advised: z.int(), most: z.int() }),
  /** Width of ＞ ＜ ＝ as the bureau prints them (R47); without it a table may have either, but one throughout. */
  signs: z.enum(['half', 'full']).optional(),
  /** Indicators of a table and of one level 2 (R45); percentage of them that should be quantitative (R44). */
  indicators: z.strictObject({ least: z.int(), most: z.int(), perLevel2: z.int(), quantitative: z.int() }),
  /** The funding of the whole implementation period and of the year (R06, R10). */
  period: z.strictObject({ field: z.string(), whole: z.string(), annual: z.string() }).optional(),
  /** What the year's money is compared with: cost indicators (R17), goals (R52), the unit's sum (R61). */
  budget: z.string(),
  /** Names of projects that need a cost indicator (R21). */
  costWords: z.array(z.string()).min(1),
  /** A text that repeats amounts of cells, by the words before each (R15), and the word before its purpose (R50). */
  narrative: z.strictObject({ field: z.string(), amounts: amountWords, purpose: z.string() }).optional(),
  /** Fields of the cumulative spending plan, in order; the last is 100 % (R16). */
  plan: z.array(z.string()).min(2).optional(),
  /** The project code and what it looks like (R54). */
  code: z.strictObject({ field: z.string(), match: z.string() }).optional(),
  /** Column of the basis of a value (R59). */
  basis: z.string().optional(),
  /** Column of the weights, what they sum up to, and by level 1 where that is laid down (R48, R49). */
  weights: z
    .strictObject({ column: z.string(), total: z.number(), levels: z.record(z.string(), z.number()).optional() })
    .optional(),
  /** Indicators that the bureau's system sets and nobody changes (R60). */
  fixed: z.array(z.strictObject({ name: z.string(), value: z.string() })).optional(),
});

export const formSchema = z
  .strictObject({
    id: z.string().regex(/^[a-z][a-z0-9-]*$/),
    version: z.string().min(1),
    name: z.string().min(1),
    /** Where the form is in use, and where its layout was taken from. */
    region: z.string(),
    source: z.string(),
    unitOfMoney: z.enum(['万元', '元']),
    page: z.strictObject({
      width: z.number().positive(),
      height: z.number().positive(),
      margin: z.strictObject({ top: z.number(), right: z.number(), bottom: z.number(), left: z.number() }),
    }),
    /** Column widths in mm; their sum is the width of the table. */
    columns: z.array(z.number().positive()).min(1),
    fields: z.array(fieldSchema),
    sections: z.array(z.strictObject({ id: z.string(), name: z.string() })),
    /** Rows above the indicators, in printed order. */
    rows: z.array(rowSchema).min(1),
    indicators: z.strictObject({
      height: z.number().positive(),
      columns: z.array(columnSchema).min(2),
      levels: z.array(levelSchema).min(1),
    }),
    amounts: z.strictObject({
      /** Decimals that an amount typed by the clerk is filled up to; natural decimals are 0. */
      decimals: z.int().nonnegative(),
      /** Decimals beyond which the amount is probably a mistake. */
      most: z.int().nonnegative(),
      /** Each total is the sum of its parts, by the rule that says so (R08, R09, R14). */
      sums: z.array(z.strictObject({ rule: z.string(), total: z.string(), parts: z.array(z.string()).min(1) })),
    }),
    checks: checksSchema,
    /**
     * Values that the clerk often fills in alike, each offered as one action that copies them (年度目标同实施期目标).
     */
    copies: z
      .array(
        z.strictObject({
          name: z.string().min(1),
          fields: z.array(z.strictObject({ from: z.string(), to: z.string() })).min(1),
        }),
      )
      .optional(),
    /** How filings of this form are listed: the first field with text wins. */
    list: z.strictObject({ name: z.array(z.string()), unit: z.array(z.string()) }),
    /**
     * Where the year is found when the form does not print it: part of a code, e.g. digits 6 to 8 of the project code.
     */
    yearFrom: z.strictObject({ field: z.string(), start: z.int(), end: z.int(), base: z.int() }).optional(),
    /** The printed words that the unit's seal goes on (`填报单位(盖章)`); forms sealed on their cover have none. */
    seal: z.strictObject({ pattern: z.string() }).optional(),
  })
  .superRefine(checkForm);

export type Form = z.infer<typeof formSchema>;
export type Field = Form['fields'][number];
export type FormRow = Form['rows'][number];
export type FormCell = FormRow['cells'][number];

/** What zod's shapes cannot say: unique ids, known references, rows that fill the grid without overlap. */
function checkForm(form: z.infer<typeof formSchema>, context: z.RefinementCtx): void {
  const complain = (message: string) => context.addIssue({ code: 'custom', message });
  const ids = new Set(form.fields.map((field) => field.id));
  if (ids.size !== form.fields.length) complain('two fields share an id');
  const know = (id: string) => ids.has(id) || complain(`unknown field ${id}`);
  for (const { total, parts } of form.amounts.sums) [total, ...parts].forEach(know);
  [...form.list.name, ...form.list.unit].forEach(know);
  const { required, goals, period, budget, narrative, plan, code, basis, weights } = form.checks;
  [...required.map(({ field }) => field), ...goals.fields, budget, ...(plan ?? [])].forEach(know);
  if (period) [period.field, period.whole, period.annual].forEach(know);
  if (narrative) [narrative.field, ...narrative.amounts.map(({ field }) => field)].forEach(know);
  if (code) know(code.field);
  for (const column of [basis, weights?.column])
    if (column !== undefined && !form.indicators.columns.some(({ id }) => id === column))
      complain(`unknown column ${column}`);
  for (const { name, fields } of form.copies ?? []) {
    fields.flatMap(({ from, to }) => [from, to]).forEach(know);
    const type = (id: string) => form.fields.find((field) => field.id === id)?.type;
    if (fields.some(({ from, to }) => from === to || type(from) !== type(to)))
      complain(`copy ${name}: fields are the same or of different types`);
  }
  const sections = new Set(form.sections.map((section) => section.id));

  const width = form.columns.length;
  let open = new Array<number>(width).fill(0);
  for (const [index, row] of form.rows.entries()) {
    if (row.section && !sections.has(row.section)) complain(`row ${index}: unknown section ${row.section}`);
    let col = 0;
    const next = open.map((left) => Math.max(0, left - 1));
    for (const cell of row.cells) {
      if (cell.kind === 'field') know(cell.field);
      if (cell.kind === 'pattern') patternFields(cell.pattern).forEach(know);
      while (col < width && open[col]) col++;
      for (let k = 0; k < (cell.colSpan ?? 1); k++, col++) {
        if (col >= width || open[col]) complain(`row ${index}: cells do not fit the columns`);
        else next[col] = (cell.rowSpan ?? 1) - 1;
      }
    }
    while (col < width && open[col]) col++;
    if (col !== width) complain(`row ${index}: cells do not fill the columns`);
    open = next;
  }
  if (open.some((left) => left > 0)) complain('a label reaches below the last row');
  const span = form.indicators.columns.reduce((sum, column) => sum + (column.colSpan ?? 1), 0);
  if (span !== width) complain('the indicator columns do not fill the columns');
}

/** The field with this id; a form never asks for one it does not have (checked by `formSchema`). */
export function fieldOf(form: Form, id: string): Field {
  const field = form.fields.find((candidate) => candidate.id === id);
  if (!field) throw new Error(`form ${form.id} has no field ${id}`);
  return field;
}

/** Field ids that a cell prints. */
export function cellFields(cell: FormCell): string[] {
  if (cell.kind === 'field') return [cell.field];
  return cell.kind === 'pattern' ? patternFields(cell.pattern) : [];
}

/** Rows of the form that are printed with these sections switched on. */
export function printedRows(form: Form, sections: readonly string[]): FormRow[] {
  return form.rows.filter((row) => !row.section || sections.includes(row.section));
}
