import { noteLine } from '../../electron/import/note.ts';
import { readBytes } from '../../electron/import/read-bytes.ts';
import { catalog } from '../../shared/form/catalog/catalog.ts';
import type { Forms } from '../../shared/form/forms.ts';

/** A table of the Dalian form as rows of tab-separated cells, by what its parts are. */
export const FRAME = {
  title: '本级预算项目绩效目标表',
  year: '(2025年度)',
  unit: '填报单位(盖章)\t单位: 万元',
  name: '项目名称\t河道清淤\t\t项目实施期\t2025年3月至2025年11月',
  department: '主管部门\t水务局\t\t实施单位\t河道管理所',
  total: '资金投入(万元)\t实施期金额\t30\t年度金额\t20',
  fiscal: '\t其中:财政拨款\t20\t其中:财政拨款\t15',
  other: '\t其他资金\t10\t其他资金\t5',
  goals: '绩效目标\t实施期目标\t\t年度目标\t',
  texts: '\t清淤三公里\t\t清淤两公里\t',
  header: '一级指标\t二级指标\t三级指标\t\t年度指标值',
  rows: '产出指标\t数量指标\t清淤长度\t\t≥3公里\n满意度指标\t服务对象满意度指标\t沿岸居民满意度\t\t≥90%',
};
export type Frame = typeof FRAME;

/** The table with some parts changed; null leaves one out. */
export function frame(change: { [part in keyof Frame]?: string | null } = {}): string {
  return Object.values({ ...FRAME, ...change })
    .filter((line) => line !== null)
    .join('\n');
}

/** A text as it is read: the filings, indicator rows joined by `|`, and the lines the user sees. */
export async function readText(text: string, forms: Forms = catalog) {
  const { filings, notes } = await readBytes('表.txt', Buffer.from(text), forms);
  return {
    filings,
    values: filings[0]?.values ?? {},
    rows: filings[0]?.tables.indicators?.map((row) => Object.values(row).join('|')) ?? [],
    notes,
    lines: notes.map((note) => noteLine('', note)),
    errors: notes.filter(({ severity }) => severity === 'error').map((note) => noteLine('', note)),
  };
}

/** What is read of the unchanged table. */
export const VALUES = {
  fiscalYear: '2025',
  projectName: '河道清淤',
  implementationPeriod: '2025年3月至2025年11月',
  supervisingDepartment: '水务局',
  implementingUnit: '河道管理所',
  periodGoal: '清淤三公里',
  annualGoal: '清淤两公里',
  'periodFunding.total': '30',
  'periodFunding.fiscal': '20',
  'periodFunding.other': '10',
  'annualFunding.total': '20',
  'annualFunding.fiscal': '15',
  'annualFunding.other': '5',
};
export const ROWS = ['产出指标|数量指标|清淤长度|≥3公里', '满意度指标|服务对象满意度指标|沿岸居民满意度|≥90%'];
