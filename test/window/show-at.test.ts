import { beforeEach, expect, test, vi } from 'vitest';
import { showAt } from '../../renderer/actions/show-at.ts';
import type { GridHandle } from '../../renderer/grid/grid-handle.ts';
import { Workspace } from '../../renderer/workspace.ts';
import { newFiling } from '../../shared/filing/filing.ts';
import { dalianProject as form } from '../../shared/form/catalog/dalian-project.ts';
import { gate } from '../gate.ts';
import { FakeBackend } from './fake-backend.ts';

let backend = new FakeBackend();
vi.mock('../../renderer/bridge.ts', () => ({
  call: (method: string, request: unknown) => backend.call(method, request),
  forgetAhead: () => undefined,
  onEvent: () => undefined,
  onFlush: () => undefined,
}));

beforeEach(() => {
  backend = new FakeBackend();
  vi.stubGlobal('requestIdleCallback', (work: () => void) => setTimeout(work));
  for (const _ of [1, 2]) backend.add(newFiling(form, 2026));
});

function shown() {
  const done: string[] = [];
  const handle = { select: (path: string) => done.push(path) };
  const grid = { current: handle as unknown as GridHandle };
  return { context: { workspace: new Workspace(), grid, uncover: () => done.push('uncover') }, done };
}

test('a place is shown in its own filing, whichever is open', async () => {
  const { context, done } = shown();
  await context.workspace.open(1);
  expect(await showAt(context, 2, 'projectName')).toBe(true);
  expect(context.workspace.current?.id).toBe(2);
  expect(done).toEqual(['uncover', 'projectName']);
});

test('a table that the clerk has opened meanwhile keeps its own selection', async () => {
  const { context, done } = shown();
  const { opened, open } = gate();
  backend.hold = (method, request) =>
    method === 'filings.open' && (request as { id: number }).id === 2 ? opened : undefined;
  const slow = showAt(context, 2, 'projectName');
  await context.workspace.open(1);
  open();
  expect(await slow).toBe(false);
  expect(context.workspace.current?.id).toBe(1);
  expect(done).toEqual([]);
});
