import { Decimal } from 'decimal.js';
import { decimalsOf, printAmount, readAmount, sameAmount, sumAmounts } from '../filing/amount.ts';
import { textOf } from '../filing/filing.ts';
import { shorten } from '../filing/parse.ts';
import { type Finding, nameOf, type Subject, said } from './subject.ts';

/**
 * R08, R09, R14: totals are the exact sums of their parts. R11, R12: amounts are plain numbers. R13: 0 or empty alike.
 */
export function checkAmounts(subject: Subject): Finding[] {
  const { form, printed } = subject;
  const numbers = form.fields
    .filter((field) => field.type === 'amount' && printed.has(field.id))
    .flatMap((field) => checkNumber(subject, field.id));
  const sums = form.amounts.sums.flatMap(({ rule, total, parts }) => checkSum(subject, rule, total, parts));
  return [...numbers, ...sums, ...checkTwins(subject), ...checkZeros(subject)];
}

/** One amount typed into two parts of a sum by mistake doubles it. */
function checkTwins(subject: Subject): Finding[] {
  return subject.form.amounts.sums.flatMap(({ rule, parts: [first = '', second = ''] }): Finding[] => {
    const [a, b] = [said(subject, first), said(subject, second)];
    if (!sameAmount(a, b) || isZero(a)) return [];
    const message = `${nameOf(subject, first)}与${nameOf(subject, second)}都是 ${a}，请核对是否填重`;
    return [{ rule, severity: 'hint', message, path: second, also: [first] }];
  });
}

function checkNumber(subject: Subject, path: string): Finding[] {
  const { most } = subject.form.amounts;
  const name = nameOf(subject, path);
  const text = textOf(subject.filing, path);
  const amount = readAmount(text);
  const found: Finding[] = [];
  if (amount === null) return [{ rule: 'R11', message: `${name}“${shorten(text)}”不是金额，请改为数字`, path }];
  if (amount.startsWith('-') && !sameAmount(amount, '0'))
    found.push({ rule: 'R11', message: `${name} ${amount} 小于零，请核对`, path });
  if (decimalsOf(amount) > most) found.push({ rule: 'R11', path, ...tooExact(subject, name, amount) });
  if (amount !== text)
    found.push({
      rule: 'R12',
      message: `${name}写成“${shorten(text)}”，表中金额不带千分位和空格`,
      path,
      becomes: { [path]: amount },
    });
  return found;
}

/**
 * More decimals than usual. In 万元 four of them are exact 元: rounding them is the clerk's to decide, with the sums.
 */
function tooExact({ form }: Subject, name: string, amount: string): Pick<Finding, 'severity' | 'message'> {
  const { most } = form.amounts;
  const message = `${name} ${amount} 超过 ${most} 位小数`;
  if (form.unitOfMoney !== '万元' || decimalsOf(amount) > 4) return { message: `${message}，请保留 ${most} 位` };
  return { severity: 'warning', message: `${message}；如须保留 ${most} 位，请连同合计一起改` };
}

function checkSum(subject: Subject, rule: string, total: string, parts: readonly string[]): Finding[] {
  const { form, filing } = subject;
  const sum = sumAmounts(parts.map((id) => textOf(filing, id)));
  const whole = readAmount(textOf(filing, total));
  // What is no number is told as R11; a table without any amount is not wrong in its sum.
  if (sum === null || whole === null) return [];
  const filled = parts.filter((id) => said(subject, id) !== '');
  if (whole === '' ? filled.length === 0 : sameAmount(whole, sum)) return [];
  const name = nameOf(subject, total);
  const short = (id: string) => withoutPrefix(nameOf(subject, id), name);
  const amounts = filled.map((id) => `${short(id)} ${textOf(filing, id)}`).join('、');
  const finding = { rule, path: total, also: [...parts] };
  if (whole !== '') {
    const message =
      filled.length === 0
        ? `${name} ${whole}，但${parts.map(short).join('、')}均为空；请填写资金来源`
        : `${name} ${whole}，但${amounts}，合计为 ${sum}；请核对`;
    return [{ ...finding, message }];
  }
  const both = parts.length === 2 ? '两者' : '各项';
  const message = `${name}为空，但${amounts}；合计应等于${both}之和`;
  const fits = decimalsOf(sum) <= form.amounts.most && !sum.startsWith('-');
  if (!fits) return [{ ...finding, message }];
  const amount = printAmount(sum, form.amounts.decimals);
  return [{ ...finding, message, becomes: { [total]: amount }, label: `填入 ${amount}` }];
}

/** 实施期财政拨款 beside 实施期金额 is just 财政拨款. */
function withoutPrefix(name: string, beside: string): string {
  let same = 0;
  while (same < name.length && name[same] === beside[same]) same++;
  return same >= 2 ? name.slice(same) : name;
}

/** Fields of the same kind (`….other`) that are 0 in one sum and empty in another. */
function checkZeros(subject: Subject): Finding[] {
  const { sums } = subject.form.amounts;
  const kindOf = (id: string) => id.slice(id.lastIndexOf('.'));
  const parts = sums.flatMap((sum) => sum.parts.map((id) => ({ id, total: sum.total })));
  return parts.flatMap(({ id, total }): Finding[] => {
    if (said(subject, id) !== '' || said(subject, total) === '') return [];
    const zero = parts.find((other) => kindOf(other.id) === kindOf(id) && isZero(said(subject, other.id)));
    if (!zero) return [];
    const message = `${nameOf(subject, id)}留空，${nameOf(subject, zero.id)}写 0；请统一`;
    return [{ rule: 'R13', message, path: id, also: [zero.id], becomes: { [id]: '0' } }];
  });
}

function isZero(text: string): boolean {
  const amount = readAmount(text);
  return Boolean(amount) && new Decimal(amount as string).isZero();
}
