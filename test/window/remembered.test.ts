import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Remembered } from '../../renderer/state/remembered.ts';

let written: [string, string][] = [];
let fails = false;
vi.mock('../../renderer/bridge.ts', () => ({
  call: async (_: string, { key, value }: { key: string; value: string }) => {
    if (fails) throw new Error('磁盘空间不足');
    written.push([key, value]);
    return {};
  },
}));

beforeEach(() => {
  vi.useFakeTimers();
  written = [];
  fails = false;
});
afterEach(() => {
  vi.useRealTimers();
});

test('what changes quickly is written once, as it was last; what did not change is not written', async () => {
  const remembered = new Remembered(() => undefined);
  remembered.begin({ cell: 'projectName', zoom: 'width' });
  for (let row = 0; row < 50; row++) remembered.set('cell', `indicators[${row}].value`);
  remembered.set('zoom', 'width');
  expect(remembered.get('cell')).toBe('indicators[49].value');
  await vi.advanceTimersByTimeAsync(1000);
  expect(written).toEqual([['cell', 'indicators[49].value']]);
});

test('a window that goes writes at once, and nothing twice', async () => {
  const remembered = new Remembered(() => undefined);
  remembered.set('zoom', 'page');
  await remembered.flush();
  await vi.advanceTimersByTimeAsync(1000);
  expect(written).toEqual([['zoom', 'page']]);
});

test('that settings cannot be written is told once, and ends nothing', async () => {
  const told = vi.fn();
  const remembered = new Remembered(told);
  fails = true;
  for (const zoom of ['page', '1', '2']) {
    remembered.set('zoom', zoom);
    await remembered.flush();
  }
  expect(told).toHaveBeenCalledOnce();
  expect(remembered.get('zoom')).toBe('2');
});
