import { formsOf } from '../forms.ts';
import { cover } from './cover.ts';
import { dalianProject } from './dalian-project.ts';
import { departmentGoalsHebei } from './department-goals-hebei.ts';
import { departmentHebei } from './department-hebei.ts';
import { hebeiProject } from './hebei-project.ts';
import { indicatorList } from './indicator-list.ts';
import { procurement } from './procurement.ts';
import { projectSplit } from './project-split.ts';
import { unit2015 } from './unit-2015.ts';
import { unitIntegrated } from './unit-integrated.ts';

/** Every official form, newest version of an id first. Old versions stay, so that their filings can be reproduced. */
export const catalog = formsOf([
  dalianProject,
  hebeiProject,
  projectSplit,
  indicatorList,
  unit2015,
  unitIntegrated,
  procurement,
  cover,
  departmentHebei,
  departmentGoalsHebei,
]);
