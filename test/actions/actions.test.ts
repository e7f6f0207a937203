import { expect, test } from 'vitest';
import { actions } from '../../renderer/actions/actions.ts';

test('no two commands of the window share an id, a name or a key', () => {
  for (const named of [
    actions.map(({ id }) => id),
    actions.map(({ label }) => label),
    actions.flatMap(({ keys }) => keys),
  ])
    expect(named.filter((name, index) => named.indexOf(name) !== index)).toEqual([]);
});
