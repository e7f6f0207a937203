import { readFile } from 'node:fs/promises';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Answer } from '../../shared/api.ts';
import type { Filing } from '../../shared/filing/filing.ts';
import { catalog } from '../../shared/form/catalog/catalog.ts';
import type { Form } from '../../shared/form/form.ts';
import { layout } from '../../shared/layout/layout.ts';
import { launchBrowser, openApp } from './driver.ts';
import { ClerkWindow } from './window.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
});

const KEYS = [
  ...['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight', 'Tab', 'Shift+Tab', 'Enter', 'Shift+Enter', 'Home', 'End'],
  ...['Control+Home', 'Control+End', 'Control+ArrowDown', 'Shift+ArrowDown', 'Shift+ArrowRight', 'Control+a', 'F2'],
  ...[
    'Escape',
    'Delete',
    'Alt+Enter',
    'Control+z',
    'Control+z',
    'Control+y',
    'Control+d',
    'Control+Enter',
    'Control+Delete',
  ],
  ...[
    'Alt+ArrowUp',
    'Alt+ArrowDown',
    'Control+Shift+D',
    'Control+c',
    'Control+x',
    'Control+v',
    'Backspace',
    'Control+s',
  ],
];
const TEXTS = ['12.5', '=3*4', '≥90%', '良好', '产出指标', '2025.1-2025.6', '一', '（说明）', '>=3家', '明年'];
const PASTES = ['甲\t乙\n丙\t丁', '1\n2\n3', '"两\n行"\t100%', '产出指标\t数量指标\t次数\t\t≥3次', '只有一格'];
const ACTIONS = 2000;

/** A small generator of repeatable numbers (mulberry32), so that a failure can be played again from its seed. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

test(`${ACTIONS} random actions never throw, never lose the focus, never make screen and filing differ`, async () => {
  const seed = Number(process.env.FUZZ_SEED ?? Date.now() % 1_000_000);
  const next = numbers(seed);
  const app = await openApp({ browser });
  await app.context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const clerk = new ClerkWindow(app.page);
  await clerk.drop([{ name: 'dalian.json', bytes: await readFile('resources/samples/dalian-project.json') }]);
  await clerk.cell('projectName').waitFor();
  const done: string[] = [];
  const where = () => `seed ${seed}, after ${done.slice(-12).join(' ')}`;

  for (let count = 1; count <= ACTIONS; count++) {
    const kind = next(10);
    if (kind === 0) {
      const text = PASTES[next(PASTES.length)] as string;
      done.push(`paste(${JSON.stringify(text)})`);
      await app.page.evaluate((value) => navigator.clipboard.writeText(value), text);
      await clerk.press('Control+v');
      await giveUpPreview();
    } else if (kind <= 2) {
      const text = TEXTS[next(TEXTS.length)] as string;
      done.push(text);
      await app.page.keyboard.type(text);
    } else {
      const key = KEYS[next(KEYS.length)] as string;
      done.push(key);
      await clerk.press(key);
      if (key === 'Control+v') await giveUpPreview();
    }
    if (count % 25 === 0) await check();
  }
  await app.close();

  /** A paste that does not fit asks in its panel. */
  async function giveUpPreview(): Promise<void> {
    const cancel = app.page.getByRole('region', { name: '粘贴预览' }).getByRole('button', { name: '取消' });
    if (await cancel.isVisible()) await cancel.click();
  }

  async function check(): Promise<void> {
    expect(app.complaints, where()).toEqual([]);
    expect(await app.page.evaluate(() => document.activeElement?.className), where()).toMatch(/^editor/);
    await clerk.press('Escape');
    await clerk.press('Control+s');
    await clerk.saved();
    const filing = await stored();
    const form = catalog.find(filing.form, filing.version) as Form;
    const sheet = layout(form, filing, { seal: null, blankRows: true });
    const expected = sheet.pages.flatMap((page, number) =>
      page.boxes.map((box) => `${number} ${box.cell} ${box.lines.join('|')}`),
    );
    expect((await shown()).sort(), where()).toEqual(expected.sort());
  }

  async function stored(): Promise<Filing> {
    const answer = await app.page.evaluate(async () => {
      const response = await fetch('call/filings.open', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: '{"id":1}',
      });
      return response.json() as Promise<Answer<'filings.open'>>;
    });
    if (!answer.ok) throw new Error(answer.detail);
    return answer.value.filing;
  }

  async function shown(): Promise<string[]> {
    const pages = await clerk.eachPage((page) =>
      page.evaluate((sheet) =>
        [...sheet.querySelectorAll<HTMLElement>('[data-cell]')].map((box) => {
          const lines = [...box.querySelectorAll('.line')].map((line) => line.textContent ?? '');
          return `${(sheet as HTMLElement).dataset.page} ${box.dataset.cell} ${lines.join('|')}`;
        }),
      ),
    );
    return pages.flat();
  }
}, 300_000);
