import type { Connection } from './connection.ts';

/** How long after a change what is derived from it is written, in ms: mostly the next cell has been saved by then. */
const SOON = 1000;

/** When what is derived from filings (to-derive.ts) is written: some time after a change, and before it is read. */
export interface Deriving {
  /** To be called after every change of a filing. */
  soon(): void;
  /** To be called before what is derived is read. */
  now(): void;
  /** Writes it for the last time. */
  close(): void;
}

export function createDeriving(connection: Connection): Deriving {
  let timer: NodeJS.Timeout | undefined;

  function now(): void {
    clearTimeout(timer);
    timer = undefined;
    try {
      // What has become of a file that was taken away is found out by the next change, which is of more weight.
      if (connection.readOnly || !connection.isInPlace() || !connection.tables.derived.isBehind()) return;
      connection.tables.derived.catchUp();
      connection.wrote();
    } catch {
      // The filings stay marked. What keeps this from being written keeps the next change too, which tells it.
    }
  }

  function soon(): void {
    timer ??= setTimeout(now, SOON).unref();
  }

  // What a program that was killed has left.
  soon();
  return { soon, now, close: now };
}
