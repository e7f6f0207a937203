import type { Rectangle } from 'electron';
import { z } from 'zod';

/** Where the window was when it was closed, in the screen's own pixels, as the settings keep it. */
const placeSchema = z.strictObject({
  x: z.int(),
  y: z.int(),
  width: z.int().min(911).max(20_000),
  height: z.int().min(512).max(20_000),
  maximized: z.boolean(),
});
export type WindowPlace = z.infer<typeof placeSchema>;

/** Least part of the window, in pixels, that a screen must show of it: enough of the title bar to drag it by. */
const VISIBLE = 100;

/** The place in a setting; null when there is none, when it is damaged, or when its screen is gone. */
export function readPlace(setting: string | undefined, screens: readonly Rectangle[]): WindowPlace | null {
  const parsed = placeSchema.safeParse(json(setting));
  if (!parsed.success) return null;
  const { x, y, width } = parsed.data;
  const seen = screens.some(
    (screen) =>
      Math.min(x + width, screen.x + screen.width) - Math.max(x, screen.x) >= VISIBLE &&
      y >= screen.y &&
      y <= screen.y + screen.height - VISIBLE,
  );
  return seen ? parsed.data : null;
}

function json(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch {
    return null;
  }
}
