import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Plugin } from 'vite';

/** Where the sheets seem to lie: one a component, and `shared` for what is no single one's. */
const PLACE = '/antd-styles/';

/** The folders of components that are named otherwise in their classes. */
const FOLDERS: Record<string, string> = {
  btn: 'button',
  col: 'grid',
  'float-btn': 'float-button',
  otp: 'input',
  picker: 'date-picker',
  'picker-calendar': 'calendar',
  ribbon: 'badge',
  row: 'grid',
  'scroll-number': 'badge',
};

/**
 * How things move, and the ring of a pressed button: any component may have these. The rule that names what is in the
 * sheet is no component's either: without it Ant Design writes those rules into the page, above all layers.
 */
const SHARED = /^(fade|move|slide|wave|zoom)(-|$)/;

/**
 * Ant Design brings the rules of all its components as one sheet of 1 MB, which a browser reads before it shows
 * anything. Here each component brings its own: they are bundled where its script is, so that they come with the part of
 * the window that first uses it, and those of unused components not at all.
 */
export function antdStyles(): Plugin {
  const home = dirname(createRequire(import.meta.url).resolve('antd/package.json'));
  const sheets = sheetsOf(readFileSync(join(home, 'dist', 'antd.css'), 'utf8'), (folder) =>
    existsSync(join(home, 'es', folder, 'style', 'index.js')),
  );
  let brought = 0;
  return {
    name: 'antd-styles',
    resolveId: (id) => (id.startsWith(PLACE) ? id : null),
    load(id) {
      const sheet = id.startsWith(PLACE) && sheets.get(id.slice(PLACE.length, -'.css'.length));
      return sheet ? `@layer antd {${sheet}}` : null;
    },
    transform(code, id) {
      // Whoever shows a component reads this module of it, also a component that is made of others.
      const name = id.replaceAll('\\', '/').match(/\/antd\/es\/([^/]+)\/style\/index\.js$/)?.[1];
      if (name === undefined || !sheets.has(name)) return null;
      brought++;
      const imports = ['shared', name].map((sheet) => `import '${PLACE}${sheet}.css';\n`);
      return { code: imports.join('') + code, map: null };
    },
    buildEnd() {
      if (brought === 0) throw new Error('the components of Ant Design have their rules elsewhere now');
    },
  };
}

/**
 * The rules of Ant Design's sheet by the folder of their component; of the rules about several, each is about its first.
 * @throws Error for a class that belongs to no component
 */
export function sheetsOf(css: string, isFolder: (name: string) => boolean): Map<string, string> {
  const sheets = new Map<string, string>();
  for (const rule of rulesOf(css)) {
    // The colours of the pages that the sheet was taken from: the window works out its own.
    if (rule.startsWith('.css-var-')) continue;
    const name = rule.startsWith('@keyframes') ? undefined : rule.match(/\.ant-([a-z0-9-]+)/)?.[1];
    const sheet = name === undefined || SHARED.test(name) ? 'shared' : folderOf(name, isFolder);
    sheets.set(sheet, (sheets.get(sheet) ?? '') + rule);
  }
  return sheets;
}

/** The longest beginning of a class that names a component. */
function folderOf(name: string, isFolder: (name: string) => boolean): string {
  for (let part = name; part !== ''; part = part.slice(0, Math.max(0, part.lastIndexOf('-')))) {
    const folder = FOLDERS[part] ?? part;
    if (isFolder(folder)) return folder;
  }
  throw new Error(`no component of Ant Design has the class ant-${name}`);
}

/** The outermost rules of a sheet without comments, each with its braces. */
function rulesOf(css: string): string[] {
  const rules: string[] = [];
  let [start, depth] = [0, 0];
  for (const { 0: found, index } of css.matchAll(/"[^"]*"|'[^']*'|[{}]/g)) {
    if (found === '{') depth++;
    else if (found === '}' && --depth === 0) {
      rules.push(css.slice(start, index + 1));
      start = index + 1;
    }
  }
  return rules;
}
