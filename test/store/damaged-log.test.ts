import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { expect, test } from 'vitest';
import { bodySum } from '../../electron/store/body-text.ts';
import { chooseFilings } from '../../electron/store/choose-filings.ts';
import { findRows } from '../../electron/store/found-rows.ts';
import { readIndependently } from '../faults/independent-reader.ts';
import { filingOf, newStore, ownFolder, typed } from './with-store.ts';

const [HEAD, FRAME] = [32, 24 + 4096];
const CHANGES = 4;

/**
 * SQLite changes a long row where it lies, and writes only the pages on which something is another: of one row some pages
 * lie in the log and others do not. In the first filing what a change writes lies on two pages, the number of the change
 * on one and the text with its sum on the other; in the second, whose name is long, all of it lies beyond the first page.
 */
async function written(): Promise<{ main: Buffer; log: Buffer; states: Map<number, string[]> }> {
  const { store, path } = await newStore();
  const goal = '按期完成年度任务。'.repeat(100);
  const ids = store.add(
    [
      filingOf({ annualGoal: goal, implementingUnit: '第1中心' }),
      filingOf({ projectName: '名称'.repeat(900), annualGoal: goal, implementingUnit: '第1中心' }),
    ],
    '新建',
  );
  // Its pages are free then, and the last ones of the file: what an index writes anew comes behind the rows.
  const others = store.add([filingOf({ projectName: '别的'.repeat(3000) })], '新建');
  store.trash(others);
  store.purge(others);
  const database = new Sqlite(path);
  database.pragma('wal_checkpoint(TRUNCATE)');
  const body = database.prepare<[number], string>('SELECT body FROM filings WHERE id = ?').pluck();
  const states = new Map(ids.map((id) => [id, [body.get(id) ?? '']]));
  for (let revision = 1; revision <= CHANGES; revision++)
    for (const id of ids) {
      const edits = [typed('implementingUnit', `第${revision + 1}中心`, `第${revision}中心`)];
      store.commit({ id, revision, label: '改', edits });
      states.get(id)?.push(body.get(id) ?? '');
    }
  database.close();
  return { main: readFileSync(path), log: readFileSync(`${path}-wal`), states };
}

const damages: Record<string, (log: Buffer, frame: number) => Buffer> = {
  'cut behind it': (log, frame) => log.subarray(0, HEAD + (frame + 1) * FRAME),
  'garbled in it': (log, frame) => log.fill(0x5a, HEAD + frame * FRAME + 2000, HEAD + frame * FRAME + 2010),
  'zeroed there': (log, frame) => log.fill(0, HEAD + frame * FRAME, HEAD + (frame + 1) * FRAME),
};

test.each(Object.entries(damages))(
  'whichever frame of a log it is, a log %s leaves what was saved, or it is told',
  async (_, damage) => {
    const { main, log, states } = await written();
    const path = join(ownFolder(), '绩效表.db');
    writeFileSync(path, main);
    for (let frame = 0; HEAD + frame * FRAME < log.length; frame++) {
      writeFileSync(`${path}-wal`, damage(Buffer.from(log), frame));
      const found = findRows(path);
      const reads = readIndependently({ main, log: readFileSync(`${path}-wal`) }).filings;
      for (const { id, row, told } of chooseFilings(found, [], '')) {
        const [all = [], changes] = [states.get(id), found.rows.revisions.filter(({ filing }) => filing === id)];
        const what = `frame ${frame}: filing ${id} at ${row?.revision}, ${told?.why ?? 'nothing told'}`;
        if (told?.state !== 'doubtful') expect(row?.body, what).toBe(all[(row?.revision ?? 0) - 1]);
        const last = Math.max(...changes.map(({ revision }) => revision));
        if (told === null) expect(row?.revision, what).toBeGreaterThanOrEqual(last);
        for (const { id: of, revision, sum } of reads)
          if (of === id && sum === bodySum(all[revision - 1] ?? ''))
            expect(row?.revision, what).toBeGreaterThanOrEqual(revision);
      }
    }
  },
);
