import type { Group } from './rtf-state.ts';
import { decodeBytes, pageOfCharset } from './rtf-tokens.ts';

interface Font {
  name: string;
  /** Code page of its bytes, 0 for that of the file. */
  page: number;
  symbols: boolean;
}

const SYMBOL_CHARSET = 2;

/** The fonts of an RTF file: what their bytes mean. */
export class Fonts {
  #fonts = new Map<number, Font>();

  /** Takes a control word that names a font or describes one in the table; false when it is another. */
  take(group: Group, name: string, value: number): boolean {
    if (name === 'f') {
      group.font = value;
      if (group.target === 'font') this.#fonts.set(value, { name: '', page: 0, symbols: false });
      return true;
    }
    if (name !== 'fcharset' && name !== 'cpg') return false;
    const font = this.#fonts.get(group.font);
    if (group.target !== 'font' || !font) return true;
    if (name === 'cpg') font.page = value;
    else {
      font.symbols = value === SYMBOL_CHARSET;
      font.page = pageOfCharset(value);
    }
    return true;
  }

  addName(font: number, text: string): void {
    const at = this.#fonts.get(font);
    if (at) at.name += text.replace(/;.*$/s, '');
  }

  name(font: number): string {
    return this.#fonts.get(font)?.name ?? '';
  }

  /** Bytes (one character a byte) in this font as text; a symbol font has none, its signs go by the byte. */
  decode(font: number, bytes: string, page: number): string {
    const at = this.#fonts.get(font);
    return at?.symbols ? bytes : decodeBytes(bytes, at?.page || page);
  }
}
