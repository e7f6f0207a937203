import type { ActionContext } from './actions/action.ts';

/** Whether a key types a character, wherever it goes. */
export function typesText({
  key,
  ctrlKey,
  metaKey,
  altKey,
}: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey'>) {
  return key.length === 1 && !ctrlKey && !metaKey && !altKey;
}

/**
 * Takes what is typed from now on for a table that is about to open: nothing of it may go anywhere else. `end` gives
 * what was typed until then. (What an input method composes needs a place to be shown at, and cannot be kept.)
 */
function keepTyped(): { end(): string } {
  let typed = '';
  const keep = (event: KeyboardEvent) => {
    if (!typesText(event) || event.isComposing) return;
    typed += event.key;
    event.preventDefault();
    event.stopPropagation();
  };
  window.addEventListener('keydown', keep, { capture: true });
  return {
    end() {
      window.removeEventListener('keydown', keep, { capture: true });
      return typed;
    },
  };
}

/** Goes on in a table with what was typed while it was opened; `open` tells whether it is shown. */
export async function typeAhead(
  context: Pick<ActionContext, 'uncover' | 'grid'>,
  open: () => Promise<boolean>,
): Promise<void> {
  const typing = keepTyped();
  try {
    if (await open()) goOnTyping(context, typing.end());
  } finally {
    typing.end();
  }
}

/** Goes on in the table that has opened, with what was typed for it meanwhile. */
export function goOnTyping({ uncover, grid }: Pick<ActionContext, 'uncover' | 'grid'>, typed: string): void {
  uncover();
  grid.current?.focus();
  // As a key would bring it: the table's text box takes it where it takes everything else.
  if (typed !== '') document.execCommand('insertText', false, typed);
}
