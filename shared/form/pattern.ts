/**
 * A pattern is printed text around fields: `{id}` stands for a value, `[…]` is left out when the values in it are
 * empty. The same pattern prints a cell and reads it back: `({fiscalYear}年度)`, `填报单位(盖章)[：{filingUnit}]`.
 */
type Part = { literal: string } | { field: string } | { optional: Part[] };

/** Patterns are of forms, a few each, and every table is printed by them. */
const parsed = new Map<string, Part[]>();

function parts(pattern: string): Part[] {
  const done = parsed.get(pattern);
  if (done) return done;
  const result: Part[] = [];
  for (const [, field, optional, literal] of pattern.matchAll(/\{([^}]+)\}|\[([^\]]+)\]|([^{[]+)/g)) {
    if (field !== undefined) result.push({ field });
    else if (optional !== undefined) result.push({ optional: parts(optional) });
    else result.push({ literal: literal ?? '' });
  }
  parsed.set(pattern, result);
  return result;
}

/** Ids of the fields in a pattern, in printed order. */
export function patternFields(pattern: string): string[] {
  if (!pattern.includes('{')) return [];
  return [...pattern.matchAll(/\{([^}]+)\}/g)].map((match) => match[1] as string);
}

/** The printed text of a pattern. */
export function printPattern(pattern: string, value: (field: string) => string): string {
  const print = (list: Part[]): string =>
    list
      .map((part) => {
        if ('literal' in part) return part.literal;
        if ('field' in part) return value(part.field);
        return patternFieldsOf(part.optional).some((id) => value(id) !== '') ? print(part.optional) : '';
      })
      .join('');
  return print(parts(pattern));
}

function patternFieldsOf(list: Part[]): string[] {
  return list.flatMap((part) =>
    'field' in part ? [part.field] : 'optional' in part ? patternFieldsOf(part.optional) : [],
  );
}

/** The regular expression of a field's value; undefined where that is any text. */
export type FieldMatch = (field: string) => string | undefined;

export const anyText: FieldMatch = () => undefined;

/**
 * The values in a printed text, or null when the text is not of the pattern. Spaces and the width of punctuation do not
 * count. A pattern is compiled once for each `match`: a caller that reads much has one of them, not one a call.
 */
export function readPattern(pattern: string, text: string, match: FieldMatch): Record<string, string> | null {
  const { names, expression } = compiled(pattern, match);
  const found = expression.exec(text);
  if (!found) return null;
  return Object.fromEntries(names.map((name, index) => [name, found[index + 1] ?? '']));
}

interface Compiled {
  names: string[];
  expression: RegExp;
}

const known = new WeakMap<FieldMatch, Map<string, Compiled>>();

function compiled(pattern: string, match: FieldMatch): Compiled {
  const patterns = known.get(match) ?? new Map<string, Compiled>();
  known.set(match, patterns);
  const done = patterns.get(pattern) ?? compile(pattern, match);
  patterns.set(pattern, done);
  return done;
}

function compile(pattern: string, match: FieldMatch): Compiled {
  const names: string[] = [];
  const expression = (list: Part[]): string =>
    list
      .map((part) => {
        if ('literal' in part) return [...part.literal].map(literalCharacter).join('\\s*');
        if ('field' in part) {
          names.push(part.field);
          return `\\s*(${match(part.field) ?? '.*?'})\\s*`;
        }
        return `(?:${expression(part.optional)})?`;
      })
      .join('\\s*');
  // Several in a row say no more than one, and try every way of sharing the spaces.
  const whole = `^\\s*${expression(parts(pattern))}\\s*$`.replace(/(?:\\s\*){2,}/g, '\\s*');
  return { names, expression: new RegExp(whole, 'su') };
}

const WIDTHS = ['(（', ')）', ':：', ',，', '.．、', '%％', ';；'];

function literalCharacter(character: string): string {
  const same = WIDTHS.find((pair) => pair.includes(character)) ?? character;
  return /\s/.test(character) ? '' : `[${same.replace(/[\]\\^-]/g, '\\$&')}]`;
}
