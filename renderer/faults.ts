import { ApiError, errorTexts, isSentence } from '../shared/api-error.ts';
import { call } from './bridge.ts';

/** Where every error of the window ends: one sentence for the clerk, and for what nobody foresaw a line in the log. */

/** Most faults that are sent to the log in a minute, and the length of each in characters. */
const MOST = 10;
const LONGEST = 4000;

let sent: number[] = [];

/** What to say of an error. What was thrown on purpose says it itself; anything else is a fault, which is logged. */
export function sentenceOf(error: unknown): string {
  if (error instanceof ApiError) return isSentence(error.message) ? error.message : errorTexts[error.code];
  // The window's own refusals begin as our sentences do; what a library says does not, even where it quotes the clerk.
  if (error instanceof Error && /^[\p{Script=Han}“《]/u.test(error.message)) return error.message;
  logFault(error);
  return errorTexts.window;
}

/** Writes a fault to the log, where the log can be reached. */
export function logFault(error: unknown): void {
  const now = Date.now();
  sent = sent.filter((time) => now - time < 60_000);
  if (sent.length >= MOST) return;
  sent.push(now);
  const text = error instanceof Error ? `${error.message}\n${error.stack ?? ''}` : String(error);
  call('app.log', { text: text.slice(0, LONGEST) }).catch(() => undefined);
}

/** Hears of every error and promise that nobody caught; `tell` says it to the clerk. */
export function watchFaults(tell: (sentence: string) => void): void {
  window.addEventListener('error', ({ error, message }) => {
    // Said by browsers when a size changes twice in a frame; nothing is wrong then.
    if (!error && /ResizeObserver/.test(message)) return;
    tell(sentenceOf(error ?? message));
  });
  window.addEventListener('unhandledrejection', ({ reason }) => tell(sentenceOf(reason)));
}
