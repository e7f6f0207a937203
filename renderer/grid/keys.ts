/**
 * What a key means in the grid, in two contexts as in Excel: a cell is selected, or its text is being edited. Pure, so
 * that every key has a table test.
 */
import type { Target } from './navigation.ts';

export type GridCommand =
  /** Selects another cell, or extends the selection to it; what is being typed is entered first. */
  | { do: 'go'; to: Target; extend?: true }
  /** Enters what is being typed into every selected cell. */
  | { do: 'fill' }
  /** Ends what the table shows beside the selected cell, and a run of Tabs. */
  | { do: 'dismiss' }
  /** Edits the text of the cell, with the caret at a place in it or at its end. */
  | { do: 'edit'; at?: number | null }
  | { do: 'clear' | 'cancel' | 'line-break' | 'all' | 'tick' };

export interface Key {
  key: string;
  ctrl: boolean;
  shift: boolean;
  alt: boolean;
}

/**
 * The command of a key while a cell is selected; null for keys that type, and for those of the window's actions.
 * `ticks`: the cell is ticked, not typed into.
 */
export function selectionKey({ key, ctrl, shift, alt }: Key, ticks = false): GridCommand | null {
  if (alt) return null;
  if (ticks && !ctrl && !shift && (key === ' ' || key === 'F2')) return { do: 'tick' };
  const extend = (to: Target): GridCommand => (shift ? { do: 'go', to, extend: true } : go(to));
  switch (key) {
    case 'ArrowUp':
    case 'ArrowDown':
    case 'ArrowLeft':
    case 'ArrowRight': {
      const direction = key.slice(5).toLowerCase();
      return extend((ctrl ? `edge-${direction}` : direction) as Target);
    }
    case 'Enter':
    case 'Tab':
      return ctrl ? null : enterOrTab(key, shift);
    case 'Home':
      return extend(ctrl ? 'first' : 'row-start');
    case 'End':
      return extend(ctrl ? 'last' : 'row-end');
    case 'F2':
      return { do: 'edit' };
    case 'Escape':
      return { do: 'dismiss' };
    case 'Delete':
    case 'Backspace':
      return ctrl || shift ? null : { do: 'clear' };
    case 'a':
    case 'A':
      return ctrl && !shift ? { do: 'all' } : null;
    default:
      return null;
  }
}

/**
 * The command of a key while text is edited; null for keys that belong to the text. `several`: further cells are
 * selected.
 */
export function editorKey({ key, ctrl, shift, alt }: Key, several = false): GridCommand | null {
  if (key === 'Escape') return { do: 'cancel' };
  if (key === 'Enter' && ctrl && several) return { do: 'fill' };
  if (key === 'Enter' && alt) return { do: 'line-break' };
  return (key === 'Enter' || key === 'Tab') && !ctrl && !alt ? enterOrTab(key, shift) : null;
}

function enterOrTab(key: 'Enter' | 'Tab', back: boolean): GridCommand {
  if (key === 'Enter') return go(back ? 'up' : 'down');
  return go(back ? 'previous' : 'next');
}

function go(to: Target): GridCommand {
  return { do: 'go', to };
}
