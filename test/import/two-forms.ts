import { dalianProject } from '../../shared/form/catalog/dalian-project.ts';
import { hebeiProject } from '../../shared/form/catalog/hebei-project.ts';
import { formsOf } from '../../shared/form/forms.ts';

/** A catalogue of two forms: to it every other kind of table is of another form. */
export const twoForms = formsOf([dalianProject, hebeiProject]);
