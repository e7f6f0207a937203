import fc from 'fast-check';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Jobs } from '../../renderer/state/jobs.ts';
import { gate } from '../gate.ts';

let cancelled: string[] = [];
vi.mock('../../renderer/bridge.ts', () => ({
  call: async (_: string, { job }: { job: string }) => {
    cancelled.push(job);
    return {};
  },
}));

let said: string[] = [];
let told: unknown[] = [];
let jobs = new Jobs(
  () => undefined,
  () => undefined,
);
beforeEach(() => {
  vi.useFakeTimers();
  cancelled = [];
  said = [];
  told = [];
  jobs = new Jobs(
    (text) => said.push(text),
    (error) => told.push(error),
  );
});
afterEach(() => {
  vi.useRealTimers();
});

test('how far a job is is shown while it goes on, and nothing once it is over', async () => {
  const { opened, open } = gate();
  const running = jobs.run('导入', 3, () => opened.then(() => '读完'));
  const { id = '' } = jobs.job ?? {};
  jobs.heard({ event: 'progress', job: id, done: 1, total: 3, name: '去年.xlsx' });
  jobs.heard({ event: 'progress', job: 'another', done: 2, total: 9 });
  expect(jobs.job).toEqual({ id, doing: '导入', done: 1, total: 3, name: '去年.xlsx' });
  open();
  expect(await running).toBe('读完');
  expect(jobs.job).toBeNull();
});

test('a second job does not begin: what still goes on is named', async () => {
  const { opened, open } = gate();
  const running = jobs.run('导出', 1, () => opened);
  const second = vi.fn(async () => undefined);
  expect(await jobs.run('导入', 1, second)).toBeNull();
  expect(second).not.toHaveBeenCalled();
  expect(said).toEqual(['上一次导出还在进行，请稍候']);
  open();
  await running;
});

test('a job that fails lets the next one begin, and its reason is the caller’s', async () => {
  await expect(jobs.run('导出', 1, () => Promise.reject(new Error('磁盘空间不足')))).rejects.toThrow('磁盘空间不足');
  expect(await jobs.run('导出', 1, async () => '好了')).toBe('好了');
});

test('cancelling is asked for once and shown at once; a job that then ends in time is not said to hang', async () => {
  const { opened, open } = gate();
  const running = jobs.run('导入', 1, () => opened.then(() => '停了'), undefined, 'mine');
  await Promise.all([jobs.cancel(), jobs.cancel()]);
  expect(jobs.job?.ending).toBe(true);
  expect(cancelled).toEqual(['mine']);
  open();
  expect(await running).toBe('停了');
  await vi.advanceTimersByTimeAsync(10_000);
  expect(said).toEqual([]);
});

test('a job that does not end though it was cancelled is let go, and heard when it ends after all', async () => {
  const { opened, open } = gate();
  const late = vi.fn();
  const running = jobs.run('导入', 1, () => opened, late);
  await jobs.cancel();
  await vi.advanceTimersByTimeAsync(3000);
  expect(await running).toBeNull();
  expect(said).toEqual(['已取消导入，程序没有回应']);
  expect(late).not.toHaveBeenCalled();
  open();
  await vi.advanceTimersByTimeAsync(0);
  expect(late).toHaveBeenCalledOnce();
});

test('what comes of a job that was let go is handed on, and why it failed is told', async () => {
  const late = vi.fn(async () => undefined);
  const outcome = gate();
  const running = jobs.run('导入', 1, () => outcome.opened.then(() => '写完'), late);
  await jobs.cancel();
  await vi.advanceTimersByTimeAsync(3000);
  await running;
  outcome.open();
  await vi.advanceTimersByTimeAsync(0);
  expect(late).toHaveBeenCalledWith('写完');

  const failing = gate();
  const failed = jobs.run('导入', 1, () => failing.opened.then(() => Promise.reject(new Error('磁盘空间不足'))), late);
  await jobs.cancel();
  await vi.advanceTimersByTimeAsync(3000);
  await failed;
  failing.open();
  await vi.advanceTimersByTimeAsync(0);
  expect(late).toHaveBeenCalledOnce();
  expect(told).toEqual([new Error('磁盘空间不足')]);
});

test('the next job of the same name is not let go in the place of the one that was cancelled', async () => {
  const first = gate();
  const reading = jobs.run('导入', 1, () => first.opened, undefined, 'same');
  await jobs.cancel();
  first.open();
  await reading;
  const second = gate();
  const taking = jobs.run('导入', 1, () => second.opened.then(() => '写完'), undefined, 'same');
  await vi.advanceTimersByTimeAsync(3000);
  second.open();
  expect(await taking).toBe('写完');
  expect(said).toEqual([]);
});

test('whatever begins, is cancelled, ends and fails: one job at a time, and none is left when all have ended', async () => {
  const steps = fc.array(fc.constantFrom('begin', 'cancel', 'end', 'fail', 'wait'), { maxLength: 30 });
  await fc.assert(
    fc.asyncProperty(steps, async (sequence) => {
      const all = new Jobs(
        () => undefined,
        () => undefined,
      );
      const going: { end: (value: string) => void; fail: (error: Error) => void }[] = [];
      const results: Promise<unknown>[] = [];
      for (const step of sequence) {
        const before = all.job;
        if (step === 'begin') {
          const work = () => new Promise<string>((end, fail) => going.push({ end, fail }));
          results.push(all.run('审核', 1, work).catch(() => 'failed'));
          if (before) expect(all.job).toEqual(before);
          else expect(all.job?.ending).toBeUndefined();
        } else if (step === 'cancel') await all.cancel();
        else if (step === 'end') going.shift()?.end('done');
        else if (step === 'fail') going.shift()?.fail(new Error('没有成功'));
        await vi.advanceTimersByTimeAsync(step === 'wait' ? 3000 : 0);
      }
      for (const { end } of going) end('done');
      await Promise.all(results);
      expect(all.job).toBeNull();
    }),
  );
});
