import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import pdfmake from 'pdfmake';
import { describe, expect, test } from 'vitest';
import { fontPath, loadFonts } from '../../electron/export/fonts.ts';
import { makePdf } from '../../electron/export/pdf.ts';
import { PDF_LIMITS } from '../../electron/import/limits.ts';
import { noteLine } from '../../electron/import/note.ts';
import { readBytes } from '../../electron/import/read-bytes.ts';
import { readFilings } from '../../electron/import/read-file.ts';
import { type Filing, printedFields } from '../../shared/filing/filing.ts';
import { toJson } from '../../shared/filing/json.ts';
import { catalog } from '../../shared/form/catalog/catalog.ts';
import type { Form } from '../../shared/form/form.ts';
import { layout } from '../../shared/layout/layout.ts';
import { filingOf, largeFiling } from '../filings.ts';
import { fixedRows } from '../form-variants.ts';
import { asPrinted } from './as-printed.ts';
import { expected as handMade } from './hand-made.ts';
import { drawTable, MadePdf, type Rule } from './made-pdf.ts';
import { plausible } from './plausible.ts';
import { asJson, ownSamples, publishedSamples } from './samples.ts';
import { tableForms } from './table-forms.ts';

const info = { title: '套表', author: '', now: new Date(Date.UTC(2025, 0, 1)) };
const fonts = loadFonts();
const formOf = (filing: Filing) => catalog.find(filing.form, filing.version) as Form;
const fixture = (name: string) => readFileSync(join(import.meta.dirname, '../fixtures/import', name));
const resource = (name: string) =>
  JSON.parse(readFileSync(join(import.meta.dirname, '../../resources/samples', name), 'utf8')) as unknown;

async function pdfOf(filings: Filing[], seal: 42 | null = null): Promise<Uint8Array> {
  const sheets = filings.map((filing) => layout(formOf(filing), filing, { seal, blankRows: false }));
  return (await makePdf(sheets, info, fonts)).bytes;
}

async function linesOf(bytes: Uint8Array): Promise<string[]> {
  return (await readBytes('表.pdf', bytes)).notes.map((note) => noteLine('表.pdf', note));
}

describe.each([...ownSamples(), ...publishedSamples()])('$name', ({ name, bytes, expected }) => {
  test('is the same after a way through our own PDF', async () => {
    const { filings } = await readFilings(name, bytes);
    const again = await readFilings('套表.pdf', await pdfOf(filings, 42));
    expect(again.notes).toEqual([]);
    expect(asJson(again.filings)).toEqual(expected);
  });
});

describe.each(tableForms.map((form) => ({ form, id: form.id })))('$id', ({ form }) => {
  test('the sample comes back from our own PDF', async () => {
    const { filings } = await readBytes('s.json', Buffer.from(JSON.stringify(resource(`${form.id}.json`))));
    const again = await readBytes('表.pdf', await pdfOf(filings));
    expect(again.notes).toEqual([]);
    expect(asJson(again.filings)).toEqual(asJson(filings.map((filing) => asPrinted(form, filing))));
  });

  test('every filing comes back from our own PDF as it was', async () => {
    await fc.assert(
      fc.asyncProperty(filingOf(form, 40), async (given) => {
        const filing = asPrinted(form, plausible(form, given));
        const { filings, notes } = await readBytes('表.pdf', await pdfOf([filing], 42));
        expect(filings.map((read) => toJson(form, read))).toEqual([toJson(form, filing)]);
        expect(notes.filter((note) => note.severity === 'error')).toEqual([]);
      }),
      { numRuns: 25 },
    );
  });

  test('120 indicators and a goal of 3,000 characters come back over several pages', async () => {
    const filing = asPrinted(form, plausible(form, largeFiling(form, 3000, 120)));
    // A text beside several rows stays on their page.
    for (const id of fieldsBesideRows(form)) filing.values[id] = '按计划执行';
    // A table without anything above it begins no other where the first goes on.
    const given = form.bands[0]?.kind === 'fixed' ? [filing, filing] : [filing];
    const { filings, notes } = await readBytes('表.pdf', await pdfOf(given));
    expect(notes).toEqual([]);
    expect(filings.map((read) => toJson(form, read))).toEqual(given.map((one) => toJson(form, one)));
  });

  test('typed line breaks, blank lines and spaces of a text are told from those of the layout', async () => {
    const printed = new Set(printedFields(form, []));
    const field = form.fields.find(({ id, type }) => type === 'text' && printed.has(id))?.id;
    if (field === undefined) return;
    // Every length of a paragraph, so that some end where a line does.
    const text = Array.from(
      { length: 60 },
      (_, k) => `${'甲'.repeat(k + 1)}${k % 5 === 0 ? ' 乙  丙' : ''}${k % 7 === 0 ? '\n' : ''}`,
    );
    const filing = plausible(form, largeFiling(form, 10, 3));
    filing.values[field] = text.join('\n');
    const { filings, notes } = await readBytes('表.pdf', await pdfOf([filing]));
    expect(notes).toEqual([]);
    expect(filings.map((read) => read.values[field])).toEqual([filing.values[field]]);
  });
});

/** Fields whose cell reaches down over rows beside it. */
function fieldsBesideRows(form: Form): string[] {
  return fixedRows(form).flatMap(({ cells }) =>
    cells.flatMap((cell) => (cell.kind === 'field' && (cell.rowSpan ?? 1) > 1 ? [cell.field] : [])),
  );
}

describe('PDFs of other programs', () => {
  test('LibreOffice Calc’s of our workbook and LibreOffice Writer’s of our Word document read alike', async () => {
    for (const [file, sample] of [
      ['libreoffice-calc.pdf', 'hebei-project.json'],
      ['libreoffice-writer.pdf', 'dalian-project.json'],
    ] as const) {
      const { filings, notes } = await readBytes(file, fixture(file));
      expect(notes, file).toEqual([]);
      expect(asJson(filings), file).toEqual([resource(sample)]);
    }
  });

  test('our own PDF that a printer’s program has written again, without what it said of its lines', async () => {
    for (const [file, id] of [
      ['rewritten-dalian.pdf', 'dalian-project'],
      ['rewritten-hebei.pdf', 'hebei-project'],
    ] as const) {
      const { filings, notes } = await readBytes(file, fixture(file));
      expect(notes, file).toEqual([]);
      expect(asJson(filings), file).toEqual([resource(`${id}.json`)]);
    }
  });

  test('LibreOffice Calc’s of a workbook made by hand', async () => {
    const { filings, notes } = await readBytes('表.pdf', fixture('libreoffice-hand-made.pdf'));
    expect(notes).toEqual([]);
    expect(asJson(filings)).toEqual(handMade);
  });

  const xs = [50, 150, 235, 310, 400, 545];
  const frame: (string | null)[][] = [
    ['项目名称', '河道清淤', null, '项目实施期', '2025年3月至2025年11月'],
    ['主管部门', '水务局', null, '实施单位', '河道管理所'],
    ['资金投入（万元）', '实施期金额', '30.5', '年度金额', '30.5'],
    ['', '其中：财政拨款', '20.5', '其中：财政拨款', '20.5'],
    ['', '其他资金', '10', '其他资金', '10'],
    ['绩效目标', '实施期目标', null, '年度目标', null],
    ['', '1.清淤三公里；\n2.修复护岸和沿线的步道并种上成\n排柳树。', null, '清淤三公里', null],
  ];
  const indicators: (string | null)[][] = [
    ['一级指标', '二级指标', '三级指标', null, '年度指标值'],
    ['产出指标', '数量指标', '清淤长度', null, '≥3公里'],
    ['', '', '清运淤泥', null, '≥2万立方米'],
    ['满意度指标', '服务对象满意度指标', '沿岸居民满意度', null, '≥90%'],
  ];
  const titles = (pdf: MadePdf) =>
    pdf
      .text(230, 50, '本级预算项目绩效目标表', 14)
      .text(270, 70, '（2025年度）')
      .text(50, 90, '填报单位（盖章）：河道管理所')
      .text(480, 90, '单位：万元');

  test.each<[string, (pdf: MadePdf) => Rule]>([
    ['strokes', (pdf) => (x0, y0, x1, y1) => void pdf.line(x0, y0, x1, y1)],
    ['thin boxes', (pdf) => (x0, y0, x1, y1) => void pdf.box(x0, y0, Math.max(0.5, x1 - x0), Math.max(0.5, y1 - y0))],
    [
      'double lines',
      (pdf) => (x0, y0, x1, y1) => {
        const vertical = x0 === x1;
        for (const off of [-0.9, 0.9])
          pdf.line(
            x0 + (vertical ? off : 0),
            y0 + (vertical ? 0 : off),
            x1 + (vertical ? off : 0),
            y1 + (vertical ? 0 : off),
            0.4,
          );
      },
    ],
    [
      'dashes that end short of their joints',
      (pdf) => (x0, y0, x1, y1) => {
        const length = Math.hypot(x1 - x0, y1 - y0);
        const [dx, dy] = [(x1 - x0) / length, (y1 - y0) / length];
        for (let at = 1; at < length - 1; at += 5) {
          const end = Math.min(at + 3, length - 1);
          pdf.line(x0 + dx * at, y0 + dy * at, x0 + dx * end, y0 + dy * end);
        }
      },
    ],
  ])('a table of %s is read by its cells', async (_, ruleOf) => {
    const pdf = titles(new MadePdf().page());
    drawTable(pdf, xs, 100, [...frame, ...indicators], ruleOf(pdf));
    const { filings, notes } = await readBytes('表.pdf', pdf.bytes());
    expect(notes).toEqual([]);
    expect(asJson(filings)).toEqual([madeExpected]);
  });

  test('a page that is turned, and one whose table is drawn sideways, read alike', async () => {
    const turned = titles(new MadePdf().page({ rotate: 90 }));
    drawTable(turned, xs, 100, [...frame, ...indicators]);
    const sideways = new MadePdf().page({ width: 842, height: 595 }).raw('0 1 -1 0 842 0 cm');
    sideways.drawAs(842, () => drawTable(titles(sideways), xs, 100, [...frame, ...indicators]));
    for (const pdf of [turned, sideways]) {
      const { filings, notes } = await readBytes('表.pdf', pdf.bytes());
      expect(notes).toEqual([]);
      expect(asJson(filings)).toEqual([madeExpected]);
    }
  });

  test('a table goes on on the next page under the titles and the header printed again, without the page numbers', async () => {
    const pdf = titles(new MadePdf().page());
    drawTable(pdf, xs, 100, [...frame, ...indicators.slice(0, 2)]);
    pdf.text(290, 820, '第 1 页 共 2 页');
    titles(pdf.page());
    drawTable(pdf, xs, 100, [indicators[0] as string[], ...indicators.slice(2)]);
    pdf.text(290, 820, '第 2 页 共 2 页');
    const { filings, notes } = await readBytes('表.pdf', pdf.bytes());
    expect(notes).toEqual([]);
    expect(asJson(filings)).toEqual([madeExpected]);
  });

  test('two tables one below the other and one on the next page are three filings', async () => {
    const one = frame.slice(0, 5);
    const pdf = titles(new MadePdf().page({ height: 1200 }));
    const y = drawTable(pdf, xs, 100, [...one, ...indicators]);
    pdf
      .text(230, y + 50, '本级预算项目绩效目标表', 14)
      .text(270, y + 70, '（2024年度）')
      .text(480, y + 90, '单位：万元');
    drawTable(pdf, xs, y + 100, [...one, ...indicators]);
    titles(pdf.page());
    drawTable(pdf, xs, 100, [...one, ...indicators]);
    const { filings } = await readBytes('表.pdf', pdf.bytes());
    expect(filings.map(({ values, tables }) => [values.fiscalYear, tables.indicators?.length])).toEqual([
      ['2025', 3],
      ['2024', 3],
      ['2025', 3],
    ]);
  });

  test('a sheet too wide for its paper is put together from its pages', async () => {
    for (const edge of [310, 350, 400]) {
      const pdf = new MadePdf();
      for (const [from, to] of [
        [0, edge],
        [edge, 595],
      ] as const) {
        // A spreadsheet prints the columns of each page from its left margin on and clips what reaches over the edge.
        pdf.page().raw(`q 1 0 0 1 ${from === 0 ? 0 : 50 - from} 0 cm ${from} 0 ${to - from} 842 re W n`);
        drawTable(titles(pdf), xs, 100, [...frame, ...indicators]);
        pdf.raw('Q');
      }
      const { filings, notes } = await readBytes('表.pdf', pdf.bytes());
      expect(notes, `${edge}`).toEqual([]);
      expect(asJson(filings), `${edge}`).toEqual([madeExpected]);
    }
  });

  test('two tables of the same rows on two pages stay two', async () => {
    const pdf = titles(new MadePdf().page());
    drawTable(pdf, xs, 100, [...frame, ...indicators]);
    titles(pdf.page());
    drawTable(pdf, [50, 160, 245, 310, 400, 560], 100, [...frame, ...indicators]);
    const { filings, notes } = await readBytes('表.pdf', pdf.bytes());
    expect(notes).toEqual([]);
    expect(asJson(filings)).toEqual([madeExpected, madeExpected]);
  });

  test('a goal that a page’s end cuts is one text, and the rows that stand at a page’s edges stay rows', async () => {
    const pdf = titles(new MadePdf().page());
    drawTable(pdf, xs, 100, [
      ...frame.slice(0, 6),
      ['', '1.清淤三公里；\n2.修复护岸和沿线的步道并种上成', null, '清淤三公里', null],
    ]);
    drawTable(pdf.page(), xs, 40, [['', '排柳树。', null, '', null], ...indicators.slice(0, 2)]);
    drawTable(pdf.page(), xs, 40, indicators.slice(2));
    const { filings, notes } = await readBytes('表.pdf', pdf.bytes());
    expect(notes).toEqual([]);
    expect(asJson(filings)).toEqual([madeExpected]);
  });

  test('text that has no room in its cell is told, whatever it is read as', async () => {
    const pdf = titles(new MadePdf().page());
    drawTable(pdf, xs, 100, [...frame, ...indicators]);
    pdf.text(153, 126, '另有清淤');
    expect((await linesOf(pdf.bytes())).join('\n')).toMatch(/第 1 页表格第 \d 行：“.+”处的文字压在表格线上或叠在一起/);
  });

  test('a table without rules is read by its columns, or refused where they are not clear', async () => {
    const none: Rule = () => undefined;
    const clear = frame.map((row) => row.map((text) => text?.replace(/\n.*/s, '') ?? null));
    const pdf = titles(new MadePdf().page());
    const wide = [50, 150, 255, 330, 410, 545];
    drawTable(pdf, wide, 100, [...clear, ...indicators], none);
    const { filings, notes } = await readBytes('表.pdf', pdf.bytes());
    expect(notes).toEqual([]);
    expect(asJson(filings)).toEqual([{ ...madeExpected, periodGoal: '1.清淤三公里；' }]);

    const unclear = titles(new MadePdf().page());
    drawTable(unclear, wide, 100, [...frame, ...indicators], none);
    unclear.text(200, 160, '水务局信息中心');
    expect(await linesOf(unclear.bytes())).toEqual([
      '表.pdf：PDF 里的表格没有框线，分不清哪些文字属于哪一格；请找原来的 Excel 或 Word 文件导入，或给表格加上框线后重新导出 PDF',
    ]);
  });

  test('page numbers go with what stands beside them on every page', async () => {
    const pdf = titles(new MadePdf().page());
    drawTable(pdf, xs, 100, [...frame, ...indicators.slice(0, 2)]);
    pdf.text(50, 820, '河道管理所 绩效目标').text(500, 820, '1/2');
    drawTable(pdf.page(), xs, 60, indicators.slice(2));
    pdf.text(50, 820, '河道管理所 绩效目标').text(500, 820, '2/2');
    const { filings, notes } = await readBytes('表.pdf', pdf.bytes());
    expect(notes).toEqual([]);
    expect(asJson(filings)).toEqual([madeExpected]);
  });

  /** A cell of the last indicator row drawn by hand: `y` is its baseline, for a table that begins at 100. */
  const withValue = (draw: (pdf: MadePdf, x: number, y: number) => void) => {
    const pdf = titles(new MadePdf().page());
    const rows = [...indicators.slice(0, -1), ['满意度指标', '服务对象满意度指标', '沿岸居民满意度', null, '']];
    const y = drawTable(pdf, xs, 100, [...frame, ...rows]);
    draw(pdf, 403, y - 8);
    return readBytes('表.pdf', pdf.bytes());
  };
  const lastValue = ({ filings }: Awaited<ReturnType<typeof readBytes>>) =>
    filings[0]?.tables.indicators?.at(-1)?.value;

  test('D1: small raised and lowered figures stay so: a raised 4 behind 10 is no 104', async () => {
    const raised = await withValue((pdf, x, y) =>
      pdf
        .text(x, y, '10')
        .text(x + 10, y - 4, '4', 6)
        .text(x + 14, y, '个'),
    );
    expect([lastValue(raised), raised.notes]).toEqual(['10⁴个', []]);
    const lowered = await withValue((pdf, x, y) => pdf.text(x, y, 'CO').text(x + 21, y + 1.5, '2', 6));
    expect([lastValue(lowered), lowered.notes]).toEqual(['CO₂', []]);
    const small = await withValue((pdf, x, y) => pdf.text(x, y, '10').text(x + 10, y, '4', 6));
    expect(lastValue(small)).toBe('104');
  });

  test('D1: a fraction drawn over two lines is told', async () => {
    const { notes } = await withValue((pdf, x, y) =>
      pdf
        .text(x, y - 2, '≥')
        .text(x + 12, y - 9, '1')
        .line(x + 11, y - 6.5, x + 19, y - 6.5)
        .text(x + 12, y + 4, '3'),
    );
    expect(notes.map((note) => noteLine('表.pdf', note)).join('\n')).toMatch(/处的文字压在表格线上或叠在一起.+公式/);
  });

  test('D2: text that a line is drawn through is out and named, underlined text is in', async () => {
    const struck = await withValue((pdf, x, y) =>
      pdf
        .text(x, y, '≥3')
        .text(x + 16, y, '6')
        .text(x + 21, y, '40个')
        .line(x + 16, y - 3, x + 21, y - 3, 0.5)
        .line(x + 21, y + 1.2, x + 41, y + 1.2, 0.5),
    );
    expect(lastValue(struck)).toBe('≥340个');
    expect(struck.notes.map((note) => noteLine('表.pdf', note))).toEqual([
      '表.pdf：第 1 页表格第 11 行：带删除线的文字“6”未读入',
    ]);
  });

  test('D1: a character that only its symbol font explains is named, not kept', async () => {
    const symbol = await withValue((pdf, x, y) => pdf.text(x, y, '\uf0b395%'));
    expect(lastValue(symbol)).toBe('95%');
    expect(symbol.notes.map((note) => noteLine('表.pdf', note))).toEqual([
      '表.pdf：第 1 页表格第 11 行：有只在符号字体中才有的字符，未读入，请改为普通文字',
    ]);
  });

  test('a row of the indicators that may be cut by a page’s end is told', async () => {
    const pdf = titles(new MadePdf().page());
    drawTable(pdf, xs, 100, [...frame, ...indicators.slice(0, 2)]);
    drawTable(pdf.page(), xs, 60, [['', '', '（含支流）', null, ''], ...indicators.slice(2)]);
    const lines = await linesOf(pdf.bytes());
    expect(lines).toContain(
      '表.pdf：第 2 页表格第 1 行：“（含支流）”可能是上一页最后一行的下文，已按新的一行读入，请核对',
    );
  });

  test('what is not understood is named with its page and row', async () => {
    const pdf = titles(new MadePdf().page());
    drawTable(pdf, xs, 100, [
      ...frame.slice(0, 2),
      ['备案编号', '甲乙', null, '', ''],
      ...frame.slice(2),
      ...indicators,
    ]);
    expect(await linesOf(pdf.bytes())).toContain('表.pdf：第 1 页表格第 3 行：未能识别“甲乙”');
  });
});

const madeExpected = {
  form: 'dalian-project',
  unitOfMoney: '万元',
  fiscalYear: 2025,
  filingUnit: '河道管理所',
  projectName: '河道清淤',
  implementationPeriod: '2025年3月至2025年11月',
  supervisingDepartment: '水务局',
  implementingUnit: '河道管理所',
  periodGoal: '1.清淤三公里；\n2.修复护岸和沿线的步道并种上成排柳树。',
  annualGoal: '清淤三公里',
  periodFunding: { total: '30.5', fiscal: '20.5', other: '10' },
  annualFunding: { total: '30.5', fiscal: '20.5', other: '10' },
  indicators: [
    { level1: '产出指标', level2: '数量指标', level3: '清淤长度', value: '≥3公里' },
    { level1: '产出指标', level2: '数量指标', level3: '清运淤泥', value: '≥2万立方米' },
    { level1: '满意度指标', level2: '服务对象满意度指标', level3: '沿岸居民满意度', value: '≥90%' },
  ],
};

describe('what cannot be read is told in one sentence', () => {
  test('a scanned page', async () => {
    const pdf = new MadePdf().page().raw('q 500 0 0 700 50 50 cm BI /W 2 /H 2 /BPC 8 /CS /G ID abcd EI Q');
    expect(await linesOf(pdf.bytes())).toEqual([
      '表.pdf：PDF 里没有文字，是扫描件或图片；请找原来的 Excel 或 Word 文件导入，或用文字识别软件转成 Word 后再导入',
    ]);
  });

  test('words that a scanner’s program guessed behind the picture are not taken for the table', async () => {
    const pdf = new MadePdf().page().raw('BT 3 Tr /F1 10 Tf 1 0 0 1 50 700 Tm <9879 76EE> Tj ET');
    expect((await linesOf(pdf.bytes())).join()).toContain('是扫描件');
  });

  test('an encrypted file', async () => {
    pdfmake.setUrlAccessPolicy(() => false);
    pdfmake.setLocalAccessPolicy(() => false);
    pdfmake.virtualfs.writeFileSync('song.ttf', readFileSync(fontPath('song')));
    pdfmake.setFonts({ song: { normal: 'song.ttf' } });
    const bytes = await pdfmake
      .createPdf({ content: ['绩效目标表'], defaultStyle: { font: 'song' }, userPassword: 'a', ownerPassword: 'b' })
      .getBuffer();
    expect(await linesOf(bytes)).toEqual(['表.pdf：PDF 加了密码，无法读取；请去掉密码后再导入']);
  });

  test('a file that is cut or holds something else', async () => {
    const whole = await pdfOf([largeFiling(catalog.all[0] as Form, 50, 5)]);
    for (const bytes of [whole.slice(0, 400), whole.slice(0, whole.length / 2), Buffer.from('%PDF-1.7\n不是')]) {
      const { filings, notes } = await readFilings('表.pdf', bytes);
      expect(filings).toEqual([]);
      expect(notes.filter(({ severity }) => severity === 'error')).not.toEqual([]);
      for (const { message } of notes) expect(message).not.toMatch(/[A-Za-z]{4,}/);
    }
  });

  test('too many pages', async () => {
    const pdf = new MadePdf();
    for (let k = 0; k <= PDF_LIMITS.pages; k++) pdf.page();
    expect(await linesOf(pdf.bytes())).toEqual(['表.pdf：PDF 有 20001 页，超过 20000 页的上限，请拆分后再导入']);
  });

  test('a character that the fonts did not have', async () => {
    const filing = largeFiling(catalog.all[0] as Form, 20, 1);
    filing.values.projectName = '𠮷祥路改造';
    expect(await linesOf(await pdfOf([filing]))).toEqual([
      '表.pdf：第 1 页表格第 1 行：“〓祥路改造”中有字体里没有的字，印成了“〓”，请补上原来的字',
    ]);
  });

  test('a page that is missing from the middle of a text', async () => {
    const form = catalog.all[0] as Form;
    const sheet = layout(form, largeFiling(form, 3000, 5), { seal: null, blankRows: false });
    const { bytes } = await makePdf([{ ...sheet, pages: sheet.pages.slice(0, 1) }], info, fonts);
    expect(await linesOf(bytes)).toContain('表.pdf：第 1 页：这一页末尾的文字在下一页没有接上，可能缺页，请核对');
  });
});
