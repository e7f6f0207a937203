import ExcelJS from 'exceljs';
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { loadFonts } from '../../electron/export/fonts.ts';
import { makePdf } from '../../electron/export/pdf.ts';
import { makeXlsx } from '../../electron/export/xlsx.ts';
import type { Filing } from '../../shared/filing/filing.ts';
import { parseFiling } from '../../shared/filing/parse.ts';
import { catalog } from '../../shared/form/catalog/catalog.ts';
import type { Form } from '../../shared/form/form.ts';
import { layout } from '../../shared/layout/layout.ts';
import { isPrintable } from '../../shared/layout/printable.ts';
import { expectSame } from '../pdf-boxes.ts';
import { pdfRuns, pdfText } from '../pdf-text.ts';
import { dalianSample } from './samples.ts';

/** Screen, PDF and workbook have the same characters, whatever was typed. */

const form = catalog.find('dalian-project') as Form;
const info = { title: '表', author: '', now: new Date('2024-03-01T08:00:00Z') };
const fonts = loadFonts();

function entered(values: Record<string, string>, names: readonly string[] = []): Filing {
  const indicators = names.map((level3) => ({ level1: '产出指标', level2: '数量指标', level3, value: '≥1个' }));
  const parsed = parseFiling({ ...dalianSample, values: { ...dalianSample.values, ...values }, indicators });
  if ('error' in parsed) throw new Error(parsed.error);
  return parsed.filing;
}

async function expectAlike(filings: readonly Filing[]): Promise<void> {
  const sheets = filings.map((filing) => layout(form, filing, { seal: null, blankRows: false }));
  const { bytes, problems } = await makePdf(sheets, info, fonts);
  expectSame(await pdfRuns(bytes), sheets);
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.load(Buffer.from(await makeXlsx(sheets, info)) as unknown as ArrayBuffer);
  const told = new Set(problems.map(({ sheet, path }) => `${sheet} ${path}`));
  for (const [index, sheet] of sheets.entries())
    for (const cell of sheet.cells) {
      if (!cell.number) {
        const read = workbook.worksheets[index]?.getCell(cell.row + 1, cell.col + 1).value ?? '';
        expect(read, cell.name).toBe(cell.text);
      }
      const lacking = Array.from(cell.text).some((character) => !isPrintable(character) && character !== '\n');
      expect(told.has(`${index} ${cell.path}`), `${cell.name} ${cell.text}`).toBe(lacking);
    }
}

const DASHES = '-\u00ad‐‑‒–—―−－﹣⁻~～〜·•・';
const SPACES = ' \u00a0\u2000\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\u200b\t';
const SYMBOLS = '☑☐☒✔✓✘√×□■○●◎△▲☆★①⑳㈠㎡㎥㎎℃№‰′″＄￡¢€±≥≤≠∶〖〗〔〕【】「」ﬁﬂ½²³ⅢⅳΩΩåÅ…¶§';
const LETTERS = 'éěǖx́m̃q̣ŵĀőşўΔжЩＡｚ１％AVToWAfiflffi0123456789';
const HAN = '工⼯大⼤长⻓金⾦见⻅车⻋一㇐水⽔理\uf9e4龙⻰黑⿊〇々预算绩效目标';
const RARE = '𠮷𢘐𪚥㐂㑇䶮\u{2f81a}\u{20bb7}葛\u{e0100}👩\u200d🚀ᠠ\ue000';

const anyText = fc
  .array(fc.constantFrom(...[DASHES, SPACES, SYMBOLS, LETTERS, HAN, RARE, '2026-12-31'].flatMap((one) => [...one])), {
    minLength: 1,
    maxLength: 40,
  })
  // An accent without a letter belongs to the cell before, for who reads the PDF.
  .map((list) => list.join('').replace(/^[\s\p{M}\p{Cf}]+/u, ''));

describe('what is printed', () => {
  it('P1, P2: is the same text on the screen, in the PDF and in the workbook', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(anyText, anyText, fc.array(anyText, { maxLength: 4 })), { minLength: 1, maxLength: 3 }),
        (tables) =>
          expectAlike(tables.map(([name, goal, names]) => entered({ projectName: name, periodGoal: goal }, names))),
      ),
      { numRuns: 40 },
    );
  });

  it('P1: keeps every hyphen whatever stands in another table', async () => {
    const rest = { implementationPeriod: '2026-01-01至2026-12-31', annualGoal: '下降-5%，编号A-1-2' };
    await expectAlike([entered({ projectName: '河道\u00ad清淤‑甲' }), entered({ projectName: '乙‐丙-丁', ...rest })]);
  });

  it('P2: is found by the words a reader types', async () => {
    const filing = entered({ projectName: '⽔⼯⼤坝⻓度⾦额', periodGoal: '工程大坝长度金额' });
    const sheet = layout(form, filing, { seal: null, blankRows: false });
    const text = (await pdfText((await makePdf([sheet], info, fonts)).bytes)).join('');
    expect(text).toContain('水工大坝长度金额');
    expect(text).toContain('工程大坝长度金额');
    expect(text).not.toMatch(/[\u2e80-\u2fdf]/);
  });

  test.each(['x\u0301y\u0301z', 'e\u0301', 'n\u0303q\u0303', 'm\u0302\u0308'])(
    'P3: %j keeps its accents in their places',
    async (typed) => {
      await expectAlike([entered({ projectName: `甲${typed}乙` })]);
    },
  );

  it('P4: has the boxes that are ticked', async () => {
    const sheet = layout(form, entered({ projectName: '新增☑延续☐其他☒完成✔' }), { seal: null, blankRows: false });
    const { bytes, problems } = await makePdf([sheet], info, fonts);
    expect(problems).toEqual([]);
    expect((await pdfText(bytes)).join('')).toContain('新增☑延续☐其他☒完成✔');
  });
});
