import type { Edit } from './filing/edits.ts';

/**
 * How bad a problem is: 错误 comes back from review, 警告 often does, 提示 is worth a look. 待填 is a value that is not
 * there yet, in a table that nobody has asked to be judged (checks/to-fill.ts); no rule and no form says it.
 */
export type Severity = 'error' | 'warning' | 'hint' | 'fill';

/** What a check, an import or an export has to say about one place of a filing (审核问题). */
export interface Problem {
  /** Id of the rule, e.g. `R08` (checks/rules.ts); `import` and `font` for what reading and printing found. */
  rule: string;
  severity: Severity;
  /** One Chinese sentence: what is wrong and what to do. */
  message: string;
  /** Path of the value (see filing/path.ts); '' for the table as a whole. */
  path: string;
  /** Paths of further values that it is about: the parts of a sum, the first of two duplicates. */
  also?: string[];
  /** An automatic repair, where one is safe: afterwards this problem is gone and no new error stands. */
  fix?: Fix;
}

/** Edits that mend a problem, and what they do in a few words: 改为“≥95%”. */
export interface Fix {
  label: string;
  edits: Edit[];
}
