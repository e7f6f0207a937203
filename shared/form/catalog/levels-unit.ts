import type { Level } from '../form.ts';

/**
 * Level 1 and 2 of a whole unit's performance: 运行成本、管理效率、履职效能、社会效应、可持续发展能力、服务对象满意度,
 * as the finance bureaus' frames for units have them. Units may leave some out.
 */
export const LEVELS_UNIT: Level[] = [
  {
    name: '履职效能',
    as: 'output',
    also: ['履职效能指标', '履职效果', '部门履职'],
    required: true,
    level2: [
      { name: '重点工作履行情况', also: ['重点工作', '重点工作任务', '重点工作完成情况'], missing: 'warning' },
      { name: '整体工作完成情况', also: ['整体工作', '年度工作完成情况'] },
      { name: '基础管理', also: ['基础管理情况'] },
    ],
  },
  {
    name: '管理效率',
    as: 'management',
    also: ['管理效率指标', '部门管理'],
    required: false,
    level2: [
      { name: '预算编制管理', also: ['预算编制'] },
      { name: '预算执行管理', also: ['预算执行', '预算执行效率'] },
      { name: '财务管理', also: ['财务管理情况'] },
      { name: '资产管理', also: ['资产管理情况'] },
      { name: '业务管理', also: ['业务管理情况', '项目管理'] },
    ],
  },
  {
    name: '运行成本',
    as: 'cost',
    also: ['运行成本指标'],
    required: false,
    level2: [{ name: '成本控制成效', as: 'cost', also: ['成本控制', '公用经费控制', '经济成本指标'] }],
  },
  {
    name: '社会效应',
    as: 'benefit',
    also: ['社会效应指标'],
    required: true,
    level2: [
      { name: '经济效益', as: 'effect', also: ['经济效益指标'] },
      { name: '社会效益', as: 'effect', also: ['社会效益指标'] },
      { name: '生态效益', as: 'effect', also: ['生态效益指标'] },
    ],
  },
  {
    name: '可持续发展能力',
    as: 'benefit',
    also: ['可持续性', '可持续发展', '可持续发展能力指标'],
    required: false,
    level2: [
      { name: '体制机制改革', as: 'effect', also: ['体制机制创新'] },
      { name: '创新驱动发展', as: 'effect', also: ['创新驱动'] },
      { name: '人才支撑', as: 'effect', also: ['人才队伍建设'] },
    ],
  },
  {
    name: '服务对象满意度',
    as: 'satisfaction',
    also: ['满意度', '满意度指标'],
    required: true,
    level2: [
      { name: '社会公众满意度', as: 'satisfaction', also: ['公众满意度'] },
      { name: '服务对象满意度指标', as: 'satisfaction', also: ['服务对象满意程度', '联系部门满意度'] },
    ],
  },
];
