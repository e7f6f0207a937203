import { strFromU8, strToU8, unzipSync, type Zippable, zipSync } from 'fflate';

/** Changes to the XML of parts, by their name in the package. */
type PartChanges = Record<string, (xml: string) => string>;

/**
 * Rewrites a workbook or document that a library made: what the library cannot set is changed in its parts, and the
 * times of the package come from `now`, so that the same input gives the same bytes.
 */
export function finishPackage(bytes: Uint8Array, now: Date, changes: PartChanges): Uint8Array {
  const parts: Zippable = {};
  // A zip cannot name a year before 1980.
  const mtime = new Date(Math.max(now.getTime(), Date.UTC(1980, 0, 2)));
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
