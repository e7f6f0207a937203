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
