/**
 * A list's number before the text of its paragraph. Where both would run together to another number or word
 * (`1.` and `5公里`, `1` and `3公里`), a space keeps them apart.
 */
export function numbered(label: string, text: string): string {
  if (label === '' || text === '') return label + text;
  const runsOn = /[\p{L}\p{N}]$/u.test(label) || (/[.,．，\-–—]$/.test(label) && /^[\d.０-９]/.test(text));
  return `${label}${runsOn ? ' ' : ''}${text}`;
}
