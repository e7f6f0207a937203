/** What a check, an import or an export has to say about one place of a filing (审核问题). */
export interface Problem {
  /** Id of the rule, e.g. `R08`; `import` and `font` for what reading and printing found. */
  rule: string;
  severity: 'error' | 'warning' | 'hint';
  /** One Chinese sentence: what is wrong and what to do. */
  message: string;
  /** Path of the value (see filing/path.ts); '' for the table as a whole. */
  path: string;
}
