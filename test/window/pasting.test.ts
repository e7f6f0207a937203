import { expect, test, vi } from 'vitest';
import { Pasting } from '../../renderer/state/pasting.ts';
import { Session } from '../../renderer/state/session.ts';
import type { PastePlan } from '../../shared/clipboard/paste.ts';
import { setText } from '../../shared/filing/edits.ts';
import { newFiling } from '../../shared/filing/filing.ts';
import { dalianProject as form } from '../../shared/form/catalog/dalian-project.ts';
import { FakeBackend } from './fake-backend.ts';

const backend = new FakeBackend();
vi.mock('../../renderer/bridge.ts', () => ({
  call: (method: string, request: unknown) => backend.call(method, request),
}));

/** A plan is handed through as it is. */
const plan = {} as PastePlan;

function opened(): Session {
  return new Session(backend.open(backend.add(newFiling(form, 2026))), () => undefined);
}

test('a paste that waits holds for the table as it was, and not once the table has changed', () => {
  const session = opened();
  const pasting = new Pasting();
  expect(pasting.planFor(session)).toBeNull();
  pasting.ask(plan, session.filing);
  expect(pasting.planFor(session)).toBe(plan);
  const edit = setText(session.filing, { field: 'projectName' }, '别的');
  session.perform({ label: '填写', path: 'projectName', edits: edit ? [edit] : [] });
  expect(pasting.planFor(session)).toBeNull();
});

test('it holds for no other table, for none where none is open, and is gone when it is closed', () => {
  const session = opened();
  const pasting = new Pasting();
  pasting.ask(plan, session.filing);
  expect(pasting.planFor(opened())).toBeNull();
  expect(pasting.planFor(null)).toBeNull();
  pasting.close();
  expect(pasting.planFor(session)).toBeNull();
});
