import { catalog } from '../../shared/form/catalog/catalog.ts';
import type { Form } from '../../shared/form/form.ts';

/** The forms of the catalog that hold no running text, which is read apart (running-text.test.ts). */
export const tableForms: readonly Form[] = catalog.all.filter(({ bands }) =>
  bands.every(({ kind }) => kind !== 'text'),
);
