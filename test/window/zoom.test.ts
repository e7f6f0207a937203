import fc from 'fast-check';
import { beforeEach, expect, test, vi } from 'vitest';
import { Remembered } from '../../renderer/state/remembered.ts';
import { type Room, Zoom } from '../../renderer/state/zoom.ts';
import { stored, storeOnly } from './stored-settings.ts';

vi.mock('../../renderer/bridge.ts', () => import('./stored-settings.ts'));

beforeEach(() => storeOnly());

/** The zoom of a run that begins with what the last one left. */
function opened(): { zoom: Zoom; remembered: Remembered } {
  const remembered = new Remembered(() => undefined);
  remembered.begin(stored);
  const zoom = new Zoom(remembered);
  zoom.begin();
  return { zoom, remembered };
}

const page = { width: 794, height: 1123, beside: 0 };

test('the page fills the width, anew whenever the room changes', () => {
  const { zoom } = opened();
  const told = vi.fn();
  zoom.subscribe(told);
  zoom.measure({ width: 794, height: 500, page });
  expect(zoom.scale).toBe(1);
  zoom.measure({ width: 700, height: 500, page });
  expect(zoom.scale).toBe(0.88);
  expect(told).toHaveBeenCalledTimes(1);
  zoom.measure({ width: 700, height: 700, page });
  expect(told, 'nothing is drawn again for a height that changes nothing').toHaveBeenCalledTimes(1);
});

test('a fixed scale stays when the room changes, and is there in the next run', async () => {
  const { zoom, remembered } = opened();
  zoom.set(1.25);
  zoom.measure({ width: 400, height: 400, page });
  expect(zoom.scale).toBe(1.25);
  await remembered.flush();
  expect(opened().zoom.mode).toBe(1.25);
});

test.each(['', '0', '-1', '99', 'NaN', '{}', '适宽'])('a stored zoom of “%s” means the width', (zoom) => {
  storeOnly({ zoom });
  expect(opened().zoom.mode).toBe('width');
});

test('a step goes by tenths from what is shown, and no further than the ends', () => {
  const { zoom } = opened();
  zoom.measure({ width: 700, height: 500, page });
  zoom.step(1);
  expect(zoom.mode).toBe(1);
  for (let step = 0; step < 40; step++) zoom.step(1);
  expect(zoom.scale).toBe(3);
  for (let step = 0; step < 40; step++) zoom.step(-1);
  expect(zoom.scale).toBe(0.5);
});

const size = (least: number, most: number) => fc.double({ min: least, max: most, noNaN: true });
const rooms: fc.Arbitrary<Room> = fc.record({
  width: size(50, 4000),
  height: size(50, 3000),
  page: fc.record({ width: size(400, 1600), height: size(400, 1600), beside: fc.oneof(fc.constant(0), size(0, 400)) }),
});

test('however the room changes, a fitted page is never wider than it, nor, as a whole, higher, unless at the least scale', () => {
  fc.assert(
    fc.property(fc.constantFrom('width' as const, 'page' as const), fc.array(rooms, { minLength: 1 }), (mode, seen) => {
      const { zoom } = opened();
      zoom.set(mode);
      for (const room of seen) {
        zoom.measure(room);
        expect(zoom.scale).toBeGreaterThanOrEqual(0.6);
        expect(zoom.scale).toBeLessThanOrEqual(1.5);
        if (zoom.scale === 0.6) continue;
        expect(room.page.width * zoom.scale).toBeLessThanOrEqual(room.width + 0.01);
        if (mode === 'page') expect(room.page.height * zoom.scale).toBeLessThanOrEqual(room.height + 0.01);
      }
    }),
  );
});
