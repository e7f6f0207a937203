/** A name made ready for search: its characters, folded, with every reading each can have (without tones, ü as v). */
export interface Sounded {
  characters: string[];
  readings: string[][];
}

/** What is compared of a text: half-width, lower case, without spaces and the apostrophes of pinyin. */
export function foldTyped(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s'’·]+/g, '');
}

/**
 * Where in the name the typed text is: as characters, full pinyin, initials, or any mixture (`满意度`, `manyidu`,
 * `myd`, `服务dx`, `fwduixiang`); the last syllable may be half typed. Null when it is nowhere. `typed` comes from
 * `foldTyped`.
 */
export function findSounded({ characters, readings }: Sounded, typed: string): number | null {
  if (typed === '') return null;
  const failed = new Set<number>();
  const matches = (at: number, from: number): boolean => {
    if (from === typed.length) return true;
    const character = characters[at];
    const key = at * (typed.length + 1) + from;
    if (character === undefined || failed.has(key)) return false;
    if (typed.startsWith(character, from) && matches(at + 1, from + character.length)) return true;
    for (const reading of readings[at] ?? [])
      for (const length of lengths(reading, typed, from)) if (matches(at + 1, from + length)) return true;
    failed.add(key);
    return false;
  };
  const [first] = typed;
  for (let at = 0; at < characters.length; at++) {
    const begins = characters[at] === first || readings[at]?.some((reading) => reading[0] === first);
    if (begins && matches(at, 0)) return at;
  }
  return null;
}

/**
 * How many of the typed letters a reading may stand for: all of it, its initial (zh, ch, sh or one letter), or the
 * rest.
 */
function lengths(reading: string, typed: string, from: number): number[] {
  let common = 0;
  while (common < reading.length && reading[common] === typed[from + common]) common++;
  if (common === 0) return [];
  const initial = /^[zcs]h/.test(reading) ? 2 : 1;
  return [reading.length, initial, 1, typed.length - from].filter(
    (length, index, all) => length > 0 && length <= common && all.indexOf(length) === index,
  );
}
