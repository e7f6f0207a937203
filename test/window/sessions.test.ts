import fc from 'fast-check';
import { beforeEach, expect, test, vi } from 'vitest';
import { Remembered } from '../../renderer/state/remembered.ts';
import type { Session } from '../../renderer/state/session.ts';
import { Sessions } from '../../renderer/state/sessions.ts';
import { ApiError } from '../../shared/api.ts';
import { setText } from '../../shared/filing/edits.ts';
import { newFiling } from '../../shared/filing/filing.ts';
import { dalianProject as form } from '../../shared/form/catalog/dalian-project.ts';
import { FakeBackend } from './fake-backend.ts';

let backend = new FakeBackend();
vi.mock('../../renderer/bridge.ts', () => ({
  call: (method: string, request: unknown) => backend.call(method, request),
}));

beforeEach(() => {
  backend = new FakeBackend();
});

function opened(...names: string[]) {
  const ids = names.map((projectName) => backend.add({ ...newFiling(form, 2026), values: { projectName } }));
  const shown: (string | undefined)[] = [];
  const draft = { refused: false };
  const remembered = new Remembered(() => undefined);
  const sessions = new Sessions({
    remembered,
    tell: (error) => {
      throw error;
    },
    commitDraft: () => !draft.refused,
    onOpened: (session) => shown.push(session?.filing.values.projectName),
    onSaved: () => undefined,
  });
  return { sessions, ids: ids as [number, ...number[]], shown, draft, remembered };
}

function type(session: Session | null, text: string): void {
  const edit = session && setText(session.filing, { field: 'annualGoal' }, text);
  if (edit) session.perform({ label: '填写年度目标', path: 'annualGoal', edits: [edit] });
}

test('a table that was shown before keeps its undo when it is shown again', async () => {
  const { sessions, ids, shown } = opened('甲', '乙');
  await sessions.open(ids[0]);
  type(sessions.current, '目标');
  await sessions.open(ids[1] as number);
  await sessions.open(ids[0]);
  expect(shown).toEqual(['甲', '乙', '甲']);
  expect(sessions.current?.canUndo).toBe('填写年度目标');
});

test('while a cell refuses what is typed no other table opens', async () => {
  const { sessions, ids, draft } = opened('甲', '乙');
  await sessions.open(ids[0]);
  draft.refused = true;
  await sessions.open(ids[1] as number);
  expect(sessions.current?.id).toBe(ids[0]);
});

test('each table is shown again at the cell where it was left, and the last one also in the next run', async () => {
  const { sessions, ids, remembered } = opened('甲', '乙');
  await sessions.open(ids[0]);
  sessions.rememberCell('annualGoal');
  await sessions.openAt(ids[1] as number, 'projectName');
  expect(sessions.cellToShow).toBe('projectName');
  await sessions.open(ids[0]);
  expect(sessions.cellToShow).toBe('annualGoal');

  const next = new Sessions({
    remembered,
    tell: () => undefined,
    commitDraft: () => true,
    onOpened: () => undefined,
    onSaved: () => undefined,
  });
  expect(next.left()).toBe(ids[0]);
  await next.open(ids[0]);
  expect(next.cellToShow).toBe('annualGoal');
});

test('what is gone for good is read anew, and so is everything of another data file', async () => {
  const { sessions, ids } = opened('甲');
  await sessions.open(ids[0]);
  const first = sessions.current;
  sessions.leave();
  expect(sessions.current).toBeNull();
  sessions.forget([ids[0]]);
  await sessions.open(ids[0]);
  expect(sessions.current).not.toBe(first);
  sessions.forgetAll();
  expect(sessions.current).toBeNull();
  expect(sessions.cellToShow).toBeNull();
});

test('what waits for a data file that is gone is not saved in the one that has come', async () => {
  const { sessions, ids } = opened('甲');
  let file = 0;
  backend.others['filings.open'] = ({ id }: { id: number }) => ({ ...backend.open(id), file });
  backend.fate = (method) => (method === 'filings.commit' ? new ApiError('conflict') : 'goes');
  await sessions.open(ids[0]);
  const before = sessions.current;
  file = 1;
  type(before, '目标');
  await before?.flush();
  expect(backend.commits).toEqual([]);
  expect(before?.told).toEqual([expect.stringContaining('未能保存')]);
});

test('why a table that is not shown could not be saved names it; of the shown one it does not', async () => {
  const { sessions, ids } = opened('甲', '乙');
  backend.fate = (method) => (method === 'filings.commit' ? new ApiError('store-full') : 'goes');
  await sessions.open(ids[0]);
  type(sessions.current, '目标');
  await expect(sessions.flush()).rejects.toThrow(/^(?!“甲”).*磁盘空间不足/);
  await sessions.open(ids[1] as number);
  expect(sessions.waitingElsewhere).toBe(1);
  await expect(sessions.flush()).rejects.toThrow(/^“甲”未能保存：.*磁盘空间不足/);
  await expect(sessions.flush([ids[1] as number]), 'of these alone nothing waits').resolves.toBeUndefined();
  backend.fate = () => 'goes';
  await sessions.flush();
  expect(sessions.waitingElsewhere).toBe(0);
});

test('of thousands of tables that are only worked on few are kept, and their earlier steps are not read', async () => {
  const { sessions, ids } = opened('甲', ...Array.from({ length: 100 }, (_, at) => `多${at}`));
  await sessions.open(ids[0]);
  const shown = sessions.current;
  backend.calls.length = 0;
  for (const id of ids.slice(1)) {
    const session = await sessions.session(id);
    type(session, '目标');
    await session.flush();
  }
  expect(backend.calls).not.toContain('filings.history');
  backend.calls.length = 0;
  expect(await sessions.session(ids[0]), 'what is shown stays').toBe(shown);
  await sessions.session(ids[100] as number);
  expect(backend.calls).not.toContain('filings.open');
  await sessions.session(ids[1] as number);
  expect(backend.calls).toContain('filings.open');
});

test('what could not be saved is never let go of', async () => {
  const { sessions, ids } = opened('甲', ...Array.from({ length: 60 }, (_, at) => `多${at}`));
  backend.fate = (method) => (method === 'filings.commit' ? new ApiError('store-full') : 'goes');
  const waiting = await sessions.session(ids[0]);
  type(waiting, '目标');
  await expect(waiting.flush()).rejects.toThrow('磁盘空间不足');
  for (const id of ids.slice(1)) await sessions.session(id);
  expect(await sessions.session(ids[0])).toBe(waiting);
  expect(sessions.unsaved).toBe(1);
});

test('however openings cross, what was asked for last is shown, and each table has one session', async () => {
  const asks = fc.array(fc.record({ which: fc.nat({ max: 3 }), answers: fc.nat({ max: 3 }) }), { maxLength: 20 });
  await fc.assert(
    fc.asyncProperty(asks, async (sequence) => {
      backend = new FakeBackend();
      const { sessions, ids } = opened('甲', '乙', '丙', '丁');
      const held: (() => void)[] = [];
      backend.hold = (method) =>
        method === 'filings.open' ? new Promise<void>((resolve) => held.push(resolve)) : undefined;
      const opening: Promise<void>[] = [];
      for (const { which, answers } of sequence) {
        opening.push(sessions.open(ids[which] as number));
        for (let turn = 0; turn < 20; turn++) await Promise.resolve();
        // The answers come in any order: the newest first.
        for (let n = 0; n < answers; n++) held.pop()?.();
      }
      const all = Promise.all(opening);
      let over = false;
      void all.then(() => {
        over = true;
      });
      while (!over) {
        held.pop()?.();
        await new Promise((resolve) => setTimeout(resolve));
      }
      const last = sequence.at(-1);
      expect(sessions.current?.id).toBe(last && ids[last.which]);
      for (const id of ids.filter((_, at) => sequence.some(({ which }) => which === at))) {
        const [one, two] = await Promise.all([sessions.session(id), sessions.session(id)]);
        expect(one).toBe(two);
      }
    }),
    { numRuns: 40 },
  );
});
