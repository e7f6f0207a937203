import { useEffect, useState } from 'react';

/** A window that is not seen paints nothing; what waits for a frame goes on after so many ms. */
const LONGEST = 200;

const waiting = new Set<() => void>();
let isAsked = false;

/**
 * Does work in a task of its own once the next frame is painted, with all else that waits for it. The answer takes it
 * back.
 */
function afterPaint(work: () => void): () => void {
  waiting.add(work);
  if (!isAsked) {
    isAsked = true;
    const timer = setTimeout(doAll, LONGEST);
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      clearTimeout(timer);
      doAll();
    };
    // A message sent while a frame is made is read when it is painted.
    requestAnimationFrame(() => port2.postMessage(null));
  }
  return () => waiting.delete(work);
}

function doAll(): void {
  isAsked = false;
  const all = [...waiting];
  waiting.clear();
  for (const work of all) work();
}

/** A value once the frame is painted that other parts draw for it: what is drawn by it keeps no key waiting. */
export function useAfterPaint<T>(value: T, initially: T = value): T {
  const [shown, setShown] = useState({ value: initially });
  // An object around it, for a value may be a function.
  useEffect(() => afterPaint(() => setShown((before) => (before.value === value ? before : { value }))), [value]);
  return shown.value;
}
