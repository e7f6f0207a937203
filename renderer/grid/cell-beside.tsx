import type { Sheet, SheetCell } from '../../shared/layout/sheet.ts';
import type { Library } from '../state/library.ts';
import type { Session } from '../state/session.ts';
import { Choices } from './choices.tsx';
import type { Entering } from './entering.ts';
import { ExplainNote } from './explain-note.tsx';
import { ReasonField } from './reason-field.tsx';
import { ReferenceNote } from './reference-note.tsx';
import { corner } from './selection-view.tsx';
import type { NotesRoom } from './use-notes-room.ts';
import type { Reasoning } from './use-reason.ts';
import type { useSuggestions } from './use-suggestions.ts';

interface Props {
  session: Session;
  library: Library;
  sheet: Sheet;
  cell: SheetCell;
  entering: Entering;
  reasoning: Reasoning;
  choices: ReturnType<typeof useSuggestions>;
  room: NotesRoom;
  focus(): void;
}

/** What stands beside the active cell: how it is worked out, why it was typed over, what others have, what it can become. */
export function CellBeside({ session, library, sheet, cell, entering, reasoning, choices, room, focus }: Props) {
  const { draft, refusal } = entering;
  const { suggestions, highlighted, choose } = choices;
  return (
    <>
      <ExplainNote session={session} sheet={sheet} cell={cell} beside={room.right} />
      {reasoning.place && !draft && (
        <ReasonField
          key={cell.path}
          session={session}
          sheet={sheet}
          cell={cell}
          place={reasoning.place}
          field={reasoning.field}
          asked={reasoning.asked}
          onDone={() => {
            reasoning.answered();
            focus();
          }}
        />
      )}
      <ReferenceNote library={library} session={session} sheet={sheet} cell={cell} beside={room.margin} />
      {!refusal && suggestions.length > 0 && (
        <Choices
          suggestions={suggestions}
          highlighted={highlighted}
          style={corner(sheet, cell, 'bottom')}
          onChoose={choose}
        />
      )}
    </>
  );
}
