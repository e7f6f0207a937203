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
