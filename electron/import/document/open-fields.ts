import { UnreadableError } from '../limits.ts';
import { isContents, isEmbedded } from './field-code.ts';

/** A field of Word that is open: its code, then what Word last computed of it. */
export interface OpenField {
  code: string;
  phase: 'code' | 'result';
  /** Whether the result showed anything. */
  shown: boolean;
  /** Whether the result is a picture. */
  pictured: boolean;
  /** What a check box or list of a form shows; null for other fields. */
  form: string | null;
}

const DEEPEST = 100;

/** The fields that are open where a text is being read; they lie within each other and go over several paragraphs. */
export class OpenFields {
  #fields: OpenField[] = [];

  get length(): number {
    return this.#fields.length;
  }

  get #last(): OpenField | undefined {
    return this.#fields.at(-1);
  }

  /** Takes a picture that belongs to a field's code or shows its embedded object; false for any other picture. */
  takesPicture(): boolean {
    const field = this.#last;
    if (field) field.pictured = true;
    return this.#fields.some(({ phase, code }) => phase === 'code' || isEmbedded(code));
  }

  begin(form: string | null = null): void {
    if (this.#fields.length >= DEEPEST)
      throw new UnreadableError('文档中的域嵌套过深，无法读取；请用 Word 或 WPS 打开后另存');
    this.#fields.push({ code: '', phase: 'code', shown: false, pictured: false, form });
  }

  separate(): void {
    const field = this.#last;
    if (field) field.phase = 'result';
  }

  /** Ends the innermost field; gives it when nobody knows what it shows: its result has no text and no picture. */
  end(): OpenField | null {
    const field = this.#fields.pop();
    if (!field || field.shown || (field.pictured && !isEmbedded(field.code))) return null;
    return field;
  }

  /**
   * Takes a text that stands in the code of a field, or in the contents that Word makes of the headings; false when it
   * stands in neither, and is shown.
   */
  takes(text: string): boolean {
    const coding = this.#fields.findLast((field) => field.phase === 'code');
    if (coding) coding.code += text;
    else if (this.#last) this.#last.shown = true;
    return coding !== undefined || this.#fields.some(({ code }) => isContents(code));
  }

  /** Gives up and returns the fields beyond the first `length`, which were never ended. */
  giveUp(length: number): OpenField[] {
    return this.#fields.splice(length);
  }
}
