import { expect, test } from 'vitest';
import { fuzzReaders } from '../faults/fuzz-readers.ts';

/** The short form of test/faults/readers.test.ts. */
test('300 damaged files of all kinds are read or refused in plain words, within 5 seconds and 1 GB', async () => {
  expect(await fuzzReaders(300, 1)).toEqual([]);
}, 240_000);
