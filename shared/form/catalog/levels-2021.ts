import type { Level } from '../form.ts';

/**
 * Level 1 and 2 of 财预〔2021〕101号: costs are a level 1 of their own, which projects of construction, repair and
 * purchase must have (R21); satisfaction is asked for as needed.
 */
export const LEVELS_2021: Level[] = [
  {
    name: '成本指标',
    as: 'cost',
    also: ['成本'],
    required: false,
    level2: [
      { name: '经济成本指标', as: 'cost', also: ['经济成本'] },
      { name: '社会成本指标', also: ['社会成本'] },
      { name: '生态环境成本指标', also: ['生态环境成本', '生态成本指标', '环境成本指标'] },
    ],
  },
  {
    name: '产出指标',
    as: 'output',
    also: ['产出'],
    required: true,
    level2: [
      { name: '数量指标', as: 'quantity', also: ['数量'], missing: 'error' },
      { name: '质量指标', as: 'quality', also: ['质量'], missing: 'warning' },
      { name: '时效指标', as: 'timeliness', also: ['时效'], missing: 'warning' },
    ],
  },
  {
    name: '效益指标',
    as: 'benefit',
    also: ['效益', '效果指标'],
    required: true,
    level2: [
      { name: '经济效益指标', as: 'effect', also: ['经济效益'] },
      { name: '社会效益指标', as: 'effect', also: ['社会效益'] },
      { name: '生态效益指标', as: 'effect', also: ['生态效益'] },
    ],
  },
  {
    name: '满意度指标',
    as: 'satisfaction',
    also: ['满意度'],
    required: false,
    level2: [{ name: '服务对象满意度指标', as: 'satisfaction', also: ['服务对象满意度'] }],
  },
];

/**
 * Weights of 财预〔2021〕101号 for projects with costs and without; those of a satisfaction that is not asked for go to the
 * benefits. The 10 points of the execution rate are not entered.
 */
export const WEIGHTS_2021 = {
  column: 'weight',
  total: 90,
  levels: [
    { 成本指标: 20, 产出指标: 40, 效益指标: 20, 满意度指标: 10 },
    { 成本指标: 20, 产出指标: 40, 效益指标: 30, 满意度指标: 0 },
    { 成本指标: 0, 产出指标: 50, 效益指标: 30, 满意度指标: 10 },
    { 成本指标: 0, 产出指标: 50, 效益指标: 40, 满意度指标: 0 },
  ],
};
