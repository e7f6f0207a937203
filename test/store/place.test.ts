import { expect, test } from 'vitest';
import { displaced, placeOf } from '../../electron/store/place.ts';
import { newStore } from './with-store.ts';

test('K6: a file to which a network drive gives another number is the same file', async () => {
  const { path } = await newStore();
  const place = placeOf(path);
  expect(displaced(path, place)).toBeNull();
  expect(displaced(path, { ...place, ids: { ...place.ids, '': '1:1' } })).toBeNull();
  expect(displaced(path, { ...place, ids: { ...place.ids, '': '1:1' }, written: place.written - 1n })).toBe('replaced');
});
