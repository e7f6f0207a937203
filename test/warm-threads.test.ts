import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { expect, test } from 'vitest';
import { WarmThreads } from '../electron/warm-threads.ts';

/** Says what it is told; `die` throws. */
const ECHO = `
  const { parentPort } = require('node:worker_threads');
  parentPort.on('message', (said) => {
    if (said === 'die') throw new Error('died');
    parentPort.postMessage(said);
  });
`;

function echoes(most = 1) {
  const started: Worker[] = [];
  const threads = new WarmThreads(() => {
    const worker = new Worker(ECHO, { eval: true });
    started.push(worker);
    return worker;
  }, most);
  const say = async (worker: Worker, word: string) => {
    worker.postMessage(word);
    const [heard] = await once(worker, 'message');
    return heard as string;
  };
  return { threads, started, say };
}

test('a thread that did its job is there for the next one, and two jobs at once have one each', async () => {
  const { threads, started, say } = echoes();
  const first = threads.take();
  const second = threads.take();
  expect(await Promise.all([say(first, '一'), say(second, '二')])).toEqual(['一', '二']);
  threads.keep(first);
  // One waits; more are ended.
  threads.keep(second);
  await once(second, 'exit');
  const again = threads.take();
  expect(again).toBe(first);
  expect(await say(again, '三')).toBe('三');
  expect(started).toHaveLength(2);
  threads.end(again);
});

test('as many wait as are asked for at once', async () => {
  const { threads, started, say } = echoes(2);
  const both = [threads.take(), threads.take()] as const;
  await Promise.all(both.map((worker) => say(worker, '一')));
  for (const worker of both) threads.keep(worker);
  const again = [threads.take(), threads.take()];
  expect(new Set(again)).toEqual(new Set(both));
  expect(await Promise.all(again.map((worker, at) => say(worker, `${at}`)))).toEqual(['0', '1']);
  expect(started).toHaveLength(2);
  for (const worker of again) threads.end(worker);
});

test('a thread that is given up or dies while it waits is not handed out', async () => {
  const { threads, started, say } = echoes();
  const given = threads.take();
  threads.end(given);
  const dying = threads.take();
  expect(dying).not.toBe(given);
  await say(dying, '一');
  threads.keep(dying);
  const ended = new Promise((resolve) => dying.once('exit', resolve));
  dying.postMessage('die');
  await ended;
  const next = threads.take();
  expect(next).not.toBe(dying);
  expect(await say(next, '二')).toBe('二');
  expect(started).toHaveLength(3);
  threads.end(next);
});
