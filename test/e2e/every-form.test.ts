import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { editableCells, isTypable } from '../../renderer/grid/navigation.ts';
import { fieldOrColumn } from '../../shared/filing/computed.ts';
import { applyAll } from '../../shared/filing/edits.ts';
import { enterText } from '../../shared/filing/enter.ts';
import { type Filing, newFiling, rowsOf } from '../../shared/filing/filing.ts';
import { isLevelName } from '../../shared/filing/levels.ts';
import { pathOf, placeOf } from '../../shared/filing/path.ts';
import { TICK } from '../../shared/filing/typed-value.ts';
import { catalog } from '../../shared/form/catalog/catalog.ts';
import { columnsOf, type Form, type Table, tablesOf } from '../../shared/form/form.ts';
import { layout } from '../../shared/layout/layout.ts';
import type { Sheet, SheetCell } from '../../shared/layout/sheet.ts';
import { sheetIndex } from '../../shared/layout/sheet-index.ts';
import { sounded } from '../../shared/library/pinyin.ts';
import { foldTyped } from '../../shared/library/sounds.ts';
import { fill } from '../bench/folder.ts';
import { seriousFaults } from './axe.ts';
import { type App, launchBrowser, openApp } from './driver.ts';
import { ClerkWindow } from './window.ts';

/** A new table of every form of the catalogue in the real window, worked on with the keyboard. */

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
});

/** The window on a new table of a form, and the same filing here: what is typed there is entered here as well. */
class Twin {
  readonly clerk: ClerkWindow;
  readonly form: Form;
  filing: Filing;
  #laidOut: { filing: Filing; sheet: Sheet } | null = null;
  constructor(app: App, form: Form) {
    this.clerk = new ClerkWindow(app.page);
    this.form = form;
    this.filing = newFiling(form, 2026);
  }

  get cells(): readonly SheetCell[] {
    return editableCells(this.#sheet);
  }

  get #sheet(): Sheet {
    if (this.#laidOut?.filing !== this.filing)
      this.#laidOut = { filing: this.filing, sheet: layout(this.form, this.filing, { seal: null, blankRows: true }) };
    return this.#laidOut.sheet;
  }

  /** The key of a cell as it is laid out now. */
  key(cell: SheetCell): string {
    return sheetIndex(this.#sheet).keyOf(cell);
  }

  /** Clicks on a cell; the selected one lies under the editor. */
  async select(key: string): Promise<void> {
    if ((await this.clerk.selected()) !== key) await this.clerk.cell(key).click();
    expect(await this.clerk.selected()).toBe(key);
  }

  /** Types a text into a cell and expects what `enterText` says: the cell's new text, or the refusal. */
  async type(key: string, text: string): Promise<void> {
    const cell = this.#at(key);
    await this.select(key);
    await this.clerk.page.keyboard.type(text);
    const edits = enterText(this.form, this.filing, cell, text);
    if ('refused' in edits) {
      if (isTypable(cell)) await this.clerk.press('Enter');
      await this.clerk.page.getByRole('alert').filter({ hasText: edits.refused }).waitFor();
      await this.clerk.press('Escape');
      return;
    }
    await this.clerk.press('Enter');
    await this.expectAfter(edits, key, `${cell.name}: ${text}`);
  }

  async expectAfter(edits: Parameters<typeof applyAll>[1], key: string, what: string): Promise<void> {
    this.filing = applyAll(this.filing, edits);
    const shown = this.#at(key).text.replaceAll('\n', '');
    await expect.poll(() => this.clerk.text(key), { message: what }).toBe(shown);
  }

  #at(key: string): SheetCell {
    const cell = sheetIndex(this.#sheet).find(key);
    if (!cell) throw new Error(`no cell ${key}`);
    return cell;
  }
}

/**
 * One cell of each kind, by where it stands and what type its value has. Those that are known by their place in the
 * grid come first, before it changes.
 */
function oneOfEach(form: Form, cells: readonly SheetCell[]): SheetCell[] {
  const kinds = new Map<string, SheetCell>();
  for (const cell of cells) {
    const place = placeOf(cell.path);
    const value = cell.path === '' ? undefined : fieldOrColumn(form, place);
    const where = cell.adds ? 'new row' : cell.pattern !== '' ? 'pattern' : 'field' in place ? 'field' : 'row';
    const kind = `${where} ${cell.kind} ${value?.type ?? ''} ${cell.run ? 'merged' : ''} ${value?.computed?.is ?? ''}`;
    if (!kinds.has(kind)) kinds.set(kind, cell);
  }
  return [...kinds.values()].sort((a, b) => Number(a.path !== '') - Number(b.path !== ''));
}

const TEXTS: Record<string, string> = {
  amount: '1,234.5',
  percent: '12.5',
  number: '=3*4',
  integer: '7',
  year: '2027',
  period: '2026.1-2026.12',
  date: '2026-3-1',
  line: '图书采购',
  text: '保障借阅。',
  tick: '1',
};

function textFor(form: Form, cell: SheetCell): string {
  if (cell.pattern !== '') return '2027';
  const value = cell.path === '' ? undefined : fieldOrColumn(form, placeOf(cell.path));
  if (value?.type === 'choice') return letterOf(value.options ?? []);
  return TEXTS[value?.type ?? 'line'] ?? '图书';
}

/** The first letter of an option that no other begins with; an option itself where there is none. */
function letterOf(options: readonly string[]): string {
  const letters = options.map((option) => sounded(option).readings[0]?.[0]?.[0] ?? '');
  const at = letters.findIndex(
    (letter, index) =>
      /[a-z]/.test(letter) && letters.indexOf(letter) === index && letters.lastIndexOf(letter) === index,
  );
  return at < 0 ? foldTyped(options[0] ?? '') : (letters[at] as string);
}

describe.each(catalog.all.map((form) => [form.id, form] as const))('%s', (id, form) => {
  let app: App;
  let twin: Twin;
  let data: string;
  beforeAll(async () => {
    data = await mkdtemp(join(tmpdir(), 'jixiaobiao-test-'));
    await fill(data, [newFiling(form, 2026)]);
    app = await openApp({ browser, data });
    twin = new Twin(app, form);
    await app.page.locator('.page .box').first().waitFor();
    await app.page.locator('[role=grid][aria-busy=false]').waitFor();
  });
  afterAll(async () => {
    await app?.close();
    await rm(data, { recursive: true, force: true });
  });

  test('axe finds nothing serious', async () => {
    expect(await seriousFaults(app.page)).toEqual([]);
  });

  test('Tab reaches every cell that is typed into but printed level names, none twice', async () => {
    const stops = twin.cells.filter((cell) => isTypable(cell) && !isLevelName(form, cell));
    const expected = stops.map((cell) => twin.key(cell));
    await twin.select(expected[0] as string);
    const visited = [await twin.clerk.selected()];
    while (visited.length <= expected.length) {
      await twin.clerk.press('Tab');
      const selected = await twin.clerk.selected();
      if (selected === visited.at(-1)) break;
      visited.push(selected);
    }
    expect(visited).toEqual(expected);
  });

  test('each kind of cell shows what entering says: its text in the form of its type, or why it refuses', async () => {
    const cells = oneOfEach(form, twin.cells).map((cell): [string, string] => [twin.key(cell), textFor(form, cell)]);
    for (const [key, text] of cells) await twin.type(key, text);
  });

  test.runIf(tablesOf(form).some((table) => columnsOf(form, table.id).some(({ type }) => type === 'tick')))(
    'Space ticks and unticks; F2 opens no text there',
    async () => {
      const cell = twin.cells.find(
        ({ path }) => path !== '' && fieldOrColumn(form, placeOf(path))?.type === 'tick',
      ) as SheetCell;
      const key = twin.key(cell);
      await twin.select(key);
      const ticked = (await twin.clerk.text(key)) === TICK;
      await twin.clerk.press('Space');
      await twin.clerk.expectTexts({ [key]: ticked ? '' : TICK });
      await twin.clerk.press('F2');
      await twin.clerk.expectTexts({ [key]: ticked ? TICK : '' });
      expect(await app.page.locator('.editor.open').count()).toBe(0);
    },
  );

  test.each(tablesOf(form).map((table): [string, Table] => [table.name, table]))(
    'rows of %s are added, moved, duplicated and deleted, and all of it is taken back',
    async (_, table) => {
      const column = columnsOf(form, table.id).find(
        ({ merge, computed, colSpan, type }) => !merge && !computed && colSpan !== 0 && (type ?? 'line') === 'line',
      )?.id;
      if (column === undefined) throw new Error(`${id} ${table.id} has no column of words`);
      const { clerk } = twin;
      const path = (row: number) => pathOf({ table: table.id, row, column });
      const before = rowsOf(twin.filing, table.id).length;
      const ghost = twin.cells.find(({ adds }) => adds?.table === table.id && adds.column === column);
      await twin.select(before === 0 ? twin.key(ghost as SheetCell) : path(0));
      const at = before === 0 ? 0 : 1;
      await app.page.getByRole('toolbar').getByRole('button', { name: /^插入/ }).click();
      await expect.poll(() => clerk.selected()).toBe(path(at));
      await clerk.type('甲');
      await clerk.expectTexts({ [path(at)]: '甲' });
      await twin.select(path(at));
      await clerk.press('Control+Shift+D');
      await expect.poll(() => clerk.selected()).toBe(path(at + 1));
      await clerk.type('乙');
      await clerk.expectTexts({ [path(at + 1)]: '乙' });
      await twin.select(path(at + 1));
      await clerk.press('Alt+ArrowUp');
      await clerk.expectTexts({ [path(at)]: '乙', [path(at + 1)]: '甲' });
      await clerk.press('Control+Delete');
      await clerk.expectTexts({ [path(at)]: '甲' });
      for (let step = 0; step < 6; step++) await clerk.press('Control+z');
      const rows = twin.cells.filter(
        ({ path: shown }) => shown.startsWith(`${table.id}[`) && shown.endsWith(`].${column}`),
      );
      await clerk.expectTexts(Object.fromEntries(rows.map(({ path: shown, text }) => [shown, text])));
    },
  );
});
