import type { Rectangle } from 'electron';

/** Where the window was when it was closed, in the screen's own pixels, as the settings keep it. */
export interface WindowPlace extends Rectangle {
  maximized: boolean;
}

/** Least and largest sizes that a window can have had, in pixels. */
const SIZES = { width: [911, 20_000], height: [512, 20_000] } as const;

/** Least part of the window, in pixels, that a screen must show of it: enough of the title bar to drag it by. */
const VISIBLE = 100;

/** How far to the right and below of the one before a further window opens, in pixels. */
const BESIDE = 32;

/** The place in a setting; null when there is none, when it is damaged, or when its screen is gone. */
export function readPlace(setting: string | undefined, screens: readonly Rectangle[]): WindowPlace | null {
  const place = json(setting);
  return isPlace(place) && isSeen(place, screens) ? place : null;
}

function isPlace(value: unknown): value is WindowPlace {
  const { x, y, width, height, maximized, ...more } = (value ?? {}) as Partial<WindowPlace>;
  const isSize = (size: number | undefined, [least, most]: readonly [number, number]) =>
    Number.isSafeInteger(size) && (size as number) >= least && (size as number) <= most;
  return (
    [x, y].every(Number.isSafeInteger) &&
    isSize(width, SIZES.width) &&
    isSize(height, SIZES.height) &&
    typeof maximized === 'boolean' &&
    Object.keys(more).length === 0
  );
}

/** Where a further window opens, so that it does not lie exactly over the one before; at a corner where it would leave. */
export function placeBeside(before: Rectangle, screens: readonly Rectangle[]): Rectangle {
  const beside = { ...before, x: before.x + BESIDE, y: before.y + BESIDE };
  if (isSeen(beside, screens)) return beside;
  const corner = screens.find((screen) => isSeen(before, [screen])) ?? screens[0];
  return { ...before, x: corner?.x ?? 0, y: corner?.y ?? 0 };
}

function isSeen({ x, y, width }: Rectangle, screens: readonly Rectangle[]): boolean {
  return screens.some(
    (screen) =>
      Math.min(x + width, screen.x + screen.width) - Math.max(x, screen.x) >= VISIBLE &&
      y >= screen.y &&
      y <= screen.y + screen.height - VISIBLE,
  );
}

function json(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch {
    return null;
  }
}
