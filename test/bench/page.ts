import type { Browser, CDPSession, Page } from 'playwright-core';
import type { Filing } from '../../shared/filing/filing.ts';
import { type App, launchBrowser, openApp } from '../e2e/driver.ts';
import { fill, withFolder } from './folder.ts';

/**
 * What is watched on the page: the texts of the elements of a selector, or one of their attributes. It shows the answer
 * when it differs from what it was, or has the number that is waited for. null: whatever the next frame holds is the
 * answer (a letter in an input).
 */
export type Watch = { selector: string; attribute?: string; number?: number } | null;

/** Pause between two inputs, in ms: a quick typist's. */
const PAUSE = 37;
/** After this many ms without an answer there is none. */
const PATIENCE = 5000;

/**
 * Frames are drawn as soon as there is something to draw. At 60 a second, an input waits for up to 16.7 ms doing nothing,
 * by the phase in which it came: what is timed would be the screen's clock and not the work.
 */
const AT_ONCE = ['--disable-frame-rate-limit', '--disable-gpu-vsync'];

interface Recorder {
  arm(type: string, watch: Watch, patience: number): void;
  answer: Promise<number | null>;
}

declare global {
  interface Window {
    recorder: Recorder;
  }
}

/**
 * Runs in the page. Times an input from the moment the browser got it (`event.timeStamp`) to the end of the frame that
 * shows its answer: a message sent from requestAnimationFrame is handled after that frame's style, layout and paint.
 * Event Timing ('event' entries) is no use here: it is rounded to 8 ms and leaves out everything under 16.
 */
function installRecorder(): void {
  const signature = (watch: Watch): string =>
    watch === null
      ? ''
      : [...document.querySelectorAll(watch.selector)]
          .map((element) => (watch.attribute ? element.getAttribute(watch.attribute) : element.textContent))
          .join('\n');
  window.recorder = {
    answer: Promise.resolve(null),
    arm(type, watch, patience) {
      const before = signature(watch);
      const expected = watch?.number === undefined ? null : new RegExp(`(^|\\D)${watch.number}(\\D|$)`);
      const answered = () =>
        expected ? expected.test(signature(watch)) : watch === null || signature(watch) !== before;
      this.answer = new Promise((resolve) => {
        const began = (event: Event) => {
          const frame = () => {
            const shows = answered();
            if (!shows && performance.now() - event.timeStamp > patience) return resolve(null);
            if (!shows) return requestAnimationFrame(frame);
            const { port1, port2 } = new MessageChannel();
            port1.onmessage = () => resolve(performance.now() - event.timeStamp);
            port2.postMessage(null);
          };
          requestAnimationFrame(frame);
        };
        window.addEventListener(type, began, { capture: true, once: true });
      });
    },
  };
}

/** A page whose inputs are timed. */
export class TimedPage {
  readonly page: Page;
  readonly #devtools: CDPSession;
  private constructor(page: Page, devtools: CDPSession) {
    this.page = page;
    this.#devtools = devtools;
  }

  static async of(page: Page): Promise<TimedPage> {
    await page.evaluate(installRecorder);
    return new TimedPage(page, await page.context().newCDPSession(page));
  }

  /** Makes the page's main thread this many times slower. */
  async slowDown(rate: number): Promise<void> {
    await this.#devtools.send('Emulation.setCPUThrottlingRate', { rate });
  }

  /** Milliseconds from a key (a real one: Playwright sends Input.dispatchKeyEvent) to its answer; null without one. */
  async key(key: string, watch: Watch = null): Promise<number | null> {
    return this.#timed('keydown', watch, () => this.page.keyboard.press(key));
  }

  /** The same from a click on the last element of a selector, which begins when the button is released. */
  async click(selector: string, watch: Watch): Promise<number | null> {
    return this.#timed('click', watch, () => this.page.locator(selector).last().click());
  }

  /** The same from a text put into the focused input in one go, as a paste does. */
  async insert(text: string): Promise<number | null> {
    return this.#timed('input', null, () => this.page.keyboard.insertText(text));
  }

  async #timed(type: string, watch: Watch, input: () => Promise<void>): Promise<number | null> {
    await this.page.waitForTimeout(PAUSE);
    await this.page.evaluate(([event, what, patience]) => window.recorder.arm(event, what, patience), [
      type,
      watch,
      PATIENCE,
    ] as const);
    await input();
    return this.page.evaluate(() => window.recorder.answer);
  }
}

/** The times that there are; null when an input had no answer, so that there is nothing to quote. */
export function complete(times: readonly (number | null)[]): number[] | null {
  return times.every((time) => time !== null) ? (times as number[]) : null;
}

/** Opens the app on filings of its own, and a bare page beside it for the peers. */
export async function withApp<T>(
  filings: readonly Filing[],
  work: (app: App, own: TimedPage, browser: Browser) => Promise<T>,
): Promise<T> {
  return withFolder(async (data) => {
    await fill(data, filings);
    const browser = await launchBrowser(AT_ONCE);
    try {
      const app = await openApp({ browser, data });
      try {
        return await work(app, await TimedPage.of(app.page), browser);
      } finally {
        await app.close();
      }
    } finally {
      await browser.close();
    }
  });
}
