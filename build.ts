import { existsSync, readdirSync, statSync } from 'node:fs';
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { build as bundle, type Plugin } from 'esbuild';
import subsetFont from 'subset-font';
import { build as buildPages } from 'vite';
import { methods } from './shared/api.ts';
import pages from './vite.config.ts';

/**
 * Makes `dist`: the Electron shell and its workers as CommonJS bundles, the window, and the fonts.
 * `node build.ts` makes it anew; `built()` says whether it is there and newer than its sources.
 */

const root = import.meta.dirname;
const dist = join(root, 'dist');
const stamp = join(dist, 'built');

const sources = [
  'build.ts',
  'vite.config.ts',
  'antd-styles.ts',
  'package-lock.json',
  'electron',
  'renderer',
  'shared',
  'resources',
];

const fonts = [
  'noto-serif-sc/400Regular/NotoSerifSC_400Regular.ttf',
  'noto-sans-sc/500Medium/NotoSansSC_500Medium.ttf',
  'noto-sans-symbols-2/400Regular/NotoSansSymbols2_400Regular.ttf',
];

/** True when `dist` was completed after the last change of any source. */
export function built(): boolean {
  if (!existsSync(stamp)) return false;
  const made = statSync(stamp).mtimeMs;
  return sources.every((source) => changed(join(root, source)) <= made);
}

function changed(path: string): number {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat) return 0;
  if (!stat.isDirectory()) return stat.mtimeMs;
  return Math.max(stat.mtimeMs, ...readdirSync(path).map((name) => changed(join(path, name))));
}

/** Builds everything. Rejects with the bundler's own error, after it has said where the mistake is. */
export async function build(): Promise<void> {
  await rm(stamp, { force: true });
  await Promise.all([
    bundleNode(programs, dist),
    bundlePreload(),
    copyFonts(),
    copyPdfData(),
    buildPages({ ...pages, configFile: false, logLevel: 'warn' }),
  ]);
  await writeFile(stamp, '');
}

/** The readers of files stand in a bundle of their own: before the first file comes they need not even be parsed. */
const readersApart: Plugin = {
  name: 'readers-apart',
  setup({ onResolve }) {
    onResolve({ filter: /\/read-file\.ts$/ }, ({ kind }) =>
      kind === 'dynamic-import' ? { path: './readers.cjs', external: true } : null,
    );
  },
};

/** The main process and its workers, by the names of their bundles. */
const programs = {
  main: 'electron/main.ts',
  'export-worker': 'electron/export/worker.ts',
  'import-worker': 'electron/import/worker.ts',
  'store-worker': 'electron/store/worker.ts',
  readers: 'electron/import/read-file.ts',
};

/**
 * Bundles programs for Node as the product's are, into a folder within the project. Electron brings `electron`;
 * better-sqlite3 finds its addon beside itself.
 */
export async function bundleNode(entryPoints: Record<string, string>, outdir: string): Promise<void> {
  await bundle({
    absWorkingDir: root,
    entryPoints,
    outdir,
    outExtension: { '.js': '.cjs' },
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node18',
    external: ['electron', 'better-sqlite3'],
    plugins: [readersApart],
    define: {
      'import.meta.url': 'bundleUrl',
      'import.meta.dirname': '__dirname',
      'import.meta.filename': '__filename',
    },
    banner: { js: "const bundleUrl = require('node:url').pathToFileURL(__filename).href;" },
    minifySyntax: true,
    minifyWhitespace: true,
    legalComments: 'external',
    logLevel: 'warning',
  });
}

/** A sandboxed preload is one file, and carries the names of the calls rather than the parsers behind them. */
async function bundlePreload(): Promise<void> {
  await bundle({
    absWorkingDir: root,
    entryPoints: { preload: 'electron/preload.ts' },
    outdir: dist,
    outExtension: { '.js': '.cjs' },
    bundle: true,
    platform: 'browser',
    format: 'cjs',
    target: 'chrome114',
    external: ['electron'],
    define: { METHODS: JSON.stringify(methods) },
    logLevel: 'warning',
  });
}

/**
 * The fonts the forms print with; the packages hold further weights. Beside each Chinese one lies what most tables need
 * of it, an eighth of its size: the window begins with that, and reads the whole font for other characters.
 */
async function copyFonts(): Promise<void> {
  await mkdir(join(dist, 'fonts'), { recursive: true });
  for (const font of fonts) {
    const bytes = await readFile(join(root, 'node_modules/@expo-google-fonts', font));
    const file = join(dist, 'fonts', basename(font));
    await writeFile(file, bytes);
    if (!font.includes('-sc/')) continue;
    const common = await subsetFont(bytes, commonCharacters(), { targetFormat: 'sfnt', noLayoutClosure: true });
    await writeFile(file.replace('.ttf', '-common.ttf'), common);
  }
}

/** ASCII, and of GB 2312 its signs and its first level: the 3,755 characters that make up nearly all texts. */
function commonCharacters(): string {
  const areas = [...range(0xa1, 0xa9), ...range(0xb0, 0xd7)];
  const codes = areas.flatMap((high) => range(0xa1, 0xfe).flatMap((low) => [high, low]));
  const ascii = String.fromCharCode(...range(0x20, 0x7e));
  return ascii + new TextDecoder('gb2312').decode(Uint8Array.from(codes)).replaceAll('\ufffd', '');
}

const range = (first: number, last: number) => Array.from({ length: last - first + 1 }, (_, at) => first + at);

/** What pdf.js reads PDF files with that do not hold it: tables of Chinese character codes, metrics of common fonts. */
async function copyPdfData(): Promise<void> {
  for (const folder of ['cmaps', 'standard_fonts'])
    await cp(join(root, 'node_modules/pdfjs-dist', folder), join(dist, 'pdf', folder), { recursive: true });
}

if (import.meta.main) await build();
