import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { makeDocx } from '../../electron/export/docx.ts';
import { loadFonts } from '../../electron/export/fonts.ts';
import { makePdf } from '../../electron/export/pdf.ts';
import { makeXlsx } from '../../electron/export/xlsx.ts';
import { readBytes } from '../../electron/import/read-bytes.ts';
import { oddYear } from '../../shared/checks/odd-year.ts';
import { checkFiling } from '../../shared/checks/run.ts';
import type { Filing } from '../../shared/filing/filing.ts';
import { toJson } from '../../shared/filing/json.ts';
import { parseFiling } from '../../shared/filing/parse.ts';
import { catalog } from '../../shared/form/catalog/catalog.ts';
import type { Form } from '../../shared/form/form.ts';
import { layout } from '../../shared/layout/layout.ts';
import type { Sheet } from '../../shared/layout/sheet.ts';

const info = { title: '套表', author: '', now: new Date(Date.UTC(2025, 0, 1)) };
const fonts = loadFonts();
const seed = join(import.meta.dirname, '../../../shared/seeds/hebei-2021.txt');
const fixture = join(import.meta.dirname, '../fixtures/found-forms/hebei-2021-department.json');
const samples = join(import.meta.dirname, '../../resources/samples');

const formOf = (id: string) => catalog.find(id) as Form;
const department = formOf('department-hebei');
const goals = formOf('department-goals-hebei');

function filingOf(json: unknown): Filing {
  const parsed = parseFiling(json);
  if ('error' in parsed) throw new Error(parsed.error);
  expect(parsed.problems).toEqual([]);
  return parsed.filing;
}

const sheetOf = (filing: Filing) => layout(formOf(filing.form), filing, { seal: null, blankRows: false });
const jsonOf = (filings: Filing[]) => filings.map((filing) => toJson(formOf(filing.form), filing));
const sampleOf = (id: string) => JSON.parse(readFileSync(join(samples, `${id}.json`), 'utf8'));

/** A sheet as it is copied into a text: a row a line with tabs, a cell of several lines in quotes; lines alone are bare. */
function textOf(sheet: Sheet): string {
  const lines = sheet.rows.map(() => sheet.columns.map(() => ''));
  const quoted = (text: string) =>
    text.includes('\n') && sheet.columns.length > 1 ? `"${text.replaceAll('"', '""')}"` : text;
  for (const { row, col, text } of sheet.cells) (lines[row] as string[])[col] = quoted(text);
  return lines.map((cells) => cells.join('\t')).join('\n');
}

/** The same as it is copied from Word: a cell a line behind a tab, an empty line between rows. */
function cellLinesOf(sheet: Sheet): string {
  const width = sheet.columns.length;
  return sheet.rows
    .map((_, row) => {
      const cells = sheet.cells.filter((cell) => cell.row === row);
      const covered = sheet.cells.filter((cell) => cell.row < row && cell.row + cell.rowSpan > row);
      if (cells.length === 1 && cells[0]?.colSpan === width && !cells[0].style.frame) return cells[0].text;
      return [...cells, ...covered.map((cell) => ({ ...cell, text: '' }))]
        .sort((a, b) => a.col - b.col)
        .map(({ text }) => `\t${text}`)
        .join('\n');
    })
    .join('\n\n');
}

async function read(name: string, bytes: Uint8Array) {
  const { filings, notes } = await readBytes(name, bytes);
  return { json: jsonOf(filings), notes };
}
const readText = (text: string) => read('表.txt', Buffer.from(text));

describe('running text', () => {
  describe.each(['department-hebei', 'department-goals-hebei'])('the sample of %s comes back', (id) => {
    const filing = filingOf(sampleOf(id));
    const expected = jsonOf([filing]);

    test.each([
      ['from our own workbook', async () => read('表.xlsx', await makeXlsx([sheetOf(filing)], info))],
      ['from our own Word document', async () => read('表.docx', await makeDocx([sheetOf(filing)], info))],
      ['from our own PDF', async () => read('表.pdf', (await makePdf([sheetOf(filing)], info, fonts)).bytes)],
      ['from a text with tabs', () => readText(textOf(sheetOf(filing)))],
      ['from a text with a cell a line', () => readText(cellLinesOf(sheetOf(filing)))],
    ])('%s', async (_, way) => {
      const { json, notes } = await way();
      expect(notes).toEqual([]);
      expect(json).toEqual(expected);
    });
  });
});

/** Text as departments write it, without the punctuation that ends a sentence of the form. */
const CHARACTERS = '行政审批服务改革管理监督费用增长人员经费设备更新安排办公、“”（）《》0123456789';
const words = (most: number) =>
  fc
    .array(fc.constantFrom(...CHARACTERS), { minLength: 1, maxLength: most })
    .map((list) => `因${list.join('').replace(/\s+/g, '')}`);
const lines = (most: number) => fc.array(words(60), { minLength: 1, maxLength: most }).map((list) => list.join('\n'));
const amount = fc.integer({ min: 0, max: 9_999_999 }).map((cents) => (cents / 100).toFixed(2));

const FREE = ['duties', 'assets', 'terms', 'others'];
const SENTENCES = [
  'incomeText',
  'expenditureText',
  'changeText',
  'operatingText',
  'publicFundsText',
  'publicFundsChangeText',
];

/** A department's text: amounts that need not add up, free paragraphs of any length, tables of any size. */
const departmentFiling: fc.Arbitrary<Filing> = fc
  .record({
    year: fc.integer({ min: 2015, max: 2035 }),
    amounts: fc.record(
      Object.fromEntries(
        department.fields.filter(({ type }) => type === 'amount').map(({ id }) => [id, amount]),
      ) as Record<string, fc.Arbitrary<string>>,
    ),
    free: fc.tuple(...FREE.map(() => lines(4))),
    reasons: fc.tuple(words(20), words(20), words(20), words(20)),
    guidance: fc.boolean(),
    units: fc.array(fc.tuple(words(8), fc.constantFrom('行政', '事业')), { minLength: 1, maxLength: 4 }),
    purchases: fc.array(
      fc.record({
        unit: fc.constantFrom('因甲局（本级）', '因乙中心'),
        project: words(12),
        item: words(6),
        general: amount,
      }),
      { minLength: 1, maxLength: 8 },
    ),
    functions: fc.array(fc.tuple(fc.integer({ min: 201, max: 2_299_999 }).map(String), words(10), words(40)), {
      minLength: 1,
      maxLength: 8,
    }),
  })
  .map(({ year, amounts, free, reasons, guidance, units, purchases, functions }) => {
    const [basicReason = '', projectReason = '', items = '', reason = ''] = reasons;
    return {
      form: department.id,
      version: department.version,
      sections: guidance ? ['guidance'] : [],
      values: {
        ...amounts,
        ...Object.fromEntries(FREE.map((id, at) => [id, free[at] ?? ''])),
        fiscalYear: String(year),
        unitCode: '442',
        unitName: '因开发区审批局',
        shortName: '因审批局',
        'change.basicReason': basicReason,
        'change.projectReason': projectReason,
        'operating.items': items,
        'publicFundsChange.reason': reason,
      },
      tables: {
        institutions: units.map(([name, nature]) => ({ name, nature, rank: '科级', funding: '财政拨款' })),
        // Rows of one unit stand together.
        purchases: purchases
          .toSorted((a, b) => a.unit.localeCompare(b.unit))
          .map((row) => ({
            ...{ projectBudget: '', catalogue: 'C99', measure: '项', quantity: '1', price: '' },
            ...{ fund: '', stateCapital: '', account: '', own: '' },
            ...row,
          })),
        functions: functions.map(([code, name, explanation]) => ({ code, name, explanation })),
      },
    };
  });

describe('a department’s text', () => {
  test('comes back from a text with tabs and from one with a cell a line, whatever is in it', async () => {
    await fc.assert(
      fc.asyncProperty(departmentFiling, fc.boolean(), async (filing, cells) => {
        const sheet = sheetOf(filing);
        const { json, notes } = await readText(cells ? cellLinesOf(sheet) : textOf(sheet));
        expect(notes).toEqual([]);
        expect(json).toEqual(jsonOf([filing]));
      }),
      { numRuns: 60 },
    );
  });

  test('comes back from our own workbook', async () => {
    await fc.assert(
      fc.asyncProperty(departmentFiling, async (filing) => {
        const { json, notes } = await read('表.xlsx', await makeXlsx([sheetOf(filing)], info));
        expect(notes).toEqual([]);
        expect(json).toEqual(jsonOf([filing]));
      }),
      { numRuns: 15 },
    );
  });

  test('keeps sentences that are of no pattern as they are written, and reads the others', async () => {
    await fc.assert(
      fc.asyncProperty(
        departmentFiling,
        fc.subarray(SENTENCES, { minLength: 1 }),
        lines(3),
        async (given, chosen, text) => {
          // How amounts changed is not known without them.
          const without = (id: string, other: string) => (chosen.includes(id) ? [other] : []);
          const changes = [
            ...without('expenditureText', 'changeText'),
            ...without('publicFundsText', 'publicFundsChangeText'),
          ];
          const rewritten = [...new Set([...chosen, ...changes])];
          const filing = { ...given, values: { ...given.values } };
          for (const id of rewritten) filing.values[id] = text;
          const { json, notes } = await readText(textOf(sheetOf(filing)));
          expect(notes.filter(({ severity }) => severity === 'error')).toEqual([]);
          for (const id of SENTENCES) expect(json[0]?.[id]).toBe(rewritten.includes(id) ? text : '');
        },
      ),
      { numRuns: 60 },
    );
  });

  test('a sum, a change and a year that are printed otherwise are told', async () => {
    const text = textOf(sheetOf(filingOf(sampleOf('department-hebei'))));
    const change = (from: string, to: string) => {
      expect(text.split(from)).toHaveLength(2);
      return readText(text.replace(from, to));
    };
    const told = async (from: string, to: string) => (await change(from, to)).notes.map(({ message }) => message);
    expect(await told('“三公经费”减少2.85万元', '“三公经费”减少2.58万元')).toEqual([
      '三公经费增减印的是“减少2.58”，应为“减少2.85”，请核对',
    ]);
    expect(await told('与2025年相比', '与2024年相比')).toEqual(['上年印的是“2024”，应为“2025”，请核对']);
    expect(await told('193.10\t164.50', '193.10\t164.05')).toEqual([
      '“合计”的一般公共预算拨款印的是“164.05”，各行之和是“164.5”，请核对',
    ]);
  });

  test('lines that a page has cut are paragraphs again', async () => {
    await fc.assert(
      fc.asyncProperty(departmentFiling, fc.integer({ min: 28, max: 48 }), async (filing, width) => {
        // Of cut lines alone nobody can tell how many paragraphs a free text has.
        const values = { ...filing.values };
        for (const id of FREE) values[id] = `${values[id]?.replaceAll('\n', '')}为止`;
        const whole = { ...filing, values };
        const cut = textOf(sheetOf(whole)).replace(/^(?!.*\t\S)(.+?)\t*$/gm, (_, line: string) =>
          cutAt(line.trim(), width),
        );
        const { json, notes } = await readText(cut);
        expect(notes).toEqual([]);
        expect(plain(JSON.stringify(json).replaceAll('\\n', ''))).toBe(plain(JSON.stringify(jsonOf([whole]))));
      }),
      { numRuns: 40 },
    );
  });

  test('of several departments in one file, each is one', async () => {
    const [first, second] = [filingOf(sampleOf('department-hebei')), filingOf(sampleOf('department-goals-hebei'))];
    const other = { ...first, values: { ...first.values, unitName: '临河市财政局' } };
    const text = [first, second, other].map((filing) => textOf(sheetOf(filing))).join('\n');
    expect((await readText(text)).json).toEqual(jsonOf([first, second, other]));
  });
});

describe.runIf(existsSync(seed))('Hebei’s published text', () => {
  // Where it is not here, none of the tests is run, but this is.
  const source = existsSync(seed) ? readFileSync(seed, 'utf8') : '';
  const expected = JSON.parse(readFileSync(fixture, 'utf8'));

  test('is read whole: the department’s parts stand behind the project tables', async () => {
    const { json, notes } = await read('hebei-2021.txt', Buffer.from(source));
    expect(json.map(({ form }) => form)).toEqual([...Array<string>(12).fill('hebei-project'), department.id, goals.id]);
    expect(json.slice(12)).toEqual(expected);
    expect(notes.filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  test('what does not add up in it is found: its goals have the year of an older text', async () => {
    const { filings } = await readBytes('hebei-2021.txt', Buffer.from(source));
    const found = oddYear(filings.map((filing) => ({ form: formOf(filing.form), filing })));
    expect(found).toMatchObject({ index: 13, problem: { rule: 'R56', path: 'fiscalYear' } });
  });

  test.each([
    ['财政拨款收入1082.49', '财政拨款收入1028.49'],
    ['项目支出367.47', '项目支出376.47'],
    ['人员经费584.33', '人员经费548.33'],
    ['运行经费安排130.69', '运行经费安排103.69'],
    ['“三公经费”为4.46', '“三公经费”为4.64'],
    ['基本支出增加169.20', '基本支出增加196.20'],
  ])('a slip of the hand in it is found: %s as %s', async (from, to) => {
    expect(source.split(from)).toHaveLength(2);
    const { filings } = await readBytes('hebei-2021.txt', Buffer.from(source.replace(from, to)));
    const rules = checkFiling(department, filings[12] as Filing).map(({ rule }) => rule);
    expect(rules).toContain('R14');
  });

  test('every character and every sentence of it is printed again', async () => {
    const { filings } = await readBytes('hebei-2021.txt', Buffer.from(source));
    const printed = plain(filings.flatMap((filing) => sheetOf(filing).cells.map(({ text }) => text)).join('\n'));
    // What Word leaves of a heading's entry in the contents is no text.
    const lines = source.split('\n').map((line) => plain(line.replace(/\sTC\s.*\\f \w \\l \d ?$/, '')));
    const missing = lines.flatMap((line) => line.split(/(?<=[。；])/)).filter((part) => !printed.includes(part));
    expect(missing).toEqual([]);
    const [have, want] = [countOf(printed), countOf(lines.join(''))];
    expect([...want].filter(([character, count]) => (have.get(character) ?? 0) < count)).toEqual([]);
  });
});

/** A line as a page cuts it, `width` full-width characters wide. */
function cutAt(line: string, width: number): string {
  let used = 0;
  let cut = '';
  for (const character of line) {
    const own = character.charCodeAt(0) < 0x2000 ? 0.5 : 1;
    if (used + own > width) cut += '\n';
    used = used + own > width ? own : used + own;
    cut += character;
  }
  return cut;
}

/** A text without spaces, in one width. */
function plain(text: string): string {
  return text.normalize('NFKC').replace(/\s/g, '');
}

function countOf(text: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  return counts;
}
