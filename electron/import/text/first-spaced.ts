/** Longer lines are prose; taking them apart would take long. */
const LONGEST = 1000;

/**
 * The line, counted from 1, where labels stand beside one another with spaces between them, or the first one of labels
 * where pages end with a form feed as programs write it; null where the text is of another kind.
 */
export function firstSpaced(text: string, isLabel: (text: string) => boolean): number | null {
  const whole = text.split(/\r\n|\n|\r/).map((line) => (line.length > LONGEST ? '' : line));
  if (whole.some((line) => line.includes('\t') && line.split('\t').some(isLabel))) return null;
  const lines = whole.map((line) => line.trim());
  const isBeside = (line: string) => /\s/.test(line) && line.split(/\s+/).filter(isLabel).length >= 2;
  const first = lines.findIndex(isBeside);
  if (first >= 0 && lines.some((line, at) => at > first && isBeside(line))) return first + 1;
  if (!text.includes('\f') || lines.filter(isLabel).length < 4) return null;
  return lines.findIndex((line) => line.split(/\s+/).some(isLabel)) + 1;
}
