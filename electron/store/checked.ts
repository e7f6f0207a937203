import { checkFiling } from '../../shared/checks/run.ts';
import { asToFill } from '../../shared/checks/to-fill.ts';
import { type Places, rowNames } from '../../shared/checks/waivers.ts';
import { type YearFacts, yearFacts } from '../../shared/checks/year.ts';
import type { Filing } from '../../shared/filing/filing.ts';
import { formOf } from '../../shared/filing/form-of.ts';
import { catalog } from '../../shared/form/catalog/catalog.ts';
import type { Form } from '../../shared/form/form.ts';
import type { Problem } from '../../shared/problem.ts';

/** What the checks found in one filing. */
export interface Checked {
  /** Null when the stored filing cannot be read; its one problem then says why. */
  form: Form | null;
  problems: Problem[];
  /** The same while nobody has asked for it to be judged: what is not filled in is 待填. */
  unjudged: Problem[];
  /** The rows of its tables as warnings switched off for one place know them. */
  rows: Places['rows'];
  facts: YearFacts | null;
  /** As `YearFacts.budget`. */
  amount: string | null;
}

export function checkedOf(filing: Filing): Checked {
  const form = formOf(filing);
  const facts = yearFacts(form, filing);
  const problems = checkFiling(form, filing);
  const unjudged = asToFill(form, filing, problems);
  return { form, problems, unjudged, rows: rowNames(filing), facts, amount: facts.budget };
}

/** As bytes: as objects what is known of a filing takes many times as much. The facts stand first, in a line of their own. */
export function pack({ form, problems, unjudged, rows, facts, amount }: Checked): Buffer {
  const fills = unjudged.flatMap(({ severity }, at) => (severity === 'fill' ? [at] : []));
  const of = form && { id: form.id, version: form.version };
  const ofYear = facts && { ...facts, form: of };
  return Buffer.from(`${JSON.stringify(ofYear)}\n${JSON.stringify({ of, problems, fills, rows, amount })}`);
}

const LINE_END = 0x0a;

/** What the other filings of its year are compared with. */
export function unpackFacts(packed: Buffer): YearFacts | null {
  const line = packed.toString('utf8', 0, packed.indexOf(LINE_END));
  const facts = JSON.parse(line) as (Omit<YearFacts, 'form'> & { form: PackedForm }) | null;
  const form = facts && formNamed(facts.form);
  return facts && form && { ...facts, form };
}

/** All but the facts. */
export function unpack(packed: Buffer): Omit<Checked, 'facts'> {
  const { of, problems, fills, rows, amount } = JSON.parse(packed.toString('utf8', packed.indexOf(LINE_END))) as {
    of: PackedForm;
    problems: Problem[];
    fills: number[];
    rows: Places['rows'];
    amount: string | null;
  };
  const unjudged = [...problems];
  for (const at of fills) unjudged[at] = { ...(problems[at] as Problem), severity: 'fill' };
  return { form: formNamed(of), problems, unjudged, rows, amount };
}

type PackedForm = { id: string; version: string } | null;

function formNamed(of: PackedForm): Form | null {
  return of && (catalog.find(of.id, of.version) ?? null);
}
