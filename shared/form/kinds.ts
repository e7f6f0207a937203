import type { Form } from './form.ts';

/** What kinds of form are called, in the order in which they are offered. */
export const kindNames: Record<Form['kind'], string> = {
  project: '项目绩效目标',
  unit: '部门整体绩效目标',
  monitor: '绩效监控',
  evaluation: '绩效自评',
  disclosure: '预算公开',
  cover: '封面',
  book: '套表的目录和汇总',
  exchange: '导入格式',
};
