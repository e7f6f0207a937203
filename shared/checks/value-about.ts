import type { Period } from '../filing/period.ts';
import type { Form, Level } from '../form/form.ts';
import type { Level2 } from '../form/level-names.ts';

/** What the rules of an indicator's value go by beside the value itself. */
export interface ValueAbout {
  name: string;
  /** What the levels of its row are, whatever the form calls them. */
  level1: Level['as'];
  level2: Level2['as'];
  period: Period | null;
  form: Form;
  /** Whether the table has its signs full-width: ＞30家. */
  fullSigns: boolean;
}
