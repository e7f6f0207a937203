import { withoutYears } from '../filing/move-years.ts';
import { fold } from '../form/fold.ts';
import { projectKind } from './kinds.ts';
import { nameKey } from './name-key.ts';

/** An indicator row in one of the unit's tables. */
export interface Use {
  unit: string;
  /** Name of the project it stands in. */
  project: string;
  level2: string;
  name: string;
  value: string;
}

/** How often each text was met. */
export type Tally = Map<string, number>;

/** What the uses of one indicator have in common, each text with how often it is there. */
export interface Usage {
  uses: number;
  units: Tally;
  kinds: Tally;
  values: Tally;
  level2: Tally;
  names: Tally;
}

/** A usage to be gone through only: of thousands that are read, a map of each tally would cost more than what is read. */
export type ReadUsage = Pick<Usage, 'uses'> & Record<(typeof TALLIES)[number], Iterable<[string, number]>>;

/** What the tables of one project say of one indicator: the newest of them, and every value once. */
export interface ProjectUses {
  unit: string;
  kind: string;
  level2: string;
  name: string;
  values: readonly string[];
}

const TALLIES = ['units', 'kinds', 'values', 'level2', 'names'] as const;

export function noUsage(): Usage {
  return { uses: 0, units: new Map(), kinds: new Map(), values: new Map(), level2: new Map(), names: new Map() };
}

/** Counts what a project says of an indicator, or with -1 takes it out again. */
export function countProject(usage: Usage, { unit, kind, level2, name, values }: ProjectUses, times: 1 | -1): void {
  usage.uses += times;
  count(usage.units, unit, times);
  count(usage.kinds, kind, times);
  count(usage.level2, level2, times);
  count(usage.names, name, times);
  for (const value of values) count(usage.values, value, times);
}

/** What both say together. */
export function sumUsage(a: ReadUsage, b: ReadUsage): Usage {
  const sum = { ...noUsage(), uses: a.uses + b.uses };
  for (const tally of TALLIES) {
    sum[tally] = new Map(a[tally]);
    for (const [text, times] of b[tally]) count(sum[tally], text, times);
  }
  return sum;
}

export function count(tally: Tally, text: string, times = 1): void {
  if (text === '') return;
  const now = (tally.get(text) ?? 0) + times;
  if (now === 0) tally.delete(text);
  else tally.set(text, now);
}

export function packUsage(usage: ReadUsage): string {
  return JSON.stringify([usage.uses, ...TALLIES.map((tally) => [...usage[tally]])]);
}

/** Back from `packUsage`. */
export function unpackUsage(text: string): Usage {
  const { uses, ...tallies } = unpacked(text);
  const usage = { ...noUsage(), uses };
  for (const name of TALLIES) usage[name] = new Map(tallies[name]);
  return usage;
}

/** The same to be gone through; what was counted last stands first. */
export function readUsage(text: string): ReadUsage {
  const usage = unpacked(text);
  for (const name of TALLIES) usage[name].reverse();
  return usage;
}

function unpacked(text: string): { uses: number } & Record<(typeof TALLIES)[number], [string, number][]> {
  const [uses, units = [], kinds = [], values = [], level2 = [], names = []] = JSON.parse(text) as [
    number,
    ...[string, number][][],
  ];
  return { uses, units, kinds, values, level2, names };
}

/** What the tables of one project have in common, whatever year they are of. */
export function projectKey(name: string): string {
  return fold(withoutYears(name));
}

/** The usage of each indicator by its key, from all uses, those of the newest table first. */
export function countUses(uses: readonly Use[]): Map<string, Usage> {
  // Worked out once for a name and a project: many rows have the same.
  const [kindOf, keyOf, projectOf] = [remembering(projectKind), remembering(nameKey), remembering(projectKey)];
  const counted = new Map<string, Usage>();
  // A table that was only rolled forward to the next year says nothing new.
  const projects = new Map<string, ProjectUses & { key: string; values: string[] }>();
  for (const { unit, project, level2, name, value } of uses) {
    const key = keyOf(name);
    if (key === '') continue;
    const place = `${key}\n${unit}\n${projectOf(project)}`;
    const text = value.trim();
    const there = projects.get(place);
    if (!there) projects.set(place, { key, unit, kind: kindOf(project), level2, name, values: [text] });
    else if (!there.values.includes(text)) there.values.push(text);
  }
  for (const project of projects.values()) {
    const usage = counted.get(project.key) ?? noUsage();
    counted.set(project.key, usage);
    countProject(usage, project, 1);
  }
  return counted;
}

/** The same function, asked once for each text. */
export function remembering<R>(work: (text: string) => R): (text: string) => R {
  const known = new Map<string, R>();
  return (text) => {
    let result = known.get(text);
    if (result === undefined) {
      result = work(text);
      known.set(text, result);
    }
    return result;
  };
}
