import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { licences } from '../../renderer/pages/licences.ts';

/** 用到的开源软件 names everything that goes out with the program, under the licence that it is given by. */

const root = join(import.meta.dirname, '..', '..');
const read = (...path: string[]) => readFileSync(join(root, ...path), 'utf8');

/** What the program's code takes in, and the fonts that the build lays beside it. */
function shipped(): string[] {
  const sources = ['electron', 'renderer', 'shared'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.tsx?$/.test(name))
      .map((name) => read(folder, name)),
  );
  const imported = sources.flatMap((text) => [
    ...text.matchAll(/(?:from|import\() ?'((?:@[\w.-]+\/)?[\w.-]+)(?=['/])/g),
  ]);
  const fonts = [...read('build.ts').matchAll(/'(noto-[\w-]+)\//g)].map(([, name]) => `@expo-google-fonts/${name}`);
  const { dependencies, devDependencies } = JSON.parse(read('package.json'));
  const names = imported.map(([, name = '']) => name).filter((name) => name in devDependencies);
  return [...new Set([...Object.keys(dependencies), ...names, ...fonts])].toSorted();
}

test('every package that goes out with the program is named', () => {
  expect(licences.flatMap(({ works }) => Object.values(works).flat()).toSorted()).toEqual(shipped());
});

test.each(
  licences.flatMap(({ spdx, works }) =>
    Object.values(works)
      .flat()
      .map((name) => [name, spdx]),
  ),
)('%s is under %s', (name, spdx) => {
  expect(JSON.parse(read('node_modules', name, 'package.json')).license.split(' AND ')).toContain(spdx);
});
