import { readFile } from 'node:fs/promises';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { type App, launchBrowser, openApp } from './driver.ts';
import { ClerkWindow } from './window.ts';

/** Each test of the file begins in a window of its own, with the Dalian sample open; `take` is handed both. */
export function onSample(take: (app: App, clerk: ClerkWindow) => void): void {
  let browser: Browser;
  let app: App;
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser?.close();
  });
  beforeEach(async () => {
    app = await openApp({ browser });
    await app.context.grantPermissions(['clipboard-read', 'clipboard-write']);
    const clerk = new ClerkWindow(app.page);
    await clerk.drop([{ name: 'dalian.json', bytes: await readFile('resources/samples/dalian-project.json') }]);
    await clerk.cell('projectName').waitFor();
    take(app, clerk);
  });
  afterEach(() => app.close());
}
