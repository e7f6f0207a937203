import { beforeEach, expect, test, vi } from 'vitest';
import { Comparison } from '../../renderer/state/comparison.ts';
import { ApiError, errorTexts } from '../../shared/api.ts';
import { newFiling } from '../../shared/filing/filing.ts';
import { dalianProject as form } from '../../shared/form/catalog/dalian-project.ts';
import { gate } from '../gate.ts';
import { FakeBackend } from './fake-backend.ts';

let backend = new FakeBackend();
vi.mock('../../renderer/bridge.ts', () => ({
  call: (method: string, request: unknown) => backend.call(method, request),
}));

beforeEach(() => {
  backend = new FakeBackend();
});

const add = (annualGoal: string) => backend.add({ ...newFiling(form, 2026), values: { annualGoal } });

test('an earlier comparison that is still read is dropped', async () => {
  const [one, two, three] = [add('甲'), add('乙'), add('丙')];
  const comparison = new Comparison();
  const { opened, open } = gate();
  backend.hold = (_, request) => ((request as { id: number }).id === two ? opened : undefined);
  const slow = comparison.show({ kind: 'filings', before: one, after: two });
  await comparison.show({ kind: 'filings', before: one, after: three });
  open();
  await slow;
  const { compared } = comparison;
  expect(compared?.kind === 'filings' && compared.after.filing.values.annualGoal).toBe('丙');
});

test('why it cannot be read is told in its place, until the next', async () => {
  const [one, two] = [add('甲'), add('乙')];
  const comparison = new Comparison();
  backend.fate = () => new ApiError('store-busy');
  await comparison.show({ kind: 'filings', before: one, after: two });
  expect([comparison.compared, comparison.failed]).toEqual([null, errorTexts['store-busy']]);
  backend.fate = () => 'goes';
  await comparison.show({ kind: 'filings', before: one, after: two });
  expect(comparison.failed).toBeNull();
  expect(comparison.compared).not.toBeNull();
});

test('from two filings the way leads back to the years that they were gone into from', async () => {
  const years = { kind: 'years' as const, before: 2025, after: 2026 };
  backend.others['compare.years'] = () => ({ rows: [], units: [], total: {} });
  const comparison = new Comparison();
  await comparison.show(years);
  await comparison.show({ kind: 'filings', before: add('甲'), after: add('乙') }, years);
  expect(comparison.years).toEqual(years);
  await comparison.show(years);
  expect(comparison.years).toBeNull();
});
