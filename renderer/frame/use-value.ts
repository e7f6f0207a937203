import { useSyncExternalStore } from 'react';
import type { Observable } from '../state/observable.ts';

/**
 * A value that is worked out from stores: the component is drawn again only when the value is another, not with every
 * change of the stores. The value is a plain one (text, number, boolean).
 */
export function useValue<T extends string | number | boolean | null>(
  stores: readonly (Observable | null)[],
  value: () => T,
): T {
  return useSyncExternalStore((listener) => {
    const ends = stores.map((store) => store?.subscribe(listener));
    return () => {
      for (const end of ends) end?.();
    };
  }, value);
}
