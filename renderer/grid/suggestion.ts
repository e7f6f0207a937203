import type { Edit } from '../../shared/filing/edits.ts';
import type { ValueTemplate } from '../../shared/library/value-template.ts';

/** Something the cell that is edited can be made with one key: a level name, a value with its unit, a remainder. */
export interface Suggestion {
  text: string;
  note: string;
  edits: Edit[];
  /** Goes into the editor instead, with the caret where the number goes. */
  template?: ValueTemplate | null;
  /** The cell to go on with, and what is begun there. */
  next?: { path: string; template: ValueTemplate } | null;
}
