import { type RefObject, useEffect } from 'react';

/** Ctrl and the wheel zoom the page: one step larger or smaller. */
export function useWheelZoom(desk: RefObject<HTMLElement | null>, onZoom: (step: 1 | -1) => void): void {
  // React listens to the wheel passively, which cannot keep the browser from zooming the window itself.
  useEffect(() => {
    const onWheel = (event: WheelEvent) => {
      if (!event.ctrlKey) return;
      event.preventDefault();
      onZoom(event.deltaY < 0 ? 1 : -1);
    };
    const element = desk.current;
    element?.addEventListener('wheel', onWheel, { passive: false });
    return () => element?.removeEventListener('wheel', onWheel);
  }, [desk, onZoom]);
}
