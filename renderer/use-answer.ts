import { useCallback, useEffect, useRef, useState } from 'react';
import { sentenceOf } from './faults.ts';

/** What was asked for: still on its way, had, or not to be had and why. */
export type Answered<T> = { state: 'loading' } | { state: 'had'; value: T } | { state: 'failed'; why: string };

/**
 * Asks when the page is shown, and again with the function that comes with it; what was had stays until then. Of two
 * answers that cross, the later question's counts.
 */
export function useAnswer<T>(ask: () => Promise<T>): [Answered<T>, () => void] {
  const [answered, setAnswered] = useState<Answered<T>>({ state: 'loading' });
  const latest = useRef(ask);
  latest.current = ask;
  const asked = useRef(0);
  const again = useCallback(() => {
    setAnswered((before) => (before.state === 'failed' ? { state: 'loading' } : before));
    const question = ++asked.current;
    const answer = (told: Answered<T>) => {
      if (question === asked.current) setAnswered(told);
    };
    latest.current().then(
      (value) => answer({ state: 'had', value }),
      (error: unknown) => answer({ state: 'failed', why: sentenceOf(error) }),
    );
  }, []);
  useEffect(again, [again]);
  return [answered, again];
}
