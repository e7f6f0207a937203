import { setText } from '../filing/edits.ts';
import type { Filing } from '../filing/filing.ts';
import { shorten } from '../filing/parse.ts';
import { placeOf } from '../filing/path.ts';
import { columnsOf, type Form, fieldOf } from '../form/form.ts';
import type { Fix, Problem } from '../problem.ts';
import { severities } from '../review.ts';
import { checkAmounts } from './amounts.ts';
import { checkIndicators } from './indicator-set.ts';
import { checkLevels } from './levels.ts';
import { checkNarrative } from './narrative.ts';
import { checkPeriod } from './period.ts';
import { checkPlan } from './plan.ts';
import { checkRequired } from './required.ts';
import { checkRows } from './rows.ts';
import { ruleOf } from './rules.ts';
import { type Finding, type Subject, subjectOf } from './subject.ts';
import { checkTexts } from './texts.ts';

const FAMILIES: ((subject: Subject) => Finding[])[] = [
  checkRequired,
  checkPeriod,
  checkAmounts,
  checkPlan,
  checkTexts,
  checkNarrative,
  checkLevels,
  checkIndicators,
  checkRows,
];

/** Everything the rules find in one filing: errors first, each kind in printed order. Never throws. */
export function checkFiling(form: Form, filing: Filing): Problem[] {
  const subject = subjectOf(form, filing);
  const found = FAMILIES.flatMap((family) => family(subject)).flatMap((finding) => problemOf(subject, finding));
  return inOrder(form, found);
}

/** A rule's finding as the form judges it; none when the form switches the rule off. */
export function problemOf(subject: Pick<Subject, 'form' | 'filing'>, finding: Finding): Problem[] {
  const { rule, message, path, also } = finding;
  const severity = subject.form.checks.severity[rule] ?? finding.severity ?? ruleOf(rule)?.severity ?? 'warning';
  if (severity === 'off') return [];
  const fix = fixOf(subject, finding);
  return [{ rule, severity, message, path, ...(also && also.length > 0 && { also }), ...(fix && { fix }) }];
}

function fixOf({ form, filing }: Pick<Subject, 'form' | 'filing'>, { becomes = {}, label }: Finding): Fix | null {
  const texts = Object.entries(becomes);
  const edits = texts.flatMap(([path, text]) => setText(filing, placeOf(path), text) ?? []);
  return edits.length === 0 ? null : { label: label ?? labelOf(form, texts), edits };
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

/** Errors first; within a severity the table as a whole, then fields in printed order, then rows. */
export function inOrder(form: Form, problems: readonly Problem[]): Problem[] {
  const fields = new Map(form.fields.map((field, index) => [field.id, index]));
  const columns = new Map(columnsOf(form, 'indicators').map((column, index) => [column.id, index]));
  const rank = ({ severity, path }: Problem): number => {
    const place = placeOf(path);
    const within =
      path === ''
        ? 0
        : 'field' in place
          ? 1 + (fields.get(place.field) ?? 0)
          : 1000 + place.row * 50 + (columns.get(place.column) ?? 0);
    return severities.indexOf(severity) * 1e6 + within;
  };
  const ranked = problems.map((problem) => ({ problem, rank: rank(problem) }));
  return ranked.sort((a, b) => a.rank - b.rank).map(({ problem }) => problem);
}
