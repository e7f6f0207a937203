import { Observable } from './observable.ts';
import type { Remembered } from './remembered.ts';

/** The page fills the width, or the whole of the room there is, or is shown at a fixed scale (1 as printed). */
export type ZoomMode = 'width' | 'page' | number;

/** Scales that 适宽 and 整页 keep to; and those that can be chosen. */
const FIT = { least: 0.6, most: 1.5 };
const FIXED = { least: 0.5, most: 3 };
/** Below this scale the page alone is fitted, and the notes beside it are scrolled to. */
const READABLE = 0.8;

/** Sizes in CSS pixels at scale 1. */
export interface Room {
  /** What there is for pages, without the edge around them. */
  width: number;
  height: number;
  /** A page, and what stands beside it. */
  page: { width: number; height: number; beside: number };
}

/** How large the page is shown. Fitted anew whenever the room for it changes. */
export class Zoom extends Observable {
  mode: ZoomMode = 'width';
  #room: Room | null = null;
  readonly #remembered: Remembered;

  constructor(remembered: Remembered) {
    super();
    this.#remembered = remembered;
  }

  begin(): void {
    const left = this.#remembered.get('zoom');
    const fixed = Number(left);
    if (left === 'page' || left === 'width') this.mode = left;
    else if (fixed >= FIXED.least && fixed <= FIXED.most) this.mode = fixed;
    this.changed();
  }

  get scale(): number {
    return typeof this.mode === 'number' ? this.mode : this.#room ? fitted(this.mode, this.#room) : 1;
  }

  set(mode: ZoomMode): void {
    this.mode = typeof mode === 'number' ? rounded(between(mode, FIXED)) : mode;
    this.#remembered.set('zoom', String(this.mode));
    this.changed();
  }

  /** One step of 10 % from what is shown now. */
  step(step: 1 | -1): void {
    this.set(Math.round(this.scale * 10 + step) / 10);
  }

  /** Whether the room for pages is known. */
  get isMeasured(): boolean {
    return this.#room !== null;
  }

  /** The room for pages, as it is now. */
  measure(room: Room): void {
    const before = this.scale;
    this.#room = room;
    if (this.scale !== before) this.changed();
  }
}

/** The scale at which pages fit their room. */
export function fitted(mode: 'width' | 'page', { width, height, page }: Room): number {
  const withNotes = width / (page.width + page.beside);
  const wide = withNotes >= READABLE ? withNotes : Math.min(READABLE, width / page.width);
  return rounded(between(mode === 'width' ? wide : Math.min(wide, height / page.height), FIT));
}

const between = (scale: number, { least, most }: { least: number; most: number }) =>
  Math.min(most, Math.max(least, scale));

/** Never larger, so that what was fitted does fit. */
const rounded = (scale: number) => Math.floor(scale * 100 + 1e-6) / 100;
