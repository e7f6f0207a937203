import { type RefObject, useEffect } from 'react';
import { FOCUSABLE } from '../panes.ts';

/**
 * When what has the focus inside `box` is taken away (a form that closes, a line that was dealt with), the nearest
 * thing that stays gets it. Otherwise nothing has it and no key does anything.
 */
export function useKeptFocus(box: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const element = box.current;
    if (!element) return undefined;
    let [last, ...around]: (Element | null)[] = [null];
    const remember = (event: FocusEvent) => {
      [last, ...around] = [event.target as Element];
      for (let outer = last?.parentElement; outer && element.contains(outer); outer = outer.parentElement)
        around.push(outer);
    };
    const observer = new MutationObserver(() => {
      if (!last || last.isConnected || document.activeElement !== document.body) return;
      const stays = around.filter((outer) => outer?.isConnected);
      for (const outer of stays) {
        const next = outer?.querySelector<HTMLElement>(FOCUSABLE);
        if (next) return next.focus();
      }
    });
    element.addEventListener('focusin', remember);
    observer.observe(element, { childList: true, subtree: true });
    return () => {
      element.removeEventListener('focusin', remember);
      observer.disconnect();
    };
  }, [box]);
}
