import fc from 'fast-check';
import { beforeEach, expect, test, vi } from 'vitest';
import { Session } from '../../renderer/state/session.ts';
import { ApiError } from '../../shared/api.ts';
import { contentEdits } from '../../shared/filing/content-edits.ts';
import { type Edit, setText } from '../../shared/filing/edits.ts';
import { type Filing, newFiling, rowsOf } from '../../shared/filing/filing.ts';
import { reachBack, reachFrom } from '../../shared/filing/reach-back.ts';
import { dalianProject as form } from '../../shared/form/catalog/dalian-project.ts';
import { someEdit } from '../filing/some-edit.ts';
import { gate } from '../gate.ts';
import { FakeBackend } from './fake-backend.ts';

/** Undo goes on after a restart: the steps of former runs are read from the store. */

let backend = new FakeBackend();
vi.mock('../../renderer/bridge.ts', () => ({
  call: (method: string, request: unknown) => backend.call(method, request),
}));

beforeEach(() => {
  backend = new FakeBackend();
});

/** A window that starts now. */
async function started(id: number): Promise<Session> {
  const session = new Session(backend.open(id));
  await session.reachBack();
  return session;
}

function type(session: Session, field: string, text: string): void {
  const edit = setText(session.filing, { field }, text);
  session.perform({ label: `填写${text}`, path: field, edits: edit ? [edit] : [] });
}

async function undoAll(session: Session): Promise<string[]> {
  const labels: string[] = [];
  while (session.canUndo !== null) {
    labels.push(session.canUndo);
    session.move('undo');
    await session.reachBack();
  }
  await session.flush();
  return labels;
}

async function redoAll(session: Session): Promise<string[]> {
  const labels: string[] = [];
  while (session.canRedo !== null) {
    labels.push(session.canRedo);
    session.move('redo');
  }
  await session.flush();
  return labels;
}

const same = (a: Filing, b: Filing) => contentEdits(form, a, b).length === 0;

test('after a restart each step of the run before is taken back, to the first', async () => {
  const id = backend.add(newFiling(form, 2026));
  const first = backend.open(id).filing;
  const texts = Array.from({ length: 40 }, (_, k) => `第${k + 1}版`);
  const before = await started(id);
  for (const text of texts) type(before, 'annualGoal', text);
  await before.flush();

  const session = await started(id);
  expect(session.canUndo).toBe('填写第40版');
  expect(session.move('undo')).toBe('annualGoal');
  expect(session.filing.values.annualGoal).toBe('第39版');
  expect(await undoAll(session)).toEqual(
    texts
      .map((text) => `填写${text}`)
      .reverse()
      .slice(1),
  );
  expect(same(session.filing, first)).toBe(true);
  expect(same(backend.open(id).filing, first)).toBe(true);
});

test('what was taken back before the restart stays so, and what was done again is taken back under its name', async () => {
  const id = backend.add(newFiling(form, 2026));
  const before = await started(id);
  for (const text of ['一', '二', '三']) type(before, 'annualGoal', text);
  for (const how of ['undo', 'undo', 'redo'] as const) before.move(how);
  await before.flush();
  const session = await started(id);
  expect(await undoAll(session)).toEqual(['填写二', '填写一']);
});

test('what was taken back before the restart can be done again, until something new is done', async () => {
  const id = backend.add(newFiling(form, 2026));
  const before = await started(id);
  for (const text of ['一', '二', '三', '四']) type(before, 'annualGoal', text);
  for (const how of ['undo', 'undo', 'undo', 'redo'] as const) before.move(how);
  await before.flush();

  const session = await started(id);
  expect([session.canUndo, session.canRedo]).toEqual(['填写二', '填写三']);
  expect(session.move('redo')).toBe('annualGoal');
  expect([session.filing.values.annualGoal, session.canRedo]).toEqual(['三', '填写四']);
  session.move('undo');
  await session.flush();

  const third = await started(id);
  expect(await redoAll(third)).toEqual(['填写三', '填写四']);
  expect(backend.open(id).filing.values.annualGoal).toBe('四');
  third.move('undo');
  type(third, 'annualGoal', '五');
  await third.flush();
  expect((await started(id)).canRedo).toBeNull();
});

test('nothing can be done again in a window that makes a step before it has read what was taken back', async () => {
  const id = backend.add(newFiling(form, 2026));
  const before = await started(id);
  type(before, 'annualGoal', '一');
  before.move('undo');
  await before.flush();
  const { opened, open } = gate();
  backend.hold = (method) => (method === 'filings.history' ? opened : undefined);
  const session = new Session(backend.open(id));
  const reaching = session.reachBack();
  type(session, 'annualGoal', '二');
  open();
  await reaching;
  expect([session.canUndo, session.canRedo]).toEqual(['填写二', null]);
});

test('steps of another run say when they were saved, those of this one do not', () => {
  const filing = newFiling(form, 2026);
  const edit = (from: string, to: string): Edit => ({ kind: 'value', field: 'annualGoal', from, to });
  const now = { ...filing, values: { ...filing.values, annualGoal: '一' } };
  const { steps, undone } = reachBack(form, reachFrom(now), [
    { savedAt: '2026-03-03T01:00:00Z', label: '撤销填写', edits: [edit('二', '一')] },
    { savedAt: '2026-03-02T02:00:00Z', label: '填写', edits: [edit('一', '二')] },
    { savedAt: '2026-03-02T01:00:00Z', label: '填写年度目标', edits: [edit('', '一')] },
  ]);
  const path = 'annualGoal';
  expect(steps).toEqual([{ label: '填写年度目标', path, at: '2026-03-02T01:00:00Z', edits: [edit('', '一')] }]);
  expect(undone).toEqual([{ label: '填写', path, at: '2026-03-03T01:00:00Z', edits: [edit('一', '二')] }]);
});

test('steps that the clerk makes while the former ones are read come after them', async () => {
  const id = backend.add(newFiling(form, 2026));
  const before = await started(id);
  type(before, 'annualGoal', '一');
  await before.flush();
  const { opened, open } = gate();
  backend.hold = (method) => (method === 'filings.history' ? opened : undefined);
  const session = new Session(backend.open(id));
  const reaching = session.reachBack();
  type(session, 'annualGoal', '二');
  open();
  await reaching;
  expect(await undoAll(session)).toEqual(['填写二', '填写一']);
});

test('the way back ends at a change that does not fit what the table holds, without a word', async () => {
  const id = backend.add(newFiling(form, 2026));
  const before = await started(id);
  for (const text of ['一', '二']) type(before, 'annualGoal', text);
  await before.flush();
  const [, stored] = [...backend.filings][0] as [number, { history: { edits: Edit[] }[] }];
  for (const edit of stored.history[1]?.edits ?? []) if (edit.kind === 'value') edit.to = '别的';
  const session = await started(id);
  expect(await undoAll(session)).toEqual(['填写二']);
});

test('steps that cannot be read are told, and read at the next try', async () => {
  const id = backend.add(newFiling(form, 2026));
  const before = await started(id);
  type(before, 'annualGoal', '一');
  await before.flush();
  const told: unknown[] = [];
  backend.fate = (method) => (method === 'filings.history' ? new ApiError('store-busy') : 'goes');
  const session = new Session(backend.open(id), (error) => told.push(error));
  await session.reachBack();
  expect([session.canUndo, told]).toEqual([null, [new ApiError('store-busy')]]);
  backend.fate = () => 'goes';
  await session.reachBack();
  expect(session.canUndo).toBe('填写一');
});

const four = fc.tuple(fc.nat(), fc.nat(), fc.nat(), fc.nat());
const deed = fc.oneof(
  { weight: 5, arbitrary: fc.array(four, { minLength: 1, maxLength: 3 }) },
  { weight: 3, arbitrary: fc.constantFrom('undo', 'redo') },
  { weight: 1, arbitrary: fc.constant('restart') },
);

test('whatever was done, taken back and done again, over however many restarts, all of it can be taken back or done again', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(deed, { maxLength: 40 }), async (deeds) => {
      backend = new FakeBackend();
      const id = backend.add({
        ...newFiling(form, 2026),
        tables: { indicators: [{ level1: '产出指标', level2: '数量指标', level3: '甲', value: '' }] },
      });
      const first = backend.open(id).filing;
      let session = await started(id);
      // What can be done again, the next one last, and what the table holds when all of it is.
      let future: string[] = [];
      let furthest = first;
      for (const [k, what] of deeds.entries()) {
        if (what === 'restart') {
          await session.flush();
          session = await started(id);
        } else if (what === 'undo' || what === 'redo') {
          if (what === 'undo' && session.canUndo !== null) future.push(session.canUndo);
          if (what === 'redo') future.pop();
          session.move(what);
        } else {
          const edits = what.slice(0, 1).flatMap((numbers) => someEdit(form, session.filing, numbers) ?? []);
          session.perform({ label: `步骤${k}`, path: '', edits });
          if (edits.length === 0) continue;
          future = [];
          furthest = session.filing;
        }
      }
      await session.flush();
      session = await started(id);
      expect(await redoAll(session)).toEqual(future.toReversed());
      expect(contentEdits(form, session.filing, furthest)).toEqual([]);
      session = await started(id);
      await undoAll(session);
      expect(rowsOf(session.filing, 'indicators')).toHaveLength(1);
      expect(contentEdits(form, session.filing, first)).toEqual([]);
      expect(contentEdits(form, backend.open(id).filing, first)).toEqual([]);
    }),
    { numRuns: 60 },
  );
});
