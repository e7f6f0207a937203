import type { Form, Level } from '../form.ts';

const OUTPUT: Level = {
  name: '产出指标',
  as: 'output',
  also: ['产出'],
  required: true,
  level2: [
    { name: '数量指标', as: 'quantity', also: ['数量'], missing: 'error' },
    { name: '质量指标', as: 'quality', also: ['质量'], missing: 'warning' },
    { name: '时效指标', as: 'timeliness', also: ['时效'], missing: 'warning' },
    { name: '成本指标', as: 'cost', also: ['成本'] },
  ],
};

/**
 * Level 1 and 2 of 财预〔2015〕88号 附件1 (项目支出绩效目标申报表), which local forms took over unchanged.
 * The short names without 指标 are met in published tables.
 */
export const LEVELS_2015: Level[] = [
  OUTPUT,
  {
    name: '效益指标',
    as: 'benefit',
    also: ['效益', '效果指标'],
    required: true,
    level2: [
      { name: '经济效益指标', as: 'effect', also: ['经济效益'] },
      { name: '社会效益指标', as: 'effect', also: ['社会效益'] },
      { name: '生态效益指标', as: 'effect', also: ['生态效益'] },
      { name: '可持续影响指标', as: 'effect', also: ['可持续影响'] },
    ],
  },
  {
    name: '满意度指标',
    as: 'satisfaction',
    also: ['满意度'],
    required: true,
    level2: [
      { name: '服务对象满意度指标', as: 'satisfaction', also: ['服务对象满意度', '社会公众或服务对象满意度指标'] },
    ],
  },
];

/**
 * Level 1 and 2 of the tables before 财预〔2015〕88号: what is thought of a project is a benefit, and the environment has
 * its older name.
 */
export const LEVELS_2011: Level[] = [
  OUTPUT,
  {
    name: '效益指标',
    as: 'benefit',
    also: ['效益', '效果指标', '成效指标'],
    required: true,
    level2: [
      { name: '经济效益指标', as: 'effect', also: ['经济效益'] },
      { name: '社会效益指标', as: 'effect', also: ['社会效益'] },
      { name: '环境效益指标', as: 'effect', also: ['环境效益', '生态效益指标', '生态效益', '生态环境效益指标'] },
      { name: '可持续影响指标', as: 'effect', also: ['可持续影响'] },
      {
        name: '社会公众或服务对象满意度指标',
        as: 'satisfaction',
        also: ['社会公众或服务对象满意度', '服务对象满意度指标', '服务对象满意度', '满意度指标'],
        missing: 'warning',
      },
    ],
  },
];

/** What the review of these indicators has in common: 财预〔2015〕88号 附件3 and what tables come back for. */
export const CHECKS_2015 = {
  names: { advised: 20, most: 100 },
  counts: { least: 5, most: 15, perLevel2: 5, quantitative: 60 },
} satisfies Form['checks']['tables'][string];

/** Words in the names of projects that need a cost indicator (R21). */
export const COST_WORDS = ['基建', '工程', '修缮', '维修', '改造', '购置', '采购'];
