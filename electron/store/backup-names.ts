import { basename, extname } from 'node:path';
import { stamp } from './stamp.ts';

/**
 * What backups are called: a prefix that says of which data file they are, and the local time of their making, as
 * `绩效表-20240305-091500.db`.
 */

/** How many backups of today stay, and of how many days and months that have any the last one. */
const TODAY = 3;
const DAYS = 7;
const MONTHS = 12;

const TAIL = /^\d{8}-\d{6}\.db$/;
const TAIL_LENGTH = '20240305-091500.db'.length;

/** The prefix in the folder beside the data file: its name. */
export function ownPrefix(path: string): string {
  return `${basename(path, extname(path))}-`;
}

/** The names among `names` with this prefix, the oldest first. */
export function named(names: readonly string[], prefix: string): string[] {
  return names.filter((name) => name.startsWith(prefix) && TAIL.test(name.slice(prefix.length))).sort();
}

/** A name with this prefix that none of `taken` has: of `now`, or of the next second that is free. */
export function freeBackupName(prefix: string, now: Date, taken: readonly string[]): string {
  const known = new Set(taken);
  for (let at = now.getTime(); ; at += 1000) {
    const name = `${prefix}${stamp(new Date(at))}.db`;
    if (!known.has(name)) return name;
  }
}

/** The same backup under another prefix. */
export function renamed(name: string, prefix: string): string {
  return prefix + tailOf(name);
}

/** When a backup was made, as ISO time. */
export function timeOf(name: string): string {
  const [, year, month, day, hour, minute, second] = /(\d{4})(\d\d)(\d\d)-(\d\d)(\d\d)(\d\d)\.db$/.exec(name) ?? [];
  return new Date(+`${year}`, +`${month}` - 1, +`${day}`, +`${hour}`, +`${minute}`, +`${second}`).toISOString();
}

/**
 * The backups that stay, of names with one prefix in any order: the three newest of today, the last one of each of seven
 * days and of each of twelve months. Only days and months that have backups are counted: whoever fills in tables once a
 * year keeps those of last year, and a wrong clock takes nothing away.
 */
export function kept(names: readonly string[], now: Date): string[] {
  const newest = [...names].sort((a, b) => (tailOf(a) < tailOf(b) ? 1 : -1));
  const today = stamp(now).slice(0, 8);
  const stays = new Set([
    ...newest.filter((name) => dayOf(name) === today).slice(0, TODAY),
    ...firstOfEach(newest, dayOf).slice(0, DAYS),
    ...firstOfEach(newest, (name) => dayOf(name).slice(0, 6)).slice(0, MONTHS),
  ]);
  return names.filter((name) => stays.has(name));
}

function firstOfEach(names: readonly string[], groupOf: (name: string) => string): string[] {
  const groups = new Map<string, string>();
  for (const name of names) if (!groups.has(groupOf(name))) groups.set(groupOf(name), name);
  return [...groups.values()];
}

function tailOf(name: string): string {
  return name.slice(-TAIL_LENGTH);
}

function dayOf(name: string): string {
  return tailOf(name).slice(0, 8);
}
