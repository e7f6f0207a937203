import { useEffect, useRef } from 'react';
import { panes } from '../panes.ts';
import type { Frame } from '../state/frame.ts';
import { useObserved } from '../state/observable.ts';

/**
 * A dialog keeps the focus until it is gone, and then gives it back to what had it before, which may be gone too: then
 * the table has it, or the page that covers it. What was opened from the dialog meanwhile has taken it, and keeps it.
 */
export function useFocusBack(frame: Frame): void {
  const dialog = useObserved(frame, () => frame.dialog);
  const covered = useObserved(frame, () => frame.covered);
  const before = useRef<Element | null>(null);
  useEffect(
    () =>
      // Heard before the dialog is drawn, which takes the focus at once; one that follows another keeps what was before.
      frame.subscribe(() => {
        const focused = document.activeElement;
        if (frame.dialog !== null && !panes.isLost() && !focused?.closest('[role=dialog]')) before.current = focused;
      }),
    [frame],
  );
  useEffect(() => {
    // At once, and after the effects of all parts within: no key that follows on the one that closed it is lost.
    if (dialog !== null || !panes.isLost()) return;
    if (before.current instanceof HTMLElement) before.current.focus();
    before.current = null;
    if (panes.isLost()) panes.focus(covered ? 'view' : 'table');
  }, [dialog, covered]);
}
