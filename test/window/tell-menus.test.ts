import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { tellMenus } from '../../renderer/frame/tell-menus.ts';
import { Workspace } from '../../renderer/workspace.ts';
import type { Request } from '../../shared/api.ts';
import { newFiling } from '../../shared/filing/filing.ts';
import { dalianProject as form } from '../../shared/form/catalog/dalian-project.ts';
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
  vi.useFakeTimers();
  vi.stubGlobal('requestIdleCallback', (work: () => void) => setTimeout(work));
});

afterEach(() => {
  vi.useRealTimers();
});

/** What a command's item in the menu bar was told to be, whenever it was told. */
function itemIn(told: Request<'menu.set'>[], wanted: string): (boolean | undefined)[] {
  return told.map(({ menus }) => menus.flatMap(({ items }) => items).find(({ id }) => id === wanted)?.enabled);
}

test('the menu bar goes along when last year’s table is found, and is told nothing that it knows', async () => {
  const told: Request<'menu.set'>[] = [];
  backend.others['menu.set'] = (request: Request<'menu.set'>) => {
    told.push(request);
    return {};
  };
  const last = backend.add(newFiling(form, 2025));
  const id = backend.add(newFiling(form, 2026), last);
  const workspace = new Workspace();
  await workspace.open(id);
  workspace.lastYear.follow(null);
  const end = tellMenus({ workspace, grid: { current: null }, uncover: () => undefined }, workspace.current);
  await vi.advanceTimersByTimeAsync(1000);
  workspace.lastYear.follow(workspace.current);
  await vi.advanceTimersByTimeAsync(1000);
  workspace.zoom.step(1);
  await vi.advanceTimersByTimeAsync(1000);
  expect(itemIn(told, 'compare-last-year')).toEqual([false, true]);
  end();
});
