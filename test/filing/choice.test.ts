import { expect, test } from 'vitest';
import { matchingOptions } from '../../shared/filing/choice.ts';
import { catalog } from '../../shared/form/catalog/catalog.ts';
import { columnsOf, tablesOf } from '../../shared/form/form.ts';
import { sounded } from '../../shared/library/pinyin.ts';

const choices = catalog.all.flatMap((form) =>
  [...form.fields, ...tablesOf(form).flatMap(({ id }) => columnsOf(form, id))].flatMap(({ options }) =>
    options?.some((option) => /\p{Script=Han}/u.test(option)) ? [{ form: form.id, options }] : [],
  ),
);

/** What the readings of an option can be typed as, with all of each syllable or its first letter. */
function spellings(option: string): string[] {
  return sounded(option).readings.reduce<string[]>(
    (typed, readings) =>
      typed.flatMap((before) => readings.flatMap((one) => [`${before}${one}`, `${before}${one[0]}`])),
    [''],
  );
}

test('every option of every form is meant by its pinyin and its initials, in all readings that pinyin.ts knows', () => {
  expect(choices.length).toBeGreaterThan(0);
  for (const { form, options } of choices)
    for (const option of options)
      for (const typed of spellings(option))
        expect(matchingOptions(options, typed), `${form} ${typed}`).toContain(option);
});
