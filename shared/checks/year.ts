import { Decimal } from 'decimal.js';
import { readAmount, sameAmount, sumAmounts, yuanToWan } from '../filing/amount.ts';
import type { Filing } from '../filing/filing.ts';
import type { Form } from '../form/form.ts';
import { groupBy } from '../group-by.ts';
import type { Problem } from '../problem.ts';
import { problemOf } from './run.ts';
import { amountOf, bare, type Finding, nameOf, pathsOf, type Subject, said, subjectOf } from './subject.ts';
import { keyPairs } from './texts.ts';

/** What the checks across filings need of one: small, and kept as long as the filing does not change. */
export interface YearFacts {
  project: string;
  /** Field and text of the project's name and code, for telling the same project in two tables. */
  identity: { path: string; name: string; text: string }[];
  /** Goals and purposes, as far as they are long enough to be copied; `plain` is what is compared. */
  texts: { path: string; name: string; plain: string }[];
  /** How many key words of the project's name each of these texts has, in the same order. */
  own: number[];
  /**
   * The project's money of the year in 万元, a decimal string; '' when there is none, null when it is no amount. Other
   * tables than those of projects add nothing to the unit's sum: what they hold is the same money again.
   */
  budget: string | null;
  /** What the budgets of all projects of the unit may come to at most in 万元, by this table; null when it says nothing. */
  projects: { path: string; name: string; most: string } | null;
  form: Form;
}

export interface YearProblems {
  /** Problems by the filing's id. */
  filings: Map<number, Problem[]>;
  /** What concerns the unit as a whole. */
  unit: Problem[];
}

/** Texts shorter than this are alike by chance. */
const LEAST = 8;

/** The facts of one filing. */
export function yearFacts(form: Form, filing: Filing): YearFacts {
  const subject = subjectOf(form, filing);
  const nameField = form.list.name[0] ?? '';
  const project = nameField === '' ? '' : said(subject, nameField);
  const texts = writtenTexts(subject);
  const pairs = [...keyPairs(project)];
  return {
    project,
    identity: [nameField, form.checks.code?.field ?? '']
      .filter((field) => field !== '')
      .map((path) => ({ path, name: nameOf(subject, path), text: bare(said(subject, path)) })),
    texts,
    own: texts.map(({ plain }) => pairs.filter((pair) => plain.includes(pair)).length),
    budget: form.kind !== 'project' ? '' : moneyOf(subject, form.checks.budget),
    projects: projectsOf(subject),
    form,
  };
}

function moneyOf(subject: Subject, ref: string | undefined): string | null {
  return ref === undefined ? '' : inWan(subject.form, amountOf(subject, ref));
}

function projectsOf(subject: Subject): YearFacts['projects'] {
  const ref = subject.form.checks.projects;
  const most = moneyOf(subject, ref);
  if (ref === undefined || !most) return null;
  return { path: pathsOf(subject, ref)[0] ?? '', name: nameOf(subject, ref), most };
}

function writtenTexts(subject: Subject): YearFacts['texts'] {
  const { goals, narrative } = subject.form.checks;
  const texts = (goals?.fields ?? []).map((path) => ({ path, plain: bare(said(subject, path)) }));
  if (narrative) {
    const text = said(subject, narrative.field);
    const at = text.lastIndexOf(narrative.purpose);
    if (at >= 0) texts.push({ path: narrative.field, plain: bare(text.slice(at + narrative.purpose.length)) });
  }
  return (
    texts
      .filter(({ path, plain }) => subject.printed.has(path) && plain.length >= LEAST)
      // A copy in which only a number was changed is one too.
      .map(({ path, plain }) => ({ path, plain: plain.replace(/\d+/g, '#'), name: nameOf(subject, path) }))
  );
}

interface Entry {
  id: number;
  facts: YearFacts;
}

/**
 * What one unit's filings of one year show only together: the same goal in several projects (R50), one project in two
 * tables (R62), a sum that is not the approved total (R61; null when none was given) or more than a table of the whole
 * unit has. What is made from a target table repeats it, so tables are compared with those of their kind.
 */
export function checkYear(filings: readonly Entry[], approved: string | null): YearProblems {
  const found = new Map<number, Problem[]>();
  const add = ({ id, facts }: Entry, finding: Finding) => {
    const problems = problemOf({ form: facts.form, filing: EMPTY }, finding);
    found.set(id, [...(found.get(id) ?? []), ...problems]);
  };
  const ofKind = ({ facts: { form } }: Entry) => (form.kind === 'project' ? form.kind : form.id);
  for (const alike of groupBy(filings, ofKind).values()) {
    findCopies(alike, add);
    findTwins(alike, add);
  }
  findExcess(filings, add);
  return { filings: found, unit: checkTotal(filings, approved) };
}

/** Findings across filings have no repair, so no filing is needed to make their problems. */
const EMPTY: Filing = { form: '', version: '', sections: [], values: {}, tables: {} };

type Add = (entry: Entry, finding: Finding) => void;

/** R50. The project that a text plainly belongs to is not told; the others copied it. */
function findCopies(filings: readonly Entry[], add: Add): void {
  const texts = filings.flatMap((entry) => {
    const project = bare(entry.facts.project);
    return entry.facts.texts.map((text, at) => ({ entry, project, text, own: entry.facts.own[at] ?? 0 }));
  });
  for (const group of groupBy(texts, ({ text }) => text.plain).values()) {
    // Two tables of one project are told as such (R62).
    if (new Set(group.map(({ project }) => project)).size < 2) continue;
    const most = Math.max(...group.map(({ own }) => own));
    const owners = new Set(group.filter(({ own }) => own === most).map(({ entry }) => entry.id));
    const owned =
      most >= 2 && owners.size === 1 && group.every(({ entry, own }) => owners.has(entry.id) || own * 2 < most);
    const tables = groupBy(group, ({ entry }) => entry.id);
    const tablesOf = groupBy([...tables.values()], ([first]) => first?.entry.facts.project);
    for (const [id, own] of tables) {
      const [first, ...more] = own;
      if (!first || (owned && owners.has(id))) continue;
      const other = group.find(({ entry }) => entry.id !== id)?.entry.facts.project;
      const others = tablesOf.size - (tablesOf.get(first.entry.facts.project)?.length === 1 ? 1 : 0);
      const whose = `${other ? `“${other}”` : '另一张表'}${others > 1 ? `等 ${others} 个项目` : ''}`;
      const names = own.map(({ text }) => text.name).join('、');
      const finding: Finding = {
        rule: 'R50',
        message: `${names}与${whose}相同，疑似复制，请按本项目改写`,
        path: first.text.path,
      };
      add(first.entry, more.length > 0 ? { ...finding, also: more.map(({ text }) => text.path) } : finding);
    }
  }
}

/** R62. */
function findTwins(filings: readonly Entry[], add: Add): void {
  const identities = filings.flatMap((entry) =>
    entry.facts.identity.filter(({ text }) => text !== '').map((identity) => ({ entry, identity })),
  );
  for (const group of groupBy(identities, ({ identity }) => `${identity.path} ${identity.text}`).values())
    for (const { entry, identity } of group.length > 1 ? group : [])
      add(entry, {
        rule: 'R62',
        message: `本年度另有 ${group.length - 1} 张表的${identity.name}与本表相同${named(group, entry)}，请核对是否重复`,
        path: identity.path,
      });
}

/** The projects of the other tables, where they have names of their own. */
function named(group: readonly { entry: Entry }[], own: Entry): string {
  const names = new Set(group.map(({ entry }) => entry.facts.project).filter((name) => name !== own.facts.project));
  return names.size > 0 ? `（${[...names].join('、')}）` : '';
}

/** An amount of the form in 万元. */
function inWan(form: Form, amount: string | null): string | null {
  return amount && form.unitOfMoney === '元' ? yuanToWan(amount) : amount;
}

/** R61: the projects' money is part of what a table of the whole unit has for them. */
function findExcess(filings: readonly Entry[], add: Add): void {
  const sum = sumOfProjects(filings);
  for (const entry of filings) {
    const { projects } = entry.facts;
    if (!projects || !sum || !new Decimal(sum).greaterThan(projects.most)) continue;
    const message = `各项目金额之和 ${sum} 万元大于${projects.name} ${projects.most} 万元，请核对`;
    add(entry, { rule: 'R61', message, path: projects.path });
  }
}

/** In 万元. An amount that cannot be read is told at its cell (R11); until then there is no sum: null. */
function sumOfProjects(filings: readonly Entry[]): string | null {
  const amounts = filings.map(({ facts }) => facts.budget);
  return amounts.includes(null) ? null : sumAmounts(amounts.map((amount) => amount ?? ''));
}

/** R61, in 万元 whatever the forms count in. */
function checkTotal(filings: readonly Entry[], approved: string | null): Problem[] {
  const [first] = filings;
  if (approved === null || !first) return [];
  const sum = sumOfProjects(filings);
  if (sum === null || !readAmount(approved) || sameAmount(sum, approved)) return [];
  const message = `各项目金额之和 ${sum} 万元与批复总额 ${approved} 万元不符，请核对`;
  return problemOf({ form: first.facts.form, filing: EMPTY }, { rule: 'R61', message, path: '' });
}
