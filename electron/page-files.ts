import { readFile, realpath } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';

/** What the window is made of, for every shell that serves it. */
export interface PageFolders {
  /** Served at `/`: what vite built. */
  renderer: string;
  /** Served at `/fonts/`. */
  fonts: string;
}

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.ttf': 'font/ttf',
};

/**
 * The window's policy: own scripts only, no network. Styles are inline because Ant Design writes its own; images may be
 * `data:` for its icons.
 */
export const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/**
 * Headers of every answer that carries a part of the window. None is about who has opened it: a page of another site
 * that opens the address is refused (`createGuard`), and a browser would start a process more for such a header.
 */
export const pageHeaders: Readonly<Record<string, string>> = {
  'content-security-policy': contentSecurityPolicy,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
};

export interface PageFile {
  bytes: Buffer<ArrayBuffer>;
  type: string;
}

/**
 * The file behind a URL path. null when there is none, when its kind is not one a window is made of, or when the path
 * (after decoding and following links) leaves the served folders.
 * @param pathname the path of the URL as sent, still percent-encoded
 */
export async function pageFile(folders: PageFolders, pathname: string): Promise<PageFile | null> {
  const path = decode(pathname);
  if (path === null) return null;
  const fonts = path.startsWith('/fonts/');
  const root = fonts ? folders.fonts : folders.renderer;
  const inside = fonts ? path.slice('/fonts'.length) : path === '/' ? '/index.html' : path;
  const type = types[extname(inside).toLowerCase()];
  const file = normalize(join(root, inside));
  if (type === undefined || !file.startsWith(root + sep)) return null;
  try {
    if (!(await realpath(file)).startsWith((await realpath(root)) + sep)) return null;
    return { bytes: await readFile(file), type };
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOENT' || code === 'EISDIR' || code === 'ENOTDIR') return null;
    throw error;
  }
}

function decode(pathname: string): string | null {
  try {
    const path = decodeURIComponent(pathname);
    return path.startsWith('/') && !path.includes('\0') && !path.includes('\\') ? path : null;
  } catch {
    return null;
  }
}
