import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toJson } from '../../shared/filing/json.ts';
import { parseFiling } from '../../shared/filing/parse.ts';
import { filingOf } from '../filings.ts';
import { everyForm } from '../forms/every-form.ts';
import { withLabelLikes } from './label-like.ts';
import { carried, expectBack, formsOfTables, readBack, WAYS } from './ways.ts';

/** Every form of tables comes back from every file that it can be written to. */
const samples = join(import.meta.dirname, '../../resources/samples');
const runs = (file: string) => (file.endsWith('.txt') || file.endsWith('.xlsx') ? 10 : 3);

describe.each(formsOfTables.map((form) => ({ id: form.id, form })))('$id', ({ id, form }) => {
  const file = join(samples, `${id}.json`);
  test.runIf(existsSync(file)).each(WAYS)('its sample comes back from %s', async (...way) => {
    const parsed = parseFiling(JSON.parse(readFileSync(file, 'utf8')), undefined, everyForm);
    if ('error' in parsed) throw new Error(parsed.error);
    const filing = carried(form, parsed.filing, way[1]);
    const { json, notes } = await readBack(form, filing, way);
    expect(notes.filter(({ severity }) => severity !== 'hint')).toEqual([]);
    expect(json).toEqual([toJson(form, filing)]);
  });

  test.each(WAYS)('generated filings come back from %s', async (...way) => {
    await fc.assert(
      fc.asyncProperty(filingOf(form, 8), (given) => expectBack(form, carried(form, given, way[1]), way)),
      { numRuns: runs(way[1]) },
    );
  });

  test.each(WAYS)('values that read like levels, labels and headings come back from %s', async (...way) => {
    const filings = withLabelLikes(
      form,
      filingOf(form, 5).map((given) => carried(form, given, way[1])),
      way[0].includes('web page'),
    );
    await fc.assert(
      fc.asyncProperty(filings, (filing) => expectBack(form, filing, way)),
      { numRuns: runs(way[1]) * 2 },
    );
  });
});
