/** A file's length may be a thousand times this. */
const BLOCK = 1 << 20;

/**
 * Bytes that come one after the other, copied into blocks: what zlib and Buffer.from return lies in pools, of which a
 * few bytes that stay would keep 64 kB.
 */
export class ByteBlocks {
  readonly #full: Uint8Array[] = [];
  #block = new Uint8Array(BLOCK);
  #used = 0;

  get length(): number {
    return this.#full.length * BLOCK + this.#used;
  }

  push(bytes: Uint8Array): void {
    for (let from = 0; from < bytes.length; ) {
      const part = bytes.subarray(from, from + BLOCK - this.#used);
      this.#block.set(part, this.#used);
      this.#used += part.length;
      from += part.length;
      if (this.#used < BLOCK) continue;
      this.#full.push(this.#block);
      this.#block = new Uint8Array(BLOCK);
      this.#used = 0;
    }
  }

  /** The blocks so far, in order. */
  *[Symbol.iterator](): Generator<Uint8Array> {
    yield* this.#full;
    yield this.#block.subarray(0, this.#used);
  }

  /** All of them as one, in a buffer of its own. */
  whole(): Uint8Array<ArrayBuffer> {
    const bytes = new Uint8Array(this.length);
    let at = 0;
    for (const block of this) {
      bytes.set(block, at);
      at += block.length;
    }
    return bytes;
  }
}

/**
 * The room that zlib is to take at a time for what these bytes are packed to. By itself it takes 16 kB, of which a page
 * fills a quarter; the rest would lie about until much of it is freed at once.
 */
export function packedSize({ length }: Uint8Array): { chunkSize: number } {
  return { chunkSize: Math.min(1 << 14, Math.max(1 << 10, length >> 1)) };
}
