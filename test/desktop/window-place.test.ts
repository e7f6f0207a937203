import { describe, expect, test } from 'vitest';
import { placeBeside, readPlace } from '../../electron/desktop/window-place.ts';

const screens = [{ x: 0, y: 0, width: 1920, height: 1040 }];
const place = { x: 100, y: 50, width: 1200, height: 800, maximized: false };

test('a window comes back where it was', () => {
  expect(readPlace(JSON.stringify(place), screens)).toEqual(place);
});

test.each([
  ['nothing was kept', undefined],
  ['the setting is damaged', '{'],
  ['a number is missing', JSON.stringify({ ...place, width: undefined })],
  ['it was too small to work in', JSON.stringify({ ...place, width: 10 })],
  ['its screen is gone', JSON.stringify({ ...place, x: 2500 })],
  ['its title bar would be out of reach', JSON.stringify({ ...place, y: -400 })],
])('where %s it opens as at first', (_, setting) => {
  expect(readPlace(setting, screens)).toBeNull();
});

describe('a further window', () => {
  const { x, y, width, height } = place;
  const before = { x, y, width, height };

  test('opens beside the one before, as large', () => {
    expect(placeBeside(before, screens)).toEqual({ x: 132, y: 82, width, height });
  });

  test('opens at the corner of the screen that it would leave', () => {
    expect(placeBeside({ ...before, y: 920 }, screens)).toEqual({ x: 0, y: 0, width, height });
    const second = { x: 1920, y: 0, width: 1280, height: 1000 };
    expect(placeBeside({ ...before, x: 2000, y: 890 }, [...screens, second])).toMatchObject({ x: 1920, y: 0 });
  });
});
