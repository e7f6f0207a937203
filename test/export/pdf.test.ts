import fc from 'fast-check';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Fonts, loadFonts } from '../../electron/export/fonts.ts';
import { makePdf } from '../../electron/export/pdf.ts';
import type { Filing } from '../../shared/filing/filing.ts';
import type { Form } from '../../shared/form/form.ts';
import { layout } from '../../shared/layout/layout.ts';
import { anyFiling, largeFiling } from '../filings.ts';
import { everyForm } from '../forms/every-form.ts';
import { expectSame, squeeze } from '../pdf-boxes.ts';
import { pdfRuns, pdfText } from '../pdf-text.ts';
import { dalianSample, hebeiSample } from './samples.ts';

const info = { title: '绩效目标表', author: '海湾区政务服务中心', now: new Date('2024-03-01T08:00:00Z') };
const form = (id: string) => everyForm.find(id) as Form;
const sheetOf = (filing: Filing, seal: 42 | 45 | null = null) =>
  layout(form(filing.form), filing, { seal, blankRows: false });

let fonts: Fonts;
beforeAll(() => {
  fonts = loadFonts();
});

describe('a PDF read back', () => {
  it('has the text of every box, where the layout put it', async () => {
    const sheets = [sheetOf(dalianSample, 45), sheetOf(hebeiSample)];
    const { bytes, problems } = await makePdf(sheets, info, fonts);
    expect(problems).toEqual([]);
    // The seal's words lie under the table and belong to no box.
    const pages = (await pdfRuns(bytes)).map((page) => page.filter((item) => item.text !== '（盖章处）'));
    expectSame(pages, sheets);
  });

  it('loses nothing of a goal of 3,000 characters and of 120 indicators', async () => {
    const sheets = ['dalian-project', 'hebei-project'].map((id) => sheetOf(largeFiling(form(id), 3000, 120)));
    const { bytes } = await makePdf(sheets, info, fonts);
    expectSame(await pdfRuns(bytes), sheets);
    const text = squeeze((await pdfText(bytes)).join(''));
    for (let row = 1; row <= 120; row++) expect(text).toContain(`第${row}项指标`);
  });

  it('has the text of any filing where the layout put it', async () => {
    await fc.assert(
      fc.asyncProperty(anyFiling, async ({ filing }) => {
        const sheet = sheetOf(filing);
        expectSame(await pdfRuns((await makePdf([sheet], info, fonts)).bytes), [sheet]);
      }),
      { numRuns: 12 },
    );
  });

  it('carries title, author, creator and the A4 size of the form', async () => {
    const { bytes } = await makePdf([sheetOf(dalianSample)], info, fonts);
    const document = await getDocument({ data: new Uint8Array(bytes), verbosity: 0 }).promise;
    const metadata = await document.getMetadata();
    expect(metadata.info).toMatchObject({ Title: info.title, Author: info.author, Creator: '绩效表' });
    const { width, height } = (await document.getPage(1)).getViewport({ scale: 25.4 / 72 });
    expect([width, height].map(Math.round)).toEqual([210, 297]);
    await document.loadingTask.destroy();
  });

  it('is read in the order it is read on paper', async () => {
    const { bytes } = await makePdf([sheetOf(dalianSample)], info, fonts);
    const text = squeeze((await pdfText(bytes))[0] ?? '');
    const order = [
      '本级预算项目绩效目标表',
      '办事大厅叫号系统更新',
      '主管部门',
      '86.35',
      '目标2：',
      '完成一楼',
      '36人次',
      '95%以上',
    ];
    expect(order.map((part) => text.indexOf(part))).toEqual(
      order.map((part) => text.indexOf(part)).sort((a, b) => a - b),
    );
    expect(order.every((part) => text.includes(part))).toBe(true);
  });

  it('has the guide of the seal under everything else, and only when it is asked for', async () => {
    const words = async (seal: 45 | null) =>
      (await pdfRuns((await makePdf([sheetOf(dalianSample, seal)], info, fonts)).bytes))[0]?.map((item) => item.text);
    expect((await words(45))?.[0]).toBe('（盖章处）');
    expect(await words(null)).not.toContain('（盖章处）');
  });

  it('prints 〓 for a character that no font has and names its cell', async () => {
    const filing = { ...dalianSample, values: { ...dalianSample.values, projectName: '𠮷林路灯维护𢘐' } };
    const { bytes, problems } = await makePdf([sheetOf(filing)], info, fonts);
    expect((await pdfText(bytes))[0]).toContain('〓林路灯维护〓');
    expect(problems).toMatchObject([
      { rule: 'font', severity: 'error', path: 'projectName', sheet: 0 },
      { rule: 'font', severity: 'error', path: 'projectName', sheet: 0 },
    ]);
    expect(problems[0]?.message).toContain('“𠮷”（U+20BB7）');
    expect(problems[1]?.message).toContain('“𢘐”（U+22610）');
  });
});

describe('a PDF', () => {
  it('is the same, byte for byte, when it is made again at the same time', async () => {
    const sheets = [sheetOf(dalianSample, 42), sheetOf(hebeiSample)];
    const first = await makePdf(sheets, info, fonts);
    const second = await makePdf(sheets, info, fonts);
    expect(Buffer.compare(first.bytes, second.bytes)).toBe(0);
  });

  it('embeds only the characters it prints', async () => {
    const { bytes } = await makePdf([sheetOf(dalianSample), sheetOf(hebeiSample)], info, fonts);
    expect(Buffer.from(bytes).toString('latin1')).toContain('/Length1 ');
    expect(bytes.length).toBeLessThan(200_000);
  });
});
