import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { exportFilings } from '../../electron/export/exporter.ts';
import { readBytes } from '../../electron/import/read-bytes.ts';
import { type Filing, type Row, rowsOf } from '../../shared/filing/filing.ts';
import { ownFolder } from '../store/with-store.ts';
import { sampleOf } from './samples.ts';

const FORMS = ['project-split', 'hebei-project', 'dalian-project', 'project-annual', 'evaluation-2020', 'monitor-2019'];

/** Whatever order the second levels stand in, the first ones are together, as a clerk sees to. */
const orders: [string, (row: Row) => string][] = [
  ['as in the sample, again and again', ({ level1 }) => level1 ?? ''],
  ['by the names of both levels', ({ level1, level2 }) => `${level1} ${level2}`],
];

test.each(FORMS.flatMap((form) => orders.map(([order, key]) => ({ form, order, key }))))(
  'a table of $form that goes over several pages comes back from our own Word: $order',
  async ({ form, key }) => {
    const filing = sampleOf(form) as Filing;
    const sample = rowsOf(filing, 'indicators');
    const places = [...new Set(sample.map(({ level1 }) => level1))];
    const rows = Array.from({ length: 60 }, (_, at) => ({ ...(sample[at % sample.length] as Row) })).sort(
      (a, b) => places.indexOf(a.level1) - places.indexOf(b.level1) || key(a).localeCompare(key(b)),
    );
    const path = join(ownFolder(), 'long.docx');
    const long = { ...filing, tables: { ...filing.tables, indicators: rows } };
    await exportFilings({ kind: 'docx', filings: [long], seal: null, path });
    const { filings } = await readBytes('long.docx', new Uint8Array(readFileSync(path)));
    expect(filings.map((read) => read.form)).toEqual([form]);
    const told = (list: readonly Row[]) => list.map(({ level1, level2, level3 }) => `${level1} ${level2} ${level3}`);
    expect(told(rowsOf(filings[0] as Filing, 'indicators'))).toEqual(told(rows));
  },
);
