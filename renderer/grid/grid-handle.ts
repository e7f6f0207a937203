import { type RefObject, useImperativeHandle } from 'react';
import type { clipboardOf } from './clipboard.ts';
import type { Entering } from './entering.ts';
import type { Copied } from './system-clipboard.ts';
import type { Fill } from './use-fill.ts';
import type { Reasoning } from './use-reason.ts';
import type { Selecting, Selection } from './use-selection.ts';

/** What the window's actions ask of the grid. */
export interface GridHandle {
  focus(): void;
  /** See `Entering.commit`. */
  commit: Entering['commit'];
  /** Selects the cell of a key or of the value at a path. */
  select(path: string): void;
  selection(): Selection | null;
  editing(): boolean;
  copy(): Promise<void>;
  paste(copied: Copied): void;
  /** `verb` names the step. */
  clear(verb: '清除' | '剪切'): void;
  /** Copies the first row of the block into the rows below it; a single cell takes the text of the one above. */
  fillDown(): void;
  /** Goes to the reason for what was typed over the selected worked-out value; false where nothing was. */
  askReason(): boolean;
}

interface Parts {
  selecting: Selecting;
  entering: Entering;
  reasoning: Reasoning;
  clipboard: ReturnType<typeof clipboardOf>;
  fill: RefObject<Fill>;
  focus(): void;
  /** Brings the active cell into view. */
  reveal(): void;
}

export function useGridHandle(handle: RefObject<GridHandle | null>, parts: Parts): void {
  const { selecting, entering, reasoning, clipboard, fill, focus, reveal } = parts;
  useImperativeHandle(handle, () => ({
    focus,
    commit: entering.commit,
    // What is being typed is entered first, never moved along.
    select: (path) => {
      if (!entering.commit()) return;
      selecting.select(path);
      reveal();
    },
    selection: selecting.selection,
    editing: entering.typing,
    copy: clipboard.copy,
    paste: clipboard.paste,
    clear: clipboard.clear,
    fillDown: () => fill.current.down(),
    askReason: () => {
      reasoning.field.current?.focus();
      return reasoning.field.current !== null;
    },
  }));
}
