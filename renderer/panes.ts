import { type RefObject, useEffect, useRef } from 'react';

/**
 * The panes of the window: where the focus is and where it goes. F6 goes round them, as in other desktop programs; Tab
 * stays inside the table.
 */

/** In the order of F6. */
const ORDER = [
  'table',
  'view',
  'rail',
  'list',
  'recovery',
  'question',
  'toolbar',
  'find',
  'source',
  'panel',
  'message',
  'status',
] as const;
/** The search box of the list can be gone to, but is no pane of its own. */
export type PaneId = (typeof ORDER)[number] | 'search';

export interface Pane {
  element: RefObject<HTMLElement | null>;
  /** Takes the focus; without it the first thing in the pane that can have it does. */
  focus?: (() => void) | undefined;
}

/** Selects what can have the focus, in reading order. */
export const FOCUSABLE =
  'button:not(:disabled), input:not(:disabled), textarea:not(:disabled), select:not(:disabled), a[href], summary, [tabindex="0"]';

const known = new Map<PaneId, Pane>();

export const panes = {
  /** The element of a pane that is there. */
  element(id: PaneId): HTMLElement | null {
    return known.get(id)?.element.current ?? null;
  },

  /** Gives a pane the focus; false when it is not there, or nothing in it can have it. */
  focus(id: PaneId): boolean {
    const pane = known.get(id);
    const element = pane?.element.current;
    if (!pane || !element || !isReachable(element)) return false;
    if (pane.focus) pane.focus();
    else [...element.querySelectorAll<HTMLElement>(FOCUSABLE)].find(isReachable)?.focus();
    return element.contains(document.activeElement);
  },

  /** The pane that has the focus; null for none, as in a dialog. */
  focused(): PaneId | null {
    return ORDER.find((id) => panes.holds(id)) ?? null;
  },

  /** Whether one of these panes has the focus. */
  holds(...ids: PaneId[]): boolean {
    return ids.some((id) => panes.element(id)?.contains(document.activeElement));
  },

  /** Whether nothing has the focus: what had it is gone. */
  isLost(): boolean {
    return document.activeElement === null || document.activeElement === document.body;
  },

  /** Gives the focus to the next pane that is there. */
  next(step: 1 | -1): void {
    const at = Math.max(
      0,
      ORDER.findIndex((id) => panes.holds(id)),
    );
    for (let far = 1; far <= ORDER.length; far++) {
      const id = ORDER[(at + step * far + ORDER.length * far) % ORDER.length];
      if (id && panes.focus(id)) return;
    }
  },
};

/** Makes a part of the window a pane while it is there; drawn anew it stays the same pane, which others may look for. */
export function usePane(id: PaneId, { element, focus }: Pane): void {
  const pane = useRef<Pane>({ element, focus });
  useEffect(() => {
    pane.current.element = element;
    pane.current.focus = focus;
  });
  useEffect(() => {
    const own = pane.current;
    known.set(id, own);
    return () => {
      if (known.get(id) === own) known.delete(id);
    };
  }, [id]);
}

function isReachable(element: HTMLElement): boolean {
  return element.closest('[inert]') === null && element.checkVisibility();
}
