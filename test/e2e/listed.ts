import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { onTestFinished } from 'vitest';
import { openStore } from '../../electron/store/store.ts';
import { type Filing, newFiling, rowsOf } from '../../shared/filing/filing.ts';
import { catalog } from '../../shared/form/catalog/catalog.ts';
import type { Form } from '../../shared/form/form.ts';
import { type App, openApp, stopServer } from './driver.ts';
import { ClerkWindow } from './window.ts';

/** Windows on many tables, and what their list shows. */

const form = catalog.find('dalian-project') as Form;

/** A filing as a clerk has it after a few minutes. */
export function filing(name: string, unit = '档案馆', year = 2026): Filing {
  const blank = newFiling(form, year);
  const values = { ...blank.values, projectName: name, implementingUnit: unit, annualGoal: `完成${name}` };
  const indicators = rowsOf(blank, 'indicators').map((row, at) =>
    at === 0 ? { ...row, level3: `${name}数量`, value: '≥1项' } : row,
  );
  return { ...blank, values, tables: { indicators } };
}

export const threeUnits = () => [
  filing('丙路灯养护', '市政所'),
  filing('甲档案数字化'),
  filing('乙库房维修'),
  filing('丁消毒设备', '卫生院'),
  filing('甲旧档案整理', '档案馆', 2025),
];

/** A data folder that holds these filings, gone when the test ends. */
export async function dataWith(filings: Filing[]): Promise<string> {
  const data = await mkdtemp(join(tmpdir(), 'jixiaobiao-list-'));
  onTestFinished(() => rm(data, { recursive: true, force: true }));
  const store = await openStore(join(data, 'jixiaobiao.db'), { now: () => new Date() });
  store.add(filings, '导入');
  await store.close();
  return data;
}

export interface Listed {
  app: App;
  page: Page;
  clerk: ClerkWindow;
  tree: Locator;
  row(name: string): Locator;
  /** The bar under the list: what can be done with the chosen ones. */
  bar: Locator;
  /** Names of all rows that are drawn, groups too, from top to bottom. */
  names(): Promise<string[]>;
  chosen(): Promise<string[]>;
  /** Presses a command in the menu that a button of the bar opens. */
  fromMenu(button: string, command: string): Promise<void>;
  /** Waits until the list, or an element in it, has the focus. */
  focusIn(selector: string): Promise<void>;
}

export async function listOf(
  browser: Browser,
  filings: Filing[] | string,
  viewport?: { width: number; height: number },
): Promise<Listed> {
  const data = typeof filings === 'string' ? filings : await dataWith(filings);
  const app = await openApp({ browser, data, ...(viewport && { viewport }) });
  // A test that fails leaves no server behind.
  onTestFinished(() => stopServer(app.server));
  const { page } = app;
  const tree = page.getByRole('tree', { name: /表/ });
  const bar = page.getByRole('region', { name: '所选的表' });
  return {
    app,
    page,
    clerk: new ClerkWindow(page),
    tree,
    bar,
    row: (name) => tree.getByRole('treeitem').filter({ hasText: name }).last(),
    names: () => tree.locator('.filing-row .name').allTextContents(),
    chosen: () => tree.locator('.filing-row.chosen:not(.group) .name').allTextContents(),
    fromMenu: async (button, command) => {
      await bar.getByRole('button', { name: button }).click();
      await page.getByRole('menuitem', { name: command }).click();
    },
    focusIn: (selector) =>
      page
        .waitForFunction((wanted) => document.activeElement?.closest(wanted) !== null, selector)
        .then(() => undefined),
  };
}
