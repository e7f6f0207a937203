import * as z from 'zod';

/**
 * A form (表样) is an official blank as plain data: a page, one grid of columns, and bands in printed order. It is valid
 * under `formSchema` and unchanged by a JSON round trip. Lengths are millimetres, font sizes points. Screen, Excel, PDF
 * and Word are drawn from it; import reads it backwards. What repeats is a table of rows; a band prints one or two.
 */

const name = z.string().regex(/^[a-z][A-Za-z0-9]*$/);
/** Path of a value in the JSON shape of a filing, e.g. `annualFunding.total`. */
const fieldId = z.string().regex(/^[a-z][A-Za-z0-9]*(\.[a-z][A-Za-z0-9]*)?$/);
/** A field (`annual.total`), a column of the same row (`fiscal`), or a whole column of a table (`tasks[].total`). */
const ref = z.string().regex(/^[a-z][A-Za-z0-9]*((\[\])?\.[a-z][A-Za-z0-9]*)?$/);

/**
 * `amount`: exact decimal in the form's unit of money; `percent`: printed with its %; `number`: a decimal; `period`:
 * 2024年1月至2024年12月; `date`: 2024年3月1日; `year` and `integer`: whole numbers; `line`: one line of text; `text`: text
 * with line breaks; `choice`: one of `options`, printed in a pattern as all of them with a box each; `tick`: ✔ or empty.
 */
const valueType = z.enum([
  'line',
  'text',
  'amount',
  'percent',
  'number',
  'integer',
  'year',
  'period',
  'date',
  'choice',
  'tick',
]);

/** How a value follows from others (filing/computed.ts). A closed set, no formulas; what is unknown prints as empty. */
const computedSchema = z.discriminatedUnion('is', [
  /** The exact sum of what is filled in. */
  z.strictObject({ is: z.literal('sum'), of: z.array(ref).min(1) }),
  /** `part` as a percentage of `whole`: 执行率 B/A. */
  z.strictObject({ is: z.literal('share'), part: ref, whole: ref, decimals: z.int().nonnegative() }),
  /** Points in proportion to a share, at most all of them: 得分 of the execution rate. */
  z.strictObject({
    is: z.literal('points'),
    share: ref,
    of: z.union([ref, z.number()]),
    decimals: z.int().nonnegative(),
  }),
  /** Points of an indicator by what was reached of its target, in the target's direction (filing/score.ts). */
  z.strictObject({ is: z.literal('score'), target: ref, actual: ref, of: ref, decimals: z.int().nonnegative() }),
  /** One text out of several: the value of split columns, `{sign}{number}{unit}`. Writing it splits it again. */
  z.strictObject({ is: z.literal('join'), pattern: z.string() }),
  /** 增加12.5 or 减少3: this year's amount against last year's. Reading it gives last year's amount (filing/change.ts). */
  z.strictObject({ is: z.literal('change'), now: ref, last: ref }),
  /** The year before the one in `year`. */
  z.strictObject({ is: z.literal('yearBefore'), year: ref }),
  /** The number of the row. */
  z.strictObject({ is: z.literal('ordinal') }),
]);

const valueShape = {
  options: z.array(z.string().min(1)).min(2).optional(),
  computed: computedSchema.optional(),
  /**
   * The clerk may type another value over the computed one; the reason stands in this column or field. What is typed
   * is stored, what is computed never.
   */
  override: z.string().optional(),
};

const fieldSchema = z.strictObject({
  id: fieldId,
  /** Name shown to the clerk and to screen readers, e.g. 年度金额. */
  name: z.string().min(1),
  type: valueType,
  ...valueShape,
  /** Regular expression that a value inside a pattern has, e.g. `\d{6}` for a unit code glued to the unit's name. */
  match: z.string().optional(),
  /** A value that the form does not print when it is empty, and that its JSON then leaves out. */
  optional: z.literal(true).optional(),
  /** What stands in a new filing: the points of the execution rate, the month of a monitoring table. */
  begins: z.string().optional(),
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
/** Printed words, and other wordings of them that import accepts. */
const words = { text: z.string(), also: z.array(z.string()).optional() };

const cellSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('label'), ...words, ...placeSchema }),
  z.strictObject({ kind: z.literal('field'), field: z.string(), ...placeSchema }),
  /** Text around fields, e.g. `({fiscalYear}年度)`; see pattern.ts. Edited and read as a whole. */
  z.strictObject({
    kind: z.literal('pattern'),
    pattern: z.string(),
    name: z.string(),
    also: z.array(z.string()).optional(),
    ...placeSchema,
  }),
  z.strictObject({ kind: z.literal('blank'), ...placeSchema }),
]);

const rowSchema = z.strictObject({
  cells: z.array(cellSchema).min(1),
  /** Least height in mm; text makes a row taller, never lower. */
  height: z.number().positive(),
  /** Lines above the frame (title, year, unit line) have no borders. */
  frame: z.boolean(),
  /** Printed only in filings that have this section switched on. Labels that reach over it are then shorter. */
  section: z.string().optional(),
  /** Labels that stay with the next row and are printed again where that goes on to a further page. */
  heads: z.literal(true).optional(),
});

export const columnSchema = z.strictObject({
  id: name,
  /** Heading. It may be a pattern of fields: `1-{month}月执行数`. */
  name: z.string(),
  also: z.array(z.string()).optional(),
  /** Without a type: `line`. */
  type: valueType.optional(),
  ...valueShape,
  /** 0 for a column that is not printed, e.g. the joined value of split columns. */
  colSpan: z.int().nonnegative().optional(),
  align: z.enum(['left', 'center', 'right']).optional(),
  /** Neighbouring rows with the same text are printed as one cell (level 1 and 2). */
  merge: z.literal(true).optional(),
});

/** A heading over several columns: 资金来源 over 合计, 一般公共预算 …. */
const columnGroupSchema = z.strictObject({ ...words, columns: z.array(columnSchema).min(1) });

const levelSchema = z.strictObject({
  name: z.string(),
  also: z.array(z.string()).optional(),
  /** What the rules know it as, whatever the form calls it: 产出指标(50分) is `output`. */
  as: z.enum(['output', 'benefit', 'satisfaction', 'cost', 'management']).optional(),
  level2: z
    .array(
      z.strictObject({
        name: z.string(),
        also: z.array(z.string()).optional(),
        /** What it is when a table with this level 1 has no indicator of it (R20). */
        missing: z.enum(['error', 'warning']).optional(),
        as: z.enum(['quantity', 'quality', 'timeliness', 'cost', 'effect', 'satisfaction']).optional(),
      }),
    )
    .min(1),
  /** A table without an indicator of this level comes back from review (R19). */
  required: z.boolean(),
});

/**
 * Rows that the clerk adds. A table with a column `level3` is one of indicators (`isIndicators`), and has the rules,
 * the library and the comparison that come with that; its value is the column `value`.
 */
const tableSchema = z.strictObject({
  id: name,
  name: z.string().min(1),
  columns: z.array(z.union([columnSchema, columnGroupSchema])).min(1),
  levels: z.array(levelSchema).min(1).optional(),
  /** Rows of a new filing: one for each level 2, or so many blank ones. */
  begins: z.union([z.literal('levels'), z.int().nonnegative()]),
});

/** A row of sums that nobody types: 合计 once, 小计 at each group of rows that are alike in the column `by`. */
const totalSchema = z.strictObject({
  /** The words may name a column of the group: `{unit}小计`. */
  ...words,
  at: z.enum(['start', 'end']),
  by: name.optional(),
  /** Printed columns that the words reach over, from the left of the band's own columns. */
  over: z.int().positive(),
  sums: z.array(name).min(1),
});

const bandShape = {
  /** Printed only in filings that have this section switched on. */
  section: z.string().optional(),
  /** `break`: begins a page. `together`: goes to the next page rather than being cut, where one page holds it. */
  page: z.strictObject({ break: z.literal(true).optional(), together: z.literal(true).optional() }).optional(),
};

const bandSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('fixed'), rows: z.array(rowSchema).min(1), ...bandShape }),
  z.strictObject({
    kind: z.literal('table'),
    /** Least height of a row in mm. */
    height: z.number().positive(),
    /** A label left of headings, rows and sums: 绩效指标 down the whole block. */
    side: z.strictObject({ ...words, colSpan: z.int().positive().optional() }).optional(),
    /** Columns that lanes side by side have in common, printed once: the level 1 of 财预〔2015〕88号. */
    shared: z.array(columnSchema).optional(),
    lanes: z.array(tableSchema).min(1).max(2),
    totals: z.array(totalSchema).optional(),
    ...bandShape,
  }),
  z.strictObject({
    kind: z.literal('text'),
    /**
     * Paragraphs over the whole width without a frame. A text in the field `id` takes the place of the pattern; one
     * without an id is a heading that nobody changes.
     */
    paragraphs: z
      .array(
        z.strictObject({
          id: fieldId.optional(),
          pattern: z.string(),
          also: z.array(z.string()).optional(),
          style: styleSchema.optional(),
          /** Characters that the first line is indented by. */
          indent: z.int().nonnegative().optional(),
          section: z.string().optional(),
        }),
      )
      .min(1),
    ...bandShape,
  }),
]);

const severity = z.enum(['error', 'warning', 'hint']);
const amountWords = z.array(z.strictObject({ words: z.array(z.string()).min(1), field: z.string() })).min(1);

/** Weights by level 1. */
const weightScheme = z.record(z.string(), z.number());

/** Which rules of the review apply to the rows of one table, and their limits. */
const tableChecksSchema = z.strictObject({
  /** Characters of an indicator's name: more than `most` is refused (R24), more than `advised` is too long (R25). */
  names: z.strictObject({ advised: z.int(), most: z.int() }).optional(),
  /** Indicators of a table and of one level 2 (R45); percentage of them that should be quantitative (R44). */
  counts: z.strictObject({ least: z.int(), most: z.int(), perLevel2: z.int(), quantitative: z.int() }).optional(),
  /** Column of the basis of a value (R59). */
  basis: name.optional(),
  /**
   * Column of the weights (R48), what they sum up to, together with those in the field `plus` where there is one (the
   * execution rate's), and by level 1 where that is laid down; of several schemes the nearest is told (R49).
   */
  weights: z
    .strictObject({
      column: name,
      total: z.number(),
      plus: z.string().optional(),
      levels: z.union([weightScheme, z.array(weightScheme).min(1)]).optional(),
    })
    .optional(),
  /** Indicators that the bureau's system sets and nobody changes (R60); `optional` where only some regions set them. */
  fixed: z
    .array(z.strictObject({ name: z.string(), value: z.string(), optional: z.literal(true).optional() }))
    .optional(),
  /** The rule that says so when no row is filled in. */
  filled: z.strictObject({ rule: z.string(), severity }).optional(),
  /** Columns that no filled row may leave empty, each with the rule that says so. */
  required: z.array(z.strictObject({ rule: z.string(), column: name, severity })).optional(),
  /** Tick columns of which a filled row has exactly one; with `reason` a text is required unless `unless` is ticked. */
  oneOf: z
    .array(
      z.strictObject({
        rule: z.string(),
        columns: z.array(name).min(2),
        severity,
        reason: name.optional(),
        unless: name.optional(),
      }),
    )
    .optional(),
  /**
   * Column of the points that a target has by its result (R70, R72), and that of the reason why it was missed (R71), or
   * exceeded by `over` percent (R73).
   */
  scores: z.strictObject({ column: name, reason: name, over: z.number().positive().optional() }).optional(),
});

/** Which rules of the review (checks/rules.ts) apply to the form, and their limits. */
const checksSchema = z.strictObject({
  /** Severities that differ from the rule's own; `off` where the rule does not apply. */
  severity: z.record(z.string().regex(/^R\d\d$/), z.union([severity, z.literal('off')])),
  /** Values that may not be empty, each with the rule that says so. */
  required: z.array(z.strictObject({ rule: z.string(), field: z.string(), severity })),
  /** The goals, and how many characters each should have (R04). */
  goals: z.strictObject({ fields: z.array(z.string()).min(1), least: z.int(), most: z.int() }).optional(),
  /** Width of ＞ ＜ ＝ as the bureau prints them (R47); without it a table may have either, but one throughout. */
  signs: z.enum(['half', 'full']).optional(),
  /** The funding of the whole implementation period and of the year (R06, R10). */
  period: z.strictObject({ field: z.string(), whole: z.string(), annual: z.string() }).optional(),
  /**
   * What the year's money is compared with: cost indicators (R17), goals (R52), the unit's sum (R61). A field, or a
   * column that is summed up (`tasks[].total`).
   */
  budget: ref.optional(),
  /** In a table of a whole unit: what the budgets of its projects come to at most (R61). */
  projects: ref.optional(),
  /** Names of projects that need a cost indicator (R21). */
  costWords: z.array(z.string()).min(1).optional(),
  /** A text that repeats amounts of cells, by the words before each (R15), and the word before its purpose (R50). */
  narrative: z.strictObject({ field: z.string(), amounts: amountWords, purpose: z.string() }).optional(),
  /** Fields of the cumulative spending plan, in order; the last is 100 % (R16). */
  plan: z.array(z.string()).min(2).optional(),
  /** The project code and what it looks like (R54). */
  code: z.strictObject({ field: z.string(), match: z.string() }).optional(),
  /** The rate of execution below which the field `reason` says why (R74), in percent. */
  execution: z.strictObject({ rate: z.string(), least: z.number(), reason: z.string() }).optional(),
  /** The most that `score` may be where the rate of execution is below so many percent (R75). */
  caps: z
    .strictObject({
      rate: z.string(),
      score: z.string(),
      steps: z.array(z.strictObject({ below: z.number(), most: z.number() })).min(1),
    })
    .optional(),
  /** By table id. */
  tables: z.record(name, tableChecksSchema),
});

/** What a filing of this form takes over from the target filing that it is made from; those cells stay linked. */
const madeFromSchema = z.strictObject({
  /** Each field and those it may come from; the first that the source form has and that is filled in wins. */
  fields: z.array(z.strictObject({ to: z.string(), from: z.array(ref).min(1) })),
  tables: z.array(
    z.strictObject({
      to: name,
      from: z.array(name).min(1),
      /** From columns of the source's rows, or from a field of it that then is the same in every row. */
      columns: z.array(z.strictObject({ to: name, from: z.array(fieldId).min(1) })).min(1),
    }),
  ),
});

/** The shape of a form; what shapes cannot say is in form-faults.ts. */
export const formShape = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]*$/),
  version: z.string().min(1),
  name: z.string().min(1),
  /** What it is for; new filings are offered by it. */
  kind: z.enum(['project', 'unit', 'monitor', 'evaluation', 'disclosure', 'cover', 'book', 'exchange']),
  /** Where the form is in use, and where its layout was taken from. */
  region: z.string(),
  source: z.string(),
  unitOfMoney: z.enum(['万元', '元']),
  page: z.strictObject({
    width: z.number().positive(),
    height: z.number().positive(),
    margin: z.strictObject({ top: z.number(), right: z.number(), bottom: z.number(), left: z.number() }),
    /** Body sizes to try, largest first; a table that fits one page with none flows at the first. */
    body: z.array(z.number().positive()).min(1).optional(),
  }),
  /** Column widths in mm; their sum is the width of the table. */
  columns: z.array(z.number().positive()).min(1),
  fields: z.array(fieldSchema),
  sections: z.array(z.strictObject({ id: z.string(), name: z.string() })),
  /** In printed order. */
  bands: z.array(bandSchema).min(1),
  amounts: z.strictObject({
    /** Decimals that an amount typed by the clerk is filled up to; natural decimals are 0. */
    decimals: z.int().nonnegative(),
    /** Decimals beyond which the amount is probably a mistake. */
    most: z.int().nonnegative(),
    /**
     * Each total is the sum of its parts, by the rule that says so (R08, R09, R14): of fields and of whole columns
     * (`tasks[].total`).
     */
    sums: z.array(z.strictObject({ rule: z.string(), total: ref, parts: z.array(ref).min(1) })),
  }),
  checks: checksSchema,
  /**
   * Values that the clerk often fills in alike, each offered as one action that copies them (年度目标与实施期一致).
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
  madeFrom: madeFromSchema.optional(),
});
