import { useEffect, useRef } from 'react';

const fields = new Set<() => void>();

/** A field that keeps its text when it is left keeps it also before anything is saved, while it is still typed into. */
export function useKept(keep: () => void): void {
  const latest = useRef(keep);
  useEffect(() => {
    latest.current = keep;
  });
  useEffect(() => {
    const field = () => latest.current();
    fields.add(field);
    return () => {
      fields.delete(field);
    };
  }, []);
}

/** Lets each such field keep what it holds. */
export function keepFields(): void {
  for (const keep of fields) keep();
}
