import { useState } from 'react';
import type { Library } from '../state/library.ts';
import { useObserved } from '../state/observable.ts';
import type { Session } from '../state/session.ts';
import type { Entering } from './entering.ts';
import type { Suggestion } from './suggestion.ts';
import { type Draft, suggestionsFor } from './suggestions.ts';
import type { Selecting } from './use-selection.ts';

interface Where {
  session: Session;
  library: Library;
  selecting: Selecting;
  entering: Entering;
}

/** What the cell that is typed into can become, and which of it the arrow keys have reached. */
export function useSuggestions({ session, library, selecting, entering }: Where) {
  const { active, key, tab } = selecting;
  const { draft } = entering;
  // What the library has is of no matter until something is typed.
  useObserved(library, () => (draft ? library.version() : 0));
  /** It holds for the text that it was reached at. */
  const [reached, reach] = useState<{ draft: Draft | null; index: number }>({ draft: null, index: -1 });
  const highlighted = reached.draft === draft ? reached.index : -1;
  const suggestions = active && draft ? suggestionsFor(session.form, session.filing, active, draft, library) : [];

  const choose = ({ text, edits, template, next }: Suggestion) => {
    if (template) return entering.edit(template);
    entering.stop();
    session.perform({ label: `选择${text}`, path: key, edits });
    if (!next) return;
    tab(next.path, true);
    entering.edit(next.template);
  };

  return {
    suggestions,
    highlighted,
    choose,
    /** A key while text is edited; true when the list took it. */
    onKey(pressed: string): boolean {
      const chosen = suggestions[highlighted];
      const { length } = suggestions;
      if (length === 0) return false;
      if (pressed === 'ArrowDown') reach({ draft, index: (highlighted + 1) % length });
      else if (pressed === 'ArrowUp') reach({ draft, index: ((highlighted + length) % (length + 1)) - 1 });
      else if (pressed === 'Enter' && chosen) choose(chosen);
      else return false;
      return true;
    },
  };
}
