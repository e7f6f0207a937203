import type { Browser } from 'playwright-core';
import { type App, openApp } from '../e2e/driver.ts';
import { ClerkWindow } from '../e2e/window.ts';
import type { SampleData } from './sample-data.ts';

/** Every screen of the window and the way to it: what is looked at, measured and read aloud goes through this table. */
export interface Screen {
  name: string;
  /** What is in the data file. */
  holds: 'tables' | 'nothing';
  reach(clerk: ClerkWindow): Promise<void>;
  /** Whether a menu is open, which keeps its place when the window is made smaller: each size is opened anew. */
  floats?: true;
}

/** The table whose name is long and that the review objects to. */
const WRONG = '社区图书分馆空调';
const SOUND = '公共图书馆流动服务经费';

export const screens: Screen[] = [
  empty('empty', async () => undefined),
  empty('new-filing-first', (clerk) => newFiling(clerk)),

  table('table', async () => undefined),
  table('table-long-names', (clerk) => openTable(clerk, WRONG)),
  table('editing', async (clerk) => {
    await clerk.goTo('annualGoal');
    await clerk.press('F2');
  }),
  table('several-cells', async (clerk) => {
    await clerk.goTo('indicators[0].level3');
    await clerk.press('Shift+ArrowDown', 'Shift+ArrowDown', 'Shift+ArrowRight');
  }),
  table('choices', async (clerk) => {
    await clerk.goTo('indicators[1].level3');
    await clerk.page.keyboard.type('myd');
    await clerk.page.locator('.choices').waitFor();
  }),
  floating(
    table('problem', async (clerk) => {
      await openTable(clerk, WRONG);
      await clerk.press('F8');
      await clerk.page.locator('.ant-popover').waitFor();
    }),
  ),
  floating(
    table('cell-menu', async (clerk) => {
      await clerk.cell('indicators[0].level3').click({ button: 'right' });
      await clerk.page.getByRole('menu').first().waitFor();
    }),
  ),
  table('find', async (clerk) => {
    await clerk.press('Control+f');
    await clerk.page.getByLabel('查找内容').fill('服务');
  }),
  table('replace', async (clerk) => {
    await clerk.press('Control+h');
    await clerk.page.getByLabel('替换为').waitFor();
  }),

  table('panel-review', async (clerk) => {
    await openTable(clerk, WRONG);
    await clerk.press('F7');
    await clerk.page.locator('.review .problem').first().waitFor();
  }),
  table('panel-propose', async (clerk) => {
    await clerk.press('Control+Shift+K');
    await clerk.page.getByLabel('项目名称或简介').fill('信息系统运维');
    await clerk.page.locator('.proposal-panel [type=checkbox]').first().waitFor();
  }),
  table('panel-library', async (clerk) => {
    await clerk.press('Control+Shift+L');
    await clerk.page.locator('.library-list [role=option]').first().waitFor();
  }),
  table('panel-library-entry', async (clerk) => {
    await clerk.press('Control+Shift+L');
    await clerk.page.locator('.library-list [role=option]').first().waitFor();
    await clerk.press('F2');
    await clerk.page.locator('.indicator-form').waitFor();
  }),
  table('panel-last-year', async (clerk) => {
    await clerk.press('F7');
    await clerk.page.getByRole('tab', { name: '上年' }).click();
    await clerk.page.locator('.last-year-panel li').first().waitFor();
  }),
  table('panel-import', async (clerk) => {
    await clerk.drop([{ name: '损坏的文件.docx', bytes: new Uint8Array([0x50, 0x4b, 3, 4]) }]);
    await clerk.page.locator('.panel').getByText('损坏的文件').first().waitFor();
  }),

  table('home', (clerk) => place(clerk, '首页')),
  empty('home-empty', (clerk) => place(clerk, '首页')),
  table('years', (clerk) => place(clerk, '年度')),
  table('books', async (clerk) => {
    await makeBook(clerk);
    await clerk.page.getByRole('button', { name: '全部套表' }).click();
    await clerk.page.locator('.books-row').waitFor();
  }),
  empty('books-empty', async (clerk) => {
    await place(clerk, '套表');
    await clerk.page.locator('.book-list .ant-empty').waitFor();
  }),
  table('book', async (clerk) => {
    await makeBook(clerk);
    await clerk.page.getByText(/共 \d+ 页/).waitFor();
  }),
  table('book-preview', async (clerk) => {
    await makeBook(clerk);
    await clerk.page.getByRole('button', { name: '预览' }).click();
    await clerk.page.locator('.preview canvas').first().waitFor();
  }),
  table('trash', (clerk) => place(clerk, '回收站')),
  empty('trash-empty', (clerk) => place(clerk, '回收站')),
  table('settings', (clerk) => place(clerk, '设置')),
  table('backups', async (clerk) => {
    await place(clerk, '设置');
    await clerk.page.getByRole('button', { name: '立即备份' }).click();
    await clerk.message('已备份');
    await clerk.command('备份和恢复');
    await clerk.page.locator('.backup-contents .ant-table-row').first().click();
  }),
  empty('backups-empty', async (clerk) => {
    await clerk.command('备份和恢复');
    await clerk.page.getByText('还没有备份。').waitFor();
  }),
  table('preview', async (clerk) => {
    await clerk.press('Control+Shift+V');
    await clerk.page.locator('.preview canvas').first().waitFor();
  }),
  table('comparison', async (clerk) => {
    await clerk.press('Alt+Shift+L');
    await clerk.page.locator('.compared table').waitFor();
  }),
  table('comparison-years', async (clerk) => {
    await clerk.command('两个年度对比');
    await clerk.page.locator('.compared').waitFor();
  }),
  table('history', async (clerk) => {
    await changeGoal(clerk);
    await openHistory(clerk);
    await clerk.press('ArrowDown');
    await clerk.page.locator('.history-differences li').first().waitFor();
  }),
  table('final', async (clerk) => {
    await clerk.command('定稿');
    await clerk.page.getByRole('dialog').getByRole('button', { name: '定稿' }).click();
    await clerk.page.locator('.table-notice').waitFor();
  }),
  table('year-review', async (clerk) => {
    await clerk.press('Control+F7');
    await clerk.page.locator('.year-units details').last().locator('summary').click();
    await clerk.page.locator('.year-units table').waitFor();
  }),

  table('dialog-new', (clerk) => newFiling(clerk)),
  table('dialog-commands', async (clerk) => {
    await clerk.press('Control+k');
    await clerk.page.locator('.palette').waitFor();
  }),
  table('dialog-switch', async (clerk) => {
    await clerk.press('Control+g');
    await clerk.page.locator('.palette').waitFor();
  }),
  table('dialog-keys', async (clerk) => {
    await clerk.press('F1');
    await clerk.page.locator('.key-sheet').waitFor();
  }),
  table('dialog-roll', async (clerk) => {
    await clerk.command('此表结转下年');
    await clerk.page.getByRole('dialog').waitFor();
  }),
  table('dialog-roll-year', async (clerk) => {
    await clerk.command('整个年度结转下年');
    await clerk.page.getByRole('dialog').waitFor();
  }),
  table('dialog-copy', async (clerk) => {
    await clerk.command('复制此表到其他年度');
    await clerk.page.getByRole('dialog').waitFor();
  }),
  table('dialog-new-book', async (clerk) => {
    await clerk.command('新建套表');
    await clerk.page.getByRole('dialog').waitFor();
  }),
  table('dialog-book-tables', async (clerk) => {
    await makeBook(clerk);
    await clerk.page.getByRole('button', { name: '添加表…' }).click();
    await clerk.page.getByRole('checkbox', { name: '其他年度的也列出' }).check();
    await clerk.page.getByRole('region', { name: '可以添加的表' }).getByRole('checkbox').nth(1).waitFor();
  }),
  table('dialog-next-book', async (clerk) => {
    await makeBook(clerk);
    await clerk.page.getByRole('button', { name: '明年套表…' }).click();
    await clerk.page.locator('.next-book-missing li').first().waitFor();
  }),
  table('dialog-version', async (clerk) => {
    await clerk.command('存为版本');
    await clerk.page.getByLabel('版本名称').waitFor();
  }),
  table('dialog-final', async (clerk) => {
    await clerk.command('定稿');
    await clerk.page.getByRole('dialog').getByRole('button', { name: '定稿' }).waitFor();
  }),
  table('dialog-unlock', async (clerk) => {
    await clerk.command('定稿');
    await clerk.page.getByRole('dialog').getByRole('button', { name: '定稿', exact: true }).click();
    await clerk.page.getByRole('button', { name: '解除定稿…' }).click();
    await clerk.page.getByLabel('理由（必填）').waitFor();
  }),
  table('question-export', async (clerk) => {
    await openTable(clerk, WRONG);
    await clerk.press('Control+e');
    await clerk.page.getByRole('alertdialog').waitFor();
  }),

  floating(
    table('menu', async (clerk) => {
      await clerk.page.getByRole('button', { name: '菜单' }).click();
      await clerk.page.getByRole('menuitem', { name: '文件' }).hover();
      await clerk.page.getByRole('menuitem', { name: '新建' }).first().waitFor();
    }),
  ),
  floating(
    table('menu-export', async (clerk) => {
      await clerk.page.getByRole('toolbar').getByRole('button', { name: '导出' }).click();
      await clerk.page.getByRole('menu').first().waitFor();
    }),
  ),
  table('list-chosen', async (clerk) => {
    const rows = clerk.page.getByRole('treeitem').filter({ hasText: /流动服务|分馆/ });
    await showList(clerk);
    await rows.first().click();
    await rows.last().click({ modifiers: ['Control'] });
    await clerk.page.getByRole('region', { name: '所选的表' }).waitFor();
  }),
  floating(
    table('list-menu', async (clerk) => {
      const row = clerk.page.getByRole('treeitem').filter({ hasText: SOUND }).first();
      await showList(clerk);
      await row.click({ button: 'right' });
      await clerk.page.getByRole('menu').first().waitFor();
    }),
  ),
  table('list-search', async (clerk) => {
    await clerk.press('Control+Shift+F');
    await clerk.page.keyboard.type('图书');
    await clerk.page.locator('.filing-row .found').first().waitFor();
  }),
  table('message', async (clerk) => {
    await clerk.press('Control+Shift+Delete');
    await clerk.page.getByRole('button', { name: '撤销删除' }).first().waitFor();
  }),
];

function empty(name: string, reach: Screen['reach']): Screen {
  return { name, holds: 'nothing', reach };
}

function floating(screen: Screen): Screen {
  return { ...screen, floats: true };
}

/** A screen that begins with a sound table open. */
function table(name: string, reach: Screen['reach']): Screen {
  return {
    name,
    holds: 'tables',
    async reach(clerk) {
      await openTable(clerk, SOUND);
      await reach(clerk);
    },
  };
}

async function openTable(clerk: ClerkWindow, name: string): Promise<void> {
  await clerk.press('Control+g');
  await clerk.page.locator('.palette').waitFor();
  await clerk.page.keyboard.insertText(name);
  await clerk.page.getByRole('option').filter({ hasText: name }).first().waitFor();
  await clerk.press('Enter');
  await clerk.page.locator('.palette').waitFor({ state: 'detached' });
  // The table before it stands until this one is read.
  await clerk.page.waitForFunction((wanted) => {
    const lines = document.querySelectorAll('[role=grid][aria-busy=false] [data-path="projectName"] .line');
    return [...lines]
      .map((line) => line.textContent)
      .join('')
      .startsWith(wanted);
  }, name);
}

/** A book of the open table's unit and year. */
async function makeBook(clerk: ClerkWindow): Promise<void> {
  await clerk.command('新建套表');
  await clerk.page
    .getByRole('dialog')
    .getByRole('button', { name: /编成套表/ })
    .click();
  await clerk.page.locator('.book li').first().waitFor();
}

/** In a narrow window the list is folded. */
async function showList(clerk: ClerkWindow): Promise<void> {
  if ((await clerk.page.getByRole('treeitem').count()) === 0) await clerk.press('Control+b');
}

async function newFiling(clerk: ClerkWindow): Promise<void> {
  await clerk.press('Alt+n');
  await clerk.page.locator('.new-filing').waitFor();
}

/** A past that differs from now: a text, a row that went and one that came. */
async function changeGoal(clerk: ClerkWindow): Promise<void> {
  await clerk.goTo('annualGoal');
  await clerk.type('全年开展流动服务 120 场，新增馆藏 6000 册，读者满意度不低于 90%。');
  await clerk.goTo('indicators[1].level3');
  await clerk.press('Control+Delete', 'Control+Enter');
  await clerk.type('流动服务车出车次数');
  await clerk.saved();
}

async function openHistory(clerk: ClerkWindow): Promise<void> {
  await clerk.press('Alt+h');
  await clerk.page.locator('.history [role=option][aria-selected=true]').waitFor();
  await clerk.page.locator('.history-sheet [data-page]').first().waitFor();
}

/** Goes to one of the places at the left edge. */
async function place(clerk: ClerkWindow, name: string): Promise<void> {
  const button = clerk.page.getByRole('navigation').getByRole('button', { name });
  await button.click();
  await clerk.page.locator('nav [aria-current=page]').filter({ hasText: name }).waitFor();
}

/** How the window looks. */
export type Mode = 'normal' | 'contrast' | 'dark';
export const modes: Mode[] = ['normal', 'contrast', 'dark'];

export interface Size {
  width: number;
  height: number;
}

/** Opens the window at a screen, over data of its own. */
export async function openAt(
  screen: Screen,
  { browser, samples, mode, size }: { browser: Browser; samples: SampleData; mode: Mode; size: Size },
): Promise<App & { clerk: ClerkWindow }> {
  const app = await openApp({ browser, data: await samples.folder(screen.holds), viewport: size });
  const clerk = new ClerkWindow(app.page);
  await dress(clerk, mode);
  await screen.reach(clerk);
  await settled(clerk);
  return { ...app, clerk };
}

/** The system asks for a look, and the window takes it on. */
export async function dress({ page }: ClerkWindow, mode: Mode): Promise<void> {
  await page.emulateMedia({
    colorScheme: mode === 'dark' ? 'dark' : 'light',
    contrast: mode === 'contrast' ? 'more' : 'no-preference',
    reducedMotion: 'reduce',
  });
  await page.waitForFunction((wanted) => {
    const { classList } = document.documentElement;
    return (
      classList.contains('dark') === (wanted === 'dark') &&
      classList.contains('high-contrast') === (wanted === 'contrast')
    );
  }, mode);
}

/** Fonts are there, and what was still being drawn has been. */
export async function settled({ page }: ClerkWindow): Promise<void> {
  await page.evaluate(async () => {
    await document.fonts.ready;
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    for (let count = 0; count < 3; count++) await frame();
  });
}
