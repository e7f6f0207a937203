import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { openStore, type Store } from '../../electron/store/store.ts';
import { draftsAt, faultsOf, faultsOfBackups } from './soundness.ts';

/** The clock of who looks after a fault. */
export const now = () => new Date('2026-03-02T20:00:00');

/**
 * What is not as it should be after a process came to grief over a data file, a sentence each; `lines` are what it had
 * reported (killed-work.ts). Opens the file as the next start does.
 */
export async function faultsAfter(path: string, lines: readonly string[]): Promise<string[]> {
  const faults: string[] = [];
  try {
    const store = await openStore(path, { now });
    if (store.notice !== null) faults.push(`the program says: ${store.notice}`);
    if (store.readOnly) faults.push('the file is only looked at');
    for (const [id, { least, other }] of owed(lines)) {
      const revision = store.revision(id);
      if (revision === null) faults.push(`filing ${id} is gone`);
      else if (revision < least && revision !== other)
        faults.push(`filing ${id} is at ${revision}, reported was ${least}`);
      else faults.push(...wrongTexts(store, id));
    }
    faults.push(...wrongNames(store, lines), ...wrongLocks(store, lines));
    await store.close();
  } catch (error) {
    return [...faults, `it does not open: ${String(error)}`];
  }
  faults.push(...faultsOf(path), ...faultsOfBackups(path));
  for (const line of lines) {
    if (line.startsWith('fault ')) faults.push(line);
  }
  // Of one day only the last few are kept.
  const backups = join(dirname(path), 'backups');
  if (lines.some((line) => line.startsWith('backup ')) && !readdirSync(backups).some((name) => name.endsWith('.db')))
    faults.push('no backup is there');
  const drafts = draftsAt(path);
  if (drafts.length > 0) faults.push(`drafts were left: ${drafts.join(', ')}`);
  return faults;
}

/**
 * The revision that each filing must have at least; `other` is the one of a backup that may have come in its place, as
 * the process was killed over it.
 */
function owed(lines: readonly string[]): Map<number, { least: number; other?: number }> {
  const state = new Map<number, { least: number; other?: number }>();
  for (const line of lines) {
    const [what, ...words] = line.split(' ');
    const [id = 0, revision = 0, added = 0] = words.map(Number);
    if (what === 'saved' || what === 'restored' || what === 'imported') state.set(id, { least: revision });
    if (what === 'imported') state.set(added, { least: 1 });
    if (what === 'restoring') state.set(id, { ...(state.get(id) ?? { least: 1 }), other: revision });
  }
  return state;
}

function wrongTexts(store: Store, id: number): string[] {
  const { revision, filing } = store.open(id);
  const goal = filing.values.annualGoal;
  // What came later is a copy of one of the first.
  return id > 5 || goal === `第${revision}次保存` ? [] : [`filing ${id} at ${revision} holds ${goal}`];
}

/** Names that are gone or stand at another revision, and what is kept under them. */
function wrongNames(store: Store, lines: readonly string[]): string[] {
  const names = new Map<string, { id: number; revision: number; name: string }>();
  for (const line of lines) {
    const [what, id, ...words] = line.split(' ');
    if (what === 'named')
      names.set(`${id} ${words[1]}`, { id: Number(id), revision: Number(words[0]), name: words[1] ?? '' });
    // From here on it may be gone.
    if (what === 'unnaming') names.delete(`${id} ${words[0]}`);
  }
  return [...names.values()].flatMap(({ id, revision, name }) => {
    const there = store.versions.list(id).versions.find((version) => version.name === name);
    if (there?.revision !== revision)
      return [`${name} of filing ${id} is at ${there?.revision}, reported was ${revision}`];
    const goal = store.versions.read(id, revision).filing.values.annualGoal;
    return goal === `第${revision}次保存` ? [] : [`${name} of filing ${id} holds ${goal}`];
  });
}

function wrongLocks(store: Store, lines: readonly string[]): string[] {
  const locked = new Map<number, boolean>();
  for (const line of lines) {
    const [what, id] = line.split(' ');
    if (what === 'locked' || what === 'unlocked') locked.set(Number(id), what === 'locked');
    // It may be done though the process was killed before it said so.
    if (what === 'locking' || what === 'unlocking') locked.delete(Number(id));
  }
  return [...locked].flatMap(([id, wanted]) =>
    store.isLocked(id) === wanted ? [] : [`filing ${id} is ${wanted ? 'no longer' : 'again'} 定稿`],
  );
}
