/** What one of several threads reads of a file: of its tables, in their order, the `part`th of `of` runs of one length. */
export interface Share {
  part: number;
  of: number;
  /** The memory of the `Counts` of the file (counts.ts). */
  counts: SharedArrayBuffer;
}

/** Those of a list that are in the share, all without one. */
export function inShare<T>(list: readonly T[], share?: Share): readonly T[] {
  if (!share) return list;
  const start = (part: number) => Math.round((part * list.length) / share.of);
  return list.slice(start(share.part), start(share.part + 1));
}
