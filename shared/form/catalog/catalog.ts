import { formsOf } from '../forms.ts';
import { dalianProject } from './dalian-project.ts';
import { evaluation2020 } from './evaluation-2020.ts';
import { evaluationSichuan } from './evaluation-sichuan.ts';
import { hebeiProject } from './hebei-project.ts';
import { monitor2019 } from './monitor-2019.ts';

/** Every official form, newest version of an id first. Old versions stay, so that their filings can be reproduced. */
export const catalog = formsOf([dalianProject, hebeiProject, evaluation2020, evaluationSichuan, monitor2019]);
