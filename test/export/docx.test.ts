import fc from 'fast-check';
import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { makeDocx } from '../../electron/export/docx.ts';
import { type TableRowPlan, tableRows } from '../../electron/export/docx-rows.ts';
import { isText } from '../../electron/export/docx-text.ts';
import { type Filing, rowsOf } from '../../shared/filing/filing.ts';
import type { Form } from '../../shared/form/form.ts';
import { layout } from '../../shared/layout/layout.ts';
import type { Sheet } from '../../shared/layout/sheet.ts';
import { anyFiling, anyTallFiling, largeFiling } from '../filings.ts';
import { everyForm } from '../forms/every-form.ts';
import { dalianSample, hebeiSample } from './samples.ts';

const info = { title: '套表', author: '海湾区政务服务中心', now: new Date('2024-03-01T08:00:00Z') };
const form = (id: string) => everyForm.find(id) as Form;
const sheetOf = (filing: Filing) => layout(form(filing.form), filing, { seal: null, blankRows: false });
const documentOf = (bytes: Uint8Array) => strFromU8(unzipSync(bytes)['word/document.xml'] ?? new Uint8Array());

interface DocxCell {
  text: string;
  span: number;
  covered: boolean;
}

/** Rows of every table of a document. */
function tablesIn(xml: string): DocxCell[][][] {
  const within = (text: string, tag: string) =>
    [...text.matchAll(new RegExp(`<w:${tag}>.*?</w:${tag}>`, 'gs'))].map((match) => match[0]);
  const decode = (text: string) =>
    text.replace(
      /&(lt|gt|quot|apos|amp);/g,
      (_, name: string) => ({ lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' })[name] ?? '',
    );
  return within(xml, 'tbl').map((table) =>
    within(table, 'tr').map((row) =>
      within(row, 'tc').map((cell) => ({
        text: within(cell, 'p')
          .map((paragraph) =>
            [...paragraph.matchAll(/<w:t [^>]*>([^<]*)</g)].map((match) => decode(match[1] ?? '')).join(''),
          )
          .join('\n'),
        span: Number(/<w:gridSpan w:val="(\d+)"/.exec(cell)?.[1] ?? 1),
        covered: cell.includes('<w:vMerge/>'),
      })),
    ),
  );
}

/** Texts of the paragraphs outside of tables, without their indents; those between tables have none. */
function paragraphsIn(xml: string): string[] {
  return tablesIn(`<w:tbl><w:tr><w:tc>${xml.replace(/<w:tbl>.*?<\/w:tbl>/gs, '')}</w:tc></w:tr></w:tbl>`)
    .flat(2)
    .flatMap(({ text }) => text.split('\n'))
    .map((text) => text.trim())
    .filter((text) => text !== '');
}

const isIn = ({ from, to }: { from: number; to: number }, row: number) => row >= from && row < to;

/** The rows of a sheet with the head of each table before what stands of it on a further page. */
function withHeadsAgain(sheet: Sheet, rows: readonly TableRowPlan[]): TableRowPlan[] {
  const isWhole = (index: number) =>
    !rows.slice(0, index).some(({ cells }, at) => cells.some(({ rowSpan }) => at + rowSpan > index));
  return rows.flatMap((row, index) => {
    const head = sheet.heads.find(({ to, end }) => isIn({ from: to, to: end }, row.from));
    const below = rows.findIndex(({ from }) => from >= (head?.to ?? 0));
    const isAgain = head && row.page !== rows[index - 1]?.lastPage && isWhole(index) && isWhole(below);
    return [...(isAgain ? rows.filter(({ from }) => isIn(head, from)) : []), row];
  });
}

describe('a Word document', () => {
  it('has a table for each filing, with every cell, its merges and its text', () => {
    const sheets = [dalianSample, hebeiSample].map(sheetOf);
    const xml = documentOf(makeDocx(sheets, info));
    const tables = tablesIn(xml);
    expect(tables).toHaveLength(2);
    expect(paragraphsIn(xml)).toEqual(['本级预算项目绩效目标表', '(2024年度)', '3.档案库房恒温设备维护费绩效目标表']);
    for (const [index, sheet] of sheets.entries()) {
      const rows = tables[index] ?? [];
      const above = sheet.rows.length - rows.length;
      for (const [row, cells] of rows.entries()) {
        expect(cells.reduce((sum, cell) => sum + cell.span, 0)).toBe(sheet.columns.length);
        const own = sheet.cells.filter((cell) => cell.row === row + above).sort((a, b) => a.col - b.col);
        expect(cells.filter((cell) => !cell.covered).map((cell) => cell.text)).toEqual(own.map((cell) => cell.text));
      }
    }
  });

  it('loses nothing of a long goal and 120 indicators, and repeats the indicator header', () => {
    for (const id of ['dalian-project', 'hebei-project']) {
      const filing = largeFiling(form(id), 3000, 120);
      const xml = documentOf(makeDocx([sheetOf(filing)], info));
      const tables = tablesIn(xml);
      expect(tables.length).toBeGreaterThan(2);
      const texts = tables.flat(2).map((cell) => cell.text);
      // The Hebei form does not print its year.
      const { fiscalYear: _year, ...values } = filing.values;
      for (const value of [...Object.values(values), ...rowsOf(filing, 'indicators').map((row) => row.level3)])
        expect(
          texts.some((text) => text.includes(value ?? '')),
          value,
        ).toBe(true);
      const indicators = tables.slice(1);
      expect(xml.match(/<w:tblHeader\/>/g)).toHaveLength(indicators.length);
      for (const [head] of indicators) expect(head?.map((cell) => cell.text)).toContain('三级指标');
    }
  });

  it('has every cell of any filing of any form, and the headings of each table at its beginning', () => {
    fc.assert(
      fc.property(fc.oneof(anyFiling, anyTallFiling), ({ form: { id }, filing }) => {
        // Contents are none of a table (docx-book.test.ts).
        fc.pre(id !== 'contents');
        const sheet = sheetOf(filing);
        const xml = documentOf(makeDocx([sheet], info));
        const tables = tablesIn(xml);
        const rows = tableRows(sheet);
        const printed = withHeadsAgain(sheet, rows);
        const inTables = printed
          .filter((row) => !isText(sheet, row))
          .flatMap(({ cells }) => cells.map(({ cell }) => cell));
        const texts = tables.flat(2).filter(({ covered }) => !covered);
        expect(texts.map(({ text }) => text)).toEqual(inTables.map(({ text }) => text));
        const alone = rows.filter((row) => isText(sheet, row)).flatMap(({ cells }) => cells.map(({ cell }) => cell));
        const lines = alone.flatMap(({ text }) => text.split('\n'));
        expect(paragraphsIn(xml)).toEqual(lines.map((line) => line.trim()).filter((line) => line !== ''));
        for (const { text } of sheet.cells) expect([...inTables, ...alone].map((cell) => cell.text)).toContain(text);
        for (const row of tables.flat())
          expect(row.reduce((sum, cell) => sum + cell.span, 0)).toBe(sheet.columns.length);
        const isOnePage = sheet.pages.length === 1;
        for (const { from } of isOnePage ? [] : sheet.heads) {
          const labels = sheet.cells.filter(({ row }) => row === from).sort((a, b) => a.col - b.col);
          const own = tables.filter(([first]) => {
            const begins = first?.filter(({ covered }) => !covered).map(({ text }) => text);
            return JSON.stringify(begins) === JSON.stringify(labels.map(({ text }) => text));
          });
          expect(own.length, `a table begins with ${labels[0]?.text}`).toBeGreaterThan(0);
        }
        const heads = isOnePage ? [] : printed.filter(({ from }) => sheet.heads.some((head) => isIn(head, from)));
        expect(xml.match(/<w:tblHeader\/>/g) ?? []).toHaveLength(heads.length);
      }),
      { numRuns: 40 },
    );
  });

  it('says the page and fonts of the form by name', () => {
    const bytes = makeDocx([sheetOf(dalianSample)], info);
    const xml = documentOf(bytes);
    const styles = strFromU8(unzipSync(bytes)['word/styles.xml'] ?? new Uint8Array());
    expect(xml).toContain('<w:pgSz w:w="11906" w:h="16838"');
    expect(xml).toContain('w:top="1134" w:right="1134" w:bottom="1020" w:left="1134"');
    expect(styles).toContain('w:eastAsia="宋体"');
    expect(styles).toContain('w:eastAsia="黑体"');
  });

  it('is the same, byte for byte, when it is made again at the same time', () => {
    const sheets = [sheetOf(dalianSample)];
    expect(Buffer.compare(makeDocx(sheets, info), makeDocx(sheets, info))).toBe(0);
  });
});

describe('rows for Word', () => {
  it('join the grid rows that a tall text takes in Excel', () => {
    const sheet = sheetOf(largeFiling(form('dalian-project'), 3000, 12));
    const rows = tableRows(sheet);
    expect(rows.length).toBeLessThan(sheet.rows.length);
    const goal = rows.find((row) => row.cells.some(({ cell }) => cell.path === 'periodGoal'));
    expect(goal?.flows).toBe(true);
    expect(goal?.cells.map(({ rowSpan }) => rowSpan)).toEqual([1, 1]);
    const label = rows.flatMap((row) => row.cells).filter(({ cell }) => cell.text === '绩效目标');
    expect(label.map(({ rowSpan }) => rowSpan)).toEqual([2]);
  });
});
