import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Library } from '../../renderer/state/library.ts';
import { Remembered } from '../../renderer/state/remembered.ts';
import { Review } from '../../renderer/state/review.ts';
import { Session } from '../../renderer/state/session.ts';
import { ApiError } from '../../shared/api.ts';
import { newFiling } from '../../shared/filing/filing.ts';
import { dalianProject as form } from '../../shared/form/catalog/dalian-project.ts';
import { gate } from '../gate.ts';
import { entryOf } from '../library/entry-of.ts';
import { FakeBackend } from './fake-backend.ts';

let backend = new FakeBackend();
vi.mock('../../renderer/bridge.ts', () => ({
  call: (method: string, request: unknown) => backend.call(method, request),
  download: () => undefined,
}));

beforeEach(() => {
  backend = new FakeBackend();
  vi.useFakeTimers();
  vi.stubGlobal('requestIdleCallback', (work: () => void) => setTimeout(work));
});

afterEach(() => {
  vi.useRealTimers();
});

const session = () => new Session(backend.open(backend.add(newFiling(form, 2026))));
const rest = () => vi.advanceTimersByTimeAsync(300);

test('counts that were asked for before a change give way to those asked for after it', async () => {
  const review = new Review(new Remembered(() => undefined), () => undefined);
  let error = 1;
  const { opened, open } = gate();
  let asked = 0;
  backend.others['review.counts'] = ({ ids }: { ids: number[] }) => ({
    counts: ids.map((id) => ({ id, error: error++, warning: 0, hint: 0 })),
  });
  backend.hold = (method) => (method === 'review.counts' && asked++ === 0 ? opened : undefined);
  review.seen([1]);
  await rest();
  review.saved();
  await rest();
  open();
  await vi.waitFor(() => expect(review.listed.counts.get(1)?.error).toBe(2));
});

test('the list and 首页 each have the counts of what they show', async () => {
  const review = new Review(new Remembered(() => undefined), () => undefined);
  backend.others['review.counts'] = ({ ids }: { ids: number[] }) => ({
    counts: ids.map((id) => ({ id, error: 1, warning: 0, hint: 0, fill: 0 })),
  });
  review.seen([1, 2]);
  review.seen([2, 3], 'home');
  await vi.waitFor(() => expect([...review.listed.counts.keys()]).toEqual([1, 2, 3]));
});

test('counts that cannot be had are told once, and asked for again with the next change', async () => {
  const told: unknown[] = [];
  const review = new Review(new Remembered(() => undefined), (error) => told.push(error));
  backend.fate = (method) => (method === 'review.counts' ? new ApiError('store-busy') : 'goes');
  backend.others['review.counts'] = ({ ids }: { ids: number[] }) => ({
    counts: ids.map((id) => ({ id, error: 3, warning: 0, hint: 0 })),
  });
  review.seen([1]);
  review.saved();
  await rest();
  review.saved();
  await rest();
  expect(told).toHaveLength(1);
  backend.fate = () => 'goes';
  review.saved();
  await vi.waitFor(() => expect(review.listed.counts.get(1)?.error).toBe(3));
});

test('what was found beside one table is not shown for the next that is open when the answer comes', async () => {
  const review = new Review(new Remembered(() => undefined), () => undefined);
  const [one, two] = [session(), session()];
  const { opened, open } = gate();
  backend.others['review.filing'] = ({ id }: { id: number }) => ({
    unit: '',
    problems: [{ rule: 'R50', severity: 'warning', message: `表${id}`, path: '' }],
    waivers: [],
  });
  backend.hold = (method, request) =>
    method === 'review.filing' && (request as { id: number }).id === one.id ? opened : undefined;
  review.opened(one);
  await rest();
  review.opened(two);
  open();
  const ofYear = (of: Session) =>
    review.sorted(of).standing.flatMap(({ rule, message }) => (rule === 'R50' ? [message] : []));
  await vi.waitFor(() => expect(ofYear(two)).toEqual([`表${two.id}`]));
  expect(ofYear(one)).toEqual([`表${one.id}`]);
});

test('a warning switched off fails with its reason and leaves what stands', async () => {
  const review = new Review(new Remembered(() => undefined), () => undefined);
  const of = session();
  const problem = { rule: 'R45', severity: 'warning' as const, message: '', path: 'indicators[0].value' };
  backend.fate = (method) => (method === 'waivers.set' ? new ApiError('store-full') : 'goes');
  backend.others['waivers.set'] = () => ({});
  await expect(review.waive(of, problem, { reach: 'place', reason: '合同约定' })).rejects.toThrow('磁盘空间不足');
  expect(review.sorted(of).waived).toEqual([]);
});

test('of two answers with the library that cross, the later question’s counts, an empty one too', async () => {
  const library = new Library(() => undefined);
  const { opened, open } = gate();
  let asked = 0;
  backend.others['library.list'] = () => ({ entries: asked++ === 0 ? [] : [entryOf('甲')], hidden: [] });
  backend.hold = () => (asked === 1 ? opened : undefined);
  const slow = library.refresh();
  await vi.waitFor(() => expect(asked).toBe(1));
  const fast = library.refresh();
  await vi.waitFor(() => expect(library.entries).toHaveLength(1));
  open();
  await Promise.all([slow, fast]);
  expect(library.entries.map(({ name }) => name)).toEqual(['甲']);
});

test('a library that could not be read is read again with the next table', async () => {
  const told: unknown[] = [];
  const library = new Library((error) => told.push(error));
  backend.others['library.list'] = () => ({ entries: [entryOf('甲')], hidden: [] });
  backend.fate = () => new ApiError('store-busy');
  library.opened();
  await vi.waitFor(() => expect(told).toHaveLength(1));
  backend.fate = () => 'goes';
  library.opened();
  await vi.waitFor(() => expect(library.entries).toHaveLength(1));
});
