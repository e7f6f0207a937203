import type { Responses } from '../../shared/api.ts';
import { groupBy } from '../../shared/group-by.ts';
import { clockName, dayName, timeName } from '../day-name.ts';

type Listed = Responses['versions.list'];

/** A line of the history: a saved change that can be looked at, or what unfolds the rest of a day. */
export type HistoryLine = {
  /** Tells it from all others: a version with a name stands among those and in its day. */
  key: string;
} & (
  | {
      kind: 'step';
      revision: number;
      /** Time of day, of a version in the list of names the day before it. */
      time: string;
      label: string;
      names: readonly string[];
      /** It is what the table holds now. */
      present: boolean;
      damaged: boolean;
    }
  | { kind: 'more'; day: string; count: number }
);

export interface HistoryGroup {
  key: string;
  title: string;
  lines: readonly HistoryLine[];
}

/** Lines that a long day shows before it is unfolded. */
const SHOWN = 8;
/** A day with at most so many lines is shown whole: folding one or two of them away is no help. */
const WHOLE = 10;

/** The history as the page lists it: the versions that have names, then day by day what was saved, the newest first. */
export function historyGroups(listed: Listed, unfolded: ReadonlySet<string>, today: Date): HistoryGroup[] {
  const named = listed.versions.filter(({ name }) => name !== '');
  const versions = groupBy(named, ({ revision }) => revision);
  const last = listed.steps[0]?.revision;
  const labels = new Map(listed.steps.map(({ revision, label }) => [revision, label]));
  const line = (revision: number, about: { key: string; time: string; label: string; damaged?: true }) => ({
    kind: 'step' as const,
    revision,
    names: versions.get(revision)?.map(({ name }) => name) ?? [],
    present: revision === last,
    ...about,
    damaged: about.damaged ?? false,
  });
  const byName = [...versions].map(([revision, [version]]) => {
    const { savedAt, damaged } = version ?? { savedAt: '' };
    const time = timeName(savedAt, today);
    const label = labels.get(revision) ?? '';
    return line(revision, { key: `named-${revision}`, time, label, ...(damaged && { damaged }) });
  });
  const days = groupBy(listed.steps, ({ savedAt }) => dayOf(savedAt));
  const groups = [...days].map(([day, steps]): HistoryGroup => {
    const shown = steps.length <= WHOLE || unfolded.has(day) ? steps : steps.slice(0, SHOWN);
    const lines: HistoryLine[] = shown.map(({ revision, savedAt, label, damaged }) =>
      line(revision, { key: `step-${revision}`, time: clockName(savedAt), label, ...(damaged && { damaged }) }),
    );
    const count = steps.length - shown.length;
    if (count > 0) lines.push({ kind: 'more', key: `more-${day}`, day, count });
    return { key: day, title: dayName(steps[0]?.savedAt ?? '', today), lines };
  });
  return byName.length > 0 ? [{ key: 'named', title: '有名称的版本', lines: byName }, ...groups] : groups;
}

/** Names a day of this machine's calendar. */
function dayOf(iso: string): string {
  const at = new Date(iso);
  return `${at.getFullYear()}-${at.getMonth() + 1}-${at.getDate()}`;
}
