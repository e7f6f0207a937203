import { formsOf } from '../forms.ts';
import { contents } from './contents.ts';
import { cover } from './cover.ts';
import { dalianProject } from './dalian-project.ts';
import { departmentGoalsHebei } from './department-goals-hebei.ts';
import { departmentHebei } from './department-hebei.ts';
import { evaluation2020 } from './evaluation-2020.ts';
import { evaluationSichuan } from './evaluation-sichuan.ts';
import { hebeiProject } from './hebei-project.ts';
import { indicatorList } from './indicator-list.ts';
import { monitor2019 } from './monitor-2019.ts';
import { procurement } from './procurement.ts';
import { project2011 } from './project-2011.ts';
import { project2015 } from './project-2015.ts';
import { projectAnnual } from './project-annual.ts';
import { projectSpecialFund } from './project-special-fund.ts';
import { projectSplit } from './project-split.ts';
import { projectTwoGoals } from './project-two-goals.ts';
import { submissionSummary } from './submission-summary.ts';
import { unit2015 } from './unit-2015.ts';
import { unitIntegrated } from './unit-integrated.ts';

/** The pages that a book writes itself. */
const writtenForms = [contents, submissionSummary];

/** Every official form, newest version of an id first. Old versions stay, so that their filings can be reproduced. */
export const catalog = formsOf(
  [
    dalianProject,
    hebeiProject,
    project2015,
    projectAnnual,
    projectTwoGoals,
    projectSpecialFund,
    project2011,
    monitor2019,
    evaluation2020,
    evaluationSichuan,
    projectSplit,
    indicatorList,
    unit2015,
    unitIntegrated,
    procurement,
    cover,
    departmentHebei,
    departmentGoalsHebei,
  ],
  writtenForms,
);
