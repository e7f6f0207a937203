import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fixAll } from '../../shared/checks/fix.ts';
import { ruleOf } from '../../shared/checks/rules.ts';
import { checkFiling } from '../../shared/checks/run.ts';
import { tidyPunctuation, tidySpaces, tidyValueSpaces } from '../../shared/checks/tidy.ts';
import { checkYear, yearFacts } from '../../shared/checks/year.ts';
import { applyAll, setText } from '../../shared/filing/edits.ts';
import { type Filing, type Row, rowsOf, typedColumns } from '../../shared/filing/filing.ts';
import { type Place, placeOf } from '../../shared/filing/path.ts';
import { placeName } from '../../shared/filing/place-name.ts';
import { type Column, columnOf, type Field, type Form, tablesOf, type ValueType } from '../../shared/form/form.ts';
import { layout } from '../../shared/layout/layout.ts';
import { sheetIndex } from '../../shared/layout/sheet-index.ts';
import type { Problem } from '../../shared/problem.ts';
import { severities } from '../../shared/review.ts';
import { anyFiling } from '../filings.ts';
import { everyForm } from '../forms/every-form.ts';
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

/** A text of a value's type, or one that is none. */
const entry = ({ type, options = [] }: Pick<Field | Column, 'type' | 'options'>): fc.Arbitrary<string> => {
  const own: Partial<Record<ValueType, string[]>> = {
    amount: ['12.5', '100', '0', '7.25'],
    number: ['40', '10', '2.5', '0'],
    percent: ['50%', '100%', '95.00%'],
    integer: ['7', '12'],
    year: ['2026', '2019'],
    date: ['2026年3月1日', '2026-3-1'],
    tick: ['✔', '√'],
    choice: [...options, options[0]?.slice(0, 1) ?? ''],
  };
  const typed = own[type ?? 'line'];
  return typed ? fc.oneof(fc.constantFrom(...typed), faulty) : faulty;
};
const texts = (values: readonly (Field | Column)[]): fc.Arbitrary<Row> =>
  values.length === 0
    ? fc.constant({})
    : fc.record(Object.fromEntries(values.map((value) => [value.id, fc.oneof(entry(value), fc.constant(''))])));

/** A filing of any form, with many faulty texts in its fields and in the rows of all its tables. */
const anyTable: fc.Arbitrary<Filing> = fc.constantFrom(...everyForm.all).chain((form) =>
  fc
    .record({
      values: texts(form.fields.filter(({ computed, override }) => !computed || override !== undefined)),
      tables: fc.record(
        Object.fromEntries(
          tablesOf(form).map(({ id }) => [id, fc.array(texts(typedColumns(form, id)), { maxLength: 8 })]),
        ),
      ),
      sections: fc.subarray(form.sections.map(({ id }) => id)),
    })
    .map((filled) => ({ form: form.id, version: form.version, ...filled })),
);
const anyOfBoth = fc.oneof(
  anyTable,
  anyFiling.map(({ filing }) => filing),
);
const formOf = (filing: Filing) => everyForm.find(filing.form, filing.version) as Form;
const isPlace = (form: Form, filing: Filing, path: string) => {
  const place = placeOf(path);
  if ('field' in place) return form.fields.some(({ id }) => id === place.field);
  return place.row < rowsOf(filing, place.table).length && columnOf(form, place.table, place.column) !== undefined;
};

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
        for (const { rule, path, message, also = [] } of checkFiling(form, filing)) {
          expect(message).not.toMatch(/undefined|null|NaN|\[object|\{\w+\}/);
          for (const one of [path, ...also].filter((place) => place !== ''))
            expect(isPlace(form, filing, one), `${rule} at ${one}`).toBe(true);
          expect(ruleOf(rule), rule).not.toBeNull();
        }
        checkYear(
          [1, 2].map((id) => ({ id, facts: yearFacts(form, filing) })),
          '1',
        );
      }),
      runs,
    );
  });

  test('points at cells that the page shows, by their names', () => {
    fc.assert(
      fc.property(anyOfBoth, (filing) => {
        const form = formOf(filing);
        const page = sheetIndex(layout(form, filing, { seal: null, blankRows: true }));
        for (const { rule, path } of checkFiling(form, filing)) {
          if (path === '') continue;
          expect(page.find(path), `${rule} at ${path}`).not.toBeNull();
          expect(placeName(form, path)).toMatch(/[\u4e00-\u9fff]/);
        }
      }),
      { numRuns: 150 },
    );
  });

  test('goes down the page within a severity, of lanes side by side down each', () => {
    fc.assert(
      fc.property(anyOfBoth, (filing) => {
        const form = formOf(filing);
        const page = sheetIndex(layout(form, filing, { seal: null, blankRows: true }));
        const right = form.bands.flatMap((band) => (band.kind === 'table' ? band.lanes.slice(1) : []));
        const isRight = ({ path }: Problem) => right.some(({ id }) => path.startsWith(`${id}[`));
        for (const [severity, side] of severities.flatMap((one) => [[one, true] as const, [one, false] as const])) {
          const all = checkFiling(form, filing).filter((one) => one.severity === severity);
          const found = all.filter((one) => isRight(one) === side);
          const rows = found.map(({ path }) => (path === '' ? -1 : (page.find(path)?.row ?? 0)));
          expect(rows, found.map(({ rule, path }) => `${rule} ${path}`).join()).toEqual(rows.toSorted((a, b) => a - b));
        }
      }),
      { numRuns: 150 },
    );
  });

  test('remembers rows without being wrong: after an edit it finds what a fresh look finds', () => {
    fc.assert(
      fc.property(anyTable, faulty, fc.nat(), (filing, text, at) => {
        const form = formOf(filing);
        checkFiling(form, filing);
        const places = [
          ...form.fields.map(({ id }): Place => ({ field: id })),
          ...tablesOf(form).flatMap(({ id: table }) =>
            rowsOf(filing, table).flatMap((_, row) =>
              typedColumns(form, table).map(({ id: column }): Place => ({ table, row, column })),
            ),
          ),
        ];
        const place = places[at % places.length] as Place;
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
