import { expect, test } from 'vitest';
import { createRecent } from '../electron/recent.ts';

test('of more than it may hold, what was not asked for the longest goes', () => {
  const recent = createRecent<string, number>(2);
  recent.set('a', 1);
  recent.set('b', 2);
  expect(recent.get('a')).toBe(1);
  recent.set('c', 3);
  expect([recent.get('a'), recent.get('b'), recent.get('c')]).toEqual([1, undefined, 3]);
  recent.delete('c');
  expect(recent.get('c')).toBeUndefined();
  recent.clear();
  expect(recent.get('a')).toBeUndefined();
});
