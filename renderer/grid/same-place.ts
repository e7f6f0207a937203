import type { ActionContext } from '../actions/action.ts';

type About = Pick<ActionContext, 'workspace' | 'grid'>;

/**
 * Remembers where the clerk is in the table, for a command that waits for the clipboard: the answer tells whether table,
 * text, selection and editor are still the same, so that nothing is pasted or cleared elsewhere.
 */
export function samePlace(about: About): () => boolean {
  const before = placeNow(about);
  return () => {
    const now = placeNow(about);
    return before.every((part, at) => part === now[at]);
  };
}

function placeNow({ workspace, grid }: About): readonly unknown[] {
  const { current } = workspace;
  const selection = grid.current?.selection();
  const block = selection && JSON.stringify(selection.block);
  return [current, current?.filing, selection?.path, block, grid.current?.editing()];
}

/** The same for the text box that is typed into. */
export function sameText(): () => boolean {
  const before = textNow();
  return () => {
    const now = textNow();
    return before.every((part, at) => part === now[at]);
  };
}

function textNow(): readonly unknown[] {
  const box = document.activeElement;
  if (!(box instanceof HTMLTextAreaElement || box instanceof HTMLInputElement)) return [box];
  return [box, box.value, box.selectionStart, box.selectionEnd];
}
