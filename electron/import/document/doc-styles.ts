import { type Bytes, type DocFile, EMPTY } from './doc-file.ts';
import { type CharacterFormat, characterFormat, type ParagraphFormat, paragraphFormat } from './doc-formats.ts';
import type { RunFormat } from './docx-styles.ts';

interface Style {
  basedOn: number;
  characters: CharacterFormat;
  paragraph: ParagraphFormat | null;
}

const NO_STYLE = 0xfff;
const DEEPEST = 30;

/** Styles and fonts of a binary Word document, as far as they change what it says. */
export class DocStyles {
  #styles: (Style | null)[] = [];
  #fonts: string[] = [];

  constructor(file: DocFile) {
    this.#readFonts(file.part(0x0112));
    this.#readStyles(file.part(0x00a2), file.data);
  }

  /** [MS-DOC] 2.9.286 SttbfFfn. */
  #readFonts(table: Bytes): void {
    for (let at = 4; at < table.length && this.#fonts.length < 1000; at += 1 + table.u8(at)) {
      const name = table.slice(at + 40, table.u8(at) - 39).view.toString('utf16le');
      this.#fonts.push(name.split('\0')[0] ?? '');
    }
  }

  /** [MS-DOC] 2.9.271 STSH. */
  #readStyles(table: Bytes, data: Bytes): void {
    const head = table.u16(0);
    const count = Math.min(4096, table.u16(2));
    const base = table.u16(4);
    let at = 2 + head;
    for (let k = 0; k < count; k++) {
      const size = table.u16(at);
      this.#styles.push(size > 0 ? readStyle(table.slice(at + 2, size), base, data) : null);
      at += 2 + size;
    }
  }

  #chain(style: number): Style[] {
    const chain: Style[] = [];
    for (let at = style; at !== NO_STYLE && chain.length < DEEPEST; ) {
      const found = this.#styles[at];
      if (!found) break;
      chain.push(found);
      at = found.basedOn;
    }
    return chain;
  }

  fontName(font: number | undefined): string {
    return (font === undefined ? undefined : this.#fonts[font]) ?? '';
  }

  /** What a run of characters says, within a paragraph of this style. */
  format(paragraphStyle: number, direct: CharacterFormat): RunFormat {
    const own = direct.style === undefined ? [] : this.#chain(direct.style).map((style) => style.characters);
    const styled = [own, this.#chain(paragraphStyle).map((style) => style.characters)];
    const toggled = (name: 'hidden' | 'struck' | 'struckTwice'): boolean => {
      const byStyle = styled
        .map(
          (chain) => chain.findLast((format) => format[name] !== undefined && format[name] !== 'same')?.[name] === 'on',
        )
        .reduce((one, other) => one !== other, false);
      const at = direct[name] ?? 'same';
      return at === 'same' ? byStyle : at === 'other' ? !byStyle : at === 'on';
    };
    const [first = {}] = [[direct, ...styled.flat()].find((format) => format.font !== undefined)].filter(
      (format) => format !== undefined,
    );
    return {
      hidden: toggled('hidden'),
      struck: toggled('struck') || toggled('struckTwice'),
      font: this.fontName(direct.otherFont ?? first.font),
      raised: [direct, ...styled.flat()].find((format) => format.raised)?.raised ?? 'baseline',
    };
  }

  /** The list and level that a paragraph's style gives. */
  list(paragraphStyle: number): { list: number; level: number } {
    const chain = this.#chain(paragraphStyle).map((style) => style.paragraph);
    return {
      list: chain.find((format) => format?.list !== undefined)?.list ?? 0,
      level: chain.find((format) => format?.level !== undefined)?.level ?? 0,
    };
  }
}

/** [MS-DOC] 2.9.260 STD: base, name, then the formats, each with its length and on an even place. */
function readStyle(style: Bytes, base: number, data: Bytes): Style {
  const kind = style.u16(2) & 0xf;
  const basedOn = style.u16(2) >> 4;
  const formats = style.u16(4) & 0xf;
  let at = base + 2 + style.u16(base) * 2 + 2;
  const parts: Bytes[] = [];
  for (let k = 0; k < Math.min(formats, 3); k++) {
    at += at % 2;
    parts.push(style.slice(at + 2, style.u16(at)));
    at += 2 + style.u16(at);
  }
  const [first = EMPTY, second = EMPTY] = parts;
  return {
    basedOn,
    characters: characterFormat(kind === 1 ? second : kind === 2 ? first : EMPTY),
    paragraph: kind === 1 ? paragraphFormat(first.slice(2, first.length), data) : null,
  };
}
