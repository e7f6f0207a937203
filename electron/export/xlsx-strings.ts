import { xmlText } from './docx-xml.ts';

/** The texts of a workbook, each there once (ECMA-376 part 1, 18.4). */
export class SharedStrings {
  readonly #known = new Map<string, number>();
  #count = 0;

  /** The number by which a cell names its text. */
  of(text: string): number {
    this.#count++;
    const known = this.#known.get(text);
    if (known !== undefined) return known;
    const index = this.#known.size;
    this.#known.set(text, index);
    return index;
  }

  /** The part `xl/sharedStrings.xml`, in pieces. */
  *xml(): Generator<string> {
    yield '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
    yield '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
    yield ` count="${this.#count}" uniqueCount="${this.#known.size}">`;
    for (const text of this.#known.keys()) {
      const space = /^\s|\n|\s$/.test(text) ? ' xml:space="preserve"' : '';
      yield `<si><t${space}>${xmlText(escapeText(text))}</t></si>`;
    }
    yield '</sst>';
  }
}

/** `_x000D_` in a text is read back as that character, so the underscore of such a literal is written as its code. */
function escapeText(text: string): string {
  return text.replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_');
}
