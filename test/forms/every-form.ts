import { catalog } from '../../shared/form/catalog/catalog.ts';
import { formsOf } from '../../shared/form/forms.ts';
import { plainTable } from './plain-table.ts';
import { runningText } from './running-text.ts';
import { twoLanes } from './two-lanes.ts';
import { twoTables } from './two-tables.ts';

/** Forms that no clerk sees: each is of one kind of the schema, with everything that kind can have. */
export const testForms = [plainTable, twoTables, twoLanes, runningText];

/** Every form that a property must hold for: those of the catalog and those above. */
export const everyForm = formsOf([...catalog.all, ...testForms]);
