import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fixAll } from '../../shared/checks/fix.ts';
import { checkFiling } from '../../shared/checks/run.ts';
import { tidyPunctuation, tidySpaces, tidyValueSpaces } from '../../shared/checks/tidy.ts';
import { checkYear, yearFacts } from '../../shared/checks/year.ts';
import { applyAll, setText } from '../../shared/filing/edits.ts';
import { type Filing, rowsOf } from '../../shared/filing/filing.ts';
import { parseFiling } from '../../shared/filing/parse.ts';
import { catalog } from '../../shared/form/catalog/catalog.ts';
import { columnsOf, type Form } from '../../shared/form/form.ts';
import type { Problem } from '../../shared/problem.ts';
import { anyFiling } from '../filings.ts';
import { dalian, hebei, with1 } from './tables.ts';

/** What holds for every filing: the checks never throw, repairs repair, and repairing again changes nothing. */

/** Texts with the faults that the rules look for, mixed with what clerks write. */
const FAULTY = [
  ...['≥100%', '100%以上', '≤0件', '98', '≥44', '5%', '不低于30家', '5次以下', '2.5万', '≥XX次', '—', '降低', '按时'],
  ...[
    '每日两人次以上',
    '≥100000m ²',
    '＞＝３０％',
    '≧30家',
    '2027年3月前',
    '合同约定',
    '=100 %',
    '定量（其他）',
    '≥良',
  ],
  ...[
    '养护路灯, 保持照明。',
    '养护，，路灯',
    '路灯(一) 养护',
    '2019年路灯',
    '社会效益',
    '效益',
    '满意度指标',
    ' 产出 指标',
  ],
  ...['1.甲乙丙丁；1.甲乙丙丁', '预算25元', '1,030.5', '１２．５', '-3', '0', '1.2345', '约十万', '37000060707 路灯'],
  ...[
    '2026年度',
    '2026年1月1日至2026年12月31日',
    '2026年12月至2026年1月',
    '120%',
    '50',
    '管理工作满',
    '灯具故障率',
    '养护合格率',
  ],
  ...[
    '居民满意度',
    '派驻人数',
    '成本支出',
    '数量',
    '质量',
    '时效指标',
    '成本',
    '预算数30元。其中：财政资金2万元',
    '{单位}',
    '（略）',
  ],
];
const faulty = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...FAULTY) },
  {
    weight: 1,
    arbitrary: fc.tuple(fc.constantFrom(...FAULTY), fc.constantFrom(...FAULTY)).map((both) => both.join('')),
  },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 12 }) },
  { weight: 1, arbitrary: fc.constant('') },
);

/** Any filing that `parseFiling` accepts: generated ones with many of their texts replaced by faulty ones. */
const anyTable = fc
  .constantFrom(...catalog.all)
  .chain((form) =>
    fc.record({
      form: fc.constant(form),
      values: fc.dictionary(fc.constantFrom(...form.fields.map(({ id }) => id)), faulty),
      indicators: fc.array(
        fc.dictionary(fc.constantFrom(...columnsOf(form, 'indicators').map(({ id }) => id)), faulty),
        {
          maxLength: 8,
        },
      ),
    }),
  )
  .map(({ form, values, indicators }): Filing => {
    const parsed = parseFiling({ form: form.id, version: form.version, values, indicators });
    if ('error' in parsed) throw new Error(parsed.error);
    return parsed.filing;
  });
const anyOfBoth = fc.oneof(
  anyTable,
  anyFiling.map(({ filing }) => filing),
);
const formOf = (filing: Filing) => catalog.find(filing.form, filing.version) as Form;

const runs = { numRuns: 400 };
const key = ({ rule, path }: Problem) => `${rule} ${path}`;
/** Errors that stand only afterwards. */
const added = (before: Problem[], after: Problem[]) => {
  const known = new Set(before.filter(({ severity }) => severity === 'error').map(key));
  return after.filter((problem) => problem.severity === 'error' && !known.has(key(problem)));
};

describe('checking', () => {
  test('never throws, and points at places of the filing', () => {
    fc.assert(
      fc.property(anyOfBoth, (filing) => {
        const form = formOf(filing);
        const fields = new Set(form.fields.map(({ id }) => id));
        for (const { path, message, also = [] } of checkFiling(form, filing)) {
          expect(message).not.toMatch(/undefined|null|NaN|\[object/);
          for (const one of [path, ...also].filter((place) => place !== '')) {
            const [, row, column] = /^indicators\[(\d+)\]\.(\w+)$/.exec(one) ?? [];
            if (row === undefined) expect(fields).toContain(one);
            else
              expect(
                Number(row) < rowsOf(filing, 'indicators').length &&
                  columnsOf(form, 'indicators').some(({ id }) => id === column),
              ).toBe(true);
          }
        }
        checkYear(
          [1, 2].map((id) => ({ id, facts: yearFacts(form, filing) })),
          '1',
        );
      }),
      runs,
    );
  });

  test('remembers rows without being wrong: after an edit it finds what a fresh look finds', () => {
    fc.assert(
      fc.property(anyTable, faulty, fc.nat(), (filing, text, at) => {
        const form = formOf(filing);
        checkFiling(form, filing);
        const row = rowsOf(filing, 'indicators').length > 0 ? at % rowsOf(filing, 'indicators').length : -1;
        const place =
          row < 0 || at % 2
            ? { field: form.fields[at % form.fields.length]?.id ?? '' }
            : { table: 'indicators', row, column: 'value' };
        const edit = setText(filing, place, text);
        const edited = edit ? applyAll(filing, [edit]) : filing;
        expect(checkFiling(form, edited)).toEqual(checkFiling(form, structuredClone(edited)));
      }),
      runs,
    );
  });
});

test.each(['-', '1', '2020-', '(', '，。', '路 ', '1.', 'A1'])(
  'a text of %j without end is checked all the same',
  (part) => {
    const text = part.repeat(32_767 / part.length);
    for (const { form, filing } of [
      dalian({ projectName: text, periodGoal: text, annualGoal: `${text}。` }, with1(0, { level3: text, value: text })),
      hebei({ budgetNarrative: text, goals: text, projectCode: text }, with1(0, { level2: text, basis: text })),
    ])
      expect(checkFiling(form, filing).length).toBeGreaterThan(0);
  },
);

describe('an automatic repair', () => {
  test('makes its own problem disappear and creates no error', () => {
    fc.assert(
      fc.property(anyOfBoth, (filing) => {
        const form = formOf(filing);
        const before = checkFiling(form, filing);
        for (const problem of before) {
          if (!problem.fix) continue;
          const after = checkFiling(form, applyAll(filing, problem.fix.edits));
          const count = (problems: Problem[]) => problems.filter((one) => key(one) === key(problem)).length;
          expect(count(after), `${problem.rule} ${problem.message}`).toBeLessThan(count(before));
          expect(added(before, after), `${problem.rule} ${problem.message}`).toEqual([]);
        }
      }),
      runs,
    );
  });

  test('of everything leaves nothing to repair, and no new error', () => {
    fc.assert(
      fc.property(anyOfBoth, (filing) => {
        const form = formOf(filing);
        const repaired = applyAll(filing, fixAll(form, filing));
        expect(fixAll(form, repaired)).toEqual([]);
        expect(added(checkFiling(form, filing), checkFiling(form, repaired))).toEqual([]);
      }),
      runs,
    );
  });
});

describe('tidying a text', () => {
  test.each(Object.entries({ tidyPunctuation, tidySpaces, tidyValueSpaces }))(
    '%s twice is tidying once',
    (_name, tidy) => {
      const text = fc.oneof(
        faulty,
        fc
          .array(fc.constantFrom(...'路灯，,。.；;：:（(）)！! 1a%\n　'), { maxLength: 14 })
          .map((parts) => parts.join('')),
      );
      fc.assert(
        fc.property(text, (typed) => {
          expect(tidy(tidy(typed))).toBe(tidy(typed));
        }),
        { numRuns: 3000 },
      );
    },
  );

  test('loses no letter, digit or sign', () => {
    const kept = (text: string) => text.replace(/[\s\p{P}]/gu, '');
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (typed) => {
        expect(kept(tidyPunctuation(typed))).toBe(kept(typed));
        expect(tidySpaces(typed).replace(/\s/g, '')).toBe(typed.replace(/\s/g, ''));
      }),
    );
  });
});
