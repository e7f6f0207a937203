import { Decimal } from 'decimal.js';
import { readAmount } from './amount.ts';
import { type IndicatorValue, readIndicatorValue } from './indicator-value.ts';

const Exact = Decimal.clone({ precision: 60, toExpNeg: -60, toExpPos: 60 });

/** Points of an indicator, and how they come about: one sentence that is shown beside the cell, or ''. */
export interface Score {
  /** Exact decimal of at most the asked decimals; null when the rule gives none. */
  score: string | null;
  why: string;
}

/**
 * Points of an indicator by the rule printed below self-evaluation tables. Quantitative, 财预〔2020〕10号: what is
 * reached has all its points, else 完成值与指标值的比例; which way the ratio goes is said in the notes of the tables of
 * 转移支付: ≥ has B/A and ≤ has A/B, never more than all. ＝ and a bare number: what lies above is over by its deviation.
 * Qualitative, the same paper: 达成 100–80 %, 部分达成 80–60 %, 未达成 60–0 %; its grades are 优 from 90, 良 from 80, 中 from
 * 60, 差 below. What reached its target has all points, the others the middle of their range, which the clerk may change.
 *
 * `target` and `actual` are values as they are printed (`≥10次`, `8次`), `points` a decimal, perhaps with 分.
 */
export function scoreOf(target: string, actual: string, points: string, decimals: number): Score {
  const [wanted, reached] = [readIndicatorValue(target.trim()), readIndicatorValue(actual.trim())];
  if (wanted.typed === '' || reached.typed === '') return none('');
  const all = readAmount(points.normalize('NFKC').replace(/分\s*$/, ''));
  if (all === '') return none('分值未填，暂不计分');
  if (all === null || all.startsWith('-')) return none(`分值“${points.trim()}”不是一个数，不能计分`);
  const scale = new Scale(all, decimals);
  if (wanted.number === null || (isDate(wanted) && reached.number === null)) return byGrade(wanted, reached, scale);
  if (reached.number === null)
    return none(`实际完成值“${reached.typed}”不是一个数，请写成“${wanted.number}${wanted.unit}”的样子，暂不计分`);
  return byNumber(wanted, reached, scale);
}

const none = (why: string): Score => ({ score: null, why });

/** The points that there are, and how a part of them is printed. */
class Scale {
  readonly all: string;
  readonly decimals: number;
  constructor(all: string, decimals: number) {
    this.all = new Exact(all).toFixed();
    this.decimals = decimals;
  }
  /** A part of the points; `over` and `under` make up the ratio, so that a third of three is one. */
  part(over: Decimal, under: Decimal): string {
    const share = Exact.max(0, new Exact(this.all).times(over).div(under));
    return Exact.min(this.all, share.toDecimalPlaces(this.decimals, Decimal.ROUND_HALF_UP)).toFixed();
  }
  full(said: string): Score {
    return { score: this.all, why: `${said}，得满分${this.all}` };
  }
  nothing(said: string): Score {
    return { score: '0', why: `${said}，不得分` };
  }
}

function byNumber(wanted: IndicatorValue, reached: IndicatorValue, scale: Scale): Score {
  const said = `目标${wanted.typed}，实际${reached.typed}`;
  const [target, actual] = [measure(wanted), measure(reached)];
  if (target.unit !== actual.unit && target.unit !== '' && actual.unit !== '')
    return none(`${said}，单位“${wanted.unit}”与“${reached.unit}”不一致，请改成一样的单位，暂不计分`);
  // A bare number counts what its target counts: 目标≥2万份，实际1.8.
  const bare = reached.unit === '' ? times(wanted.unit) : wanted.unit === '' ? times(reached.unit) : null;
  const [a, b] = bare === null ? [target.amount, actual.amount] : [target.bare.times(bare), actual.bare.times(bare)];
  const share = (over: Decimal, under: Decimal, word: string): Score => {
    const percent = over.div(under).times(100);
    const rounded = percent.toDecimalPlaces(2, Decimal.ROUND_HALF_UP);
    const score = scale.part(over, under);
    const sum = rounded.equals(percent) ? `×${rounded.toFixed()}%` : `×${over.toFixed()}÷${under.toFixed()}`;
    return { score, why: `${said}，${word}${rounded.toFixed()}%，得分=${scale.all}${sum}=${score}` };
  };
  switch (wanted.sign) {
    case '≥':
    case '>':
      if (b.greaterThan(a) || (wanted.sign === '≥' && b.equals(a))) return scale.full(`${said}，达到目标`);
      return a.greaterThan(0) && b.greaterThan(0) ? share(b, a, '完成') : scale.nothing(`${said}，未达到目标`);
    case '≤':
    case '<':
      if (b.lessThan(a) || (wanted.sign === '≤' && b.equals(a))) return scale.full(`${said}，达到目标`);
      return a.greaterThan(0) && b.greaterThan(0)
        ? share(a, b, '超过目标，目标÷实际=')
        : scale.nothing(`${said}，超过目标`);
    default: {
      if (b.equals(a)) return scale.full(`${said}，达到目标`);
      if (a.isZero()) return scale.nothing(`${said}，未达到目标`);
      const off = b.minus(a).abs();
      if (off.greaterThanOrEqualTo(a.abs())) return scale.nothing(`${said}，偏差不小于100%`);
      const kept = a.abs().minus(off);
      return share(kept, a.abs(), off.equals(a.minus(b)) && a.greaterThan(0) ? '完成' : '超过目标，扣除偏差后为');
    }
  }
}

/** Spellings of one unit. */
const SPELLINGS = [
  ['m²', '㎡', 'm2', '平方米', '平米'],
  ['m³', '㎥', 'm3', '立方米', '立方'],
  ['km', '公里', '千米'],
  ['kg', '公斤', '千克'],
  ['%', '百分比'],
  ['百分点', '个百分点'],
  ['℃', '°c', '摄氏度'],
  ['工作日', '个工作日'],
  ['月', '个月'],
  ['天', '日', '自然日', '个自然日'],
  ['小时', '个小时', 'h'],
  ['分钟', 'min'],
  ['季度', '个季度', '季'],
  ['人', '名', '位'],
  ['场', '场次'],
  ['批', '批次'],
  ['千瓦时', 'kwh', '度电'],
].map((names) => names.map((name) => name.normalize('NFKC').toLowerCase()));

/** Ten thousands and hundred millions before a unit: 万份, 亿元. */
const LARGE = /^([万亿]+)(.*)$/s;

function times(unit: string): Decimal {
  const large = LARGE.exec(unit)?.[1] ?? '';
  return [...large].reduce((product, one) => product.times(one === '万' ? 1e4 : 1e8), new Exact(1));
}

/** A number in its bare unit, so that 2万份 and 20000份 are the same. */
function measure({ number, unit }: IndicatorValue): { bare: Decimal; amount: Decimal; unit: string } {
  const bare = new Exact(number ?? 0);
  const plain = (LARGE.exec(unit)?.[2] ?? unit).normalize('NFKC').toLowerCase();
  const spelling = SPELLINGS.find((names) => names.includes(plain))?.[0] ?? plain;
  return { bare, amount: bare.times(times(unit)), unit: spelling };
}

/** 12月底前: the number of a month or a year is no amount, what came of it may be said in words. */
function isDate({ unit, sign }: IndicatorValue): boolean {
  return /^(月底|月末|月份|月|年底|年末|号|日)$/.test(unit) && sign === '≤';
}

/** Grades of 财预〔2020〕10号, best first; from–to are percentages of the points. */
const GRADES = [
  {
    name: '优',
    from: 90,
    to: 100,
    words:
      /^(非常)?优秀?$|^(很|非常)好$|^(已|全部|均|已全部|全面|按[时期]|如期|及时|圆满|已按[时期])?(达成|达到|完成|实现|达标)(了?(年度|年初)?(预期)?(绩效)?(指标|目标|效果|要求)?)$/,
  },
  { name: '良', from: 80, to: 90, words: /^良好?$|^优良$|^(较|比较)好$|^好$/ },
  {
    name: '中',
    from: 60,
    to: 80,
    words:
      /^中等?$|^一般$|^(部分|基本|大部分)(达成|达到|完成|实现|达标)((年度|年初)?(预期)?(绩效)?(指标|目标|效果|要求)?)(并?具有一定效果)?$/,
  },
  {
    name: '差',
    from: 0,
    to: 60,
    words: /^(较|很)?差$|^(未|没有?|尚未|未能)(按[时期]|如期)?(达成|达到|完成|实现|达标)|^不(达标|合格)$/,
  },
];

function byGrade(wanted: IndicatorValue, reached: IndicatorValue, scale: Scale): Score {
  const said = `目标“${wanted.typed}”，实际“${reached.typed}”`;
  const plain = (text: string) => text.normalize('NFKC').replace(/[\s，。,.;；、]/g, '');
  const rank = (text: string) => GRADES.findIndex(({ words }) => words.test(plain(text)));
  const [target, actual] = [rank(wanted.typed), rank(reached.typed)];
  const grade = GRADES[actual];
  if (plain(wanted.typed) === plain(reached.typed) || actual === 0 || (grade && target >= actual))
    return scale.full(`${said}，达成指标`);
  if (!grade)
    return none(`${said}，不是数，请按“达成”“部分达成”“未达成”或优、良、中、差填写实际完成值，或直接填写得分和理由`);
  const middle = new Exact(grade.from + grade.to).div(2);
  const score = scale.part(middle, new Exact(100));
  const range = `${grade.from}%～${grade.to}%`;
  return {
    score,
    why: `${said}，按“${grade.name}”可得${range}，取中间值：${scale.all}×${middle.toFixed()}%=${score}，可在此范围内改并写明理由`,
  };
}
