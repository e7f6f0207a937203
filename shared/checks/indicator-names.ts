import { cutWord } from './cut.ts';
import { bare } from './subject.ts';
import type { TextFinding } from './text.ts';

/** R24–R26: the name of an indicator. */
export function checkName(text: string, { advised, most }: { advised: number; most: number }): TextFinding[] {
  const name = text.trim();
  if (name === '') return [{ rule: 'R24', message: '三级指标为空，请填写名称' }];
  const length = [...name].length;
  if (length > most) return [{ rule: 'R24', message: `三级指标有 ${length} 字，超过 ${most} 字，请改短` }];
  const found: TextFinding[] = [];
  if (length > advised || /[，,。；;]/.test(name))
    found.push({
      rule: 'R25',
      message: `三级指标${length > advised ? `有 ${length} 字` : '像一句话'}，请改为简短的名称（${advised} 字以内）`,
    });
  const cut = cutWord(name);
  if (cut) found.push({ rule: 'R26', message: `三级指标“…${name.slice(-4)}”似乎被截断（${cut}？），请补全` });
  return found;
}

/** What is better low is told by what it counts; unless it is about getting rid of it (故障处置率, 成本节约率). */
const BAD =
  /(故障|事故|投诉|差错|错误|失误|返工|违规|违法|超支|退货|死亡|伤亡|处罚|滞纳|漏报|误报|案件|中断|停机|流失)/;
const BAD_COUNT = new RegExp(`${BAD.source}.{0,4}(率|数|数量|次数|件数|起数|金额|时间|时长)$`);
const DURATION = /(处理|响应|处置|办理|等待|修复|应急|恢复|审批)[^率]{0,4}(时间|时长|时限|天数)$/;
const MENDING =
  /(节约|降低|下降|减少|处理|处置|办结|整改|解决|控制|回复|查处|修复|排除|受理|达标|及时|合格|满意|准确|增长)(率|额|数|数量|次数|件数|度|情况)$/;
const GOOD = /(合格|覆盖|及时|准确|达标|满意|正常|完好|合规|规范|普及|知晓)率$|(满意|准确|覆盖)度$/;
const COST = /(成本|支出|费用|超支额)$/;

/** Which way is better by an indicator's name (R38): `cost` may be a bare amount too. Null when the name does not tell. */
export function directionOf(name: string): 'up' | 'down' | 'cost' | null {
  const plain = bare(name);
  if (GOOD.test(plain)) return 'up';
  if (MENDING.test(plain)) return null;
  if (BAD_COUNT.test(plain) || DURATION.test(plain)) return 'down';
  return COST.test(plain) ? 'cost' : null;
}

interface Unit {
  /** The usual unit. */
  unit: string;
  /** The units that fit, for the message. */
  text: string;
}

const RATE = /(?<!频|功|速|汇|税|费|效|利|密|心|概|斜)率$|(满意|认可|知晓|覆盖|准确|契合|达标)度$|(比例|占比|比重)$/;
const MONEY = /(金额|成本|支出|费用|经费|资金|税额|款额|总额|补助额|控制数|收入)$/;
const FITS: [name: RegExp, fits: RegExp, unit: string, text: string][] = [
  [RATE, /^(%|‰|个?百分点)/, '%', '%'],
  [/人数$/, /^(万|千|百)?(人|名|位|人次)/, '人', '人、人次'],
  [/人次数?$/, /^(万|千|百)?人次/, '人次', '人次'],
  [/(?<!人|批|频|场|班|期)次数$/, /次|场|回/, '次', '次'],
  [/年限$/, /^(年|个?月)/, '年', '年'],
];
const COUNT = /(?<![指系分倍参基函对少多岁])数量?$/;

/** The unit that an indicator of this name has, when `unit` does not fit it (R39); null when it does or nobody knows. */
export function unitFinding(name: string, unit: string, unitOfMoney: string): Unit | null {
  const plain = bare(name);
  for (const [of, fits, usual, text] of FITS) if (of.test(plain)) return fits.test(unit) ? null : { unit: usual, text };
  if (MONEY.test(plain)) return /元/.test(unit) || /%/.test(unit) ? null : { unit: unitOfMoney, text: '元或万元' };
  return COUNT.test(plain) && unit.startsWith('%') ? { unit: '个', text: '个、次、家等，不是 %' } : null;
}
