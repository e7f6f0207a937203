import fc from 'fast-check';
import { expect, test } from 'vitest';
import { oddYear } from '../../shared/checks/odd-year.ts';
import { newFiling } from '../../shared/filing/filing.ts';
import { catalog } from '../../shared/form/catalog/catalog.ts';
import type { Form } from '../../shared/form/form.ts';

const form = catalog.find('dalian-project') as Form;
const goals = catalog.find('department-goals-hebei') as Form;
const of = (years: number[], own = form) => years.map((year) => ({ form: own, filing: newFiling(own, year) }));

test('the one filing of a file that is of another year is told, whichever it is', () => {
  fc.assert(
    fc.property(fc.integer({ min: 3, max: 20 }), fc.nat(), fc.constantFrom(2020, 2022), (others, place, odd) => {
      const at = place % (others + 1);
      const given = of(Array<number>(others).fill(2021)).toSpliced(at, 0, ...of([odd], goals));
      const found = oddYear(given);
      expect(found?.index).toBe(at);
      expect(found?.problem).toMatchObject({ rule: 'R56', severity: 'warning', path: 'fiscalYear' });
      expect(found?.problem.message).toBe(`年度是 ${odd} 年，同一文件中的其他表都是 2021 年，请核对是否沿用了旧表`);
    }),
  );
});

test.each([
  [[]],
  [[2021]],
  [[2021, 2021, 2021]],
  [[2020, 2021]],
  [[2020, 2020, 2021, 2021]],
  [[2019, 2020, 2021, 2021, 2021]],
])('years %j are as they are meant', (years) => {
  expect(oddYear(of(years))).toBeNull();
});
