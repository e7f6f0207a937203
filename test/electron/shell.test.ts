import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Desktop, startDesktop } from './driver.ts';

/** The Electron shell: one window that shows the program's own page and can reach nothing else. */

let desktop: Desktop;

beforeAll(async () => {
  desktop = await startDesktop();
});

afterAll(async () => {
  await desktop?.close();
});

describe('the window', () => {
  test('is shown, alone, on the program’s own page', async () => {
    const windows = await desktop.app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows().map((window) => ({
        visible: window.isVisible(),
        crashed: window.webContents.isCrashed(),
        url: window.webContents.getURL(),
        title: window.getTitle(),
      })),
    );
    expect(windows).toEqual([{ visible: true, crashed: false, url: 'app://jixiaobiao/', title: '绩效表' }]);
  });

  test('has exactly the functions of the preload and nothing of Node', async () => {
    const found = await desktop.page.evaluate(() => ({
      bridge: Object.keys((window as unknown as { jixiaobiao: object }).jixiaobiao).sort(),
      node: ['require', 'process', 'module', 'Buffer', 'global', '__dirname'].filter((name) => name in window),
    }));
    expect(found).toEqual({ bridge: ['call', 'onEvent', 'onFlush'], node: [] });
  });

  test('runs sandboxed and isolated', async () => {
    const preferences = await desktop.app.evaluate(({ BrowserWindow, session }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents as unknown as {
        getLastWebPreferences(): Record<string, unknown>;
      };
      const { sandbox, contextIsolation, nodeIntegration, webviewTag } = contents.getLastWebPreferences();
      const spelling = session.defaultSession.isSpellCheckerEnabled();
      return { sandbox, contextIsolation, nodeIntegration, webviewTag, spelling };
    });
    expect(preferences).toEqual({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      spelling: false,
    });
  });

  test('has the printing fonts', async () => {
    const type = await desktop.page.evaluate(async () => {
      const response = await fetch('app://jixiaobiao/fonts/NotoSerifSC_400Regular.ttf');
      return `${response.status} ${response.headers.get('content-type')}`;
    });
    expect(type).toBe('200 font/ttf');
  });
});

describe('the backend', () => {
  const call = (method: string, request: unknown) =>
    desktop.page.evaluate(
      ([name, asked]) =>
        (window as unknown as { jixiaobiao: { call(method: unknown, request: unknown): unknown } }).jixiaobiao.call(
          name,
          asked,
        ),
      [method, request],
    );

  test('answers the window', async () => {
    expect(await call('app.info', {})).toMatchObject({ ok: true, value: { shell: 'electron' } });
  });

  test('answers an unknown call and a wrong request with a code', async () => {
    expect(await call('nothing.here', {})).toMatchObject({ ok: false, code: 'bad-request' });
    expect(await call('filings.open', { id: 'x' })).toMatchObject({ ok: false, code: 'bad-request' });
  });
});

describe('the world outside', () => {
  test('cannot be navigated to', async () => {
    await desktop.page.evaluate(() => {
      location.href = 'https://example.com/';
    });
    expect(await desktop.page.evaluate(() => location.href)).toBe('app://jixiaobiao/');
    expect(desktop.page.url()).toBe('app://jixiaobiao/');
  });

  test('cannot be opened in a second window', async () => {
    expect(await desktop.page.evaluate(() => window.open('https://example.com/'))).toBeNull();
    expect(await desktop.page.evaluate(() => window.open('app://jixiaobiao/'))).toBeNull();
    expect(desktop.app.windows()).toHaveLength(1);
  });

  test('cannot be fetched from, by the page or by the session behind it', async () => {
    const fetched = await desktop.page.evaluate(() =>
      fetch('https://example.com/').then(
        () => 'fetched',
        () => 'refused',
      ),
    );
    expect(fetched).toBe('refused');
    const behind = await desktop.app.evaluate(({ session }) =>
      session.defaultSession.fetch('https://example.com/').then(
        () => 'fetched',
        (error: Error) => error.message,
      ),
    );
    expect(behind).toContain('ERR_BLOCKED_BY_CLIENT');
  });

  test.each([
    'file:///etc/hostname',
    'app://other/',
    'app://jixiaobiao/../package.json',
    'app://jixiaobiao/%2e%2e%2fmain.cjs',
  ])('is not behind %s', async (address) => {
    const status = await desktop.page.evaluate(
      (url) =>
        fetch(url).then(
          (response) => response.status,
          () => 'refused',
        ),
      address,
    );
    expect([404, 405, 'refused']).toContain(status);
  });

  test('reads and writes the clipboard, for the menus of cells', async () => {
    const states = await desktop.page.evaluate(() =>
      Promise.all(
        ['clipboard-read', 'clipboard-write'].map(
          async (name) => (await navigator.permissions.query({ name: name as PermissionName })).state,
        ),
      ),
    );
    expect(states).toEqual(['granted', 'granted']);
  });

  test('gets no permission: camera, place, notification', async () => {
    const states = await desktop.page.evaluate(() =>
      Promise.all(
        ['camera', 'microphone', 'geolocation', 'notifications'].map(
          async (name) => (await navigator.permissions.query({ name: name as PermissionName })).state,
        ),
      ),
    );
    expect(states).toEqual(['denied', 'denied', 'denied', 'denied']);
  });
});

describe('the end', () => {
  test.each([
    ['still', 0],
    ['longer than the clerk is left without a question', 8000],
  ])('waits for what the page has to save, %s, and the next start has it', async (_, slow) => {
    const first = await startDesktop();
    await first.page.evaluate((ms) => {
      const { jixiaobiao } = window as unknown as {
        jixiaobiao: {
          call(method: string, request: unknown): Promise<unknown>;
          onFlush(save: () => Promise<void>): void;
        };
      };
      jixiaobiao.onFlush(async () => {
        await new Promise((resolve) => setTimeout(resolve, ms));
        await jixiaobiao.call('app.info', {});
        await jixiaobiao.call('settings.set', { key: 'story', value: 'saved at the end' });
      });
    }, slow);
    await first.quit();
    const second = await startDesktop(first.data);
    const info = await second.page.evaluate(() =>
      (window as unknown as { jixiaobiao: { call(method: string, request: unknown): unknown } }).jixiaobiao.call(
        'app.info',
        {},
      ),
    );
    expect(info).toMatchObject({ value: { settings: { story: 'saved at the end' } } });
    await second.close();
  });

  test.skipIf(process.platform === 'win32')('is not kept waiting by a disk that does not answer', async () => {
    const silent = await startDesktop();
    spawnSync('mkfifo', [join(silent.data, 'silent')]);
    await silent.app.evaluate(
      (_, path) => void process.mainModule?.require('node:fs').promises.open(path),
      join(silent.data, 'silent'),
    );
    await silent.close();
  });
});
