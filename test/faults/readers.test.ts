import { expect, test } from 'vitest';
import { fuzzReaders } from './fuzz-readers.ts';

const runs = Number(process.env.FAULT_RUNS ?? 20_000);
const seed = Number(process.env.FAULT_SEED ?? 1);

test(`${runs} damaged files of all kinds are read or refused in plain words, within 5 seconds and 1 GB`, async () => {
  expect(await fuzzReaders(runs, seed)).toEqual([]);
});
