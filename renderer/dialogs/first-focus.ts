import { useCallback, useEffect, useRef } from 'react';

interface Control {
  focus(options?: { preventScroll: boolean; cursor: 'all' }): void;
}

/**
 * The ref of the control that a dialog begins with: it has the focus as soon as it can be seen, so that nothing typed
 * meanwhile is lost on the table or on the button that closes the dialog. It is asked when it is there, and with every
 * frame until it has the focus; after that never again, for the clerk may have gone on. (What has `autoFocus` is asked
 * once, and too early.)
 */
export function useFirstFocus(): (control: Control | null) => void {
  const frame = useRef(0);
  const begun = useRef(false);
  useEffect(() => () => cancelAnimationFrame(frame.current), []);
  return useCallback((control) => {
    cancelAnimationFrame(frame.current);
    if (!control) return;
    const attempt = () => {
      if (begun.current) return;
      const before = document.activeElement;
      control.focus({ preventScroll: true, cursor: 'all' });
      begun.current = document.activeElement !== before;
      if (!begun.current) frame.current = requestAnimationFrame(attempt);
    };
    attempt();
  }, []);
}
