import { ApiError } from '../api-error.ts';
import { catalog } from '../form/catalog/catalog.ts';
import type { Form } from '../form/form.ts';
import type { Filing } from './filing.ts';

/** The form of a filing that was read or stored; both let none through without. */
export function formOf(filing: Filing): Form {
  const form = catalog.find(filing.form, filing.version);
  if (!form) throw new ApiError('not-found', `没有表样“${filing.form} ${filing.version}”，请更新软件`);
  return form;
}
