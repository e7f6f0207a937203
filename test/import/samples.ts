import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Filing } from '../../shared/filing/filing.ts';
import { toJson } from '../../shared/filing/json.ts';
import { parseFiling } from '../../shared/filing/parse.ts';
import { catalog } from '../../shared/form/catalog/catalog.ts';

const own = join(import.meta.dirname, '../fixtures/import');
const seeds = join(import.meta.dirname, '../../../shared/seeds');

export interface Sample {
  name: string;
  bytes: Buffer;
  expected: unknown;
}

/** The sample that the program brings for a form; null for one that has none. */
export function sampleOf(form: string): Filing | null {
  const file = join(import.meta.dirname, '../../resources/samples', `${form}.json`);
  if (!existsSync(file)) return null;
  const parsed = parseFiling(JSON.parse(readFileSync(file, 'utf8')));
  if ('error' in parsed) throw new Error(parsed.error);
  return parsed.filing;
}

/** The project's own samples: rows of tab-separated cells, and a cell per line. */
export function ownSamples(): Sample[] {
  return ['rows', 'cells'].map((name) => ({
    name: `${name}.txt`,
    bytes: readFileSync(join(own, `${name}.txt`)),
    expected: JSON.parse(readFileSync(join(own, `${name}.json`), 'utf8')),
  }));
}

/** Published tables, where they are at hand. */
export function publishedSamples(): Sample[] {
  if (!existsSync(seeds)) {
    console.info('../shared/seeds is not here: reading is tested with the samples of the project alone');
    return [];
  }
  return ['dalian-2023', 'dalian-2024', 'hebei-2021'].map((name) => ({
    name: `${name}.txt`,
    bytes: readFileSync(join(seeds, `${name}.txt`)),
    expected: [...json(join(seeds, 'expected', `${name}.json`)), ...besides(name)],
  }));
}

/** What a published text holds beside its project tables. */
function besides(name: string): unknown[] {
  return name === 'hebei-2021'
    ? json(join(import.meta.dirname, '../fixtures/found-forms/hebei-2021-department.json'))
    : [];
}

const json = (path: string): unknown[] => JSON.parse(readFileSync(path, 'utf8'));

export function asJson(filings: Filing[]): unknown[] {
  return filings.map((filing) => {
    const form = catalog.find(filing.form, filing.version);
    if (!form) throw new Error(`no form ${filing.form}`);
    return toJson(form, filing);
  });
}

/** GB18030 bytes of Chinese text, by the decoder's own table turned round. */
export function encodeGb18030(text: string): Buffer {
  const bytes: number[] = [];
  for (const character of text) {
    const code = character.codePointAt(0) as number;
    const found = code < 0x80 ? [code] : gbk().get(character);
    if (!found) throw new Error(`not in GBK: ${character}`);
    bytes.push(...found);
  }
  return Buffer.from(bytes);
}

let table: Map<string, number[]> | undefined;

function gbk(): Map<string, number[]> {
  if (table) return table;
  table = new Map();
  const decoder = new TextDecoder('gb18030');
  for (let lead = 0x81; lead <= 0xfe; lead++)
    for (let trail = 0x40; trail <= 0xfe; trail++)
      if (trail !== 0x7f) table.set(decoder.decode(Uint8Array.of(lead, trail)), [lead, trail]);
  // Characters beyond GBK have four bytes.
  for (const b of range(0x30, 0x39))
    for (const c of range(0x81, 0xfe))
      for (const d of range(0x30, 0x39)) {
        const character = decoder.decode(Uint8Array.of(0x81, b, c, d));
        if (!table.has(character)) table.set(character, [0x81, b, c, d]);
      }
  return table;
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}
