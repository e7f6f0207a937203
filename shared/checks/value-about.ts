import type { Period } from '../filing/period.ts';
import type { Form } from '../form/form.ts';

/** What the rules of an indicator's value go by beside the value itself. */
export interface ValueAbout {
  name: string;
  level1: string;
  level2: string;
  period: Period | null;
  form: Form;
  /** Whether the table has its signs full-width: ＞30家. */
  fullSigns: boolean;
}
