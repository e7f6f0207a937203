import { fieldOrColumn, textAt } from '../filing/computed.ts';
import { applyAll, type Edit, setText } from '../filing/edits.ts';
import { enterText } from '../filing/enter.ts';
import type { Filing } from '../filing/filing.ts';
import { shorten } from '../filing/parse.ts';
import { placeOf } from '../filing/path.ts';
import { type Form, fieldOf } from '../form/form.ts';
import type { Fix, Problem } from '../problem.ts';
import { severities } from '../review.ts';
import { checkAmounts } from './amounts.ts';
import { checkFilledRows } from './filled-rows.ts';
import { checkIndicators } from './indicator-set.ts';
import { checkLevels } from './levels.ts';
import { checkNarrative } from './narrative.ts';
import { checkPeriod } from './period.ts';
import { placeOrder, shownPath } from './place-order.ts';
import { checkPlan } from './plan.ts';
import { checkRequired } from './required.ts';
import { checkRows } from './rows.ts';
import { ruleOf } from './rules.ts';
import { checkExecution, checkScores } from './scores.ts';
import { type Finding, type Subject, subjectOf, type TableSubject } from './subject.ts';
import { checkTexts } from './texts.ts';
import { checkTypes } from './types.ts';

const FAMILIES: ((subject: Subject) => Finding[])[] = [
  checkRequired,
  checkPeriod,
  checkAmounts,
  checkPlan,
  checkTexts,
  checkNarrative,
  checkTypes,
  checkExecution,
];
/** What is asked of each table of indicators by itself. */
const OF_INDICATORS: ((subject: Subject, table: TableSubject) => Finding[])[] = [
  checkLevels,
  checkIndicators,
  checkScores,
];
/** What is asked of the rows of each table, whatever they are. */
const OF_TABLES: ((subject: Subject, table: TableSubject) => Finding[])[] = [checkFilledRows, checkRows];

/** Everything the rules find in one filing: errors first, each kind in printed order. Never throws. */
export function checkFiling(form: Form, filing: Filing): Problem[] {
  const subject = subjectOf(form, filing);
  const { tables, indicators } = subject;
  const found = [
    ...FAMILIES.flatMap((family) => family(subject)),
    ...indicators.flatMap((table) => OF_INDICATORS.flatMap((family) => family(subject, table))),
    ...tables.flatMap((table) => OF_TABLES.flatMap((family) => family(subject, table))),
  ];
  return inOrder(
    form,
    found.flatMap((finding) => problemOf(subject, finding)),
  );
}

/** A rule's finding as the form judges it; none when the form switches the rule off. */
export function problemOf(subject: Pick<Subject, 'form' | 'filing'>, finding: Finding): Problem[] {
  const { rule, message, path, also } = finding;
  const severity = subject.form.checks.severity[rule] ?? finding.severity ?? ruleOf(rule)?.severity ?? 'warning';
  if (severity === 'off') return [];
  const fix = fixOf(subject, finding);
  const at = shownPath(subject.form, path);
  return [{ rule, severity, message, path: at, ...(also && also.length > 0 && { also }), ...(fix && { fix }) }];
}

function fixOf({ form, filing }: Pick<Subject, 'form' | 'filing'>, { becomes = {}, label }: Finding): Fix | null {
  const texts = Object.entries(becomes);
  const edits = texts.flatMap(([path, text]) => writing(form, filing, path, text));
  return edits.length === 0 ? null : { label: label ?? labelOf(form, texts), edits };
}

/**
 * The edits that put a text into a place. The value of split columns is taken apart as when a clerk types it; none where
 * the columns cannot hold it.
 */
function writing(form: Form, filing: Filing, path: string, text: string): Edit[] {
  const place = placeOf(path);
  if (fieldOrColumn(form, place)?.computed?.is !== 'join')
    return [setText(filing, place, text)].filter((edit) => edit !== null);
  const edits = enterText(form, filing, { path, pattern: '', run: null, name: '' }, text);
  return !('refused' in edits) && textAt(form, applyAll(filing, edits), place) === text ? edits : [];
}

/** 改为“≥95%”; where two values change, what each becomes. */
function labelOf(form: Form, texts: [path: string, text: string][]): string {
  if (new Set(texts.map(([, text]) => text)).size === 1) return `改为“${shorten(texts[0]?.[1] ?? '', 16)}”`;
  const named = texts.map(([path, text]) => {
    const place = placeOf(path);
    return `${'field' in place ? fieldOf(form, place.field).name : ''}“${shorten(text, 12)}”`;
  });
  return `改为${named.join('、')}`;
}

/** Errors first; within a severity the filing as a whole, then by place, in printed order. */
export function inOrder(form: Form, problems: readonly Problem[]): Problem[] {
  const order = placeOrder(form);
  const ranked = problems.map((problem) => ({
    problem,
    rank: severities.indexOf(problem.severity),
    at: order(problem.path),
  }));
  return ranked.sort((a, b) => a.rank - b.rank || a.at - b.at).map(({ problem }) => problem);
}
