import { fold } from '../../../shared/form/fold.ts';

const TICKED = '☑✔√✓■☒●◉⊙';
const EMPTY = '□☐○◯◻';
const BOX = `[${TICKED}${EMPTY}]`;

/**
 * The option of a choice in a text: the option itself, or of all options with their boxes (`新增项目□ 延续项目√`) the
 * ticked one, '' where none is. Null when the text says nothing of the kind.
 */
export function chosen(text: string, options: readonly string[]): string | null {
  const folded = fold(text);
  const only = options.find((option) => fold(option) === folded);
  if (only !== undefined) return only;
  if (!new RegExp(BOX, 'u').test(text)) return null;
  const plain = text.replace(/\s/g, '');
  // The box stands before each option where the text begins with one.
  const before = new RegExp(`^${BOX}`, 'u').test(plain);
  const ticked = options.filter((option) => {
    const words = fold(option).replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    const mark = `[${TICKED}]`;
    return new RegExp(before ? `${mark}${words}` : `${words}${mark}`, 'u').test(plain);
  });
  return ticked.length <= 1 ? (ticked[0] ?? '') : null;
}

/** ✔ where a cell is ticked in whatever way, '' where it is not; null when the text is no tick. */
export function isTicked(text: string): '✔' | '' | null {
  const plain = text.trim();
  if (plain === '' || new RegExp(`^[${EMPTY}/\\-—]$`, 'u').test(plain)) return '';
  return new RegExp(`^[${TICKED}]$`, 'u').test(plain) || /^(?:是|有|[YyVv1])$/.test(plain) ? '✔' : null;
}
