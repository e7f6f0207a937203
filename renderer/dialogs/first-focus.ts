import { useCallback, useEffect, useRef } from 'react';

interface Control {
  focus(): void;
}

/**
 * The ref of the control that a dialog begins with: it has the focus as soon as it can be seen, so that nothing typed
 * meanwhile is lost on the table. (What has `autoFocus` is asked before the dialog is shown, and cannot take it.)
 */
export function useFirstFocus(): (control: Control | null) => void {
  const first = useRef<Control>(null);
  useEffect(() => first.current?.focus(), []);
  return useCallback((control) => {
    first.current = control;
  }, []);
}
