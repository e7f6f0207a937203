import { catalog } from '../../shared/form/catalog/catalog.ts';
import { indicatorTables } from '../../shared/form/form.ts';

/** Every table that indicators of the library go into. */
export const indicatorTargets = catalog.all.flatMap((form) =>
  indicatorTables(form).map(({ id }) => ({ form, table: id })),
);
