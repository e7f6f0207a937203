import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readBytes } from '../../electron/import/read-bytes.ts';
import { sameAmount } from '../../shared/filing/amount.ts';
import { catalog } from '../../shared/form/catalog/catalog.ts';
import { columnsOf, type Form, fieldOf, tablesOf } from '../../shared/form/form.ts';
import { asJson } from './samples.ts';

/**
 * Published tables of other kinds, each in the four ways a clerk has it: workbook, Word document, copied from Excel and
 * from a web page. What is to be read of each was written by hand (test/fixtures/found-forms).
 */
const seeds = join(import.meta.dirname, '../../../shared/seeds/forms');
const fixtures = join(import.meta.dirname, '../fixtures/found-forms');
const names = existsSync(seeds) ? readdirSync(seeds).toSorted() : [];
if (names.length === 0)
  console.info('../shared/seeds/forms is not here: the kinds are tested with the project’s own tables');

type Json = Record<string, unknown>;

function expectedOf(name: string): Json[] {
  const file = name.replace(/(?:-grid|-web)?\.(?:xlsx|docx|txt)$/, '');
  return JSON.parse(readFileSync(join(fixtures, `${file}.json`), 'utf8'));
}

describe('published tables', () => {
  test('each kind is there in four ways', () => {
    expect(names).toHaveLength(names.length === 0 ? 0 : 36);
  });

  test.runIf(names.length > 0).each(names)('%s is read as its form, every value where it belongs', async (name) => {
    const { filings, notes } = await readBytes(name, readFileSync(join(seeds, name)));
    expect(notes.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(asJson(filings).map((json) => comparable(json as Json, expectedOf(name)[0] ?? {}))).toEqual(
      expectedOf(name).map((json) => comparable(json, json)),
    );
  });
});

/**
 * A filing's JSON without the text that split columns are joined to, and with amounts as they are expected: a workbook
 * holds a number, which is printed with the form's decimals.
 */
function comparable(json: Json, expected: Json): Json {
  const form = catalog.find(json.form as string) as Form;
  const made = structuredClone(json);
  const take = (value: unknown, wanted: unknown) =>
    typeof value === 'string' && typeof wanted === 'string' && sameAmount(value, wanted) ? wanted : value;
  for (const { id, type } of form.fields) {
    if (type !== 'amount') continue;
    const [key = '', part] = id.split('.');
    const [own, wanted] = [made[key], expected[key]] as [Json | undefined, Json | undefined];
    if (part === undefined) made[key] = take(made[key], expected[key]);
    else if (own && wanted) own[part] = take(own[part], wanted[part]);
  }
  for (const { id } of tablesOf(form))
    for (const [at, row] of ((made[id] ?? []) as Json[]).entries())
      for (const column of columnsOf(form, id)) {
        if (column.computed?.is === 'join') delete row[column.id];
        const wanted = (expected[id] as Json[] | undefined)?.[at]?.[column.id];
        if (column.type === 'amount') row[column.id] = take(row[column.id], wanted);
      }
  return made;
}

describe('an amount of a published table', () => {
  test('is compared as a number, other texts as they are', () => {
    const form = catalog.find('monitor-2019') as Form;
    expect(fieldOf(form, 'initialFunding.total').type).toBe('amount');
    const json = (total: string, goal: string) => ({ form: form.id, initialFunding: { total }, annualGoal: goal });
    expect(comparable(json('0', '甲'), json('0.00', '甲'))).toEqual(json('0.00', '甲'));
    expect(comparable(json('1', '乙'), json('0.00', '甲'))).toEqual(json('1', '乙'));
  });
});
