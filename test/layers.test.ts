import { readdirSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { dirname, join, posix, relative, sep } from 'node:path';
import { describe, expect, test } from 'vitest';

/** What may import what. Imports run downwards only, and every package has a place. */

const root = join(import.meta.dirname, '..');

/** Packages by the part of the program that may import them. A new one must be put here by somebody. */
const packages = {
  shared: ['zod', 'decimal.js', 'pinyin-pro', 'dingbat-to-unicode'],
  renderer: ['react', 'react-dom', 'antd', '@ant-design/icons', 'pdfjs-dist'],
  electron: [
    ...['better-sqlite3', 'fontkit', 'fflate', 'zod'],
    ...['htmlparser2', 'pdfjs-dist', 'numfmt', 'decimal.js'],
  ],
} as const;

/** Heavy or unmaintained packages stay behind one part. */
const behind: Record<string, string[]> = {
  'better-sqlite3': ['electron/store/'],
  fontkit: ['electron/export/'],
  htmlparser2: ['electron/import/'],
  numfmt: ['electron/import/'],
  'pdfjs-dist': ['electron/import/', 'renderer/pages/'],
  'dingbat-to-unicode': ['shared/formula/'],
};

/** The files that know Electron. */
const electronShell = ['electron/main.ts', 'electron/preload.ts', 'electron/desktop/'];
/** The composition roots and what only they use; no engine imports one of these. */
const shells = [
  ...electronShell,
  'electron/serve.ts',
  'electron/start.ts',
  'electron/browser/',
  'electron/cli.ts',
  'electron/cli/',
  'electron/page-files.ts',
  'electron/data-folder.ts',
  'electron/log.ts',
  'electron/end-after.ts',
];
const engines = [
  ...[
    'electron/store/',
    'electron/export/',
    'electron/import/',
    'electron/backend',
    'electron/open-backend',
    'electron/backups',
    'electron/books',
    'electron/open-filings',
    'electron/printed-book',
    'electron/hand-out',
    'electron/review',
    'electron/recent',
    'electron/program-sum',
  ],
  ...['electron/library', 'electron/comparison', 'electron/deliver-listing', 'electron/roll-forward'],
  ...[
    'electron/import-',
    'electron/filing-facts',
    'electron/suggested-name',
    'electron/patience',
    'electron/settled',
    'electron/temporary',
    'electron/staged-edits',
    'electron/saved-steps',
    'electron/versions',
    'electron/listed',
    'electron/warm-thread',
  ],
];

/** What each part of the window may import beside itself. `frame` holds them together and may import all. */
const windowParts: Record<string, string[]> = {
  state: [],
  actions: ['state/', 'grid/'],
  grid: ['state/', 'actions/'],
  list: ['state/', 'actions/', 'grid/'],
  panels: ['state/', 'actions/', 'grid/'],
  pages: ['state/', 'actions/', 'grid/', 'panels/'],
  dialogs: ['state/', 'actions/', 'grid/', 'list/', 'panels/'],
};

interface Import {
  /** The importing file and what it imports, relative to the project root with `/`; a package by its name. */
  file: string;
  target: string;
  kind: 'file' | 'package' | 'node';
}

function sources(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(ts|tsx)$/.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'));
}

const builtins = new Set(builtinModules);

function importsOf(file: string): Import[] {
  const text = readFileSync(join(root, file), 'utf8').replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '');
  const found = text.matchAll(
    /^(?:import|export)\s[^'";]*?\bfrom\s+'([^']+)'|^import\s+'([^']+)'|\b(?:import|require)\(\s*'([^']+)'/gm,
  );
  return [...found].map(([, from, bare, called]) => {
    const target = from ?? bare ?? called ?? '';
    if (target.startsWith('.')) return { file, target: posix.join(dirname(file), target), kind: 'file' };
    if (target.startsWith('node:') || builtins.has(target)) return { file, target, kind: 'node' };
    const parts = target.split('/');
    return { file, target: target.startsWith('@') ? parts.slice(0, 2).join('/') : String(parts[0]), kind: 'package' };
  });
}

/** What runs when a file does: all that it imports, but for types and for what it reads later. */
function reachedFrom(entry: string): ReadonlySet<string> {
  const reached = new Set([entry]);
  for (const file of reached) {
    if (!/\.tsx?$/.test(file)) continue;
    const text = readFileSync(join(root, file), 'utf8');
    const found = text.matchAll(/^(?:import|export)\s(?!type\b)(?:([^'";]*?)\bfrom\s+)?'([^']+)'/gm);
    for (const [, names = '', target = ''] of found) {
      const [, inner] = /^\{([\s\S]*)\}\s*$/.exec(names) ?? [];
      if (inner?.split(',').every((name) => /^\s*(type\s|$)/.test(name))) continue;
      reached.add(target.startsWith('.') ? posix.join(dirname(file), target) : target);
    }
  }
  return reached;
}

const all = ['shared', 'renderer', 'electron'].flatMap(sources).flatMap(importsOf);
const under = (file: string, places: readonly string[]): boolean => places.some((place) => file.startsWith(place));
const told = (imports: Import[]): string[] => imports.map(({ file, target }) => `${file} imports ${target}`);

/** Each way that leads from a file back to it, found by going down all imports once. */
function cyclesIn(imports: ReadonlyMap<string, readonly string[]>): string[] {
  const cycles: string[] = [];
  const done = new Set<string>();
  const way: string[] = [];
  const visit = (file: string) => {
    const from = way.indexOf(file);
    if (from >= 0) cycles.push([...way.slice(from), file].join(' → '));
    if (from >= 0 || done.has(file)) return;
    way.push(file);
    for (const target of imports.get(file) ?? []) visit(target);
    way.pop();
    done.add(file);
  };
  for (const file of imports.keys()) visit(file);
  return cycles;
}

describe('imports', () => {
  test('are found at all', () => {
    expect(all.length).toBeGreaterThan(50);
  });

  test.each(['shared', 'renderer', 'electron'] as const)('%s imports its own files and those of shared', (part) => {
    const wrong = all.filter(
      ({ file, target, kind }) =>
        kind === 'file' &&
        file.startsWith(`${part}/`) &&
        !under(target, [`${part}/`, 'shared/']) &&
        !(part === 'shared' && /^resources\/.*\.json$/.test(target)) &&
        !(file === 'electron/start.ts' && target === 'build.ts'),
    );
    expect(told(wrong)).toEqual([]);
  });

  test('never come back to the file they began in, not for types either', () => {
    const imports = new Map<string, string[]>();
    for (const { file, target, kind } of all)
      if (kind === 'file') imports.set(file, [...(imports.get(file) ?? []), target]);
    expect(
      cyclesIn(
        new Map([
          ['a', ['b']],
          ['b', ['c']],
          ['c', ['b']],
        ]),
      ),
    ).toEqual(['b → c → b']);
    expect(cyclesIn(imports)).toEqual([]);
  });

  test('of the window: stores know no screen, commands no component, and the frame holds all other parts', () => {
    const seen = Object.entries(windowParts).flatMap(([part, allowed]) =>
      all.filter(
        ({ file, target, kind }) =>
          kind === 'file' &&
          file.startsWith(`renderer/${part}/`) &&
          /^renderer\/\w+\//.test(target) &&
          !under(target, [`renderer/${part}/`, ...allowed.map((other) => `renderer/${other}`)]),
      ),
    );
    expect(told(seen)).toEqual([]);
    const folders = readdirSync(join(root, 'renderer'), { withFileTypes: true }).filter((entry) => entry.isDirectory());
    expect(folders.map(({ name }) => name).sort()).toEqual(
      [...Object.keys(windowParts), 'frame', 'public', 'styles'].sort(),
    );
  });

  test('of Node are in electron only', () => {
    expect(told(all.filter(({ file, kind }) => kind === 'node' && !file.startsWith('electron/')))).toEqual([]);
  });

  test('of electron are in the Electron shell only', () => {
    const wrong = all.filter(
      ({ file, target }) => target === 'electron' && !under(file, [...electronShell, 'electron/start.ts']),
    );
    expect(told(wrong)).toEqual([]);
  });

  test('of a shell are in no engine and in no other shell', () => {
    const wrong = all.filter(
      ({ file, target, kind }) =>
        kind === 'file' &&
        ((under(file, engines) && under(target, shells)) ||
          (under(file, electronShell) && under(target, ['electron/browser/', 'electron/serve.ts', 'electron/cli'])) ||
          (!under(file, electronShell) && under(target, electronShell))),
    );
    expect(told(wrong)).toEqual([]);
  });

  test('of readers know no form, and recognition sees nothing of a file but its grid', () => {
    const readers = ['document', 'ofd', 'pdf', 'printed', 'workbook'].map((folder) => `electron/import/${folder}/`);
    const recognition = 'electron/import/recognition/';
    const seen = ['grid', 'note', 'number-format'].map((name) => `electron/import/${name}.ts`);
    const wrong = all.filter(
      ({ file, target }) =>
        (under(file, readers) && under(target, [recognition])) ||
        (file.startsWith(recognition) && target.startsWith('electron/') && !under(target, [recognition, ...seen])),
    );
    expect(told(wrong)).toEqual([]);
  });

  test('know every file of electron as part of an engine or of a shell', () => {
    expect(sources('electron').filter((file) => !under(file, engines) && !under(file, shells))).toEqual([]);
  });

  test('of what no start waits for are read later: the desktop begins without its backend, the window without parsers', () => {
    const light = (entry: string, ...heavy: string[]) => {
      const seen = reachedFrom(entry);
      expect(seen.size).toBeGreaterThan(20);
      return heavy.filter((target) => seen.has(target));
    };
    expect(light('electron/main.ts', 'zod', 'better-sqlite3', 'electron/backend.ts', 'shared/api.ts')).toEqual([]);
    expect(light('renderer/main.tsx', 'zod', 'pinyin-pro', 'renderer/frame/panel-tabs.tsx')).toEqual([]);
  });

  test('of the layout engines stay out of the window, which calls the backend', () => {
    expect(
      told(all.filter(({ file, target }) => file.startsWith('renderer/') && target.startsWith('electron'))),
    ).toEqual([]);
  });

  test.each(['shared', 'renderer', 'electron'] as const)('%s uses classified packages only', (part) => {
    const known: readonly string[] = packages[part];
    const wrong = all.filter(
      ({ file, target, kind }) =>
        kind === 'package' && file.startsWith(`${part}/`) && !known.includes(target) && target !== 'electron',
    );
    expect(told(wrong)).toEqual([]);
    const used = new Set(all.filter(({ file }) => file.startsWith(`${part}/`)).map(({ target }) => target));
    expect(known.filter((name) => !used.has(name))).toEqual([]);
  });

  test('of a package that belongs behind one part are there only', () => {
    const wrong = all.filter(({ file, target, kind }) => {
      const places = kind === 'package' ? behind[target] : undefined;
      return places !== undefined && !under(file, places);
    });
    expect(told(wrong)).toEqual([]);
  });

  test('every dependency that ships is classified', () => {
    const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
      dependencies: Record<string, string>;
    };
    const known: Set<string> = new Set(Object.values(packages).flat());
    expect(Object.keys(dependencies).filter((name) => !known.has(name))).toEqual([]);
  });
});
