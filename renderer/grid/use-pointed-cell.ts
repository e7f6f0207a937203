import { type RefObject, useEffect, useMemo, useRef, useState } from 'react';
import { screenRect } from './screen-rect.ts';

/** How long the pointer rests on a mark before it counts, and on nothing before it does no more, in ms. */
const ARRIVES = 300;
const LEAVES = 250;

/** How near to the corner of its cell the pointer is at a mark, in CSS pixels. */
const NEAR = 18;

/** The cell at whose mark the pointer rests, with time to go from it into what stands beside it. */
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
    let at: string | null = null;
    const onMove = ({ target, buttons, clientX, clientY }: PointerEvent) => {
      const marked = buttons === 0 ? (target as HTMLElement).closest<HTMLElement>('.box.marked[data-path]') : null;
      const box = marked && screenRect(marked);
      const near = box !== null && clientX > box.right - NEAR && clientY < box.top + NEAR;
      const next = near ? (marked?.dataset.path ?? null) : null;
      if (next === at) return;
      at = next;
      if (at === null) deeds.leaveSoon();
      else deeds.arrive(at);
    };
    const onLeave = () => {
      at = null;
      deeds.leaveSoon();
    };
    element?.addEventListener('pointermove', onMove);
    element?.addEventListener('pointerleave', onLeave);
    element?.addEventListener('pointerdown', deeds.leave);
    return () => {
      clearTimeout(timer.current);
      element?.removeEventListener('pointermove', onMove);
      element?.removeEventListener('pointerleave', onLeave);
      element?.removeEventListener('pointerdown', deeds.leave);
    };
  }, [desk, deeds]);
  return { key, ...deeds };
}
