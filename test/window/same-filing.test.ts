import { expect, test } from 'vitest';
import { sameFiling } from '../../renderer/state/unsaved.ts';
import { newFiling } from '../../shared/filing/filing.ts';
import { typedForm } from '../typed-form.ts';

const filing = { ...newFiling(typedForm, 2026), tables: { purchases: [{ item: '书架', fiscal: '2' }] } };

test('two filings are the same when every table has the same rows; one that is not there has none', () => {
  expect(sameFiling(filing, { ...filing, tables: { ...filing.tables, split: [] } })).toBe(true);
  expect(sameFiling(filing, { ...filing, tables: {} })).toBe(false);
  expect(sameFiling(filing, { ...filing, tables: { purchases: [{ item: '书架', fiscal: '3' }] } })).toBe(false);
  expect(sameFiling(filing, { ...filing, tables: { ...filing.tables, indicators: [{ level3: '站点数' }] } })).toBe(
    false,
  );
});
