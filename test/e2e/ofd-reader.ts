import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Browser, Page } from 'playwright-core';

/**
 * ofd.js, which others made to show OFDs in a browser. It is the last version with open source: later ones ask for a
 * bought key. Its bundle holds everything that it needs, so package.json leaves out what it names besides.
 */
const bundle = createRequire(import.meta.url).resolve('ofd.js/lib/ofd.umd.min.js');

/** A page as ofd.js shows it, in mm from its top left corner. */
export interface ReadPage {
  width: number;
  height: number;
  texts: { text: string; x: number; baseline: number; size: number }[];
  /** Corners of the box around each path: rules, shades, circles. */
  paths: { left: number; top: number; right: number; bottom: number }[];
}

export interface OfdReader {
  page: Page;
  /** What the reader has asked of a network; nothing of it was answered. */
  requests: string[];
  /** Shows all pages of an OFD, one below the other. */
  read(bytes: Uint8Array): Promise<ReadPage[]>;
  /** Draws with the fonts that the OFD brings, as readers of offices do; ofd.js takes those of the machine. */
  useFonts(fonts: ReadonlyMap<string, Uint8Array>): Promise<void>;
  close(): Promise<void>;
}

export async function openOfdReader(browser: Browser): Promise<OfdReader> {
  const context = await browser.newContext({ viewport: { width: 1200, height: 1200 } });
  const page = await context.newPage();
  const requests: string[] = [];
  await page.route('**', (route) => {
    requests.push(route.request().url());
    return route.abort();
  });
  await page.setContent('<!doctype html><style>body { margin: 0 }</style>');
  await page.addScriptTag({ content: await readFile(bundle, 'utf8') });
  return {
    page,
    requests,
    read: (bytes) => page.evaluate(readInPage, Buffer.from(bytes).toString('base64')),
    useFonts: async (fonts) => {
      for (const [family, bytes] of fonts) {
        const encoded = Buffer.from(bytes).toString('base64');
        await page.evaluate(useFontInPage, { family, encoded });
      }
    },
    close: () => context.close(),
  };
}

interface Bundle {
  ofd: {
    parseOfdDocument(asked: { ofd: ArrayBuffer; success(found: unknown[]): void; fail(error: unknown): void }): void;
    /** Pixels of a millimetre, for what is rendered next. */
    setPageScale(scale: number): void;
    renderOfdByScale(document: unknown): HTMLElement[];
  };
}

/** Runs in the page. */
async function readInPage(encoded: string): Promise<ReadPage[]> {
  const { ofd } = globalThis as unknown as Bundle;
  const scale = 4;
  const { buffer } = Uint8Array.from(atob(encoded), (character) => character.charCodeAt(0));
  const [parsed] = await new Promise<unknown[]>((success, fail) => {
    ofd.parseOfdDocument({ ofd: buffer, success, fail });
  });
  ofd.setPageScale(scale);
  document.body.replaceChildren(...ofd.renderOfdByScale(parsed));
  return Array.from(document.body.children, (shown) => {
    const from = shown.getBoundingClientRect();
    const texts = Array.from(shown.querySelectorAll('text'), (text) => {
      const { left, top } = (text.ownerSVGElement as SVGElement).getBoundingClientRect();
      return {
        text: text.textContent ?? '',
        x: (left - from.left + Number(text.getAttribute('x'))) / scale,
        baseline: (top - from.top + Number(text.getAttribute('y'))) / scale,
        size: Number.parseFloat(text.style.fontSize) / scale,
      };
    });
    const paths = Array.from(shown.querySelectorAll('path'), (path) => {
      const box = path.getBoundingClientRect();
      return {
        left: (box.left - from.left) / scale,
        top: (box.top - from.top) / scale,
        right: (box.right - from.left) / scale,
        bottom: (box.bottom - from.top) / scale,
      };
    });
    return { width: from.width / scale, height: from.height / scale, texts, paths };
  });
}

/** Runs in the page. */
async function useFontInPage({ family, encoded }: { family: string; encoded: string }): Promise<void> {
  const { buffer } = Uint8Array.from(atob(encoded), (character) => character.charCodeAt(0));
  const face = new FontFace(family, buffer);
  document.fonts.add(await face.load());
}
