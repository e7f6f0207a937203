import { numberWord } from './number-words.ts';

export interface Level {
  start: number;
  format: string;
  custom: string;
  /** `%1.%2、`, where %n stands for the number of level n. */
  pattern: string;
  /** Restarts after a level of this number (counted from 1) or a higher one; 0 never. */
  restart: number;
  /** Numbers of other levels in Arabic digits. */
  plain: boolean;
  style: string;
  hidden: boolean;
}

export interface List {
  levels: Level[];
  /** Lists over the same definition count on together. */
  definition: string;
  /** First numbers that this list sets for itself, by level. */
  starts: Map<number, number>;
}

export const LEVELS = 9;

/** Counts the paragraphs of lists as they come. */
export class ListCounter {
  #lists: ReadonlyMap<string, List>;
  /** Current numbers by definition; undefined where a level has not begun. */
  #counts = new Map<string, (number | undefined)[]>();
  /** Lists whose own first numbers were taken. */
  #begun = new Set<string>();
  /** Formats met that are not known. */
  readonly unknown = new Set<string>();

  constructor(lists: ReadonlyMap<string, List>) {
    this.#lists = lists;
  }

  /** What stands before the next paragraph of a list at this level, counted from 0; '' when there is none. */
  label(id: string, at: number): string {
    const list = this.#lists.get(id);
    const level = list?.levels[at];
    return list && level ? this.#count(id, list, level, at) : '';
  }

  #count(id: string, list: List, level: Level, at: number): string {
    const counts = this.#counts.get(list.definition) ?? [];
    this.#counts.set(list.definition, counts);
    const fresh = `${id} ${at}`;
    const own = this.#begun.has(fresh) ? undefined : list.starts.get(at);
    this.#begun.add(fresh);
    const before = counts[at];
    counts[at] = own ?? (before === undefined ? (list.starts.get(at) ?? level.start) : before + 1);
    for (let deeper = at + 1; deeper < LEVELS; deeper++) {
      const restart = list.levels[deeper]?.restart ?? deeper;
      if (restart > 0 && at < restart) counts[deeper] = undefined;
    }
    if (level.hidden) return '';
    if (level.format === 'bullet') return level.pattern;
    if (level.format === 'none' && !/%[1-9]/.test(level.pattern)) return level.pattern;
    return level.pattern.replace(/%([1-9])/g, (_, figure: string) => {
      const index = Number(figure) - 1;
      const named = list.levels[index];
      const value = counts[index] ?? named?.start ?? 1;
      const format = level.plain && named?.format !== 'none' ? 'decimal' : (named?.format ?? 'decimal');
      const word = numberWord(value, format, named?.custom);
      if (word === null) this.unknown.add(format);
      return word ?? String(value);
    });
  }
}
