/** Longest name of a worksheet, in UTF-16 units. */
const LONGEST = 31;

/**
 * Names for worksheets made of titles: of at most 31 characters, without what Excel forbids, each different from the
 * others (Excel does not tell upper from lower case) and never the reserved `History`.
 */
export function sheetNames(titles: readonly string[]): string[] {
  const taken = new Set(['history']);
  const isTaken = (name: string) => taken.has(name.toLowerCase());
  /** By what stands before a number, the first one not tried yet: thousands of titles can be alike. */
  const untried = new Map<string, number>();
  return titles.map((title) => {
    const base = cut(clean(title), LONGEST) || '绩效目标表';
    let name = base;
    // A longer number leaves less room before it.
    for (let digits = 1; isTaken(name); digits++) {
      const stem = cut(base, LONGEST - digits - '()'.length);
      const key = `${digits} ${stem.toLowerCase()}`;
      let number = untried.get(key) ?? (digits === 1 ? 2 : 10 ** (digits - 1));
      for (; number < 10 ** digits && isTaken(name); number++) name = `${stem}(${number})`;
      untried.set(key, number);
    }
    taken.add(name.toLowerCase());
    return name;
  });
}

/** Forbidden characters become full-width ones that look alike; a quote would break the print area's reference. */
const ALIKE: Record<string, string> = {
  '[': '［',
  ']': '］',
  ':': '：',
  '*': '＊',
  '?': '？',
  '/': '／',
  '\\': '＼',
  "'": '’',
};

function clean(title: string): string {
  return title
    .replace(/[[\]:*?/\\']/g, (character) => ALIKE[character] ?? '')
    .replace(/[\p{Cc}\p{Cs}\s\ufffe\uffff]+/gu, ' ')
    .trim();
}

/** At most `length` UTF-16 units, never half a character. */
function cut(text: string, length: number): string {
  let result = '';
  for (const character of text) {
    if (result.length + character.length > length) break;
    result += character;
  }
  return result.trim();
}
