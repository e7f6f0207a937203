import fc from 'fast-check';
import { expect, test } from 'vitest';
import { columnName } from '../../electron/import/workbook/address.ts';
import { chineseNumerals } from '../../electron/import/workbook/chinese-numerals.ts';
import { xlsxGrids } from '../../electron/import/xlsx.ts';
import { cleanText } from '../../shared/filing/parse.ts';
import { bookParts, escaped, zipped } from './workbook-xml.ts';

/** Sheets in every way that programs write them, against the plain rows of texts they were made from. */

const ROWS = 8;
const COLUMNS = 6;

interface Model {
  texts: string[][];
  /** Merged areas; none overlaps another. */
  areas: { top: number; left: number; bottom: number; right: number }[];
}

/** XML holds no control characters; `_x` would be an escape, and is written as one. */
const text = fc.oneof(
  { weight: 3, arbitrary: fc.constant('') },
  {
    weight: 2,
    arbitrary: fc.constantFrom('≥90%', '<甲> & "乙"', '第一行\n第二行', '0', 'TRUE', '_x000D_', '　缩进', "'"),
  },
  { weight: 2, arbitrary: fc.string({ unit: 'grapheme', maxLength: 12 }).map((value) => cleanText(value)) },
);

const model: fc.Arbitrary<Model> = fc
  .record({
    texts: fc.array(fc.array(text, { minLength: COLUMNS, maxLength: COLUMNS }), { minLength: ROWS, maxLength: ROWS }),
    areas: fc.array(
      fc.record({
        top: fc.nat(ROWS - 1),
        left: fc.nat(COLUMNS - 1),
        height: fc.integer({ min: 1, max: 3 }),
        width: fc.integer({ min: 1, max: 3 }),
      }),
      { maxLength: 5 },
    ),
  })
  .map(({ texts, areas }) => {
    const taken = new Set<string>();
    const kept: Model['areas'] = [];
    for (const { top, left, height, width } of areas) {
      const [bottom, right] = [Math.min(ROWS, top + height) - 1, Math.min(COLUMNS, left + width) - 1];
      const places: string[] = [];
      for (let r = top; r <= bottom; r++) for (let c = left; c <= right; c++) places.push(`${r},${c}`);
      if (places.length < 2 || places.some((place) => taken.has(place))) continue;
      for (const place of places) taken.add(place);
      for (const place of places.slice(1)) {
        const [r, c] = place.split(',').map(Number) as [number, number];
        (texts[r] as string[])[c] = '';
      }
      kept.push({ top, left, bottom, right });
    }
    return { texts, areas: kept };
  });

const way = fc.record({
  prefix: fc.constantFrom('', 'x', 's-1', 'ns.2'),
  quote: fc.constantFrom('"', "'"),
  space: fc.constantFrom(' ', '\n', '\t '),
  /** Whether each row and cell says where it is, and how each text is kept. */
  refs: fc.array(fc.boolean(), { minLength: ROWS * (COLUMNS + 1), maxLength: ROWS * (COLUMNS + 1) }),
  kinds: fc.array(fc.constantFrom('inline', 'shared', 'str', 'rich'), {
    minLength: ROWS * COLUMNS,
    maxLength: ROWS * COLUMNS,
  }),
  blanks: fc.boolean(),
});

type Way = typeof way extends fc.Arbitrary<infer T> ? T : never;

function written({ texts, areas }: Model, { prefix, quote, space, refs, kinds, blanks }: Way): Uint8Array {
  const strings: string[] = [];
  const cell = (value: string, row: number, column: number, withRef: boolean) => {
    const ref = withRef ? `${space}r="${columnName(column)}${row + 1}"` : '';
    const own = escaped(value.replace(/_(?=x[0-9a-f]{4}_)/gi, '_x005F_'));
    const body = `<t xml:space="preserve">${own}</t>`;
    if (value === '') return `<c${ref}${space}s="0"/>`;
    switch (kinds[row * COLUMNS + column]) {
      case 'shared':
        return `<c${ref}${space}t="s"><v>${strings.push(`<si>${body}<rPh sb="0" eb="1"><t>音</t></rPh></si>`) - 1}</v></c>`;
      case 'str':
        return `<c${ref}${space}t="str"><f>A1</f><v xml:space="preserve">${own}</v></c>`;
      case 'rich':
        return `<c${ref}${space}t="inlineStr"><is><r><rPr><b/></rPr>${body}</r></is></c>`;
      default:
        return `<c${ref}${space}t="inlineStr"><is>${body}</is></c>`;
    }
  };
  const rows = texts.map((row, r) => {
    let gap = false;
    const cells = row.map((value, c) => {
      // A cell without a place stands behind the one before it.
      const left = value === '' && !blanks;
      const withRef = gap || refs[r * COLUMNS + c] === true;
      gap = left;
      return left ? '' : cell(value, r, c, withRef);
    });
    const number = refs[ROWS * COLUMNS + r] ? `${space}r="${r + 1}"` : '';
    return `<row${number}>${cells.join('')}</row>`;
  });
  const merges = areas.map(
    ({ top, left, bottom, right }) =>
      `<mergeCell ref="${columnName(left)}${top + 1}:${columnName(right)}${bottom + 1}"/>`,
  );
  const after = merges.length > 0 ? `<mergeCells>${merges.join('')}</mergeCells>` : '';
  const parts = bookParts({ sheets: [{ name: '表', rows: rows.join(''), after }], strings });
  const changed = Object.entries(parts).map(([path, xml]) => {
    const named =
      prefix === ''
        ? xml
        : xml.replace(/<(\/?)(?=\w+[\s/>])/g, `<$1${prefix}:`).replace(' xmlns=', ` xmlns:${prefix}=`);
    return [path, named.replace(/<[^>]*>/g, (tag) => tag.replaceAll('"', quote))] as const;
  });
  return zipped(Object.fromEntries(changed));
}

/** The grid that the rows stand for. */
function expectedRows({ texts, areas }: Model) {
  if (texts.flat().every((value) => value.trim() === '')) return [];
  return texts.flatMap((row, r) => {
    const cells = row.flatMap((value, c) => {
      const box = areas.find(({ top, left, bottom, right }) => top <= r && r <= bottom && left <= c && c <= right);
      const isMaster = box && r === box.top && c === box.left;
      if (value.trim() === '' && !box) return [];
      const spans = isMaster
        ? { rowSpan: box.bottom - box.top + 1, colSpan: box.right - box.left + 1 }
        : { rowSpan: 1, colSpan: 1 };
      const master = box && !isMaster ? `${box.top + 1},${box.left}` : null;
      const place = `工作表“表”的 ${columnName(c)}${r + 1}`;
      return [{ col: c, text: value.trim() === '' ? '' : value, ...spans, master, place }];
    });
    return cells.some((cell) => cell.text !== '' || cell.master) ? [{ line: r + 1, cells }] : [];
  });
}

test('any sheet, in any way of writing it, is the same rows of cells', async () => {
  await fc.assert(
    fc.asyncProperty(model, way, async (given, how) => {
      const { grids: sheets, notes } = await xlsxGrids(written(given, how));
      const grids = [...sheets];
      expect(notes).toEqual([]);
      expect(grids[0]?.notes).toEqual([]);
      const rows = grids[0]?.rows.map(({ line, cells }) => ({
        line,
        cells: cells.map(({ col, text, rowSpan, colSpan, master, place }) => {
          const at = master && /([A-Z]+)(\d+)$/.exec(master.place);
          return { col, text, rowSpan, colSpan, master: at ? `${at[2]},${master.col}` : null, place };
        }),
      }));
      expect(rows).toEqual(expectedRows(given));
    }),
    { numRuns: 400 },
  );
});

test('numbers in Chinese mean what they were', () => {
  const digits = '〇一二三四五六七八九';
  const units: Record<string, number> = { 十: 10, 百: 100, 千: 1000 };
  const read = (text: string): number => {
    for (const [mark, size] of [
      ['亿', 1e8],
      ['万', 1e4],
    ] as const) {
      const at = text.lastIndexOf(mark);
      if (at >= 0) return read(text.slice(0, at)) * size + read(text.slice(at + 1));
    }
    let sum = 0;
    let last = 0;
    for (const sign of text) {
      if (units[sign]) sum += last * units[sign];
      last = units[sign] ? 0 : digits.indexOf(sign);
    }
    return sum + last;
  };
  fc.assert(
    fc.property(fc.oneof(fc.nat(99_999), fc.integer({ min: 0, max: 999_999_999_999_999 })), (value) => {
      const text = chineseNumerals(String(value), 1, 'number');
      expect(read(text)).toBe(value);
      expect(text).not.toMatch(/〇〇|.〇$|[十百千万亿]〇[万亿]/);
    }),
  );
  expect(chineseNumerals('10005.20', 1, 'number')).toBe('一万〇五.二〇');
  expect(chineseNumerals('2026年10月05日', 2, 'date')).toBe('贰零贰陆年壹拾月零伍日');
});
