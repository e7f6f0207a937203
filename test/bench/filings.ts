import { type Filing, newFiling, type Row, rowsOf } from '../../shared/filing/filing.ts';
import { catalog } from '../../shared/form/catalog/catalog.ts';
import { dalianProject } from '../../shared/form/catalog/dalian-project.ts';
import { hebeiProject } from '../../shared/form/catalog/hebei-project.ts';
import { procurement } from '../../shared/form/catalog/procurement.ts';
import { project2011 } from '../../shared/form/catalog/project-2011.ts';
import { columnsOf, type Form } from '../../shared/form/form.ts';

/**
 * Made-up filings as large and as varied as real ones: no two texts are alike, so that nothing is quick by repetition.
 */

const PLACES = ['东湖社区', '南岭街道', '西山水库', '北苑小学', '中心医院', '滨河公园', '临港码头', '高坪乡', '老城区'];
const WORKS = [
  '照明线路改造',
  '病虫害防治',
  '档案整理',
  '消防设施维保',
  '道路养护',
  '信息系统运维',
  '图书更新',
  '管网检修',
];
const MEASURES = [
  '完成数量',
  '验收合格率',
  '按期完成率',
  '单位成本',
  '覆盖人数',
  '投诉处理及时率',
  '设备完好率',
  '受益户数',
];
const VALUES = ['≥95%', '=100%', '≤12.5万元', '≥30家', '12月底之前', '≥2.4万人次', '≤3个工作日', '良好'];
const UNITS = ['城市管理局', '教育局', '卫生健康局', '水务局', '文化和旅游局', '农业农村局', '档案馆', '应急管理局'];

/** How many indicator rows a usual table has. */
const USUAL_ROWS = 12;

/** A filled-in filing; `number` tells filings apart, `rows` counts its indicator rows. */
export function sampleFiling(form: Form, number: number, rows = USUAL_ROWS): Filing {
  const filing = newFiling(form, 2024 + (number % 3));
  const project = `${pick(PLACES, number)}${pick(WORKS, number, 9)}`;
  const unit = `${pick(PLACES, number, 5)}${pick(UNITS, number, 3)}`;
  const text = goal(number, project);
  const values: Record<string, string> =
    form.id === hebeiProject.id
      ? {
          caption: project,
          number: String((number % 99) + 1),
          unitCode: String(100000 + (number % 800000)),
          unitName: unit,
          projectCode: `130999${24 + (number % 3)}${String(number).padStart(8, '0')}XY`,
          'budget.total': `${number % 900}.50`,
          'budget.fiscal': `${number % 900}.50`,
          budgetNarrative: `用于${project}的人工、材料和设备费用，第${number}号合同约定分四期支付。`,
          'spendingPlan.march': '10.00%',
          'spendingPlan.june': '45.00%',
          'spendingPlan.october': '80.00%',
          'spendingPlan.december': '100.00%',
          goals: text,
        }
      : {
          filingUnit: unit,
          implementationPeriod: '2024年1月至2026年12月',
          supervisingDepartment: unit,
          implementingUnit: unit,
          periodGoal: text,
          annualGoal: goal(number + 7, project),
          'periodFunding.total': `${number % 7000}.5`,
          'periodFunding.fiscal': `${number % 7000}`,
          'periodFunding.other': '0.5',
          'annualFunding.total': `${number % 900}`,
          'annualFunding.fiscal': `${number % 900}`,
        };
  filing.values = { ...filing.values, ...values, projectName: `${project}（第${number}号）` };
  filing.tables.indicators = indicators(form, number, rows);
  return filing;
}

/** A 政府采购预算表 of `rows` purchases, ten filled columns each. */
export function purchasesFiling(rows: number): Filing {
  const filing = newFiling(procurement, 2026);
  filing.values = { ...filing.values, unitCode: '442001', unitName: `${PLACES[0]}${UNITS[0]}` };
  filing.tables.purchases = Array.from({ length: rows }, (_, k) => ({
    unit: `${pick(PLACES, k, 25)}${pick(UNITS, k, 25)}`,
    project: `${pick(PLACES, k, 5)}${pick(WORKS, k, 5)}`,
    projectBudget: `${(k % 90) + 10}.00`,
    item: `${pick(MEASURES, k)}设备${k + 1}`,
    catalogue: `A0${(k % 9) + 1}`,
    measure: '台',
    quantity: String((k % 30) + 1),
    price: `${(k % 7) + 1}.50`,
    general: `${(k % 60) + 1}.25`,
    fund: `${k % 5}.00`,
    stateCapital: '',
    account: '',
    own: `${k % 3}.10`,
  }));
  return filing;
}

/** A table of more rows than one table of indicators may have: those of the whole project and of the year, half each. */
export function longFiling(rows: number): Filing {
  const filing = newFiling(project2011, 2026);
  Object.assign(filing.values, { projectName: `${PLACES[0]}${WORKS[0]}`, filingUnit: `${PLACES[0]}${UNITS[0]}` });
  filing.tables.periodIndicators = indicators(project2011, 1, rows / 2);
  filing.tables.indicators = indicators(project2011, 2, rows / 2);
  return filing;
}

/** `count` different filings, of both forms in turn. */
export function sampleFilings(count: number, rows = USUAL_ROWS): Filing[] {
  return Array.from({ length: count }, (_, k) => sampleFiling(k % 2 === 0 ? dalianProject : hebeiProject, k, rows));
}

export function formOf(filing: Filing): Form {
  return catalog.find(filing.form, filing.version) as Form;
}

/** Indicator rows in the order of the form's classification, as text by column id. */
export function indicators(form: Form, number: number, rows: number): Row[] {
  const levels = rowsOf(newFiling(form, 2024), 'indicators');
  return Array.from({ length: rows }, (_, k) => {
    const seed = number * 31 + k;
    const level3 = `${pick(PLACES, seed)}${pick(WORKS, seed, 7)}${pick(MEASURES, seed, 3)}${k + 1}`;
    const more = { description: `${level3}占年度计划的比例`, basis: `第${seed % 400}号工作计划和台账` };
    const hasMore = columnsOf(form, 'indicators').some((column) => column.id === 'basis');
    return {
      ...levels[Math.floor((k * levels.length) / rows)],
      level3,
      value: pick(VALUES, seed, 5),
      ...(hasMore ? more : {}),
    };
  });
}

function goal(number: number, project: string): string {
  return [1, 2, 3]
    .map((k) => {
      const measure = pick(MEASURES, number + k);
      return `${k}.完成${project}第${number + k}批任务，${measure}达到计划要求，做到有记录、可核查、出现问题在${(number % 9) + k}日内处置。`;
    })
    .join('\n');
}

function pick(list: readonly string[], number: number, each = 1): string {
  return list[Math.floor(number / each) % list.length] as string;
}
