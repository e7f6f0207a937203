/** Longer lines are prose; taking them apart would take long. */
const LONGEST = 1000;

/**
 * The line, counted from 1, where labels stand beside one another with spaces between them, or the first one of labels
 * where pages end with a form feed as programs write it; null where the text is of another kind.
 */
export function firstSpaced(text: string, isLabel: (text: string) => boolean): number | null {
  const lines = text.split(/\r\n|\n|\r/).map((line) => (line.length > LONGEST ? '' : line));
  if (lines.some((line) => line.includes('\t') && line.split('\t').some(isLabel))) return null;
  const labels = lines.map((line) => line.trim().split(/\s+/).filter(isLabel).length);
  if (labels.filter((count) => count >= 2).length >= 2) return labels.findIndex((count) => count >= 2) + 1;
  if (!text.includes('\f') || lines.filter((line) => isLabel(line.trim())).length < 4) return null;
  return labels.findIndex((count) => count > 0) + 1;
}
