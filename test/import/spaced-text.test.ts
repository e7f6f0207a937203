import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readBytes } from '../../electron/import/read-bytes.ts';
import type { Filing } from '../../shared/filing/filing.ts';
import { toJson } from '../../shared/filing/json.ts';
import { catalog } from '../../shared/form/catalog/catalog.ts';
import { type Form, levelsOf } from '../../shared/form/form.ts';
import { asJson } from './samples.ts';

const fixture = (name: string) => readFileSync(join(import.meta.dirname, '../fixtures/import', name));
const sample = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../resources/samples/dalian-project.json'), 'utf8'),
) as unknown;
const UNCLEAR =
  /^第 \d+ 行起各列之间只有空格，分不清哪些文字属于哪一格；请直接导入原来的 PDF、Excel 或 Word 文件，或从 Excel 里复制表格$/;

/** The one reason why nothing was read. */
async function refusal(text: string | Uint8Array): Promise<string> {
  const { filings, notes } = await readBytes('表.txt', Buffer.from(text));
  expect(filings).toEqual([]);
  expect(notes).toHaveLength(1);
  return notes[0]?.message ?? '';
}

describe('X2: text of a PDF whose columns are made of spaces', () => {
  test.each(['pdf-layout.txt', 'libreoffice-layout.txt'])('%s is read by its columns', async (name) => {
    const { filings, notes } = await readBytes(name, fixture(name));
    expect(notes).toEqual([]);
    expect(asJson(filings)).toEqual([sample]);
  });

  test('columns that one space sets apart, or a cell a line, are refused with what to do', async () => {
    expect(await refusal(fixture('pdf-raw.txt'))).toMatch(UNCLEAR);
    expect(await refusal(fixture('pdf-default.txt'))).toMatch(UNCLEAR);
    const fault = join(import.meta.dirname, '../../../shared/seeds/faults/f2-pdf-copy.txt');
    if (existsSync(fault)) expect(await refusal(readFileSync(fault))).toMatch(UNCLEAR);
    else
      console.info('../shared/seeds/faults is not here: columns of one space are tested with the project’s own text');
  });

  const layout = fixture('pdf-layout.txt').toString();
  test.each([
    ['a value that may be of the row above or below', /\n\n主管部门 /, '\n                2026年续建\n主管部门 '],
    ['a level that stands beside no middle of rows', /效益指标 {5}生态效益指标/, '        生态效益指标'],
    [
      'an indicator that crosses two columns',
      /书车设计使用年限 +/,
      '书车设计使用年限，连同附属设备及车载书架和座椅等 ',
    ],
  ])('%s is not guessed', async (_, before, after) => {
    expect(layout).toMatch(before);
    expect(await refusal(layout.replace(before, after))).toMatch(UNCLEAR);
  });

  test('a text is read as it was printed or refused, never otherwise', async () => {
    const form = catalog.find('dalian-project') as Form;
    const word = fc.stringMatching(/^[一-龥]{1,9}$/u);
    const rows = fc.array(fc.tuple(fc.nat(), word, fc.constantFrom('≥3个', '100%', '≤0.5万元/年')), {
      minLength: 1,
      maxLength: 9,
    });
    await fc.assert(
      fc.asyncProperty(
        word,
        word,
        rows,
        fc.boolean(),
        fc.integer({ min: 4, max: 14 }),
        async (name, unit, made, wide, gap) => {
          const levels = levelsOf(form, 'indicators').flatMap((level) =>
            level.level2.map((level2) => ({ level1: level.name, level2: level2.name })),
          );
          const indicators = made
            .toSorted((a, b) => (a[0] % levels.length) - (b[0] % levels.length))
            .map(([level, level3, value]) => ({
              ...(levels[level % levels.length] as (typeof levels)[number]),
              level3,
              value,
            }));
          const filing: Filing = {
            form: form.id,
            version: form.version,
            sections: [],
            values: {
              fiscalYear: '2026',
              projectName: name,
              implementingUnit: unit,
              periodGoal: name,
              annualGoal: unit,
            },
            tables: { indicators },
          };
          const { filings, notes } = await readBytes('表.txt', Buffer.from(printed(filing, wide ? 2 : 1, gap)));
          if (filings.length === 0) expect(notes[0]?.message).toMatch(UNCLEAR);
          else if (!notes.some(({ severity }) => severity === 'error'))
            expect(filings.map((read) => toJson(form, read))).toEqual([toJson(form, filing)]);
        },
      ),
      { numRuns: 300 },
    );
  });
});

/**
 * A filing as programs print a PDF's text: cells in the middle of their columns, levels in the middle of their rows.
 */
function printed({ values, tables: { indicators = [] } }: Filing, wide: 1 | 2, gap: number): string {
  const width = (text: string) => [...text].reduce((sum, character) => sum + (character > '\u2e80' ? wide : 1), 0);
  const line = (...cells: [text: string, middle: number][]) => {
    let text = '';
    for (const [cell, middle] of cells) {
      if (cell === '') continue;
      const from = Math.max(text === '' ? 0 : width(text) + 1, Math.round(middle - width(cell) / 2));
      text += ' '.repeat(from - width(text)) + cell;
    }
    return text;
  };
  const at = (k: number) => (k + 0.5) * 9 * wide + k * gap;
  const blank = (id: string) => values[id] ?? '';
  const lines = [
    line(['本级预算项目绩效目标表', at(1.5)]),
    line(['(2026年度)', at(1.5)]),
    line(['单位: 万元', at(3)]),
    '',
    line(['项目名称', at(0)], [blank('projectName'), at(1)], ['项目实施期', at(2)]),
    '',
    line(['主管部门', at(0)], ['实施单位', at(2)], [blank('implementingUnit'), at(3)]),
    '',
    line(['实施期金额', at(1)], ['年度金额', at(3)]),
    line(['资金投入(万元)', at(0)], ['其中: 财政拨款', at(1)], ['其中: 财政拨款', at(3)]),
    line(['其他资金', at(1)], ['其他资金', at(3)]),
    '',
    line(['实施期目标', at(1)], ['年度目标', at(3)]),
    line(['绩效目标', at(0)]),
    line([blank('periodGoal'), at(1)], [blank('annualGoal'), at(3)]),
    '',
    line(['一级指标', at(0)], ['二级指标', at(1)], ['三级指标', at(2)], ['年度指标值', at(3)]),
  ];
  const middles = (id: 'level1' | 'level2') => {
    const found = new Map<number, string>();
    let start = 0;
    for (const k of indicators.keys()) {
      const same =
        indicators[k + 1]?.level1 === indicators[k]?.level1 &&
        (id === 'level1' || indicators[k + 1]?.level2 === indicators[k]?.level2);
      if (same) continue;
      found.set((start + k) / 2, indicators[k]?.[id] ?? '');
      start = k + 1;
    }
    return found;
  };
  const [level1, level2] = [middles('level1'), middles('level2')];
  for (const [k, { level3 = '', value = '' }] of indicators.entries()) {
    lines.push('', line([level1.get(k) ?? '', at(0)], [level2.get(k) ?? '', at(1)], [level3, at(2)], [value, at(3)]));
    const between = line([level1.get(k + 0.5) ?? '', at(0)], [level2.get(k + 0.5) ?? '', at(1)]);
    if (between !== '') lines.push(between);
  }
  return `${lines.join('\n')}\n\f`;
}
