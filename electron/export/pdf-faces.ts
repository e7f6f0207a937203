import type { Fonts } from './fonts.ts';
import { type FaceName, faceNames, type Glyph } from './glyphs.ts';
import { decimal, type PdfFile, type Ref } from './pdf-file.ts';
import { EmbeddedFace } from './pdf-font.ts';

/** Glyphs of one font that stand one after the other, as the content of a page has them. */
interface Run {
  face: FaceName;
  codes: string;
}

/** The fonts of a PDF that its texts were met with. */
export class EmbeddedFaces {
  readonly #fonts: Fonts;
  readonly #file: PdfFile;
  readonly #faces = new Map<FaceName, { face: EmbeddedFace; ref: Ref }>();
  /** By the glyphs of a text, which every line of it shares (fonts.ts): most texts of a table are in others too. */
  readonly #runs = new WeakMap<readonly Glyph[], readonly Run[]>();

  constructor(fonts: Fonts, file: PdfFile) {
    this.#fonts = fonts;
    this.#file = file;
  }

  runs(glyphs: readonly Glyph[]): readonly Run[] {
    const known = this.#runs.get(glyphs);
    if (known) return known;
    const runs: Run[] = [];
    for (let from = 0; from < glyphs.length; ) {
      const { face } = glyphs[from] as Glyph;
      let to = from + 1;
      while (glyphs[to]?.face === face) to++;
      runs.push({ face, codes: codesOf(glyphs.slice(from, to), this.#of(face).face) });
      from = to;
    }
    this.#runs.set(glyphs, runs);
    return runs;
  }

  /** The entries of a page's resources for these fonts. */
  resources(used: ReadonlySet<FaceName>): string {
    return faceNames.flatMap((name) => (used.has(name) ? `/${name} ${this.#of(name).ref}` : [])).join('');
  }

  /** Writes the fonts, once all texts were met. */
  write(): void {
    for (const { face, ref } of this.#faces.values()) face.write(this.#file, ref);
  }

  #of(name: FaceName): { face: EmbeddedFace; ref: Ref } {
    const known = this.#faces.get(name) ?? { face: new EmbeddedFace(this.#fonts.faces[name]), ref: this.#file.ref() };
    this.#faces.set(name, known);
    return known;
  }
}

/** The codes of glyphs, with what the room before and after each differs by from the font's, in thousandths of an em. */
function codesOf(run: readonly Glyph[], face: EmbeddedFace): string {
  const parts: string[] = [];
  let codes = '';
  const end = () => {
    if (codes !== '') parts.push(`<${codes}>`);
    codes = '';
  };
  for (const glyph of run) {
    const more = (glyph.natural - glyph.advance) * 1000;
    if (glyph.before > 0) {
      end();
      parts.push(decimal(-glyph.before * 1000));
    }
    codes += face.code(glyph);
    if (Math.abs(more) > 0.01) {
      end();
      parts.push(decimal(more));
    }
  }
  end();
  return `[${parts.join(' ')}]`;
}
