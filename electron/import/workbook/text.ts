import { isPlainText } from '../../../shared/filing/normal-text.ts';
import { cleanText, shorten } from '../../../shared/filing/parse.ts';
import { shifted } from '../../../shared/formula/linear.ts';
import { isPrivate, isSymbolFont, symbolText } from '../../../shared/formula/symbols.ts';

/** What of a font changes a text: that it is struck out, raised, or draws signs instead of letters. */
export interface Font {
  strike: boolean;
  raised: boolean;
  /** The font's name where it is one of signs, else ''. */
  symbols: string;
}
export const PLAIN: Font = { strike: false, raised: false, symbols: '' };

/** Collects a font from its child elements: `x:strike`, `x:rFont` or `x:name`, `x:vertAlign`. */
export function fontPart(font: Font, name: string, attributes: Record<string, string>): void {
  const value = attributes.val ?? '';
  if (name === 'x:strike') font.strike = !/^(?:0|false|off)$/.test(value);
  else if (name === 'x:vertAlign') font.raised = value === 'superscript';
  else if ((name === 'x:rFont' || name === 'x:name') && isSymbolFont(value)) font.symbols = value;
}

/** A text of a workbook; a run without a font of its own has the cell's. */
export type SheetText = { text: string; font: Font | null }[];

/** Most characters of one cell that are kept; Excel allows 32,767. */
const MOST_TEXT = 100_000;
const MOST_RUNS = 40_000;

/** Collects the children of an `x:si` or `x:is`; phonetic runs are left out. */
export class TextReader {
  private runs: SheetText = [];
  private font: Font | null = null;
  private inFont = false;
  private inText = false;
  private phonetic = 0;
  private length = 0;

  open(name: string, attributes: Record<string, string>): void {
    if (name === 'x:rPh') this.phonetic++;
    else if (name === 'x:r') this.font = null;
    else if (name === 'x:rPr') {
      this.inFont = true;
      this.font = { ...PLAIN };
    } else if (this.inFont && this.font) fontPart(this.font, name, attributes);
    else if (name === 'x:t' && this.phonetic === 0 && this.length < MOST_TEXT && this.runs.length < MOST_RUNS) {
      this.inText = true;
      this.runs.push({ text: '', font: this.font });
    }
  }

  text(text: string): void {
    const run = this.runs.at(-1);
    if (!this.inText || !run) return;
    const kept = text.slice(0, Math.max(0, MOST_TEXT - this.length));
    run.text += kept;
    this.length += kept.length;
  }

  close(name: string): void {
    if (name === 'x:rPh') this.phonetic--;
    else if (name === 'x:rPr') this.inFont = false;
    else if (name === 'x:r') this.font = null;
    else if (name === 'x:t') this.inText = false;
  }

  /** The text so far; the next one begins. */
  take(): SheetText {
    const { runs } = this;
    this.runs = [];
    this.font = null;
    this.length = 0;
    return runs;
  }
}

/** What a text shows. */
export interface TextShown {
  text: string;
  /** What is struck out and left out. */
  struck: string;
  /** Signs that are not known, or guessed at. */
  doubt: 'lost' | 'guessed' | null;
}

/**
 * A text as a reader of the sheet sees it: without what is struck out, signs of symbol fonts as signs, 10³ with its ³.
 */
export function showSheetText(runs: SheetText, cellFont: Font): TextShown {
  const [only, more] = runs;
  if (only && !more && isPlain(only.font ?? cellFont) && isPlainText(only.text) && !only.text.includes('_x'))
    return { text: only.text, struck: '', doubt: null };
  const shown: TextShown = { text: '', struck: '', doubt: null };
  for (const run of runs) {
    const font = run.font ?? cellFont;
    const text = unescaped(run.text);
    if (font.strike) shown.struck += text;
    else if (font.raised && shifted(text, 'superscript')) shown.text += shifted(text, 'superscript');
    else if (font.symbols === '' && !isPrivate(text)) shown.text += text;
    else for (const character of text) shown.text += signOf(character, font.symbols, shown);
  }
  shown.text = cleanText(shown.text);
  return shown;
}

function isPlain({ strike, raised, symbols }: Font): boolean {
  return !strike && !raised && symbols === '';
}

/** What is to be told of a text: what was left out, guessed at or lost. */
export function textNotes({ text, struck, doubt }: TextShown): { severity: 'error' | 'hint'; message: string }[] {
  const notes: { severity: 'error' | 'hint'; message: string }[] = [];
  if (struck.trim() !== '') notes.push({ severity: 'hint', message: `加了删除线的文字“${shorten(struck)}”未读入` });
  if (doubt === 'lost') notes.push({ severity: 'error', message: '有符号字体的字符无法识别，请改为普通字符后再导入' });
  if (doubt === 'guessed')
    notes.push({ severity: 'hint', message: `有特殊字体的符号，已读作“${shorten(text)}”，请核对` });
  return notes;
}

/**
 * The sign that a character stands for. One that only symbol fonts have, in another font, is taken for Symbol, else for
 * Wingdings, from where it is pasted.
 */
function signOf(character: string, font: string, shown: TextShown): string {
  if (font === '' && !isPrivate(character)) return character;
  const sign =
    font === '' ? (symbolText('Symbol', character) ?? symbolText('Wingdings', character)) : symbolText(font, character);
  // A Chinese letter or a line break is drawn as such.
  const isOwn = !/[!-\u00ff]/.test(character) && !isPrivate(character);
  if (sign === null && !isOwn) shown.doubt = 'lost';
  else if (font === '') shown.doubt ??= 'guessed';
  return sign ?? character;
}

/** Characters that XML cannot hold are written `_x000D_`, and such a text itself `_x005F_x000D_`. */
export function unescaped(text: string): string {
  if (!text.includes('_x')) return text;
  return text.replace(/_x([0-9a-f]{4})_/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}
