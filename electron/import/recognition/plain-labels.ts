import type { Form } from '../../../shared/form/form.ts';
import { mapForm } from './form-map.ts';
import type { ViewRow } from './view.ts';

/** `*项目名称`, `1.项目名称`, `四、绩效目标`, `(一)绩效目标`: folded. */
const BEFORE = /^(?:[*★☆※●◆■▲#]+|\(?(?:\d{1,2}|[一二三四五六七八九十]{1,2})(?:[.、)]+))+/u;
/** `主管部门(盖章)`, `实施期金额(万元)`, `年度目标(2026年)`, `项目名称*`. */
const BEHIND = /(?:\([^()]{1,12}\)|[*★☆※])+$/u;

const known = new WeakMap<readonly Form[], ReadonlySet<string>>();

function labelsOf(forms: readonly Form[]): ReadonlySet<string> {
  const labels =
    known.get(forms) ??
    new Set(forms.map(mapForm).flatMap(({ labelTexts, columnTexts }) => [...labelTexts, ...columnTexts]));
  known.set(forms, labels);
  return labels;
}

/** A label as it is, whatever marks, numbers and remarks in brackets stand around it; other texts stay. */
export function plainLabel(folded: string, isLabel: (text: string) => boolean): string {
  return isLabel(folded) ? folded : (plainVariants(folded).find(isLabel) ?? folded);
}

/** A text without the marks, numbers and remarks before it, behind it, and both, as far as it has such things. */
export function plainVariants(folded: string): readonly string[] {
  if (!/[()*★☆※●◆■▲#.、]/.test(folded)) return NONE;
  const known = asked.get(folded);
  if (known) return known;
  if (asked.size >= MOST_ASKED) asked.clear();
  const start = folded.replace(BEFORE, '');
  const variants = [...new Set([start, folded.replace(BEHIND, ''), start.replace(BEHIND, '')])];
  variants.splice(variants.indexOf(folded), variants.includes(folded) ? 1 : 0);
  asked.set(folded, variants);
  return variants;
}

const NONE: readonly string[] = [];
/** The same labels come in every table, and are asked for form after form. */
const asked = new Map<string, readonly string[]>();
const MOST_ASKED = 2000;

/** The rows with the labels of the forms as they are, whatever marks, numbers and remarks in brackets stand around them. */
export function plainLabels(rows: readonly ViewRow[], forms: readonly Form[]): ViewRow[] {
  const labels = labelsOf(forms);
  const isLabel = (text: string) => labels.has(text);
  return rows.map((row) => {
    let changed = false;
    const cells = row.cells.map((cell) => {
      const folded = plainLabel(cell.folded, isLabel);
      if (folded === cell.folded) return cell;
      changed = true;
      return { ...cell, folded };
    });
    return changed ? { ...row, cells } : row;
  });
}
