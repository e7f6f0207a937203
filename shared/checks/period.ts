import { Decimal } from 'decimal.js';
import { shorten } from '../filing/parse.ts';
import { isReversed, monthsOnly, type Period } from '../filing/period.ts';
import { amountOf, type Finding, nameOf, type Subject, said, yearsOf } from './subject.ts';

/** R05–R07: the implementation period. R10: its money against the year's. */
export function checkPeriod(subject: Subject): Finding[] {
  const { form, period, year } = subject;
  const { period: rules } = form.checks;
  if (!rules || !subject.printed.has(rules.field)) return [];
  const path = rules.field;
  const text = said(subject, path);
  const name = nameOf(subject, path);
  const found: Finding[] = checkMoney(subject, rules);
  if (text === '') return found;
  if (!period)
    return [
      ...found,
      {
        rule: 'R05',
        message: `${name}“${text}”读不懂，请写成“${year ?? 2026}年1月至${year ?? 2026}年12月”的样子`,
        path,
      },
    ];
  if (isReversed(period)) return [...found, { rule: 'R05', message: `${name}的结束早于开始，请核对`, path }];
  const { first, last } = yearsOf(period);
  if (year !== null && (year < first || year > last))
    found.push({ rule: 'R06', message: `${name}不包含预算年度 ${year} 年，请核对`, path, also: ['fiscalYear'] });
  const usual = monthsOnly(text);
  if (usual !== text)
    found.push({
      rule: 'R07',
      message: `${name}“${shorten(text, 30)}”请写成“${usual}”`,
      path,
      becomes: { [path]: usual },
    });
  return found;
}

function checkMoney(subject: Subject, { whole, annual }: { whole: string; annual: string }): Finding[] {
  const [all, ofYear] = [amountOf(subject, whole), amountOf(subject, annual)];
  if (!all || !ofYear) return [];
  const named = (field: string) => `${nameOf(subject, field)}${said(subject, field) === '' ? '（按各项之和）' : ''}`;
  const [names, difference] = [[named(whole), named(annual)], new Decimal(all).minus(ofYear)];
  const finding = { rule: 'R10', path: whole, also: [annual] };
  if (difference.isNegative() && !difference.isZero())
    return [{ ...finding, message: `${names[0]} ${all} 小于${names[1]} ${ofYear}，请核对` }];
  const { period } = subject;
  const years = period ? period.end.year - period.start.year + 1 : 1;
  if (difference.isZero() && !new Decimal(all).isZero() && period && monthsOf(period) > 12)
    return [
      {
        ...finding,
        severity: 'warning',
        message: `实施期跨 ${years} 年，${names[0]}与${names[1]}却都是 ${all}，请核对是否只填了一年的`,
      },
    ];
  if (!difference.isZero() && period && period.start.year === period.end.year)
    return [
      {
        ...finding,
        severity: 'warning',
        message: `实施期只有一年，${names[0]} ${all} 与${names[1]} ${ofYear} 应相等，请核对`,
      },
    ];
  return [];
}

/** Calendar months that a period touches. */
function monthsOf({ start, end }: Period): number {
  return (end.year - start.year) * 12 + (end.month ?? 12) - (start.month ?? 1) + 1;
}
