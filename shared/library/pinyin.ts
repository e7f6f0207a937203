import { polyphonic } from 'pinyin-pro';
import { foldTyped, type Sounded } from './sounds.ts';

/** Readings of a name; takes about 15 µs, so a list of names is made ready once and not at every key. */
export function sounded(name: string): Sounded {
  const folded = foldTyped(name);
  const characters = [...folded];
  // One entry a character; of all readings, since 重 in 重复 and 重要 is known only to who reads the whole.
  const readings = polyphonic(folded, { type: 'array', toneType: 'none' }) as unknown as string[][];
  return {
    characters,
    readings: characters.map((_, index) => [
      ...new Set((readings[index] ?? []).map((reading) => reading.replaceAll('ü', 'v'))),
    ]),
  };
}
