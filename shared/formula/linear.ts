/** Formulas in one line, as one types them: `1/2`, `(a+b)/2`, `x²`, `√(a+b)`. */

const RAISED: Record<string, string> = {};
const LOWERED: Record<string, string> = {};
for (const [index, sign] of [...'⁰¹²³⁴⁵⁶⁷⁸⁹'].entries()) RAISED[index] = sign;
for (const [index, sign] of [...'₀₁₂₃₄₅₆₇₈₉'].entries()) LOWERED[index] = sign;
Object.assign(RAISED, { '+': '⁺', '-': '⁻', '−': '⁻', '=': '⁼', '(': '⁽', ')': '⁾', n: 'ⁿ', i: 'ⁱ' });
Object.assign(LOWERED, { '+': '₊', '-': '₋', '−': '₋', '=': '₌', '(': '₍', ')': '₎' });

/** The text in raised or lowered characters, null where one of them has no such form. */
export function shifted(text: string, how: 'superscript' | 'subscript'): string | null {
  const table = how === 'superscript' ? RAISED : LOWERED;
  const signs = [...text.trim()].map((character) => table[character]);
  return signs.length > 0 && signs.every((sign) => sign !== undefined) ? signs.join('') : null;
}

/** The text in brackets, unless it is one number, word or bracket already. */
function term(text: string): string {
  const plain = text.trim();
  if (/^(?:[\p{L}\p{M}\p{N}.,%°′″]*|√?\([^()]*\)|\[[^[\]]*\])$/u.test(plain)) return plain;
  return `(${plain})`;
}

export function fraction(above: string, below: string): string {
  return `${term(above)}/${term(below)}`;
}

export function power(base: string, exponent: string): string {
  if (exponent.trim() === '') return base;
  return `${term(base)}${shifted(exponent, 'superscript') ?? `^${term(exponent)}`}`;
}

export function index(base: string, below: string): string {
  if (below.trim() === '') return base;
  return `${base}${shifted(below, 'subscript') ?? `_${term(below)}`}`;
}

export function root(degree: string, radicand: string): string {
  const plain = degree.trim();
  const sign = plain === '' || plain === '2' ? '√' : plain === '3' ? '∛' : plain === '4' ? '∜' : null;
  if (sign) return `${sign}${term(radicand)}`;
  return `${shifted(plain, 'superscript') ?? `(${plain})`}√${term(radicand)}`;
}

/**
 * A piece of a formula after what stands before it. A number and the fraction behind it (`2` and `1/2`) are kept apart:
 * `21/2` is another number.
 */
export function beside(before: string, piece: string): string {
  const end = before.slice(-40);
  const meets = /[\d.]$/.test(end) && /^\d[\d.,]*\/\S/.test(piece);
  const follows = /\/[\d.]+$/.test(end) && /^[\d.]/.test(piece);
  return meets || follows ? `${before} ${piece}` : before + piece;
}
