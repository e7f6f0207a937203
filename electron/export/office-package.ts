import { strFromU8, strToU8, unzipSync, Zip, ZipDeflate, type Zippable, zipSync } from 'fflate';

/** Changes to the XML of parts, by their name in the package. */
export type PartChanges = Record<string, (xml: string) => string>;

/**
 * Rewrites a workbook that a library made: what the library cannot set is changed in its parts, and the times of the
 * package come from `now`, so that the same input gives the same bytes.
 */
export function finishPackage(bytes: Uint8Array, now: Date, changes: PartChanges): Uint8Array {
  const parts: Zippable = {};
  const mtime = packageTime(now);
  const entries = Object.entries(unzipSync(bytes)).filter(([name]) => !name.endsWith('/'));
  for (const [name, content] of entries.sort(([a], [b]) => order(a) - order(b))) {
    const change = changes[name];
    parts[name] = [change ? strToU8(change(strFromU8(content))) : content, { mtime, level: 6 }];
  }
  return zipSync(parts);
}

/** Readers that guess the type of a file look at its first entry. */
function order(name: string): number {
  return name === '[Content_Types].xml' ? 0 : name === '_rels/.rels' ? 1 : 2;
}

/** A zip cannot name a year before 1980. */
function packageTime(now: Date): Date {
  return new Date(Math.max(now.getTime(), Date.UTC(1980, 0, 2)));
}

/** A package written part by part; a part comes in pieces, so that no long one is ever in memory as a whole. */
export class PackageWriter {
  readonly #mtime: Date;
  readonly #written: Uint8Array[] = [];
  readonly #zip = new Zip((error, data) => {
    if (error) throw error;
    this.#written.push(data);
  });

  constructor(now: Date) {
    this.#mtime = packageTime(now);
  }

  /** Parts are in the package in the order in which they are written. */
  write(name: string, pieces: Iterable<string>): void {
    const entry = new ZipDeflate(name, { level: 6 });
    entry.mtime = this.#mtime;
    this.#zip.add(entry);
    for (const piece of pieces) entry.push(strToU8(piece));
    entry.push(new Uint8Array(), true);
  }

  end(): Uint8Array {
    this.#zip.end();
    const bytes = new Uint8Array(this.#written.reduce((sum, { length }) => sum + length, 0));
    let at = 0;
    for (const data of this.#written) {
      bytes.set(data, at);
      at += data.length;
    }
    return bytes;
  }
}
