import { beforeEach, expect, test, vi } from 'vitest';
import { MadeFrom } from '../../renderer/state/made-from.ts';
import { Session } from '../../renderer/state/session.ts';
import { ApiError } from '../../shared/api.ts';
import { type Filing, newFiling } from '../../shared/filing/filing.ts';
import { makeFrom } from '../../shared/filing/made-from.ts';
import { catalog } from '../../shared/form/catalog/catalog.ts';
import { dalianProject as form } from '../../shared/form/catalog/dalian-project.ts';
import type { Form } from '../../shared/form/form.ts';
import { gate } from '../gate.ts';
import { FakeBackend } from './fake-backend.ts';

let backend = new FakeBackend();
vi.mock('../../renderer/bridge.ts', () => ({
  call: (method: string, request: unknown) => backend.call(method, request),
}));

beforeEach(() => {
  backend = new FakeBackend();
});

const evaluation = catalog.find('evaluation-2020') as Form;
const target = (projectName: string): Filing => ({ ...newFiling(form, 2026), values: { projectName } });
const taken = target('书车');

function made(): Session {
  return new Session(backend.open(backend.add(makeFrom(evaluation, form, taken, 2026))));
}

const source = (filing: Filing) => ({ source: { id: 9, filing, taken } });

test('what the target table has otherwise is told, taken over in one step, and told no more', async () => {
  backend.others['filings.source'] = () => source(target('流动书车'));
  const madeFrom = new MadeFrom(() => undefined);
  const session = made();
  madeFrom.follow(session);
  await vi.waitFor(() => expect(madeFrom.told(session)).not.toEqual([]));
  madeFrom.update(session);
  expect(session.filing.values.projectName).toBe('流动书车');
  expect(madeFrom.told(session)).toEqual([]);
  session.move('undo');
  expect(session.filing.values.projectName).toBe('书车');
});

test('what was put off is told again only when the target table is changed once more', async () => {
  let now = target('流动书车');
  backend.others['filings.source'] = () => source(now);
  const madeFrom = new MadeFrom(() => undefined);
  const session = made();
  madeFrom.follow(session);
  await vi.waitFor(() => expect(madeFrom.told(session)).not.toEqual([]));
  madeFrom.putOff(session);
  expect(madeFrom.told(session)).toEqual([]);
  now = target('汽车图书馆');
  madeFrom.follow(session);
  await vi.waitFor(() => expect(madeFrom.told(session)).not.toEqual([]));
});

test('a source that comes after the next table was opened is dropped; one that cannot be read is told', async () => {
  const [one, two] = [made(), made()];
  const told: unknown[] = [];
  const madeFrom = new MadeFrom((error) => told.push(error));
  const { opened, open } = gate();
  backend.others['filings.source'] = () => source(target('流动书车'));
  backend.hold = (_, request) => ((request as { id: number }).id === one.id ? opened : undefined);
  madeFrom.follow(one);
  backend.fate = (_, request) => ((request as { id: number }).id === two.id ? new ApiError('store-busy') : 'goes');
  madeFrom.follow(two);
  open();
  await vi.waitFor(() => expect(told).toHaveLength(1));
  expect(madeFrom.source).toBeNull();
});
