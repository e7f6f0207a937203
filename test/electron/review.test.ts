import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ExcelJS from 'exceljs';
import { expect, test } from 'vitest';
import { ClerkWindow } from '../e2e/window.ts';
import { pdfText } from '../pdf-text.ts';
import { wrongTable } from '../review-samples.ts';
import { answerDialogs, type Desktop, startDesktop } from './driver.ts';

async function command({ page }: Desktop, label: string): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.locator('.palette').waitFor();
  await page.keyboard.insertText(label);
  await page.getByRole('option', { name: label }).first().waitFor();
  await page.keyboard.press('Enter');
}

test('a clerk mends what the review found, hands the report in, and begins the next year from it', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'jixiaobiao-review-'));
  const [table, report, printed, workbook] = ['表.json', '报告.xlsx', '报告.pdf', '对比.xlsx'].map((name) =>
    join(folder, name),
  ) as [string, string, string, string];
  await writeFile(table, JSON.stringify(wrongTable('书车维修')));
  const desktop = await startDesktop();
  const clerk = new ClerkWindow(desktop.page);

  await answerDialogs(desktop, [table], report);
  await clerk.press('Control+o');
  await clerk.message('已导入 1 张表');
  await clerk.press('F8');
  expect(await clerk.selected()).toBe('periodFunding.total');
  await clerk.press('Control+F8');
  await clerk.expectTexts({ 'periodFunding.total': '649.46' });
  await command(desktop, '审核报告 Excel');
  await clerk.message('已导出 报告.xlsx');
  const book = new ExcelJS.Workbook();
  await book.xlsx.readFile(report);
  const texts = book.worksheets.flatMap((sheet) => JSON.stringify(sheet.getSheetValues()));
  expect(texts.join('')).toContain('年度金额为空');
  expect(texts.join('')).not.toContain('实施期金额为空');
  await answerDialogs(desktop, [], printed);
  await command(desktop, '审核报告 PDF');
  await clerk.message('已导出 报告.pdf');
  expect((await pdfText(await readFile(printed))).join('').replace(/\s/g, '')).toContain('年度金额为空');

  // Completing a name by pinyin, and the year after this one.
  await clerk.goTo('indicators[0].level3');
  await desktop.page.keyboard.type('myd');
  await desktop.page.getByRole('listbox').getByText('满意度').first().waitFor();
  await desktop.page.keyboard.press('Escape');
  await command(desktop, '此表结转下年');
  await desktop.page.getByRole('form', { name: '结转下年' }).waitFor();
  await desktop.page.keyboard.press('Enter');
  await clerk.message(/已结转 1 张表到 2027 年度/);
  await clerk.expectTexts({ implementationPeriod: '2027年1月至2027年12月' });
  await answerDialogs(desktop, [], workbook);
  await command(desktop, '此表与上年对比');
  const comparison = desktop.page.getByRole('region', { name: '对比', exact: true });
  await comparison.getByRole('button', { name: '导出 Excel' }).click();
  await clerk.message('已导出 对比.xlsx');
  await desktop.close();
  await rm(folder, { recursive: true, force: true });
});
