import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readFilings } from '../../electron/import/read-file.ts';
import { ClerkWindow } from '../e2e/window.ts';
import { pdfText } from '../pdf-text.ts';
import { answerDialogs, startDesktop } from './driver.ts';

test('a clerk imports a table, edits a cell, exports it, restarts and finds the edit', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'jixiaobiao-story-'));
  const workbook = join(folder, '导出.xlsx');
  const printed = join(folder, '导出.pdf');
  const sample = join(import.meta.dirname, '..', '..', 'resources', 'samples', 'dalian-project.json');
  const first = await startDesktop();
  const clerk = new ClerkWindow(first.page);

  await answerDialogs(first, [sample], workbook);
  await clerk.press('Control+o');
  await clerk.message('已导入 1 张表');
  await clerk.goTo('annualGoal');
  await clerk.press('F2');
  await clerk.type('（据年中评估修订）');
  await clerk.saved();
  const goal = await clerk.text('annualGoal');
  expect(goal).toContain('（据年中评估修订）');

  await clerk.press('Control+e');
  await clerk.message('已导出 导出.xlsx');
  await answerDialogs(first, [], printed);
  await clerk.press('Control+Shift+E');
  await clerk.message('已导出 导出.pdf');
  const { filings } = await readFilings('导出.xlsx', await readFile(workbook));
  expect(filings[0]?.values.annualGoal).toContain('（据年中评估修订）');
  expect((await pdfText(await readFile(printed))).join('')).toContain('据年中评估修订');

  // What is still being typed when the window is closed is entered too.
  await clerk.goTo('supervisingDepartment');
  await first.page.keyboard.type('临时改名的主管部门');
  await first.app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.setBounds({ x: 40, y: 30, width: 1000, height: 640 }),
  );
  await first.quit();

  const second = await startDesktop(first.data);
  const again = new ClerkWindow(second.page);
  await again.expectTexts({ annualGoal: goal, supervisingDepartment: '临时改名的主管部门' });
  const bounds = await second.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getBounds());
  expect(bounds).toMatchObject({ width: 1000, height: 640 });
  await second.close();
  await rm(folder, { recursive: true, force: true });
});
