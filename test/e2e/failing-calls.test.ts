import { readFile } from 'node:fs/promises';
import type { Browser, Page, Route } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { errorTexts, type Method, methods } from '../../shared/api.ts';
import { wrongTable } from '../review-samples.ts';
import { type App, launchBrowser, openApp, ready } from './driver.ts';
import { ClerkWindow } from './window.ts';

/**
 * Every call of every panel fails in every way: the clerk is told in one Chinese sentence, nothing spins for ever, and
 * the window goes on.
 */

let browser: Browser;
let app: App;
let page: Page;
let clerk: ClerkWindow;

beforeAll(async () => {
  browser = await launchBrowser();
  app = await openApp({ browser });
  workIn(app.page);
  const sample = JSON.parse(await readFile('resources/samples/dalian-project.json', 'utf8'));
  const tables = [wrongTable('书车维修'), { ...sample, projectName: '古树保护' }, { ...sample, fiscalYear: 2025 }];
  await clerk.drop([{ name: '表.json', bytes: Buffer.from(JSON.stringify(tables)) }]);
  await clerk.message('已导入 3 张表');
});

function workIn(window: Page): void {
  page = window;
  page.setDefaultTimeout(8000);
  clerk = new ClerkWindow(page);
}

afterAll(async () => {
  // Browsers complain of calls that fail, which is what happens here.
  if (app) app.complaints.length = 0;
  await app?.close();
  await browser?.close();
});

const answered = (body: unknown) => ({ contentType: 'application/json', body: JSON.stringify(body) });

/** Ways in which a call fails; `silent` gets no answer at all. */
const ways: Record<string, (route: Route) => Promise<void>> = {
  'says it failed': (route) => route.fulfill(answered({ ok: false, code: 'internal', detail: '' })),
  'says it in English': (route) =>
    route.fulfill(answered({ ok: false, code: 'write-failed', detail: 'ENOENT: no such file or directory' })),
  'answers with a code nobody knows': (route) => route.fulfill(answered({ ok: false, code: 'teapot' })),
  'answers with the page of a proxy': (route) => route.fulfill({ body: '<html>Bad Gateway</html>' }),
  'answers with something else': (route) => route.fulfill(answered({ ok: true, value: null })),
  'cannot be reached': (route) => route.abort(),
  'is refused by its server': (route) => route.fulfill({ status: 500, body: 'Internal Server Error' }),
};
const names = Object.keys(ways);

interface Story {
  /** What the clerk does before the calls fail, and what makes them. */
  first?(): Promise<void>;
  act(): Promise<void>;
  /** The call is a job: without an answer it is ended by 取消. */
  job?: boolean;
  /** Only tried by failures that come at once: it needs a dialog of the browser, or nobody waits for it. */
  quick?: boolean;
}

const openLibrary = async () => {
  // Where the story before has left it open, the key would close it.
  if ((await page.locator('.library-list').count()) === 0) await clerk.press('Control+Shift+L');
  await page.locator('.library-list [role=option]').nth(2).waitFor();
};
const library = () => page.getByRole('region', { name: '指标库', exact: true });
const openReview = async () => {
  // The window remembers that it was open.
  if ((await page.locator('.review').count()) === 0) await clerk.press('F7');
  await page.locator('.review .problem').first().waitFor();
};
const openYear = async () => {
  await clerk.press('Control+F7');
  await page.locator('.year-review [data-sum]').first().waitFor();
};
const openTrash = async () => {
  await page.getByRole('button', { name: '回收站', exact: true }).click();
  await page.getByRole('checkbox', { name: /^选择/ }).first().check();
};
const openSettings = async () => {
  await clerk.press('Control+,');
  await page.getByRole('button', { name: '立即备份' }).waitFor();
};
const openBook = async () => {
  await clerk.command('新建套表');
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /编成套表/ })
    .click();
  await page.locator('.books-pages').filter({ hasText: '页' }).waitFor();
};
const inBook = (name: string) => page.locator('.book').getByRole('button', { name });
const finalNotice = () => page.getByRole('region', { name: '定稿', exact: true });
/** Asks the backend beside the window. */
const ask = (method: Method, request: object) =>
  page.evaluate(
    async ([name, sent]) => {
      const headers = { 'content-type': 'application/json' };
      const answer = await fetch(`call/${name}`, { method: 'POST', headers, body: JSON.stringify(sent) });
      return (await answer.json()).value;
    },
    [method, request] as const,
  );
const openBackups = async () => {
  await openSettings();
  await page.getByRole('button', { name: '立即备份' }).click();
  await clerk.message('已备份');
  await page.getByRole('button', { name: '查看和恢复' }).click();
  await page.locator('.backup-contents .ant-table-row').first().waitFor();
};
/** Every text is another one: what is there already is no change. */
let typed = 0;

const stories: Partial<Record<Method, Story>> = {
  'app.info': { act: () => page.reload().then(() => undefined), quick: true },
  'settings.set': { act: () => clerk.press('Control+=') },
  'filings.arranged': { act: () => page.getByLabel('搜索项目名称和表中文字').fill('古树') },
  'filings.list': {
    act: () => clerk.press('Control+g'),
  },
  'filings.open': { act: () => page.getByRole('treeitem', { name: '古树保护' }).last().click() },
  'filings.create': {
    first: async () => {
      await clerk.press('Alt+n');
      await page.locator('.new-filing input:checked').waitFor();
    },
    act: () => page.locator('.new-filing input:checked').press('Enter'),
  },
  'filings.example': {
    first: async () => {
      await clerk.press('Alt+Home');
      await page.getByRole('button', { name: '打开示例表' }).waitFor();
    },
    act: () => page.getByRole('button', { name: '打开示例表' }).click(),
  },
  // The steps of former runs are read when a table opens.
  'filings.history': { act: () => page.reload().then(() => undefined), quick: true },
  'versions.list': { act: () => clerk.press('Alt+h') },
  'versions.read': { act: () => clerk.press('Alt+h') },
  'versions.name': {
    first: async () => {
      await clerk.command('存为版本');
      await page.getByLabel('版本名称').fill(`送审稿${++typed}`);
    },
    act: () => clerk.press('Enter'),
  },
  'versions.unname': {
    first: async () => {
      await ask('versions.name', { id: 1, revision: 1, name: `一上${++typed}` });
      await clerk.press('Alt+h');
      await page
        .getByRole('option')
        .filter({ hasText: `一上${typed}` })
        .first()
        .click();
    },
    act: () => page.getByRole('button', { name: `去掉名称“一上${typed}”` }).click(),
  },
  'filings.lock': {
    first: () => clerk.command('定稿'),
    act: () => page.getByRole('dialog').getByRole('button', { name: '定稿', exact: true }).click(),
  },
  'filings.unlock': {
    first: async () => {
      await ask('filings.lock', { ids: [1] });
      await finalNotice().getByRole('button', { name: '解除定稿…' }).click();
      await page.getByLabel('理由（必填）').fill('退回修改');
    },
    act: () => clerk.press('Enter'),
  },
  'filings.makeFrom': { act: () => clerk.command('由本表生成项目支出绩效自评表') },
  'filings.source': {
    first: async () => {
      // The reload opens the made table only once the window has remembered that it is the open one.
      const remembered = page.waitForResponse(
        (response) =>
          response.url().endsWith('call/settings.set') && response.request().postDataJSON().key === 'current',
      );
      await clerk.command('由本表生成项目支出绩效自评表');
      await clerk.message('已生成');
      await remembered;
    },
    act: () => page.reload().then(() => undefined),
  },
  'filings.copy': {
    first: async () => {
      await clerk.command('复制此表到其他年度');
      await page.getByRole('form', { name: '复制到其他年度' }).waitFor();
    },
    act: () => page.locator('#copy-year').press('Enter'),
  },
  'filings.rollForward': {
    first: async () => {
      await clerk.command('此表结转下年');
      await page.getByRole('form', { name: '结转下年' }).waitFor();
    },
    act: () => page.locator('#roll-year').press('Enter'),
    job: true,
  },
  'filings.commit': {
    act: async () => {
      await clerk.goTo('supervisingDepartment');
      await clerk.type(`某主管部门${++typed}`);
    },
  },
  'filings.trash': { act: () => clerk.press('Control+Shift+Delete') },
  'filings.restore': {
    first: async () => {
      await clerk.command('删除此表');
      await clerk.message('移到回收站');
    },
    act: () => page.getByRole('button', { name: '撤销删除' }).click(),
  },
  'filings.purge': {
    first: async () => {
      await clerk.command('删除此表');
      await clerk.message('移到回收站');
      await openTrash();
      await page.getByRole('button', { name: '彻底删除 1 张…' }).click();
      await page.getByRole('dialog').getByText('删除后无法恢复').waitFor();
    },
    act: () => page.getByRole('dialog').getByRole('button', { name: '彻底删除 1 张' }).click(),
  },
  'compare.years': { act: () => clerk.command('两个年度对比') },
  'compare.export': {
    first: async () => {
      await clerk.command('两个年度对比');
      await page.locator('.years-table').waitFor();
    },
    act: () => page.locator('.comparison').getByRole('button', { name: '导出 Excel' }).click(),
    quick: true,
  },
  'import.files': {
    act: () => clerk.drop([{ name: '又一张.json', bytes: Buffer.from(JSON.stringify(wrongTable('又一张'))) }]),
    job: true,
  },
  'import.take': {
    act: () => clerk.drop([{ name: '再一张.json', bytes: Buffer.from(JSON.stringify(wrongTable('再一张'))) }]),
    job: true,
  },
  'import.undo': {
    first: async () => {
      const name = `第${++typed}次导入`;
      await clerk.drop([{ name: '撤销.json', bytes: Buffer.from(JSON.stringify(wrongTable(name))) }]);
      await clerk.message('已导入 1 张表');
    },
    act: () => page.getByRole('button', { name: '撤销导入' }).first().click(),
  },
  'export.start': {
    act: async () => {
      await clerk.press('Control+e');
      await clerk.exportAnyway();
    },
    job: true,
  },
  'print.start': {
    act: async () => {
      await clerk.press('Control+Shift+P');
      await clerk.exportAnyway();
    },
    job: true,
  },
  'print.preview': { act: () => clerk.press('Control+Shift+V') },
  'review.counts': { act: () => clerk.press('Control+e') },
  'review.judge': { act: () => clerk.press('Control+e') },
  'review.filing': {
    act: async () => {
      await clerk.goTo('supervisingDepartment');
      await clerk.type(`另一主管部门${++typed}`);
    },
  },
  'review.year': { act: () => clerk.press('Control+F7'), job: true },
  'review.lines': { first: openYear, act: () => page.locator('.year-review .rule summary').first().click() },
  'review.export': { act: () => clerk.command('审核报告 Excel'), job: true },
  'waivers.set': {
    first: async () => {
      await openReview();
      await page.locator('.problem.warning').first().getByRole('button', { name: /^更多/ }).click();
      await page.getByRole('menuitem', { name: '忽略此提醒…' }).click();
      await page.getByLabel('忽略的理由').fill('合同约定');
    },
    act: () => page.getByRole('button', { name: '忽略', exact: true }).click(),
  },
  'waivers.list': { act: () => clerk.press('Control+,') },
  'data.info': { act: () => clerk.press('Control+,') },
  'data.backup': {
    first: openSettings,
    act: () => page.getByRole('button', { name: '立即备份' }).click(),
  },
  'data.restore': {
    first: async () => {
      await openBackups();
      await page.getByRole('button', { name: '恢复整份备份…' }).click();
    },
    act: () => page.getByRole('button', { name: '恢复此备份' }).click(),
  },
  'backups.list': { act: () => clerk.command('备份和恢复') },
  'backups.look': { first: openBackups, act: () => page.locator('.backup-list button').first().click() },
  'backups.take': {
    first: async () => {
      await openBackups();
      await page.locator('.backup-contents .ant-table-row').first().click();
    },
    act: () => page.getByRole('button', { name: '取出 1 张' }).click(),
  },
  'totals.set': {
    first: openYear,
    act: async () => {
      await page.getByLabel('批复总额（万元）').first().fill('800.5');
      await page.getByLabel('批复总额（万元）').first().press('Enter');
    },
  },
  'books.list': { act: () => page.getByRole('button', { name: '套表', exact: true }).click() },
  'books.get': {
    first: async () => {
      await openBook();
      await inBook('全部套表').click();
      await page.locator('.books-row').first().waitFor();
    },
    act: () => page.locator('.books-row').first().click(),
  },
  'books.make': {
    first: async () => {
      await clerk.command('新建套表');
      await page.getByRole('dialog').waitFor();
    },
    act: () =>
      page
        .getByRole('dialog')
        .getByRole('button', { name: /编成套表/ })
        .click(),
  },
  'books.save': { first: openBook, act: () => page.getByRole('checkbox', { name: '双面打印' }).click() },
  'books.count': { first: openBook, act: () => page.getByRole('checkbox', { name: '双面打印' }).click() },
  'books.remove': { first: openBook, act: () => inBook('删除').last().click() },
  'books.export': {
    first: openBook,
    act: async () => {
      await inBook('导出').click();
      await page.getByRole('menuitem', { name: '导出 PDF' }).click();
      await clerk.exportAnyway();
    },
    job: true,
  },
  'books.preview': { first: openBook, act: () => inBook('预览').click() },
  'books.ahead': { first: openBook, act: () => inBook('明年套表').click() },
  // It is read in the background when a table opens.
  'library.list': { act: () => page.reload().then(() => undefined) },
  'library.save': {
    first: async () => {
      await openLibrary();
      await library().getByRole('button', { name: '新增' }).click();
      await library().getByLabel('三级指标').fill('自拟指标完成率');
    },
    act: () => library().getByRole('button', { name: '保存' }).click(),
  },
  'library.remove': {
    first: openLibrary,
    act: () => library().getByRole('button', { name: '删除', exact: true }).click(),
  },
  'library.export': {
    first: openLibrary,
    act: () => library().getByRole('button', { name: '导出' }).click(),
    quick: true,
  },
  'library.read': {
    first: openLibrary,
    act: async () => {
      const [chooser] = await Promise.all([
        page.waitForEvent('filechooser'),
        library().getByRole('button', { name: '导入' }).click(),
      ]);
      await chooser.setFiles({ name: '库.xlsx', mimeType: '', buffer: Buffer.from('PK') });
    },
    quick: true,
  },
};

/** Calls whose failing has no story of its own, and why. */
const untold: Partial<Record<Method, string>> = {
  'menu.set': 'is never made in a browser, which has no menu bar for the window',
  'window.title': 'is never made in a browser: the page names itself',
  'window.open': 'is never made in a browser: the page opens another',
  'data.open': 'answers in a browser only with where the folder is',
  'filings.summaries': 'is asked about what is far from the view (list-long.test.ts)',
  'filings.facts': 'fails where its list does not stand yet',
  'app.log': 'says nothing to the clerk',
  'filings.stage': 'is a part of filings.commit, whose failing is tried below the browser (session.test.ts)',
  'unsaved.export': 'runs as export.start does',
  'export.cancel': 'is told with the job that it should end',
  'files.open':
    'is never made in a browser, which downloads; what may fail of it has tests of its own (delivered-files)',
  'files.show': 'is never made in a browser, as files.open',
  'import.pick': 'is import.files in a browser',
  'backups.pick': 'is never made in a browser, which has no dialog for folders (the story of Electron has it)',
  'backups.forget': 'runs as backups.pick does, and has a story of its own (backups.test.ts)',
  'library.pick': 'is library.read in a browser',
  'store.recover': 'has a test of its own (recovery.test.ts)',
  'library.merge': 'runs as library.remove does',
  'library.restore': 'runs as library.remove does',
  'library.import': 'runs as library.save does',
  'library.undo': 'runs as library.remove does',
  'waivers.remove': 'runs as waivers.set does',
  'books.print': 'runs as books.export does',
};

test('every call of the window has a story, or a reason for none', () => {
  expect(methods.filter((method) => !stories[method] && !untold[method])).toEqual([]);
});

/** What the window says of a failure, wherever it says it. */
async function told(): Promise<string> {
  const places = [
    '.said',
    '.status [data-save-state=failed]',
    '.failed-part p',
    '.books-pages',
    '.report li',
    '.new-filing [role=alert]',
    '.roll [role=alert]',
    '[role=dialog] [role=alert]',
  ];
  const texts = await Promise.all(places.map((place) => page.locator(place).allTextContents()));
  return texts.flat().join('\n');
}

const sentences = [...Object.values(errorTexts), '程序已退出，请重新启动后打开新的地址', '程序没有回应'];

/** Told in one sentence without a word of English, nothing spins, and the window does the next thing. */
async function expectGoesOn(): Promise<void> {
  await expect
    .poll(
      async () => {
        const text = await told();
        return sentences.some((sentence) => text.includes(sentence)) ? '' : `nothing told: ${text}`;
      },
      { timeout: 5000 },
    )
    .toBe('');
  expect((await told()).replaceAll(/Ctrl\+S|Excel/g, '')).not.toMatch(/[A-Za-z]{4,}/);
  await expect.poll(() => page.locator('.ant-spin-spinning').count(), { message: 'spinners' }).toBe(0);
  await expect.poll(() => page.locator('[aria-busy=true]').count(), { message: 'busy views' }).toBe(0);
  await page.unrouteAll({ behavior: 'ignoreErrors' });
  await clerk.press('Escape', 'Escape', 'Escape');
  // No story throws this table away.
  await clerk.press('Control+Shift+F');
  await page.getByLabel('搜索项目名称和表中文字').fill('古树');
  await page.getByRole('treeitem', { name: '古树保护' }).first().waitFor();
  await page.getByLabel('搜索项目名称和表中文字').fill('');
}

/** A clock that was put into a page stays there, and keys and answers keep its time: the next story has a new window. */
let clocked = false;

async function anew(): Promise<void> {
  const before = page;
  workIn(await app.context.newPage());
  await page.goto(before.url());
  await before.close();
  clocked = false;
}

async function begin(): Promise<void> {
  await page.unrouteAll({ behavior: 'ignoreErrors' });
  // What a story has thrown away is there again for the next one, and what it has made is gone.
  await ask('filings.restore', { ids: [1, 2, 3] });
  await ask('filings.unlock', { id: 1, reason: '下一个' });
  const { filings } = await ask('filings.list', { query: '', trashed: false });
  const made = filings.map(({ id }: { id: number }) => id).filter((id: number) => id > 3);
  if (made.length > 0) await ask('filings.trash', { ids: made });
  await (clocked ? anew() : page.reload());
  await ready(page);
  const row = page.getByRole('treeitem', { name: '书车维修' }).last();
  await row.click();
  await clerk.expectTexts({ projectName: '书车维修' });
  await page.locator('.editor').focus();
}

const cases = Object.entries(stories) as [Method, Story][];

describe.each(cases)('when %s', (method, { first, act, job, quick }) => {
  const at = methods.indexOf(method);
  test.each([0, 3].map((step) => names[(at + step) % names.length] as string))('%s', async (way) => {
    await begin();
    await first?.();
    await page.route(`**/call/${method}`, ways[way] as (route: Route) => Promise<void>);
    await act();
    await expectGoesOn();
  });

  test.skipIf(quick)('never answers', async () => {
    await begin();
    await first?.();
    clocked = true;
    await page.clock.install();
    const held: Route[] = [];
    await page.route(`**/call/${method}`, (route) => void held.push(route));
    await act();
    await expect.poll(() => held.length, { message: 'calls held', timeout: 10_000 }).toBeGreaterThan(0);
    if (job) {
      // A dialog that waits for its job offers the same.
      await page
        .getByRole('button', { name: /^取消(导入|导出|审核|结转)$/ })
        .last()
        .click();
      await page.clock.runFor(5000);
    } else await page.clock.runFor(130_000);
    // Once it is no longer held, the browser would send it after all, into the next story.
    for (const route of held) await route.abort();
    await expectGoesOn();
  });
});
