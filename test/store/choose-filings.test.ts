import { expect, test } from 'vitest';
import { bodySum } from '../../electron/store/body-text.ts';
import { chooseFilings } from '../../electron/store/choose-filings.ts';
import type { FilingRow } from '../../electron/store/known-rows.ts';
import { noRows } from '../../electron/store/sort-rows.ts';
import { toBody } from '../../shared/filing/parse.ts';
import { filingOf } from './with-store.ts';

const saved_at = '2026-03-02T01:00:00.000Z';

function rowOf(projectName: string): FilingRow {
  const body = JSON.stringify(toBody(filingOf({ projectName })));
  const none = { trashed_at: null, rolled_from: null, made_from: null, taken: null, judged: 0 };
  const shown = { form: 'dalian-project', name: projectName, unit: '', year: 2026 };
  return { ...none, ...shown, id: 1, revision: 1, saved_at, created_at: saved_at, body, sum: bodySum(body) };
}

test.each([
  ['whole', rowOf('古树保护'), { state: 'older' }],
  ['damaged too', { ...rowOf('古树保扩'), sum: rowOf('古树保护').sum }, { state: 'doubtful' }],
])('a filing that only a backup has, where it is %s, says so', (_, row, told) => {
  const [chosen] = chooseFilings({ rows: noRows(), whole: new Set() }, [row], '3月2日');
  expect(chosen).toMatchObject({ fromBackup: true, row: { name: row.name }, told });
  expect(chosen?.told?.why).toContain('取自 3月2日 的备份');
});
