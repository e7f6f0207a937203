import type { FilePlan, ImportChoice, PlannedTable } from '../../shared/api.ts';

/** What becomes of a table that was read. */
export type How = ImportChoice['how'];
export type Choices = ReadonlyMap<number, How>;

export const tablesOf = (files: readonly FilePlan[]): PlannedTable[] => files.flatMap(({ tables }) => tables);

/** What can become of a table; only one that is there already can be written over. */
export const howsOf = ({ state }: PlannedTable): How[] =>
  state === 'there' ? ['skip', 'replace', 'add'] : ['add', 'skip'];

/** What becomes of the tables while the clerk has said nothing: what is there just the same is skipped. */
export function firstChoices(files: readonly FilePlan[]): Choices {
  return new Map(tablesOf(files).map(({ index, equal }) => [index, equal ? 'skip' : 'add']));
}

/** The same for all tables that are there already. */
export function chooseAllThere(files: readonly FilePlan[], choices: Choices, how: How): Choices {
  const there = tablesOf(files).filter(({ state }) => state === 'there');
  return new Map([...choices, ...there.map(({ index }) => [index, how] as const)]);
}

/** Whether something is there already or is to be checked, so that the clerk is asked first. */
export const isDoubtful = (files: readonly FilePlan[]): boolean => tablesOf(files).some(({ state }) => state !== 'new');

/** How many tables get each of the choices. */
export function countHows(choices: Choices): Record<How, number> {
  const count = { add: 0, skip: 0, replace: 0 };
  for (const how of choices.values()) count[how]++;
  return count;
}
