import { Decimal } from 'decimal.js';
import { decimalsOf, printAmount, readAmount, sameAmount, sumAmounts } from '../filing/amount.ts';
import { shorten } from '../filing/parse.ts';
import { pathOf } from '../filing/path.ts';
import {
  amountOf,
  cellPath,
  type Finding,
  headingOf,
  isWorkedOut,
  nameOf,
  pathsOf,
  type Subject,
  type Sum,
  said,
  type TableSubject,
  typedAmount,
  wholeColumn,
} from './subject.ts';

/**
 * R08, R09, R14: totals are the exact sums of their parts. R11, R12: amounts are plain numbers. R13: 0 or empty alike.
 */
export function checkAmounts(subject: Subject): Finding[] {
  const { form, printed } = subject;
  const fields = form.fields
    .filter(({ id, type, computed }) => type === 'amount' && printed.has(id) && !computed)
    .flatMap(({ id, name }) => checkNumber(subject, id, name, subject.filing.values[id] ?? ''));
  const { sums } = subject;
  return [
    ...fields,
    ...checkCells(subject),
    ...sums.flatMap((sum) => (isOfRows(sum) ? checkRowSums(subject, sum) : checkSum(subject, sum))),
    ...checkTwins(subject, sums),
    ...checkZeros(subject, sums),
  ];
}

/** Whether a sum is of columns of one table: then it holds in each row. */
function isOfRows({ total, parts }: Sum): boolean {
  const table = wholeColumn(total)?.table;
  return table !== undefined && parts.every((part) => wholeColumn(part)?.table === table);
}

function checkCells(subject: Subject): Finding[] {
  return subject.tables.flatMap((table) => {
    const amounts = table.columns.filter(({ type, computed }) => type === 'amount' && !computed);
    const summed = summedColumns(subject, table);
    return table.rows.flatMap(({ typed, index }) =>
      amounts.flatMap((column) => {
        const path = pathOf({ table: table.id, row: index, column: column.id });
        const name = headingOf(subject, column);
        const found = checkNumber(subject, path, name, typed[column.id] ?? '', summed.has(column.id));
        return found.map((finding) => ({ ...finding, path: cellPath(table, index, column.id) }));
      }),
    );
  });
}

/** Columns that something adds up. Others, like the price of one piece, may be as exact as they want. */
function summedColumns({ form }: Subject, table: TableSubject): Set<string> {
  const totals = form.bands.flatMap((band) =>
    band.kind === 'table' && band.lanes.some(({ id }) => id === table.id) ? (band.totals ?? []) : [],
  );
  const computed = table.columns.flatMap((column) => (column.computed?.is === 'sum' ? column.computed.of : []));
  const sums = form.amounts.sums.flatMap(({ total, parts }) =>
    [total, ...parts].map(wholeColumn).filter((whole) => whole?.table === table.id),
  );
  return new Set([...totals.flatMap((total) => total.sums), ...computed, ...sums.map((whole) => whole?.column ?? '')]);
}

/** One amount typed into two parts of a sum by mistake doubles it. */
function checkTwins(subject: Subject, sums: readonly Sum[]): Finding[] {
  return sums.flatMap(({ rule, parts: [first, second] }): Finding[] => {
    if (first === undefined || second === undefined || wholeColumn(first) || wholeColumn(second)) return [];
    const [a, b] = [said(subject, first), said(subject, second)];
    if (!sameAmount(a, b) || isZero(a)) return [];
    const message = `${nameOf(subject, first)}与${nameOf(subject, second)}都是 ${a}，请核对是否填重`;
    return [{ rule, severity: 'hint', message, path: second, also: [first] }];
  });
}

function checkNumber(subject: Subject, path: string, name: string, text: string, summed = true): Finding[] {
  const { most } = subject.form.amounts;
  const amount = readAmount(text);
  const found: Finding[] = [];
  if (amount === null) return [{ rule: 'R11', message: `${name}“${shorten(text)}”不是金额，请改为数字`, path }];
  if (amount.startsWith('-') && !sameAmount(amount, '0'))
    found.push({ rule: 'R11', message: `${name} ${amount} 小于零，请核对`, path });
  if (summed && decimalsOf(amount) > most) found.push({ rule: 'R11', path, ...tooExact(subject, name, amount) });
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

interface Part {
  name: string;
  text: string;
  paths: string[];
}

function checkSum(subject: Subject, { rule, total, parts }: Sum): Finding[] {
  const [whole, ...amounts] = [total, ...parts].map((ref) => amountOf(subject, ref));
  // What is no number is told as R11.
  if (whole === undefined || whole === null || amounts.includes(null)) return [];
  // An empty total is what its first parts come to, in every other sum that it is in: filling it in changes none.
  const first = subject.sums.find((sum) => sum.total === total);
  const isFirst = first?.rule === rule && first.parts[0] === parts[0];
  const isEmpty = isFirst && typedAmount(subject, total) === '';
  const part = (ref: string, amount: string): Part => ({
    name: nameOf(subject, ref),
    text: wholeColumn(ref) || said(subject, ref) === '' ? amount : said(subject, ref),
    paths: pathsOf(subject, ref),
  });
  const at = pathsOf(subject, total)[0];
  if (at === undefined) return [];
  return compareSum(
    subject,
    rule,
    { ...part(total, isEmpty ? '' : whole), paths: [at] },
    parts.map((ref, k) => part(ref, amounts[k] ?? '')),
    isFirst && wholeColumn(total) === null && !isWorkedOut(subject, total),
  );
}

/** A sum of columns, in each row of their table. */
function checkRowSums(subject: Subject, { rule, total, parts }: Sum): Finding[] {
  const table = subject.tables.find(({ id }) => id === wholeColumn(total)?.table);
  if (!table) return [];
  const columns = [total, ...parts].flatMap(
    (ref) => table.columns.find(({ id }) => id === wholeColumn(ref)?.column) ?? [],
  );
  return table.rows.flatMap(({ row, index }): Finding[] => {
    const [whole, ...others] = columns.map(
      (column): Part => ({
        name: headingOf(subject, column),
        text: (row[column.id] ?? '').trim(),
        paths: [pathOf({ table: table.id, row: index, column: column.id })],
      }),
    );
    const readable = whole && [whole, ...others].every(({ text }) => readAmount(text) !== null);
    return readable ? compareSum(subject, rule, whole, others, columns[0]?.computed === undefined) : [];
  });
}

/** A total against its parts, all of them amounts or empty; `typed` when the clerk may fill it in. */
function compareSum({ form }: Subject, rule: string, total: Part, parts: readonly Part[], typed: boolean): Finding[] {
  const sum = sumAmounts(parts.map(({ text }) => text)) ?? '';
  const whole = readAmount(total.text) ?? '';
  const filled = parts.filter(({ text }) => text !== '');
  // A table without any amount is not wrong in its sum.
  if (whole === '' ? filled.length === 0 : sameAmount(whole, sum)) return [];
  const { name, paths } = total;
  const short = (part: Part) => withoutPrefix(part.name, name);
  const amounts = filled.map((part) => `${short(part)} ${part.text}`).join('、');
  const finding = { rule, path: paths[0] ?? '', also: parts.flatMap((part) => part.paths) };
  const [only, ...others] = parts;
  if (whole !== '') {
    const message =
      filled.length === 0
        ? `${name} ${whole}，但${parts.map(short).join('、')}均为空；请填写资金来源`
        : only && others.length === 0
          ? `${name} ${whole} 与${only.name} ${only.text} 应相等；请核对`
          : `${name} ${whole}，但${amounts}，合计为 ${sum}；请核对`;
    return [{ ...finding, message }];
  }
  const both = parts.length === 2 ? '两者' : '各项';
  const message =
    others.length === 0 ? `${name}为空，但${amounts}；两者应相等` : `${name}为空，但${amounts}；合计应等于${both}之和`;
  const fits = typed && decimalsOf(sum) <= form.amounts.most && !sum.startsWith('-');
  if (!fits) return [{ ...finding, message }];
  const amount = printAmount(sum, form.amounts.decimals);
  return [{ ...finding, message, becomes: { [finding.path]: amount }, label: `填入 ${amount}` }];
}

/** 实施期财政拨款 beside 实施期金额 is just 财政拨款. */
function withoutPrefix(name: string, beside: string): string {
  let same = 0;
  while (same < name.length && name[same] === beside[same]) same++;
  return same >= 2 ? name.slice(same) : name;
}

/** Fields of the same kind (`….other`) that are 0 in one sum and empty in another. */
function checkZeros(subject: Subject, sums: readonly Sum[]): Finding[] {
  const kindOf = (id: string) => id.slice(id.lastIndexOf('.'));
  const parts = sums
    .flatMap((sum) => sum.parts.map((id) => ({ id, total: sum.total })))
    .filter(({ id, total }) => !wholeColumn(id) && !wholeColumn(total) && !isWorkedOut(subject, id))
    // What is a sum itself is told with its own parts.
    .filter(({ id }) => !sums.some((sum) => sum.total === id));
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
