import fc from 'fast-check';
import { beforeEach, expect, test, vi } from 'vitest';
import { Session } from '../../renderer/state/session.ts';
import { ApiError } from '../../shared/api.ts';
import { removeRows } from '../../shared/filing/edits.ts';
import { cellsOf, type Filing, rowsOf } from '../../shared/filing/filing.ts';
import { dalianProject as form } from '../../shared/form/catalog/dalian-project.ts';
import { someEdit } from '../filing/some-edit.ts';
import { begin, named, names, stored } from './session-stage.ts';

/** A typed text that cannot go where it was typed waits beside the table, and one that is lost is named whole. */

vi.mock('../../renderer/bridge.ts', async () => (await import('./session-stage.ts')).bridge);

let backend = begin();
beforeEach(() => {
  backend = begin();
});

const opened = (id: number) => new Session(backend.open(id));

test('a text for a table that has become 定稿 waits: it cannot be taken while it is, and goes in afterwards', async () => {
  const session = opened(stored());
  session.heardLock({ at: new Date().toISOString() });
  session.setAside({ field: 'annualGoal' }, null, '写到一半');
  const [clash] = session.clashes;
  expect(clash).toMatchObject({ mine: '写到一半', theirs: '' });
  expect(session.lost).toEqual([expect.stringContaining('“写到一半”')]);
  if (clash) session.settle(clash, 'mine');
  expect([session.filing.values.annualGoal ?? '', session.clashes.length]).toEqual(['', 1]);
  session.heardLock(null);
  if (clash) session.settle(clash, 'mine');
  expect([session.filing.values.annualGoal, session.clashes.length]).toEqual(['写到一半', 0]);
  await session.flush();
  expect(backend.open(session.id).filing.values.annualGoal).toBe('写到一半');
});

test('what is as the cell has it already is not set aside', () => {
  const session = opened(stored());
  session.setAside(
    { table: 'indicators', row: 0, column: 'level3' },
    rowsOf(session.filing, 'indicators')[0] ?? null,
    '甲',
  );
  session.setAside({ field: 'annualGoal' }, null, '');
  expect(session.clashes).toEqual([]);
});

test('a text goes with its row, and brings it back where it was deleted', async () => {
  const id = stored(named('甲', '乙', '丙'));
  const session = opened(id);
  const row = rowsOf(session.filing, 'indicators')[1] ?? null;
  session.perform({ label: '删除', path: '', edits: [removeRows(session.filing, 'indicators', 1, 1)] });
  session.setAside({ table: 'indicators', row: 1, column: 'value' }, row, '≥3个');
  const [clash] = session.clashes;
  expect(clash?.theirs).toBeNull();
  if (clash) session.settle(clash, 'mine');
  expect(names(session.filing)).toEqual(['甲', '乙', '丙']);
  expect(rowsOf(session.filing, 'indicators')[1]?.value).toBe('≥3个');
  await session.flush();
});

/** Each text of a filing, as often as it has it. */
const textsOf = (filing: Filing): string[] => [
  ...Object.values(filing.values),
  ...rowsOf(filing, 'indicators').flatMap((row) => cellsOf(row).map(([, text]) => text)),
];

test('whatever was done and could not be saved: each text that the window has and the store has not is told whole', async () => {
  const four = fc.tuple(fc.nat(), fc.nat(), fc.nat(), fc.nat());
  await fc.assert(
    fc.asyncProperty(fc.array(four, { minLength: 1, maxLength: 12 }), async (deeds) => {
      backend = begin();
      const id = stored();
      const session = opened(id);
      backend.fate = () => new ApiError('store-busy');
      for (const choice of deeds) {
        const edit = someEdit(form, session.filing, choice);
        session.perform({ label: '改', path: '', edits: edit ? [edit] : [] });
      }
      await session.flush().catch(() => undefined);
      const told = session.unsavedTexts.join('\n');
      const saved = new Set(textsOf(backend.open(id).filing));
      for (const text of textsOf(session.filing)) if (text !== '' && !saved.has(text)) expect(told).toContain(text);
      expect(session.unsavedTexts.length > 0).toBe(session.saving.state !== 'saved');
    }),
  );
});
