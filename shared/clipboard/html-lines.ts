/** Elements that begin on a line of their own, by their names in HTML. */
export const BLOCKS = new Set(
  (
    'address article aside blockquote center dd div dl dt footer form h1 h2 h3 h4 h5 h6 header hr li ol p pre section ' +
    'table tbody td tfoot th thead tr ul'
  ).split(' '),
);
/** Elements whose text is not shown, or names what a button does. */
export const SILENT = new Set(['script', 'style', 'template', 'title', 'noscript', 'datalist', 'button']);
/** Characters between which a line break of the source is no space: Chinese has none between words. */
const WIDE = /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\u3000-\u303f\uff00-\uff60\uffe0-\uffe6“”‘’—…·]/u;

/** The lines of HTML text as a browser lays them out: spaces of the source fold, blocks and breaks end lines. */
export class HtmlLines {
  #lines: string[] = [];
  #line = '';
  /** The last character of the line, '' at its beginning. */
  #last = '';
  #space: '' | 'space' | 'break' = '';

  /** The lines so far, without empty ones around them. */
  text(): string {
    this.endBlock();
    const lines = this.#lines.map((line) => line.replaceAll('\u00a0', ' ').trimEnd());
    return lines.join('\n').trim();
  }

  /** Text between two tags; `keeps` is true where spaces and line breaks of the source are shown. */
  write(text: string, keeps: boolean): void {
    for (const character of text.replace(/\r\n?/g, '\n')) {
      if (keeps && character === '\n') this.endLine();
      else if (!/[ \t\n\f]/.test(character) || keeps) this.#put(character);
      else if (this.#space !== 'break') this.#space = character === '\n' ? 'break' : 'space';
    }
  }

  #put(character: string): void {
    const glued = this.#space === 'break' && WIDE.test(this.#last) && WIDE.test(character);
    if (this.#space !== '' && this.#last !== '' && !glued) this.#line += ' ';
    this.#space = '';
    this.#line += character;
    this.#last = character;
  }

  endLine(): void {
    this.#lines.push(this.#line);
    this.#line = '';
    this.#last = '';
    this.#space = '';
  }

  /** A paragraph begins on a line of its own; an empty one takes none. */
  endBlock(): void {
    this.#space = '';
    if (this.#last !== '') this.endLine();
  }
}
