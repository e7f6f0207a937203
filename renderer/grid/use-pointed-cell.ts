import { type RefObject, useEffect, useMemo, useRef, useState } from 'react';

/** How long the pointer rests on a marked cell before it counts, and on nothing before it does no more, in ms. */
const ARRIVES = 300;
const LEAVES = 250;

/** The marked cell that the pointer rests on, with time to go from it into what stands beside it. */
export function usePointedCell(desk: RefObject<HTMLElement | null>) {
  const [key, setKey] = useState<string | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const deeds = useMemo(() => {
    const later = (next: string | null, rest: number) => {
      clearTimeout(timer.current);
      timer.current = setTimeout(() => setKey(next), rest);
    };
    return {
      arrive: (next: string) => later(next, ARRIVES),
      leaveSoon: () => later(null, LEAVES),
      stay: () => clearTimeout(timer.current),
      leave: () => {
        clearTimeout(timer.current);
        setKey(null);
      },
    };
  }, []);
  useEffect(() => {
    const element = desk.current;
    // Listened to here and not by React: nothing else is drawn when the pointer moves.
    const onOver = ({ target, buttons }: PointerEvent) => {
      const marked = (target as HTMLElement).closest<HTMLElement>('.box.marked[data-path]');
      if (marked?.dataset.path && buttons === 0) deeds.arrive(marked.dataset.path);
      else deeds.leaveSoon();
    };
    element?.addEventListener('pointerover', onOver);
    element?.addEventListener('pointerleave', deeds.leaveSoon);
    element?.addEventListener('pointerdown', deeds.leave);
    return () => {
      clearTimeout(timer.current);
      element?.removeEventListener('pointerover', onOver);
      element?.removeEventListener('pointerleave', deeds.leaveSoon);
      element?.removeEventListener('pointerdown', deeds.leave);
    };
  }, [desk, deeds]);
  return { key, ...deeds };
}
