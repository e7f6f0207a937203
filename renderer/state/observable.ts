import { useSyncExternalStore } from 'react';

/** State outside React: components that `useObservable` it are drawn again after `changed()`. */
export class Observable {
  #version = 0;
  readonly #listeners = new Set<() => void>();

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly version = (): number => this.#version;

  protected changed(): void {
    this.#version++;
    for (const listener of this.#listeners) listener();
  }
}

export function useObservable<T extends Observable>(observable: T): T {
  useSyncExternalStore(observable.subscribe, observable.version);
  return observable;
}

/** One value of an observable: the component is drawn again only when that is another one. */
export function useObserved<T extends Observable, V>(observable: T, read: (observable: T) => V): V {
  return useSyncExternalStore(observable.subscribe, () => read(observable));
}
