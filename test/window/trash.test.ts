import { beforeEach, expect, test, vi } from 'vitest';
import { Trash } from '../../renderer/state/trash.ts';
import { newFiling } from '../../shared/filing/filing.ts';
import { dalianProject as form } from '../../shared/form/catalog/dalian-project.ts';
import { gate } from '../gate.ts';
import { FakeBackend } from './fake-backend.ts';

let backend = new FakeBackend();
vi.mock('../../renderer/bridge.ts', () => ({
  call: (method: string, request: unknown) => backend.call(method, request),
}));

beforeEach(() => {
  backend = new FakeBackend();
});

function trashed(...names: string[]): number[] {
  return names.map((projectName) => {
    const id = backend.add({ ...newFiling(form, 2026), values: { projectName } });
    const stored = backend.filings.get(id);
    if (stored) stored.trashed = true;
    return id;
  });
}

test('only what is listed stays chosen', async () => {
  const [one, two] = trashed('书车', '古树') as [number, number];
  const trash = new Trash();
  await trash.refresh();
  trash.choose([one, two]);
  await trash.search('书');
  expect(trash.filings.map(({ name }) => name)).toEqual(['书车']);
  await trash.search('');
  expect([...trash.chosen]).toEqual([one]);
});

test('of two searches whose answers cross the later counts', async () => {
  trashed('书车', '古树');
  const trash = new Trash();
  const { opened, open } = gate();
  backend.hold = (_, request) => ((request as { query: string }).query === '书' ? opened : undefined);
  const first = trash.search('书');
  await trash.search('古');
  open();
  await first;
  expect(trash.filings.map(({ name }) => name)).toEqual(['古树']);
});
