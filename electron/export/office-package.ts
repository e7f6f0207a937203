import { constants, deflateRawSync } from 'node:zlib';
import { Zip, type ZipInputFile, ZipPassThrough } from 'fflate';
import { crc32 } from '../import/crc32.ts';
import { ByteBlocks, packedSize } from './byte-blocks.ts';

/** Length in bytes from which a piece of a part is packed by itself: short ones would pack badly. */
const LONG = 1 << 18;

/**
 * A zip written part by part, of which only what they are packed to is kept: a package of Office (ECMA-376 part 2), an
 * OFD. The times in it come from `now`, so that the same parts give the same bytes.
 */
export class PackageWriter {
  readonly #mtime: Date;
  readonly #written = new ByteBlocks();
  readonly #zip = new Zip((error, data) => {
    if (error) throw error;
    this.#written.push(data);
  });

  constructor(now: Date) {
    // A zip cannot name a year before 1980.
    this.#mtime = new Date(Math.max(now.getTime(), Date.UTC(1980, 0, 2)));
  }

  /**
   * Parts are in the package in the order in which they are written. This one comes in pieces, so that no long one is
   * ever in memory as a whole.
   */
  write(name: string, pieces: Iterable<string>): void {
    const entry = new Deflated(name);
    entry.mtime = this.#mtime;
    this.#zip.add(entry);
    let text = '';
    for (const piece of pieces) {
      text += piece;
      if (text.length < LONG) continue;
      entry.push(Buffer.from(text), false);
      text = '';
    }
    entry.push(Buffer.from(text), true);
  }

  /** A part with its size and sum before it, for readers that go through a zip from its beginning. */
  writeWhole(filename: string, bytes: Uint8Array): void {
    const [size, crc] = [bytes.length, crc32(bytes, 0)];
    const part: ZipInputFile = { filename, size, crc, compression: 8, mtime: this.#mtime };
    this.#zip.add(part);
    part.ondata?.(null, deflateRawSync(bytes, packedSize(bytes)), true);
  }

  end(): Uint8Array {
    this.#zip.end();
    return this.#written.whole();
  }
}

/** A part as zlib packs it, which is several times faster than any code in JavaScript. */
class Deflated extends ZipPassThrough {
  override compression = 8;

  protected override process(chunk: Uint8Array, final: boolean): void {
    const finishFlush = final ? constants.Z_FINISH : constants.Z_SYNC_FLUSH;
    this.ondata(null, deflateRawSync(chunk, { finishFlush, ...packedSize(chunk) }), final);
  }
}
