import { markWords } from '../../shared/search-words.ts';

/** A text in which the found words are marked. */
export function Marked({ text, words }: { text: string; words: readonly string[] }) {
  if (words.length === 0) return text;
  // biome-ignore lint/suspicious/noArrayIndexKey: a run has no identity but its place
  return markWords(text, words).map((run, index) => (run.marked ? <mark key={index}>{run.text}</mark> : run.text));
}
