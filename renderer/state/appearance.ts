import { Observable } from './observable.ts';
import type { Remembered } from './remembered.ts';

/** Whether the window around the page is light or dark; `auto` goes by the system. */
export type Shade = 'auto' | 'light' | 'dark';

const SHADES: readonly string[] = ['auto', 'light', 'dark'] satisfies Shade[];

/** How the window looks; the page itself looks as it is printed. */
export class Appearance extends Observable {
  readonly #remembered: Remembered;

  constructor(remembered: Remembered) {
    super();
    this.#remembered = remembered;
  }

  /** Size of the interface's text in CSS pixels, 14 as designed. */
  get text(): number {
    const text = Number(this.#remembered.get('text'));
    return text >= 12 && text <= 24 ? text : 14;
  }

  get contrast(): boolean {
    return this.#remembered.get('contrast') === 'high';
  }

  get shade(): Shade {
    const shade = this.#remembered.get('shade');
    return SHADES.includes(shade) ? (shade as Shade) : 'auto';
  }

  setText(text: number): void {
    this.#set('text', String(Math.min(24, Math.max(12, text))));
  }

  setContrast(high: boolean): void {
    this.#set('contrast', high ? 'high' : '');
  }

  setShade(shade: Shade): void {
    this.#set('shade', shade);
  }

  /** What is remembered has been read. */
  begin(): void {
    this.changed();
  }

  #set(key: string, value: string): void {
    this.#remembered.set(key, value);
    this.changed();
  }
}
