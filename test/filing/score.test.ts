import { Decimal } from 'decimal.js';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { scoreOf } from '../../shared/filing/score.ts';

test.each([
  // Quantitative: reached has all points, else in proportion, in the target's direction.
  ['≥10次', '8次', '10', '8', '目标≥10次，实际8次，完成80%，得分=10×80%=8'],
  ['≥10次', '12次', '10', '10', '目标≥10次，实际12次，达到目标，得满分10'],
  ['≥12次', '8次', '10', '6.67', '目标≥12次，实际8次，完成66.67%，得分=10×8÷12=6.67'],
  ['＞10次', '11次', '5', '5', '目标＞10次，实际11次，达到目标，得满分5'],
  ['＞0', '0', '5', '0', '目标＞0，实际0，未达到目标，不得分'],
  ['≥90%', '95', '10', '10', '目标≥90%，实际95，达到目标，得满分10'],
  ['90%以上', '81%', '10', '9', '目标90%以上，实际81%，完成90%，得分=10×90%=9'],
  ['≤5%', '4%', '10', '10', '目标≤5%，实际4%，达到目标，得满分10'],
  ['≤5%', '8%', '10', '6.25', '目标≤5%，实际8%，超过目标，目标÷实际=62.5%，得分=10×62.5%=6.25'],
  ['≤0起', '1起', '10', '0', '目标≤0起，实际1起，超过目标，不得分'],
  ['5次以下', '5次', '10', '10', '目标5次以下，实际5次，达到目标，得满分10'],
  ['＝100%', '100%', '22.5', '22.5', '目标＝100%，实际100%，达到目标，得满分22.5'],
  ['＝100%', '95%', '10', '9.5', '目标＝100%，实际95%，完成95%，得分=10×95%=9.5'],
  ['44人', '50人', '11', '9.5', '目标44人，实际50人，超过目标，扣除偏差后为86.36%，得分=11×38÷44=9.5'],
  ['10次', '25次', '10', '0', '目标10次，实际25次，偏差不小于100%，不得分'],
  ['＝0起', '2起', '10', '0', '目标＝0起，实际2起，未达到目标，不得分'],
  // Units: spellings and 万 agree.
  ['≥1290.3平方米', '1290.3㎡', '10.3分', '10.3', '目标≥1290.3平方米，实际1290.3㎡，达到目标，得满分10.3'],
  ['≥2万份', '18000份', '10', '9', '目标≥2万份，实际18000份，完成90%，得分=10×90%=9'],
  ['≥2万份', '1.8', '10', '9', '目标≥2万份，实际1.8，完成90%，得分=10×90%=9'],
  ['≤3个工作日', '4工作日', '8', '6', '目标≤3个工作日，实际4工作日，超过目标，目标÷实际=75%，得分=8×75%=6'],
  // Qualitative.
  ['良好', '良好', '10', '10', '目标“良好”，实际“良好”，达成指标，得满分10'],
  ['良好', '优', '10', '10', '目标“良好”，实际“优”，达成指标，得满分10'],
  ['有效保障', '达成年度指标', '10', '10', '目标“有效保障”，实际“达成年度指标”，达成指标，得满分10'],
  [
    '有效保障',
    '部分达成',
    '10',
    '7',
    '目标“有效保障”，实际“部分达成”，按“中”可得60%～80%，取中间值：10×70%=7，可在此范围内改并写明理由',
  ],
  ['优', '良', '10', '8.5', '目标“优”，实际“良”，按“良”可得80%～90%，取中间值：10×85%=8.5，可在此范围内改并写明理由'],
  [
    '提升',
    '未达成',
    '10',
    '3',
    '目标“提升”，实际“未达成”，按“差”可得0%～60%，取中间值：10×30%=3，可在此范围内改并写明理由',
  ],
  ['12月底前', '按时完成', '10', '10', '目标“12月底前”，实际“按时完成”，达成指标，得满分10'],
])('%s against %s of %s points', (target, actual, points, score, why) => {
  expect(scoreOf(target, actual, points, 2)).toEqual({ score, why });
});

test.each([
  ['', '8次', '10', ''],
  ['≥10次', '', '10', ''],
  ['≥10次', '8次', '', '分值未填，暂不计分'],
  ['≥10次', '8次', '—', '分值“—”不是一个数，不能计分'],
  ['≥10次', '8人', '10', '目标≥10次，实际8人，单位“次”与“人”不一致，请改成一样的单位，暂不计分'],
  ['≥10次', '已开展', '10', '实际完成值“已开展”不是一个数，请写成“10次”的样子，暂不计分'],
  [
    '提升',
    '有所提升',
    '10',
    '目标“提升”，实际“有所提升”，不是数，请按“达成”“部分达成”“未达成”或优、良、中、差填写实际完成值，或直接填写得分和理由',
  ],
])('no score for %j against %j of %j points', (target, actual, points, why) => {
  expect(scoreOf(target, actual, points, 2)).toEqual({ score: null, why });
});

const sign = fc.constantFrom('≥', '＞', '≤', '＜', '＝', '');
const decimal = fc
  .tuple(fc.integer({ min: 0, max: 99999 }), fc.integer({ min: 0, max: 3 }))
  .map(([digits, places]) => new Decimal(digits).div(new Decimal(10).pow(places)));

test('a score is never more than the points nor less than nothing, and has all of them where the target is reached', () => {
  fc.assert(
    fc.property(
      sign,
      decimal,
      decimal,
      decimal,
      fc.integer({ min: 0, max: 4 }),
      (sign, target, actual, points, decimals) => {
        const { score, why } = scoreOf(`${sign}${target}次`, `${actual}次`, points.toFixed(), decimals);
        expect(score).not.toBeNull();
        expect(new Decimal(score as string).lessThanOrEqualTo(points)).toBe(true);
        expect(new Decimal(score as string).isNegative()).toBe(false);
        expect(why).not.toBe('');
        const at = actual.comparedTo(target);
        const isReached = { '≥': at >= 0, '＞': at > 0, '≤': at <= 0, '＜': at < 0, '＝': at === 0, '': at === 0 }[
          sign
        ];
        if (isReached) expect(new Decimal(score as string).equals(points)).toBe(true);
      },
    ),
  );
});

test('what comes nearer to its target never has fewer points', () => {
  fc.assert(
    fc.property(sign, decimal, decimal, decimal, (sign, target, one, other) => {
      const score = (actual: Decimal) =>
        new Decimal(scoreOf(`${sign}${target}次`, `${actual}次`, '30', 4).score as string);
      const off = (actual: Decimal) => {
        const by = actual.minus(target);
        if (sign === '≥' || sign === '＞') return Decimal.max(0, by.neg());
        return sign === '≤' || sign === '＜' ? Decimal.max(0, by) : by.abs();
      };
      const [near, far] = off(one).lessThanOrEqualTo(off(other)) ? [one, other] : [other, one];
      // ＞ and ＜ are not reached by the target itself: 0 of ＞0 has nothing, though it is near.
      fc.pre(!target.isZero() || (sign !== '＞' && sign !== '＜'));
      expect(score(near).greaterThanOrEqualTo(score(far))).toBe(true);
    }),
  );
});
