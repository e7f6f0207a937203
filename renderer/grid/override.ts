import { fieldOrColumn } from '../../shared/filing/computed.ts';
import { type Filing, typedText } from '../../shared/filing/filing.ts';
import { type Place, placeOf } from '../../shared/filing/path.ts';
import type { Form } from '../../shared/form/form.ts';

/**
 * Where the reason stands for what the clerk has typed over a worked-out value; null as long as nothing is, and for
 * every other cell.
 */
export function reasonPlace(form: Form, filing: Filing, path: string): Place | null {
  const place = placeOf(path);
  const { override } = fieldOrColumn(form, place) ?? {};
  if (override === undefined || typedText(filing, place).trim() === '') return null;
  return 'field' in place ? { field: override } : { ...place, column: override };
}
