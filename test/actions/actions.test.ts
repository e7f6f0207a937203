import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { actions, keyLabel } from '../../renderer/actions/actions.ts';

test('no two commands of the window share an id, a name or a key', () => {
  for (const named of [
    actions.map(({ id }) => id),
    actions.map(({ label }) => label),
    actions.flatMap(({ keys }) => keys),
  ])
    expect(named.filter((name, index) => named.indexOf(name) !== index)).toEqual([]);
});

/** What the README says of keys, in the words of its table. */
const told = (readFileSync('README.md', 'utf8').split('\n## Keys\n')[1] ?? '').split('\n## ')[0] ?? '';

test.each(actions.flatMap(({ id, keys: [key] }) => (key ? [{ id, key }] : [])))(
  'the README tells of $key ($id)',
  ({ key }) => {
    const name = keyLabel(key).replace(/\bDel$/, 'Delete');
    const before = told.slice(0, told.indexOf(name));
    expect(told).toContain(name);
    expect(before.endsWith('+'), 'it is no end of a longer one only').toBe(false);
  },
);
