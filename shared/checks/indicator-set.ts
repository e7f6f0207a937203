import { Decimal } from 'decimal.js';
import { readAmount } from '../filing/amount.ts';
import type { Row } from '../filing/filing.ts';
import { readIndicatorValue } from '../filing/indicator-value.ts';
import { shorten } from '../filing/parse.ts';
import { pathOf } from '../filing/path.ts';
import { levelsOf } from '../form/form.ts';
import { level1Of, level2Of, levelsAs } from '../form/level-names.ts';
import { groupBy } from '../group-by.ts';
import {
  amountOf,
  bare,
  cellPath,
  coreName,
  type Finding,
  headingOf,
  lastsYears,
  nameOf,
  ofTable,
  pathsOf,
  projectName,
  rowName,
  type Subject,
  said,
  type TableSubject,
} from './subject.ts';
import { hasNumber } from './value-words.ts';

/** What the indicators of a table show only together: R17, R21, R27, R44, R45, R48, R49, R59, R60. */
export function checkIndicators(subject: Subject, table: TableSubject): Finding[] {
  return [
    ...checkDuplicates(subject, table),
    ...checkSatisfied(subject, table),
    // The budget is that of the year.
    ...(table === subject.main ? checkCost(subject, table) : []),
    ...checkCounts(subject, table),
    ...checkWeights(subject, table),
    ...checkBasis(table),
    ...checkFixed(table),
  ];
}

function checkDuplicates(subject: Subject, table: TableSubject): Finding[] {
  const { rows } = table;
  // What is no name at all is told as such (R24).
  const named = rows.filter(({ row }) => /\p{L}/u.test(row.level3 ?? ''));
  return [...groupBy(named, ({ row }) => bare(row.level3 ?? '')).values()].flatMap(([first, ...more]) =>
    more.map(({ row, index }) => ({
      rule: 'R27',
      message: `三级指标“${shorten(row.level3 ?? '')}”与${rowName(subject, table, first?.index ?? 0)}重复，请删去或改名`,
      path: cellPath(table, index, 'level3'),
      also: [cellPath(table, first?.index ?? 0, 'level3')],
    })),
  );
}

const SATISFACTION = /满意(度|率|程度)?(指标)?$/;

/** R27: the same people's satisfaction once as a benefit and once as satisfaction, under names that differ a little. */
function checkSatisfied(subject: Subject, table: TableSubject): Finding[] {
  const { form } = subject;
  const named = table.rows.flatMap(({ row, index }) => {
    const name = coreName(row.level3 ?? '').slice(0, 100);
    const whose = name.replace(SATISFACTION, '').replace(/[的对]/g, '');
    const own = levelsAs(form, table.id, row).level1 === 'satisfaction';
    return SATISFACTION.test(name) ? [{ name, whose, index, own }] : [];
  });
  const told = named.filter(({ own }) => own);
  return named
    .filter(({ own }) => !own)
    .flatMap(({ name, whose, index }): Finding[] => {
      const same = told.find((one) => one.whose.includes(whose) || whose.includes(one.whose));
      // The very same name is told already.
      if (!same || same.name === name) return [];
      const message = `“${shorten(name)}”与${rowName(subject, table, same.index)}“${shorten(same.name)}”说的是同一满意度，请只在满意度指标中保留一条`;
      const path = cellPath(table, index, 'level3');
      return [
        {
          rule: 'R27',
          severity: 'warning',
          message,
          path,
          also: [cellPath(table, same.index, 'level3')],
        },
      ];
    });
}

const TOTAL_COST = /(成本|支出|费用?|控制数|预算|经费|投资)(总额|金额|控制数|指标|控制)?$/;
const PER_UNIT = /^单|(单位|单价|每|均|吨|标准|节约|降低|率$)/;
const MONEY = /^(元|万元?|亿元)$/;

/** R17: a cost indicator against the budget. R21: whether the project has one. */
function checkCost(subject: Subject, table: TableSubject): Finding[] {
  const { form } = subject;
  const { id, rows } = table;
  const { budget, costWords } = form.checks;
  const isCost = (row: Row) => Object.values(levelsAs(form, id, row)).includes('cost');
  const costs = rows.filter(({ row }) => isCost(row));
  const found: Finding[] = [];
  // A form whose levels have no costs asks for none.
  const hasCosts = levelsOf(form, id).some(
    ({ as, level2 }) => as === 'cost' || level2.some((one) => one.as === 'cost'),
  );
  if (costs.length === 0 && rows.length > 0 && hasCosts) {
    const word = costWords?.find((one) => projectName(subject).includes(one));
    found.push(
      word
        ? { rule: 'R21', message: `项目名称含“${word}”，这类项目应有成本指标，请补充`, path: '' }
        : { rule: 'R21', severity: 'hint', message: '没有成本指标；如能说明成本控制，请补充', path: '' },
    );
  }
  const ofYear = budget === undefined ? null : amountOf(subject, budget);
  if (!ofYear || budget === undefined) return found;
  // What a project of several years costs in all is measured by its whole funding.
  const whole = form.checks.period && lastsYears(subject) ? amountOf(subject, form.checks.period.whole) : null;
  const limit = whole && new Decimal(whole).greaterThan(ofYear) ? whole : ofYear;
  const amounts = costs.flatMap(({ row, index }) => {
    const { number, unit } = readIndicatorValue(row.value ?? '');
    const name = bare(row.level3 ?? '');
    if (number === null || !MONEY.test(unit) || !TOTAL_COST.test(name) || PER_UNIT.test(name)) return [];
    const factor = unit === '元' ? 1 : unit === '亿元' ? 100_000_000 : 10_000;
    const amount = new Decimal(number).times(factor).div(form.unitOfMoney === '元' ? 1 : 10_000);
    return [{ amount, path: cellPath(table, index, 'value'), typed: row.value ?? '' }];
  });
  for (const { amount, path, typed } of amounts) {
    const finding = { rule: 'R17', path, also: pathsOf(subject, budget) };
    const shown = shorten(typed);
    const name = nameOf(subject, limit === ofYear ? budget : (form.checks.period?.whole ?? budget));
    if (amount.greaterThan(limit))
      found.push({ ...finding, message: `成本指标“${shown}”超过${name} ${limit}，请核对` });
    else if (amounts.length === 1 && limit === ofYear && amount.plus('0.005').lessThan(limit))
      found.push({ ...finding, severity: 'warning', message: `成本指标“${shown}”低于${name} ${limit}，请核对` });
  }
  return found;
}

/** R44, R45. */
function checkCounts({ form }: Subject, table: TableSubject): Finding[] {
  const { id, rows } = table;
  const { counts } = table.checks;
  if (!counts || rows.length === 0) return [];
  const { least, most, perLevel2, quantitative } = counts;
  const found: Finding[] = [];
  const whole = (rule: string, message: string) => found.push({ rule, message: ofTable(table, message), path: '' });
  if (rows.length < least) whole('R45', `只有 ${rows.length} 条指标，一般不少于 ${least} 条`);
  if (rows.length > most) whole('R45', `有 ${rows.length} 条指标，一般不超过 ${most} 条`);
  for (const [level2, inLevel] of groupBy(rows, ({ row }) => level2Of(form, id, row)))
    if (level2 !== null && inLevel.length > perLevel2)
      found.push({
        rule: 'R45',
        message: `${level2.name}有 ${inLevel.length} 条，一般不超过 ${perLevel2} 条`,
        path: cellPath(table, inLevel[0]?.index ?? 0, 'level2'),
      });
  const numbers = rows.filter(({ row }) => hasNumber(row.value ?? ''));
  const share = Math.floor((numbers.length * 100) / rows.length);
  if (share < quantitative) whole('R44', `定量指标占 ${share}%，一般不低于 ${quantitative}%，请把定性的值写成数`);
  return found;
}

/** R48, R49. */
function checkWeights(subject: Subject, table: TableSubject): Finding[] {
  const { form } = subject;
  const { rows, checks } = table;
  if (!checks.weights || rows.length === 0) return [];
  const { column, total, plus } = checks.weights;
  const found: Finding[] = [];
  const own = table.columns.find(({ id }) => id === column);
  const title = own ? headingOf(subject, own) : '权重';
  const sums = new Map<string, Decimal>();
  let sum = new Decimal(0);
  for (const { row, index } of rows) {
    const typed = row[column] ?? '';
    const weight = readAmount(typed);
    if (!weight || weight.startsWith('-') || (weight.split('.')[1]?.length ?? 0) > 2) {
      const message =
        weight === '' ? `${title}为空，请填写` : `${title}“${shorten(typed)}”应是不小于零、最多两位小数的数`;
      found.push({ rule: 'R48', message, path: cellPath(table, index, column) });
      continue;
    }
    sum = sum.plus(weight);
    const level = level1Of(form, table.id, row)?.name ?? '';
    sums.set(level, (sums.get(level) ?? new Decimal(0)).plus(weight));
  }
  if (found.length > 0) return found;
  const beside = plus === undefined ? null : readAmount(said(subject, plus).replace(/[%％]$/, ''));
  const all = beside ? sum.plus(beside) : sum;
  if (!all.equals(total)) {
    const name = plus === undefined ? '' : nameOf(subject, plus);
    const added = beside ? `，加${name} ${beside} 为 ${all}` : plus === undefined ? '' : `（${name}未填）`;
    found.push({
      rule: 'R48',
      message: ofTable(table, `${title}之和为 ${sum}${added}，应为 ${total}，请调整`),
      path: '',
    });
  }
  return [...found, ...checkScheme(table, title, sums)];
}

/** R49: the weights of each level 1 against the nearest of the schemes that there are. */
function checkScheme(table: TableSubject, title: string, sums: ReadonlyMap<string, Decimal>): Finding[] {
  const { levels = [] } = table.checks.weights ?? {};
  const off = (Array.isArray(levels) ? levels : [levels]).map((scheme) =>
    Object.entries(scheme).filter(([level, should]) => !(sums.get(level) ?? new Decimal(0)).equals(should)),
  );
  const fewest = off.toSorted((a, b) => a.length - b.length)[0] ?? [];
  return fewest.map(([level, should]) => {
    const message = ofTable(table, `${level}${title}之和为 ${sums.get(level) ?? 0}，分配方案为 ${should}`);
    return { rule: 'R49', message, path: '' };
  });
}

/** R59. */
function checkBasis(table: TableSubject): Finding[] {
  const column = table.checks.basis;
  if (!column) return [];
  const texts = table.rows.map(({ row }) => (row[column] ?? '').trim());
  const empty = table.rows
    .filter((_, at) => texts[at] === '')
    .map(({ index }) => ({
      rule: 'R59',
      message: '指标值确定依据为空，请填写',
      path: cellPath(table, index, column),
    }));
  const same = texts.length > 2 && texts[0] !== '' && texts.every((text) => bare(text) === bare(texts[0] ?? ''));
  if (!same) return empty;
  const message = `各条指标的确定依据都是“${shorten(texts[0] ?? '')}”，请分别写明文件、标准或测算依据`;
  return [{ rule: 'R59', message: ofTable(table, message), path: '' }];
}

/** R60. */
function checkFixed(table: TableSubject): Finding[] {
  return (table.checks.fixed ?? []).flatMap(({ name, value, optional }): Finding[] => {
    const there = table.rows.find(({ row }) => bare(row.level3 ?? '') === bare(name));
    const missing = ofTable(table, `缺少系统固定的指标“${name}”（${value}），请补上`);
    if (!there) return optional ? [] : [{ rule: 'R60', message: missing, path: '' }];
    const is = there.row.value ?? '';
    if (is.normalize('NFKC') === value.normalize('NFKC')) return [];
    return [
      {
        rule: 'R60',
        message: `“${name}”是系统固定的指标，值应为“${value}”`,
        path: cellPath(table, there.index, 'value'),
        becomes: { [pathOf({ table: table.id, row: there.index, column: 'value' })]: value },
      },
    ];
  });
}
