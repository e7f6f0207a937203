import { beforeEach, expect, test, vi } from 'vitest';
import { History } from '../../renderer/state/history.ts';
import { LOCKED, Session } from '../../renderer/state/session.ts';
import { ApiError } from '../../shared/api.ts';
import { newFiling } from '../../shared/filing/filing.ts';
import { dalianProject as form } from '../../shared/form/catalog/dalian-project.ts';
import { gate } from '../gate.ts';
import { FakeBackend } from './fake-backend.ts';

let backend = new FakeBackend();
vi.mock('../../renderer/bridge.ts', () => ({
  call: (method: string, request: unknown) => backend.call(method, request),
}));

const past = (revision: number) => ({ revision, savedAt: '', filing: newFiling(form, 2000 + revision) });

beforeEach(() => {
  backend = new FakeBackend();
  const steps = [3, 2, 1].map((revision) => ({ revision, savedAt: '', label: '' }));
  backend.others = {
    'versions.list': () => ({ versions: [], steps, cut: false, locked: null, locks: [] }),
    'versions.read': ({ revision }: { revision: number }) => past(revision),
  };
});

test('it begins with what the table holds now', async () => {
  const history = new History();
  await history.show(1);
  expect([history.at, history.past?.revision]).toEqual(['step-3', 3]);
});

test('of two versions that are read at the same time the one that was asked for last is shown', async () => {
  const history = new History();
  await history.show(1);
  const { opened, open } = gate();
  backend.hold = (_, request) => ((request as { revision?: number }).revision === 2 ? opened : undefined);
  const slow = history.look('step-2', 2);
  await history.look('step-1', 1);
  open();
  await slow;
  expect([history.at, history.past?.revision]).toEqual(['step-1', 1]);
});

test('a version that is read while the page is left for another table is not shown there', async () => {
  const history = new History();
  await history.show(1);
  const { opened, open } = gate();
  backend.hold = (_, request) => ((request as { revision?: number }).revision === 2 ? opened : undefined);
  const slow = history.look('step-2', 2);
  history.close();
  await history.show(2);
  open();
  await slow;
  expect(history.past?.revision).toBe(3);
});

test('why a version cannot be read is told in its place, and the next one is shown', async () => {
  const history = new History();
  await history.show(1);
  const why = '这一版本的修改记录已损坏，不能还原';
  backend.fate = (method) => (method === 'versions.read' ? new ApiError('store-broken', why) : 'goes');
  await history.look('step-2', 2);
  expect([history.past, history.pastFailed]).toEqual([null, why]);
  backend.fate = () => 'goes';
  await history.look('step-1', 1);
  expect([history.past?.revision, history.pastFailed]).toEqual([1, null]);
});

test('a table that is 定稿 takes no step, takes none back, and says why; unlocked it does both', async () => {
  const told: unknown[] = [];
  const session = new Session(backend.open(backend.add(newFiling(form, 2026))), (error) => told.push(error));
  const type = (to: string) =>
    session.perform({
      label: '填写',
      path: 'annualGoal',
      edits: [{ kind: 'value', field: 'annualGoal', from: session.filing.values.annualGoal ?? '', to }],
    });
  expect(type('一')).toBe(true);
  session.heardLock({ at: new Date().toISOString() });
  expect(type('二')).toBe(false);
  expect(session.move('undo')).toBeNull();
  expect(session.filing.values.annualGoal).toBe('一');
  expect(told).toEqual([new ApiError('read-only', LOCKED), new ApiError('read-only', LOCKED)]);
  session.heardLock(null);
  expect(session.move('undo')).toBe('annualGoal');
  await session.flush();
  expect(backend.commits).toHaveLength(2);
});

test('a step that another window made 定稿 before it was saved waits, and is saved once the table is unlocked', async () => {
  const session = new Session(backend.open(backend.add(newFiling(form, 2026))));
  const why = '此表已定稿，请先解除定稿再修改';
  backend.fate = (method) => (method === 'filings.commit' ? new ApiError('read-only', why) : 'goes');
  session.perform({ label: '填写', path: '', edits: [{ kind: 'value', field: 'annualGoal', from: '', to: '一' }] });
  await expect(session.flush()).rejects.toThrow(why);
  session.heardLock({ at: new Date().toISOString() });
  expect(session.isWaiting).toBe(true);
  backend.fate = () => 'goes';
  session.heardLock(null);
  await vi.waitFor(() => expect(session.saving.state).toBe('saved'));
  expect(backend.commits.map(({ edits }) => edits)).toMatchObject([[{ field: 'annualGoal', to: '一' }]]);
});
