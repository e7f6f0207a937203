import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Drawn, DrawnPage } from '../../electron/export/drawn.ts';
import { loadFonts } from '../../electron/export/fonts.ts';
import { makePdf } from '../../electron/export/pdf.ts';
import { printPages } from '../../electron/export/pdf-document.ts';
import { drawLine } from '../../electron/export/pdf-draw.ts';
import { element } from '../../electron/export/pdf-structure.ts';
import type { Form } from '../../shared/form/form.ts';
import { layout } from '../../shared/layout/layout.ts';
import { anyFiling, anyTallFiling, largeFiling } from '../filings.ts';
import { everyForm } from '../forms/every-form.ts';
import { violations } from '../pdf-archive.ts';

/** ISO 19005-2:2011, by an own reader of the file: no validator can be had from npm. */

const fonts = loadFonts();
const form = everyForm.find('dalian-project') as Form;
const sheetOf = (characters: number, rows: number) =>
  layout(form, largeFiling(form, characters, rows), { seal: null, blankRows: false });
const info = {
  title: '绩效目标表',
  author: '海湾区档案馆',
  subject: '项目支出绩效目标申报表',
  now: new Date('2026-03-01T08:00:00Z'),
};

describe('PDF/A-2a', () => {
  it('is every table of every form', () => {
    for (const form of everyForm.all) {
      const sheet = layout(form, largeFiling(form, 600, 40), { seal: 45, blankRows: false });
      expect(violations(makePdf([sheet], info, fonts, true).bytes, 'A'), form.id).toEqual([]);
    }
  });

  it('is a document of any filings, whatever was typed', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(anyFiling, anyTallFiling), { minLength: 1, maxLength: 3 }), (samples) => {
        const sheets = samples.map(({ form, filing }) => layout(form, filing, { seal: 42, blankRows: false }));
        expect(violations(makePdf(sheets, info, fonts, true).bytes, 'A')).toEqual([]);
      }),
      { numRuns: 25 },
    );
  });

  it('is one with any title and author, and says the same in both places', () => {
    const anyText = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 30 }),
      fc.constantFrom('A&B<C>]]>', '(\\\r\n)', '\ud800', '\ufeff表', '长'.repeat(40_000)),
    );
    const sheet = sheetOf(20, 2);
    fc.assert(
      fc.property(anyText, anyText, anyText, (title, author, subject) => {
        const { bytes } = makePdf([{ ...sheet, title }], { ...info, title, author, subject }, fonts, true);
        expect(violations(bytes, 'A')).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it('is not what does not ask for it, for such a file has to say that it is one', () => {
    const sheet = sheetOf(20, 2);
    expect(violations(makePdf([sheet], info, fonts).bytes, 'A')).toEqual([
      '6.2.3 output intent',
      '6.6.4 identification',
    ]);
  });
});

describe('pages', () => {
  const line = (text: string, of?: ReturnType<typeof element>): Drawn =>
    drawLine(
      fonts.line(text, 'song', 10, () => undefined),
      20,
      20,
      10,
      { of },
    );

  it('without sections are PDF/A-2b', () => {
    const pages: DrawnPage[] = [{ width: 210, height: 297, drawn: [line('第 1 页')] }];
    const bytes = printPages(pages, info, fonts, true);
    expect(violations(bytes, 'B')).toEqual([]);
    expect(violations(bytes, 'A')).toContain('6.7.3 StructTreeRoot');
  });

  it('with links and their targets are PDF/A-2a', () => {
    const contents = element('Sect');
    const link = element('Link');
    contents.children.push(link);
    const area = { x: 20, y: 15, width: 60, height: 8 };
    const pages: DrawnPage[] = [
      {
        width: 210,
        height: 297,
        section: contents,
        drawn: [line('一、项目甲', link), { kind: 'link', area, to: '甲', text: '项目甲', of: link }],
      },
      {
        width: 210,
        height: 297,
        section: element('Sect'),
        drawn: [],
        anchors: [{ name: '甲', y: 0, title: '项目甲' }],
      },
    ];
    expect(violations(printPages(pages, info, fonts, true), 'A')).toEqual([]);
  });
});
