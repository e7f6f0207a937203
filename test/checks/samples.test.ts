import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, test } from 'vitest';
import { fixAll } from '../../shared/checks/fix.ts';
import { checkFiling } from '../../shared/checks/run.ts';
import { catalog } from '../../shared/form/catalog/catalog.ts';
import { sample } from './samples.ts';

/** The sample filings of the catalogue: written without a fault, so that whatever is said of them is a false alarm. */

const ids = catalog.all.map(({ id }) => id);

describe.each(ids)('the sample of %s', (id) => {
  const { form, filing } = sample(id);

  it('has no error and no warning', () => {
    const found = checkFiling(form, filing).filter(({ severity }) => severity !== 'hint');
    expect(found.map(({ rule, path, message }) => `${rule} ${path} ${message}`)).toEqual([]);
  });

  it('has no hint but points that its clerk gave', () => {
    const hints = checkFiling(form, filing).filter(({ severity }) => severity === 'hint');
    expect(hints.filter(({ rule }) => rule !== 'R72').map(({ message }) => message)).toEqual([]);
  });

  it('needs no repair', () => {
    expect(fixAll(form, filing)).toEqual([]);
  });
});

test('every sample is one of a form, and every form has one', () => {
  const files = readdirSync(join(import.meta.dirname, '..', '..', 'resources', 'samples'));
  expect(files.filter((name) => name.endsWith('.json')).sort()).toEqual(ids.map((id) => `${id}.json`).sort());
});
