/**
 * An amount cut where thousands separators would stand, for showing them without changing the text:
 * `1234567.89` → `1`, `234`, `567.89`. Joined, the groups are always the given text; what is no amount is one group.
 */
export function amountGroups(amount: string): string[] {
  const found = /^([+-]?\d{1,3})((?:\d{3})*)(\.\d+)?$/.exec(amount);
  if (!found) return [amount];
  const groups = [found[1] as string, ...(found[2]?.match(/\d{3}/g) ?? [])];
  return groups.with(-1, `${groups.at(-1)}${found[3] ?? ''}`);
}

const NUMBER = /^[+-]?\d+(?:\.(\d+))?$/;

/**
 * The amounts of one column with as many decimals as the most exact of them has, so that their points stand below one
 * another: `71.2` beside `128.60` → `71.20`. Zero stays `0`, as a form prints it; what is no amount stays as it is.
 */
export function evenDecimals(column: readonly string[]): string[] {
  const most = Math.max(0, ...column.map((text) => NUMBER.exec(text)?.[1]?.length ?? 0));
  return column.map((text) => {
    const found = NUMBER.exec(text);
    if (!found || most === 0 || /^[+-]?[0.]+$/.test(text)) return text;
    const decimals = found[1] ?? '';
    return `${decimals === '' ? `${text}.` : text}${'0'.repeat(most - decimals.length)}`;
  });
}

/** Prints the amounts of columns that are read together: with even decimals, and separators; '' where there is none. */
export function amountPrinter(columns: readonly (string | null | undefined)[]): (amount?: string | null) => string {
  const amounts = columns.filter((amount) => typeof amount === 'string');
  const printed = new Map(evenDecimals(amounts).map((text, at) => [amounts[at], amountGroups(text).join(',')]));
  return (amount) => printed.get(amount ?? '') ?? '';
}
