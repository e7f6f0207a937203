import fc from 'fast-check';
import { beforeEach, expect, test, vi } from 'vitest';
import { Filings } from '../../renderer/state/filings.ts';
import { Trash } from '../../renderer/state/trash.ts';
import type { FilingSummary } from '../../shared/api.ts';
import { arrange, arrangementOf } from '../../shared/arrangement.ts';
import { gate } from '../gate.ts';

/** Answers to the list, in the order of the questions. */
let answer: (request: { query: string }) => Promise<readonly FilingSummary[]> = async () => [];
let version = 1;
/** How many filings are told of with the list, and the ids that were asked about beside it. */
let told = Infinity;
let asked: number[][] = [];
vi.mock('../../renderer/bridge.ts', () => ({
  call: async (method: string, request: { query: string; ids?: number[] }) => {
    const filings = await answer(request);
    const { ids } = request;
    if (ids) asked.push(ids);
    if (ids) return { filings: filings.filter(({ id }) => ids.includes(id)) };
    const list = { filings, found: filings.length, version };
    const how = arrangementOf('number', 'unit');
    return method === 'filings.list'
      ? list
      : { ...list, filings: filings.slice(0, told), ...how, groups: arrange(filings, how), outline: null };
  },
}));

beforeEach(() => {
  answer = async () => [];
  version = 1;
  told = Infinity;
  asked = [];
});

const time = (second: number) => new Date(second * 1000).toISOString();
const summary = (id: number, name: string, saved = 1): FilingSummary => ({
  id,
  form: 'dalian-project',
  name,
  unit: '某局',
  year: 2026,
  savedAt: time(saved),
  found: null,
});
const names = (filings: readonly FilingSummary[]) => filings.map(({ name }) => name);
/** What a save tells. */
const saved = (id: number, name: string, at: number) => ({ id, name, unit: '某局', year: 2026, savedAt: time(at) });

const nothing = () => undefined;
const made = (again: (all: boolean) => void = nothing) => new Filings(() => null, nothing, again);

const lists = [
  ['the list', () => made(), (store: Filings | Trash) => (store as Filings).shown()],
  ['回收站', () => new Trash(), (store: Filings | Trash) => (store as Trash).filings],
] as const;

test.each(lists)('of answers to %s that cross, the later question’s counts', async (_, made, shown) => {
  const { opened, open } = gate();
  answer = async ({ query }) => {
    if (query === '慢') await opened;
    return [summary(1, query)];
  };
  const store = made();
  const slow = store.search('慢');
  await store.search('快');
  open();
  await slow;
  expect(names(shown(store))).toEqual(['快']);
});

test.each(lists)('%s that cannot be read stays as it was', async (_, made, shown) => {
  answer = async () => [summary(1, '甲')];
  const store = made();
  await store.refresh();
  answer = () => Promise.reject(new Error('数据文件正忙'));
  await expect(store.refresh()).rejects.toThrow('数据文件正忙');
  expect(names(shown(store))).toEqual(['甲']);
});

test('a saved name is shown at once, and what the list does not hold is told to be newer than it', async () => {
  answer = async () => [summary(1, '甲'), summary(2, '乙')];
  const filings = made();
  await filings.refresh();
  expect(filings.saved(saved(2, '乙改', 2))).toBe(true);
  expect(names(filings.shown())).toEqual(['甲', '乙改']);
  expect(filings.saved(saved(2, '乙改', 2)), 'it was told before').toBe(false);
  expect(filings.saved(saved(9, '未列出的', 2))).toBe(true);
  expect(names(filings.shown())).toEqual(['甲', '乙改']);
});

test('all filings are read where a search hides some, and what a search found is left as it is', async () => {
  answer = async ({ query }) => [summary(1, '甲'), summary(2, '乙')].filter(({ name }) => name.includes(query));
  const filings = made();
  await filings.search('乙');
  expect(names(await filings.all())).toEqual(['甲', '乙']);
  expect(names(filings.shown())).toEqual(['乙']);
  await filings.showAll();
  expect(filings.query).toBe('');
  expect(filings.find(1)?.name).toBe('甲');
});

test('news of the list are gathered for a moment, and a list that has them already is not read again', async () => {
  vi.useFakeTimers();
  try {
    const read = vi.fn();
    const filings = made(read);
    for (let news = 2; news < 40; news++) filings.heard(news);
    await vi.advanceTimersByTimeAsync(300);
    expect(read).toHaveBeenCalledOnce();
    version = 40;
    filings.heard(40);
    await filings.refresh();
    await vi.advanceTimersByTimeAsync(300);
    expect(read).toHaveBeenCalledOnce();
  } finally {
    vi.useRealTimers();
  }
});

test('what was renamed is put in its place a moment later, but not for every cell, nor in a search', async () => {
  vi.useFakeTimers();
  try {
    answer = async () => [summary(1, '甲'), summary(2, '乙')];
    const again = vi.fn();
    const filings = made(again);
    await filings.refresh();
    filings.saved(saved(1, '甲', 2));
    await vi.advanceTimersByTimeAsync(300);
    expect(again).not.toHaveBeenCalled();
    filings.saved(saved(1, '丙', 3));
    filings.saved(saved(2, '丁', 3));
    await vi.advanceTimersByTimeAsync(300);
    expect(again.mock.calls).toEqual([[false]]);
    await filings.search('丙');
    filings.saved(saved(1, '戊', 4));
    await vi.advanceTimersByTimeAsync(300);
    expect(again).toHaveBeenCalledOnce();
  } finally {
    vi.useRealTimers();
  }
});

test('what is near the view is asked for once, and what an answer to another search says is left', async () => {
  const long = Array.from({ length: 3000 }, (_, k) => summary(k + 1, `第${k + 1}张`));
  answer = async () => long;
  told = 100;
  const filings = made();
  await filings.refresh();
  expect(filings.known.size).toBe(100);
  await Promise.all([filings.see([100, 101, 102]), filings.see([101, 102])]);
  expect(asked).toEqual([[101, 102]]);
  expect(filings.find(102)?.name).toBe('第102张');
  for (let first = 1; first < 3000; first += 500) await filings.see(long.slice(first, first + 500).map(({ id }) => id));
  expect(filings.known.size).toBeLessThanOrEqual(2000);
  expect(names(await filings.read([1, 4000, 2999]))).toEqual(['第1张', '第2999张']);
  const late = filings.see([1]);
  await filings.search('别的');
  const { known } = filings;
  await late;
  expect(filings.known).toBe(known);
});

const steps = fc.array(
  fc.oneof(
    fc.record({ save: fc.integer({ min: 1, max: 3 }) }),
    fc.constant('ask' as const),
    fc.constant('answer' as const),
  ),
  { maxLength: 25 },
);

test('however saves and readings cross, each filing is listed as it was saved last', async () => {
  await fc.assert(
    fc.asyncProperty(steps, async (sequence) => {
      const stored = new Map([1, 2, 3].map((id) => [id, summary(id, '原名')]));
      const answers: (() => void)[] = [];
      const asked: Promise<void>[] = [];
      let clock = 1;
      const filings = made();
      answer = async () => [...stored.values()];
      await filings.refresh();
      answer = () => {
        // The store has read by the time that it answers; the answer is on its way for longer.
        const now = [...stored.values()];
        return new Promise((resolve) => answers.push(() => resolve(now)));
      };
      for (const step of sequence) {
        if (step === 'ask') asked.push(filings.refresh());
        else if (step === 'answer') answers.shift()?.();
        else {
          const change = saved(step.save, `第${++clock}次`, clock);
          stored.set(step.save, { ...(stored.get(step.save) as FilingSummary), ...change });
          filings.saved(change);
        }
        await Promise.resolve();
      }
      for (const last of answers.splice(0)) last();
      await Promise.all(asked);
      expect(filings.shown()).toEqual([...stored.values()]);
    }),
  );
});
