/** The edit that types `to` into a field that holds `from`. */
export function typed(field: string, to: string, from = '') {
  return { kind: 'value' as const, field, from, to };
}
