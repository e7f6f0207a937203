/** Longest name of a worksheet, in UTF-16 units. */
const LONGEST = 31;

/**
 * Names for worksheets made of titles: of at most 31 characters, without what Excel forbids, each different from the
 * others (Excel does not tell upper from lower case) and never the reserved `History`.
 */
export function sheetNames(titles: readonly string[]): string[] {
  const taken = new Set(['history']);
  return titles.map((title) => {
    const base = cut(clean(title), LONGEST) || '绩效目标表';
    let name = base;
    for (let number = 2; taken.has(name.toLowerCase()); number++) {
      const suffix = `(${number})`;
      name = cut(base, LONGEST - suffix.length) + suffix;
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
    .replace(/[\p{Cc}\p{Cs}\s]+/gu, ' ')
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
