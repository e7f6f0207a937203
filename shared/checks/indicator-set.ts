import { Decimal } from 'decimal.js';
import { readAmount } from '../filing/amount.ts';
import { readIndicatorValue } from '../filing/indicator-value.ts';
import { shorten } from '../filing/parse.ts';
import { pathOf } from '../filing/path.ts';
import { groupBy } from '../group-by.ts';
import { level1Of, level2Of, levelNamed } from './level-names.ts';
import { amountOf, bare, coreName, type Finding, lastsYears, nameOf, type Subject, said } from './subject.ts';
import { hasNumber } from './value-words.ts';

/** What the indicators show only together: R17, R21, R27, R44, R45, R48, R49, R59, R60. */
export function checkIndicators(subject: Subject): Finding[] {
  return [
    ...checkDuplicates(subject),
    ...checkSatisfied(subject),
    ...checkCost(subject),
    ...checkCounts(subject),
    ...checkWeights(subject),
    ...checkBasis(subject),
    ...checkFixed(subject),
  ];
}

function checkDuplicates({ rows }: Subject): Finding[] {
  const named = rows.filter(({ row }) => bare(row.level3 ?? '') !== '');
  return [...groupBy(named, ({ row }) => bare(row.level3 ?? '')).values()].flatMap(([first, ...more]) =>
    more.map(({ row, index }) => ({
      rule: 'R27',
      message: `三级指标“${shorten(row.level3 ?? '')}”与第${(first?.index ?? 0) + 1}行重复，请删去或改名`,
      path: pathOf({ table: 'indicators', row: index, column: 'level3' }),
      also: [pathOf({ table: 'indicators', row: first?.index ?? 0, column: 'level3' })],
    })),
  );
}

const SATISFACTION = /满意(度|率|程度)?(指标)?$/;

/** R27: the same people's satisfaction once as a benefit and once as satisfaction, under names that differ a little. */
function checkSatisfied({ form, rows }: Subject): Finding[] {
  const named = rows.flatMap(({ row, index }) => {
    const name = coreName(row.level3 ?? '').slice(0, 100);
    const whose = name.replace(SATISFACTION, '').replace(/[的对]/g, '');
    const own = levelNamed(form, row.level1 ?? '')?.level1.name === '满意度指标';
    return SATISFACTION.test(name) ? [{ name, whose, index, own }] : [];
  });
  const told = named.filter(({ own }) => own);
  return named
    .filter(({ own }) => !own)
    .flatMap(({ name, whose, index }): Finding[] => {
      const same = told.find((one) => one.whose.includes(whose) || whose.includes(one.whose));
      // The very same name is told already.
      if (!same || same.name === name) return [];
      const message = `“${shorten(name)}”与第${same.index + 1}行“${shorten(same.name)}”说的是同一满意度，请只在满意度指标中保留一条`;
      const path = pathOf({ table: 'indicators', row: index, column: 'level3' });
      return [
        {
          rule: 'R27',
          severity: 'warning',
          message,
          path,
          also: [pathOf({ table: 'indicators', row: same.index, column: 'level3' })],
        },
      ];
    });
}

const TOTAL_COST = /(成本|支出|费用?|控制数|预算|经费|投资)(总额|金额|控制数|指标|控制)?$/;
const PER_UNIT = /^单|(单位|单价|每|均|吨|标准|节约|降低|率$)/;
const MONEY = /^(元|万元?|亿元)$/;

/** R17: a cost indicator against the budget. R21: whether the project has one. */
function checkCost(subject: Subject): Finding[] {
  const { form, rows } = subject;
  const { budget, costWords } = form.checks;
  const isCost = (row: Record<string, string>) =>
    level2Of(form, row) === '成本指标' || level1Of(form, row)?.name === '成本指标';
  const costs = rows.filter(({ row }) => isCost(row));
  const found: Finding[] = [];
  if (costs.length === 0 && rows.length > 0) {
    const word = costWords?.find((one) => said(subject, form.list.name[0] ?? '').includes(one));
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
    return [{ amount, path: pathOf({ table: 'indicators', row: index, column: 'value' }), typed: row.value ?? '' }];
  });
  for (const { amount, path, typed } of amounts) {
    const finding = { rule: 'R17', path, also: [budget] };
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
function checkCounts({ form, rows }: Subject): Finding[] {
  const counts = form.checks.tables.indicators?.counts;
  if (!counts || rows.length === 0) return [];
  const { least, most, perLevel2, quantitative } = counts;
  const found: Finding[] = [];
  if (rows.length < least)
    found.push({ rule: 'R45', message: `只有 ${rows.length} 条指标，一般不少于 ${least} 条`, path: '' });
  if (rows.length > most)
    found.push({ rule: 'R45', message: `有 ${rows.length} 条指标，一般不超过 ${most} 条`, path: '' });
  for (const [name, inLevel] of groupBy(rows, ({ row }) => level2Of(form, row)))
    if (name !== '' && inLevel.length > perLevel2)
      found.push({
        rule: 'R45',
        message: `${name}有 ${inLevel.length} 条，一般不超过 ${perLevel2} 条`,
        path: pathOf({ table: 'indicators', row: inLevel[0]?.index ?? 0, column: 'level2' }),
      });
  const numbers = rows.filter(({ row }) => hasNumber(row.value ?? ''));
  const share = Math.floor((numbers.length * 100) / rows.length);
  if (share < quantitative)
    found.push({
      rule: 'R44',
      message: `定量指标占 ${share}%，一般不低于 ${quantitative}%，请把定性的值写成数`,
      path: '',
    });
  return found;
}

/** R48, R49. */
function checkWeights({ form, rows }: Subject): Finding[] {
  const weights = form.checks.tables.indicators?.weights;
  if (!weights || rows.length === 0) return [];
  const { column, total, levels = {} } = weights;
  const found: Finding[] = [];
  const sums = new Map<string, Decimal>();
  let sum = new Decimal(0);
  for (const { row, index } of rows) {
    const typed = row[column] ?? '';
    const weight = readAmount(typed);
    if (!weight || weight.startsWith('-') || (weight.split('.')[1]?.length ?? 0) > 2) {
      const message = weight === '' ? '权重为空，请填写' : `权重“${shorten(typed)}”应是不小于零、最多两位小数的数`;
      found.push({ rule: 'R48', message, path: pathOf({ table: 'indicators', row: index, column }) });
      continue;
    }
    sum = sum.plus(weight);
    const level = level1Of(form, row)?.name ?? '';
    sums.set(level, (sums.get(level) ?? new Decimal(0)).plus(weight));
  }
  if (found.length > 0) return found;
  if (!sum.equals(total)) found.push({ rule: 'R48', message: `权重之和为 ${sum}，应为 ${total}，请调整`, path: '' });
  for (const [level, should] of Object.entries(levels)) {
    const is = sums.get(level) ?? new Decimal(0);
    if (!is.equals(should))
      found.push({ rule: 'R49', message: `${level}权重之和为 ${is}，分配方案为 ${should}`, path: '' });
  }
  return found;
}

/** R59. */
function checkBasis({ form, rows }: Subject): Finding[] {
  const column = form.checks.tables.indicators?.basis;
  if (!column) return [];
  const texts = rows.map(({ row }) => (row[column] ?? '').trim());
  const empty = rows
    .filter((_, at) => texts[at] === '')
    .map(({ index }) => ({
      rule: 'R59',
      message: '指标值确定依据为空，请填写',
      path: pathOf({ table: 'indicators', row: index, column }),
    }));
  const same = texts.length > 2 && texts[0] !== '' && texts.every((text) => bare(text) === bare(texts[0] ?? ''));
  if (!same) return empty;
  const message = `各条指标的确定依据都是“${shorten(texts[0] ?? '')}”，请分别写明文件、标准或测算依据`;
  return [{ rule: 'R59', message, path: '' }];
}

/** R60. */
function checkFixed({ form, rows }: Subject): Finding[] {
  return (form.checks.tables.indicators?.fixed ?? []).flatMap(({ name, value }): Finding[] => {
    const there = rows.find(({ row }) => bare(row.level3 ?? '') === bare(name));
    if (!there) return [{ rule: 'R60', message: `缺少系统固定的指标“${name}”（${value}），请补上`, path: '' }];
    const path = pathOf({ table: 'indicators', row: there.index, column: 'value' });
    const is = there.row.value ?? '';
    if (is.normalize('NFKC') === value.normalize('NFKC')) return [];
    return [{ rule: 'R60', message: `“${name}”是系统固定的指标，值应为“${value}”`, path, becomes: { [path]: value } }];
  });
}
