import type { Column, Field, Form, ValueType } from '../form/form.ts';
import { printAmount, readAmount } from './amount.ts';
import { evaluate } from './arithmetic.ts';
import { matchingOptions } from './choice.ts';
import { halfWidth } from './half-width.ts';
import { normaliseDate, normalisePeriod } from './period.ts';

/** Text that cannot stand in a cell: one Chinese sentence that says why. */
export interface Refusal {
  refused: string;
}

/** What fields and columns have in common. */
type Typed = Pick<Field | Column, 'options'> & { type?: ValueType | undefined };

/** What a tick cell holds when it is ticked. */
export const TICK = '✔';

/**
 * A typed text as a value of its type is kept, whether of a field or of a column: amounts (also as arithmetic,
 * `=1200/12`) exact and in the form's decimals, percentages with their %, dates `2024年3月1日`, a choice as its option, a
 * tick as ✔. A text that is no such value is kept as typed, except where a choice or a tick allows no other; a column
 * without a type keeps the lines that it is given. Doing it twice changes nothing more.
 */
export function typedValue(form: Form, { type, options = [] }: Typed, name: string, text: string): string | Refusal {
  if (type === undefined || type === 'text') return text;
  const line = text.replace(/\s*\n\s*/g, ' ');
  switch (type) {
    case 'amount': {
      const amount = readAmount(evaluate(text) ?? text);
      return amount === null ? text : printAmount(amount, form.amounts.decimals);
    }
    case 'number':
      return readAmount(evaluate(line) ?? line) ?? line;
    case 'percent': {
      const number = readAmount(line.replace(/[%％]\s*$/, ''));
      return number ? `${number}%` : line;
    }
    case 'integer':
      return wholeNumber(line) ?? line;
    case 'year':
      return wholeNumber(line.replace(/\s*年度?$/, '')) ?? line;
    case 'period':
      return normalisePeriod(line);
    case 'date':
      return normaliseDate(line);
    case 'choice':
      return chosen(options, name, line);
    case 'tick':
      return ticked(name, line);
    default:
      return line;
  }
}

/** Whether a text is a value of its type, or empty; one kept as typed may be none. */
export function isOfType({ type = 'line', options = [] }: Typed, text: string): boolean {
  if (text === '') return true;
  switch (type) {
    case 'amount':
    case 'number':
      return readAmount(text) !== null;
    case 'percent':
      return /[%％]$/.test(text) && Boolean(readAmount(text.slice(0, -1)));
    case 'integer':
      return /^\d+$/.test(text);
    case 'year':
      return /^\d{4}$/.test(text);
    case 'date':
      return /^\d{4}年\d{1,2}月(\d{1,2}日)?$/.test(text);
    case 'choice':
      return options.includes(text);
    case 'tick':
      return text === TICK;
    default:
      return true;
  }
}

/** What is wrong with a text that is no value of its type, and what it should be. */
export function typeSentence({ type = 'line' }: Typed, name: string): string {
  switch (type) {
    case 'amount':
      return `${name}不是数字，请改为金额`;
    case 'percent':
      return `${name}不是百分数，请改为“25%”的样子`;
    case 'integer':
      return `${name}不是整数，请改为整数`;
    case 'year':
      return `${name}不是年度，请改为四位年度，如“2026”`;
    case 'date':
      return `${name}不是日期，请改为“2026年3月1日”的样子`;
    default:
      return `${name}不是数字，请改为数字`;
  }
}

function wholeNumber(text: string): string | null {
  const number = readAmount(halfWidth(text));
  return number !== null && /^\d*$/.test(number) ? number : null;
}

function chosen(options: readonly string[], name: string, text: string): string | Refusal {
  if (text === '') return '';
  const [only, ...others] = matchingOptions(options, text);
  if (only !== undefined && others.length === 0) return only;
  const quoted = (only === undefined ? options : [only, ...others]).map((option) => `“${option}”`).join('、');
  return { refused: only === undefined ? `${name}只能填${quoted}中的一项` : `${name}请在${quoted}中选一项` };
}

const YES = /^(1|y|yes|t|true|v|是|对|有|勾|打勾|[√✓✔☑☒■])$/i;
const NO = /^(0|n|no|f|false|否|不|无|[×xX□☐\-—])?$/i;

function ticked(name: string, text: string): string | Refusal {
  const typed = halfWidth(text).trim();
  if (YES.test(typed)) return TICK;
  return NO.test(typed) ? '' : { refused: `${name}只能打勾：按空格键打勾或取消，也可填“1”或“0”` };
}
