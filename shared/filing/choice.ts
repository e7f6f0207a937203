import { findSounded, foldTyped, type Sounded } from '../library/sounds.ts';
import { normaliseSigns } from './complete-value.ts';

const TICKED = '√✓✔☑☒■◼●';
const EMPTY = '□☐◻○';
const BOX = `(?:[${TICKED}${EMPTY}]|[(（[]\\s*[${TICKED}]?\\s*[)）\\]])`;

/**
 * Regular expression, without groups, of a choice as a pattern prints it: every option with its box behind or before it
 * (`新增项目☑ 延续项目□`), one option alone, or nothing.
 */
export function choiceMatch(options: readonly string[]): string {
  const words = options.map((option) => [...option].map(literal).join('\\s*'));
  const boxed = words.map((word) => `${BOX}?\\s*${word}\\s*${BOX}?`).join('[\\s、,，;；/]*');
  return `(?:${[boxed, ...words].join('|')}|)`;
}

function literal(character: string): string {
  return character.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}

/** The ticked option of a printed choice; '' when none is, null when several are, or the text is no such choice. */
export function readBoxes(options: readonly string[], text: string): string | null {
  const plain = text
    .replace(new RegExp(`[(（[]\\s*([${TICKED}])\\s*[)）\\]]`, 'gu'), '$1')
    .replace(/[(（[]\s*[)）\]]/g, '□')
    .replace(/\s+/g, '');
  if (plain === '') return '';
  const bare = options.find((option) => option.replace(/\s+/g, '') === plain);
  if (bare !== undefined) return bare;
  if (!new RegExp(`^${choiceMatch(options)}$`, 'u').test(plain)) return null;
  const before = new RegExp(`^[${TICKED}${EMPTY}]`, 'u').test(plain);
  const ticked = options.filter((option) => {
    const word = [...option.replace(/\s+/g, '')].map(literal).join('');
    return new RegExp(before ? `[${TICKED}]${word}` : `${word}[${TICKED}]`, 'u').test(plain);
  });
  return ticked.length > 1 ? null : (ticked[0] ?? '');
}

/**
 * The options that a typed text can mean, the most exact way of meaning one first: the option itself, as a sign in any
 * spelling (`>=`), its boxes, its beginning, a part of it, its pinyin or initials (`x`, `xz` → 新增项目).
 */
export function matchingOptions(options: readonly string[], text: string): string[] {
  const typed = foldTyped(text);
  if (typed === '') return [];
  const folded = options.map(foldTyped);
  const boxed = readBoxes(options, text);
  const sign = foldTyped(normaliseSigns(text.trim()));
  /** Where in an option the typed letters are as pinyin. */
  const heard = (option: string) => findSounded(soundedOption(option), typed);
  const ways: ((at: number) => boolean)[] = [
    (at) => folded[at] === typed || folded[at] === sign,
    (at) => options[at] === boxed,
    (at) => folded[at]?.startsWith(typed) === true,
    (at) => folded[at]?.includes(typed) === true,
    (at) => heard(options[at] as string) === 0,
    (at) => heard(options[at] as string) !== null,
  ];
  for (const way of ways) {
    const found = options.filter((_, at) => way(at));
    if (found.length > 0) return found;
  }
  return [];
}

/**
 * The readings of the characters that options of the catalog have; a test compares them with pinyin.ts. Those of all
 * characters are 260 KB, for which no window waits.
 */
const READINGS: Record<string, string[]> = {
  增: ['zeng'],
  定: ['ding'],
  延: ['yan'],
  性: ['xing'],
  新: ['xin'],
  目: ['mu'],
  续: ['xu'],
  项: ['xiang'],
};

/** An option made ready for search. */
function soundedOption(option: string): Sounded {
  const characters = [...foldTyped(option)];
  return { characters, readings: characters.map((character) => READINGS[character] ?? []) };
}
