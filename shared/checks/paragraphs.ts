import { Decimal } from 'decimal.js';
import { textOf } from '../filing/filing.ts';
import { type Field, fieldOf, printedBands, type TextBand } from '../form/form.ts';
import { groupBy } from '../group-by.ts';
import { inUnit, mixesUnits, NUMBER, OTHERS } from './money.ts';
import { amountOf, type Finding, nameOf, type Subject } from './subject.ts';

/** A sentence of the form whose text the clerk wrote anew, and the fields that the form would print in it. */
interface Rewritten {
  id: string;
  text: string;
  fields: { field: Field; words: string }[];
}

/**
 * R15, R18: the numbers of a paragraph that the clerk rewrote are those that its form would print: what stands behind
 * the same words (财政拨款收入 649.46万元, 基本支出增加 87.22万元) is the same amount, and goes the same way.
 */
export function checkParagraphs(subject: Subject): Finding[] {
  return rewritten(subject).flatMap(({ id, text, fields }) =>
    [...groupBy(fields, ({ words }) => words)].flatMap(([words, own]) =>
      compare(
        subject,
        id,
        text,
        words,
        own.map(({ field }) => field),
      ),
    ),
  );
}

function rewritten({ form, filing }: Subject): Rewritten[] {
  const bands = printedBands(form, filing.sections).filter((band): band is TextBand => band.kind === 'text');
  const paragraphs = bands.flatMap((band) => band.paragraphs);
  return paragraphs.flatMap(({ id, pattern }): Rewritten[] => {
    if (id === undefined) return [];
    const text = unquoted(textOf(filing, id)).normalize('NFKC').trim();
    return text === ''
      ? []
      : [{ id, text, fields: numbersIn(pattern).map(([field, words]) => ({ field: fieldOf(form, field), words })) }];
  });
}

/** The fields of a pattern with the words that stand right before each. */
function numbersIn(pattern: string): [field: string, words: string][] {
  return [...unquoted(pattern).matchAll(/(\p{Script=Han}*)[：:\s]*\{([^}]+)\}/gu)].flatMap(
    ([, before = '', field = '']): [string, string][] => {
      const words = before.replace(/^.*年|[为是共]+$/g, '').slice(-MOST_WORDS);
      return words.length < 2 ? [] : [[field, words]];
    },
  );
}

/** “三公”经费 and “三公经费” are the same words. */
function unquoted(text: string): string {
  return text.replace(/[“”"]/g, '');
}

/** Characters by which an amount is found again in a sentence. */
const MOST_WORDS = 6;

interface Said {
  amount: Decimal;
  shown: string;
}

const UP = /增加|增长|上升|提高|多/;

function compare(subject: Subject, id: string, text: string, words: string, fields: readonly Field[]): Finding[] {
  const { form } = subject;
  const isChange = fields.every(({ computed }) => computed?.is === 'change');
  if (!isChange && !fields.every(({ type }) => type === 'amount')) return [];
  const known = fields.flatMap((field) => {
    const amount = knownAmount(subject, field);
    return amount ? [{ field, amount }] : [];
  });
  const found = isChange ? changesAfter(subject, text, words) : amountsAfter(subject, text, words);
  const strange = found.find(({ amount }) => !known.some((one) => one.amount.equals(amount)));
  const missing = known.find((one) => !found.some(({ amount }) => amount.equals(one.amount)));
  if (!strange || !missing) return [];
  const at = { path: id, also: [missing.field.id] };
  const should = isChange ? '按两年的数应为' : `${missing.field.name}为`;
  const way = isChange ? (missing.amount.isNegative() ? '减少 ' : '增加 ') : '';
  const is = `${nameOf(subject, id)}写“${strange.shown}”，${should} ${way}${missing.amount.abs()} ${form.unitOfMoney}`;
  if (mixesUnits(strange.amount.abs(), missing.amount.abs()))
    return [{ rule: 'R18', message: `${is}；元与万元是否写混？`, ...at }];
  return [{ rule: 'R15', message: `${is}；请改为一致`, ...at }];
}

/** What a field comes to, less than zero where it is less than the year before; null when that is not known. */
function knownAmount(subject: Subject, { id, computed }: Field): Decimal | null {
  if (computed?.is !== 'change') {
    const amount = amountOf(subject, id);
    return amount ? new Decimal(amount) : null;
  }
  const [now, last] = [amountOf(subject, computed.now), amountOf(subject, computed.last)];
  return now && last ? new Decimal(now).minus(last) : null;
}

function amountsAfter({ form }: Subject, text: string, words: string): Said[] {
  const pattern = new RegExp(`${words}[为是共计约::\\s]*${NUMBER}\\s*(亿元|万元|元)`, 'g');
  return [...text.matchAll(pattern)]
    .filter(({ index }) => !OTHERS.test(text.slice(0, index)))
    .map(([shown, number = '', unit = '']) => ({ amount: inUnit(form, number, unit), shown }));
}

function changesAfter({ form }: Subject, text: string, words: string): Said[] {
  const pattern = new RegExp(
    `${words}[^,，。;；、\\d]{0,8}?(增加|增长|上升|减少|下降|降低|持平)(?:了)?\\s*(?:${NUMBER}\\s*(亿元|万元|元))?`,
    'g',
  );
  return [...text.matchAll(pattern)].flatMap(([shown, way = '', number, unit = '']): Said[] => {
    if (number === undefined) return way === '持平' ? [{ amount: new Decimal(0), shown }] : [];
    const amount = inUnit(form, number, unit);
    return [{ amount: UP.test(way) ? amount : amount.negated(), shown }];
  });
}
