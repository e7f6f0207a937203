import { expect, test } from 'vitest';
import { textAt } from '../../shared/filing/computed.ts';
import { rowsOf, withRows } from '../../shared/filing/filing.ts';
import { evaluated, evaluation, execution, scores, total } from './worked-example.ts';

const at = (filing = evaluated()) => ({
  field: (field: string) => textAt(evaluation, filing, { field }),
  scores: rowsOf(filing, 'indicators').map((_, row) =>
    textAt(evaluation, filing, { table: 'indicators', row, column: 'score' }),
  ),
});

test('a self-evaluation reproduces the worked example', () => {
  const { field, scores: given } = at();
  expect(field('executionRate.total')).toBe(execution.rate);
  expect(field('executionScore')).toBe(execution.score);
  expect(given).toEqual(scores);
  expect([field('totalPoints'), field('totalScore')]).toEqual([total.points, total.score]);
});

test('a score that the clerk gives counts instead of the one worked out', () => {
  const filing = evaluated();
  const rows = rowsOf(filing, 'indicators').map((row, index) => (index === 5 ? { ...row, score: '20' } : row));
  const { field, scores: given } = at(withRows(filing, 'indicators', rows));
  expect(given[5]).toBe('20');
  expect(field('totalScore')).toBe('84.14');
});

test('what is not filled in yet has no score and counts for nothing', () => {
  const filing = evaluated();
  const rows = rowsOf(filing, 'indicators').map((row) => ({ ...row, actual: '' }));
  const { field, scores: given } = at(withRows(filing, 'indicators', rows));
  expect(given).toEqual(scores.map(() => ''));
  expect(field('totalScore')).toBe(execution.score);
});
