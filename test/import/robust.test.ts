import ExcelJS from 'exceljs';
import fc from 'fast-check';
import { zipSync } from 'fflate';
import { beforeAll, describe, expect, test } from 'vitest';
import { readBytes } from '../../electron/import/read-bytes.ts';
import { mapForm } from '../../electron/import/recognition/form-map.ts';
import { showNumber } from '../../electron/import/workbook/number-display.ts';
import { cleanText } from '../../shared/filing/parse.ts';
import { catalog } from '../../shared/form/catalog/catalog.ts';
import { fold } from '../../shared/form/fold.ts';
import { columnsOf, type Form } from '../../shared/form/form.ts';
import { asJson, ownSamples } from './samples.ts';
import { bookParts, escaped, zipped } from './workbook-xml.ts';

/**
 * Reads and checks what every file gets: an answer (a hang is the test's own time-out), places and reasons in Chinese,
 * no trace of the program.
 */
async function survives(name: string, bytes: Uint8Array): Promise<void> {
  const { filings, notes } = await readBytes(name, bytes);
  expect(filings.length > 0 || notes.length > 0).toBe(true);
  for (const note of notes) {
    expect(note.message).toMatch(/\p{Script=Han}/u);
    expect(note.message).not.toMatch(/\bat .*\.ts|TypeError|undefined|\[object/);
  }
}

const names = fc.constantFrom('表.txt', '表.xlsx', '表.docx', '表.json', '表');

/** A few bytes of a file overwritten, taken out or doubled, and perhaps its end cut off. */
const damaged = (bytes: Uint8Array) =>
  fc
    .tuple(
      fc.array(
        fc.record({
          at: fc.nat(bytes.length - 1),
          length: fc.integer({ min: 0, max: 40 }),
          put: fc.uint8Array({ maxLength: 20 }),
        }),
        { minLength: 1, maxLength: 4 },
      ),
      fc.option(fc.nat(bytes.length)),
    )
    .map(([changes, cut]) => {
      let result = Buffer.from(bytes);
      for (const { at, length, put } of changes)
        result = Buffer.concat([result.subarray(0, at), put, result.subarray(at + length)]);
      return cut === null ? result : result.subarray(0, cut);
    });

describe('reading never fails', () => {
  test('on any bytes', async () => {
    await fc.assert(fc.asyncProperty(names, fc.uint8Array({ maxLength: 3000 }), survives), { numRuns: 300 });
  });

  test('on any text with tabs and labels', async () => {
    const labels = catalog.all.flatMap((form) => [
      ...mapForm(form).labelTexts,
      ...columnsOf(form, 'indicators').map(({ name }) => name),
    ]);
    const piece = fc.oneof(
      fc.constantFrom('\t', '\n', '\n\n', '\t\t', '产出指标', '数量指标', '单位：元', '绩效目标表', ...labels),
      fc.string(),
    );
    const text = fc.array(piece, { maxLength: 200 }).map((pieces) => Buffer.from(pieces.join('')));
    await fc.assert(fc.asyncProperty(names, text, survives), { numRuns: 300 });
  });

  test.each(ownSamples())('on $name damaged anywhere', async ({ name, bytes }) => {
    await fc.assert(fc.asyncProperty(fc.constant(name), damaged(bytes), survives), { numRuns: 200 });
  });

  test.each(ownSamples())('on the JSON of $name damaged anywhere', async ({ expected }) => {
    const bytes = Buffer.from(JSON.stringify(expected));
    await fc.assert(fc.asyncProperty(fc.constant('表.json'), damaged(bytes), survives), { numRuns: 100 });
  });

  test('on a workbook damaged anywhere', async () => {
    const workbook = new ExcelJS.Workbook();
    const sheet = workbook.addWorksheet('表');
    sheet.addRows([
      ['项目名称', '清淤'],
      ['主管部门', '水务局'],
    ]);
    sheet.mergeCells('B1:C1');
    const bytes = new Uint8Array(await workbook.xlsx.writeBuffer());
    await fc.assert(fc.asyncProperty(fc.constant('表.xlsx'), damaged(bytes), survives), { numRuns: 100 });
  });

  test('on a workbook whose parts are damaged anywhere, in an archive that is whole', async () => {
    const book = bookParts({
      workbook: '<workbookPr date1904="1"/>',
      sheets: [{ name: '一', after: '<mergeCells><mergeCell ref="A1:E1"/></mergeCells>' }, { name: '二' }],
      formats: ['yyyy/m/d', '0.00%', '[DBNum1]General', 14],
      fonts: ['<strike/>'],
      strings: ['<si><r><rPr><rFont val="Symbol"/></rPr><t>³</t></r></si>'],
    });
    const cells = [1, 2, 3, 4, 5].map((style) => `<c r="F${style}" s="${style}"><v>${style * 1.5}</v></c>`).join('');
    for (const [path, xml] of Object.entries(book))
      book[path] = xml.replace('</row><row r="3"', `${cells}</row><row r="3"`);
    const parts = Object.entries(book).map(([path, xml]) => [path, Buffer.from(xml)] as const);
    const places = fc.constantFrom(...parts).chain(([path, bytes]) => damaged(bytes).map((made) => ({ path, made })));
    await fc.assert(
      fc.asyncProperty(fc.array(places, { minLength: 1, maxLength: 2 }), async (changes) => {
        const made: Record<string, Uint8Array> = Object.fromEntries(parts);
        for (const { path, made: bytes } of changes) made[path] = bytes;
        await survives('表.xlsx', zipSync(made, { level: 0 }));
      }),
      { numRuns: 300 },
    );
  });

  test('on a workbook with anything in the places of values, styles and formats', async () => {
    const attribute = fc.oneof(
      fc.constantFrom('', '-1', '1', '1e308', 'NaN', '99999999', 'XFE1', 'A0', 'A1:A1', '1,5', '日期'),
      fc.string({ maxLength: 6 }).map((text) => escaped(cleanText(text))),
    );
    const cell = fc
      .record({
        r: attribute,
        t: fc.constantFrom('n', 's', 'b', 'e', 'd', 'str', 'inlineStr', 'z'),
        s: attribute,
        v: attribute,
      })
      .map(({ r, t, s, v }) => `<c${r === '' ? '' : ` r="${r}"`} t="${t}" s="${s}"><f>${v}</f><v>${v}</v></c>`);
    const format = fc.oneof(
      fc
        .array(fc.constantFrom(...'0#?.,%yMmdhsaeg;@"[]$-\\_* E+年上午/下GDBNum1'), { maxLength: 14 })
        .map((letters) => letters.join('')),
      fc.string({ maxLength: 20 }).map((text) => cleanText(text)),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(cell, { maxLength: 12 }),
        fc.array(format, { maxLength: 5 }),
        async (cells, formats) => {
          const numbers = formats.map(
            (_, at) => `<c r="G${at + 1}" s="${at + 1}"><v>${46142.5 - at * 23_071.3}</v></c>`,
          );
          const rows = `<row>${numbers[0] ?? ''}</row>${cells.map((own) => `<row>${own}</row>`).join('')}`;
          await survives('表.xlsx', zipped(bookParts({ sheets: [{ name: '表', rows }], formats })));
          for (const code of formats)
            for (const value of [0, -1, 0.5, 46142.5625, 1e16, -1e-9]) {
              const shown = showNumber(value, code);
              expect(shown.text).not.toMatch(/undefined|NaN|\[object|#{3}/);
              if (value !== 0) expect(shown.text.trim()).not.toBe('');
            }
        },
      ),
      { numRuns: 400 },
    );
  });

  test('on very long lines, many rows and many tables', async () => {
    const spaces = ' '.repeat(200_000);
    await survives('表.txt', Buffer.from(`${spaces}绩效目标表${spaces}\n项目编码\t\t${spaces}\t项目名称\t1\n`));
    await survives('表.txt', Buffer.from('项目名称\t一\t\t项目实施期\t二\n主管部门\t三\n'.repeat(5000)));
    await survives(
      '表.txt',
      Buffer.from(`项目名称\t一\t\t项目实施期\t二\n主管部门\t三\n${'其他资金\t'.repeat(20_000)}`),
    );
    await survives('表.txt', Buffer.from('\t"\n'.repeat(20_000)));
    await survives(
      '表.txt',
      Buffer.from(`一级指标\t二级指标\t三级指标\t指标值\n${'产出指标\t数量指标\t名\t1\n'.repeat(20_000)}`),
    );
  });
});

describe('nothing is dropped in silence', () => {
  test.each([0, 1])('a word put anywhere into sample %i is read, or named with its line', async (index) => {
    const { name, bytes } = ownSamples()[index] as ReturnType<typeof ownSamples>[number];
    const lines = bytes.toString('utf8').split('\n');
    const ways = fc.constantFrom('line', 'cell', 'instead');
    await fc.assert(
      fc.asyncProperty(fc.nat(lines.length - 1), fc.nat(6), ways, async (at, col, way) => {
        const changed = [...lines];
        const cells = (lines[at] as string).split('\t');
        if (way === 'cell') cells.splice(col, 0, '插入');
        else if (way === 'instead') cells[Math.min(col, cells.length - 1)] = '插入';
        if (way === 'line') changed.splice(at, 0, '\t插入');
        else changed[at] = cells.join('\t');
        const { filings, notes } = await readBytes(name, Buffer.from(changed.join('\n')));
        const line = changed.findIndex((text) => text.includes('插入')) + 1;
        const told = notes.some(({ place, message }) => {
          const [, from = '', to = from] = /第 (\d+)(?:–(\d+))? 行/.exec(place) ?? [];
          // Where two rows ran together, a cell over several lines is named by its first line.
          return message.includes('插入') || (Number(from) <= line && line <= Number(to) + 2);
        });
        expect(told || JSON.stringify(filings).includes('插入')).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});

/** Another way to write the same label: full or half width, spaces between, a colon after. */
const rewritten = (text: string, choices: number[]): string =>
  [...text]
    .map((character, index) => {
      const choice = choices[index % choices.length] ?? 0;
      const wide = /[!-~]/.test(character) ? String.fromCharCode(character.charCodeAt(0) + 0xfee0) : character;
      const space = ['', '', ' ', '　'][choice % 4] ?? '';
      return `${choice & 8 ? wide : character.normalize('NFKC')}${space}`;
    })
    .join('');

describe('the writing of labels does not count', () => {
  const textsOf = (id: unknown) => {
    const map = mapForm(catalog.find(String(id)) as Form);
    return new Set([...map.labelTexts, ...map.columnTexts]);
  };
  let samples: ReturnType<typeof ownSamples>;
  beforeAll(() => {
    samples = ownSamples();
  });

  test.each([0, 1])('in sample %i', async (index) => {
    const { name, bytes, expected } = samples[index] as (typeof samples)[number];
    const texts = textsOf((expected as { form: string }[])[0]?.form);
    const lines = bytes.toString('utf8').split('\n');
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(15), { minLength: 1, maxLength: 30 }), fc.boolean(), async (choices, colon) => {
        const text = lines
          .map((line, at) =>
            line
              .split('\t')
              .map((cell, col) => {
                const header = /^(单位[:：]|[(（]\d{4}年度|填报单位\s*[(（]盖章[)）]$|本级预算项目绩效目标表$)/.test(
                  cell,
                );
                if (at < 20 && index === 1) return cell;
                if (!header && !texts.has(fold(cell))) return cell;
                return `${rewritten(cell, [...choices.slice(col), ...choices])}${colon && !header ? '：' : ''}`;
              })
              .join('\t'),
          )
          .join('\n');
        expect(asJson((await readBytes(name, Buffer.from(text))).filings)).toEqual(expected);
      }),
      { numRuns: 100 },
    );
  });
});
