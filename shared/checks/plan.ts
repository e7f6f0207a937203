import { Decimal } from 'decimal.js';
import { type Finding, nameOf, type Subject, said } from './subject.ts';

/** R16: the spending plan is filled in, each percentage from 0 to 100, never falling, and 100 % at the end. */
export function checkPlan(subject: Subject): Finding[] {
  const fields = subject.form.checks.plan ?? [];
  const found: Finding[] = [];
  let [previous, reached] = ['', new Decimal(0)];
  for (const [index, field] of fields.entries()) {
    const text = said(subject, field);
    const name = nameOf(subject, field);
    const complain = (message: string, also: string[] = []) => found.push({ rule: 'R16', message, path: field, also });
    const value = readPercent(text);
    if (text === '') complain(`${name}为空，请填写累计百分比`);
    else if (!value) complain(`${name}“${text}”不是百分比，请写成“50%”的样子`);
    else if (value.isNegative() || value.greaterThan(100)) complain(`${name} ${text} 应在 0% 到 100% 之间`);
    else if (reached.greaterThan(value))
      complain(`${name} ${text} 小于${nameOf(subject, previous)} ${said(subject, previous)}；各期为累计数，不应减少`, [
        previous,
      ]);
    else if (index === fields.length - 1 && !value.equals(100)) complain(`${name} ${text}，年底应累计到 100%`);
    if (value) [previous, reached] = [field, value];
  }
  return found;
}

function readPercent(text: string): Decimal | null {
  const found = /^([+-]?\d+(?:\.\d+)?)\s*%$/.exec(text.normalize('NFKC'));
  return found?.[1] ? new Decimal(found[1]) : null;
}
