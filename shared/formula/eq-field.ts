import { fraction, index, power, root } from './linear.ts';

const DEEPEST = 30;

/**
 * What a field of Word with this code behind `EQ` shows, in one line; null when it does not end as it should. Phonetic
 * guides and enclosed characters are kept as such fields, too.
 */
export function equationField(code: string): string | null {
  const phonetic = /\\\*\s*(?:jc\d|hps)/i.test(code);
  const plain = code.replace(/\\\*\s*(?:"[^"]*"|\S+)/g, '').trim();
  const reader = new EqReader(plain, phonetic);
  const text = reader.read(0);
  return reader.ended ? withRaised(text) : null;
}

class EqReader {
  #at = 0;
  #code: string;
  #phonetic: boolean;

  constructor(code: string, phonetic: boolean) {
    this.#code = code;
    this.#phonetic = phonetic;
  }

  get ended(): boolean {
    return this.#at >= this.#code.length;
  }

  /** Text up to the end, or to a comma or bracket that ends an argument. */
  read(depth: number): string {
    let text = '';
    let open = 0;
    while (!this.ended) {
      const character = this.#code[this.#at] ?? '';
      if (depth > 0 && open === 0 && /[,;)，；]/.test(character)) break;
      if (character === '\\') text += this.#switch(depth);
      else {
        if (character === '(') open++;
        if (character === ')') open--;
        text += character;
        this.#at++;
      }
    }
    return text;
  }

  #switch(depth: number): string {
    const escaped = this.#code[this.#at + 1] ?? '';
    if (!/[a-z]/i.test(escaped)) {
      this.#at += 2;
      return escaped;
    }
    const [whole = '', name = ''] = /^\\([a-z])(?:\s*\d+)?\s*/i.exec(this.#code.slice(this.#at, this.#at + 20)) ?? [];
    this.#at += whole.length;
    const options: string[] = [];
    for (;;) {
      // Options: \ac \al \ad, \up 8, \do 3, \bc\[, \lc\{, \co2 \vs3.
      const found = /^\\([a-z]{2})(?:\s*(-?\d+)|\\(.))?\s*/i.exec(this.#code.slice(this.#at, this.#at + 24));
      if (!found) break;
      options.push(`${found[1]?.toLowerCase()}${found[3] ?? ''}`);
      this.#at += found[0].length;
    }
    if (this.#code[this.#at] !== '(' || depth > DEEPEST) return '';
    const parts = this.#arguments(depth + 1);
    return this.#shown(name.toLowerCase(), options, parts);
  }

  #arguments(depth: number): string[] {
    const parts: string[] = [];
    do {
      this.#at++;
      parts.push(this.read(depth));
    } while (/[,;，；]/.test(this.#code[this.#at] ?? ''));
    if (this.#code[this.#at] === ')') this.#at++;
    return parts;
  }

  #shown(name: string, options: string[], parts: string[]): string {
    const [first = '', second = '', third = ''] = parts.map((part) => part.trim());
    switch (name) {
      case 'f':
        return fraction(first, second);
      case 'r':
        return parts.length > 1 ? root(first, second) : root('', first);
      case 's':
        return options.includes('up')
          ? raised(parts, 'up')
          : options.includes('do')
            ? raised(parts, 'do')
            : parts.join('');
      case 'o':
        if (this.#phonetic) return options.includes('ac') ? enclosed(parts) : (parts.at(-1) ?? '').trim();
        return options.includes('ac') ? enclosed(parts) : parts.map(unraised).join('');
      case 'b': {
        const [open = '(', close = ')'] = ['lc', 'rc'].map((option) => bracket(options, option));
        return `${open}${parts.map(unraised).join(',')}${close}`;
      }
      case 'i':
        return `∫${index('', unraised(first))}${power('', unraised(second))} ${third}`;
      case 'd':
        return '';
      case 'l':
        return parts.join(',');
      case 'a':
        return parts.join('\n');
      default:
        return parts.join('');
    }
  }
}

/** Marks within the text of a field that is being read; no text has these characters. */
const [UP, DOWN, END] = ['\ufdd0', '\ufdd1', '\ufdd2'];

/** A raised or lowered text, marked so that what overlays it can take it as it is. */
function raised(parts: string[], how: 'up' | 'do'): string {
  const text = parts.map(unraised).join('');
  return `${how === 'up' ? UP : DOWN}${text}${END}`;
}

function unraised(text: string): string {
  return text.replace(/[\ufdd0-\ufdd2]/g, '');
}

function bracket(options: string[], side: 'lc' | 'rc' | string): string | undefined {
  const pairs: Record<string, string> = { '[': ']', '{': '}', '(': ')', '<': '>', '|': '|' };
  for (const option of options) {
    const sign = option.slice(2);
    if (option.startsWith(side)) return sign;
    if (option.startsWith('bc')) return side === 'lc' ? sign : (pairs[sign] ?? sign);
  }
  return undefined;
}

const CIRCLED = new Map<string, string>([
  ...Array.from({ length: 20 }, (_, at): [string, string] => [`${at + 1}`, String.fromCodePoint(0x2460 + at)]),
  ...[...'一二三四五六七八九十'].map((sign, at): [string, string] => [sign, String.fromCodePoint(0x3280 + at)]),
  ...Array.from({ length: 26 }, (_, at): [string, string] => [
    String.fromCharCode(65 + at),
    String.fromCodePoint(0x24b6 + at),
  ]),
]);

/** A character in a circle or a box (带圈字符). */
function enclosed(parts: string[]): string {
  const [frame = '', sign = ''] = parts.map((part) => unraised(part).trim());
  if (/^[○〇◯]$/.test(frame)) return CIRCLED.get(sign) ?? `(${sign})`;
  if (/^[□]$/.test(frame) && /^[√✓]$/.test(sign)) return '☑';
  return frame + sign;
}

/** Marks of raised text as characters, after the whole field is read. */
function withRaised(text: string): string {
  let shown = text;
  for (let round = 0; round < DEEPEST && shown.includes(END); round++)
    shown = shown.replace(/([\ufdd0\ufdd1])([^\ufdd0-\ufdd2]*)\ufdd2/g, (_, mark: string, inner: string) =>
      mark === UP ? power('', inner) : index('', inner),
    );
  return unraised(shown);
}
