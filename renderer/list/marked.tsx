import { markWords } from '../../shared/search-words.ts';

/** A text in which the found words are marked. */
export function Marked({ text, words }: { text: string; words: readonly string[] }) {
  if (words.length === 0) return text;
  // biome-ignore lint/suspicious/noArrayIndexKey: a run has no identity but its place
  return markWords(text, words).map((run, index) => (run.marked ? <mark key={index}>{run.text}</mark> : run.text));
}

/** Where the words were found, so that the first is seen however little room there is: what stands before it shrinks. */
export function MarkedHit({ text, words }: { text: string; words: readonly string[] }) {
  const before = markWords(text, words)[0];
  const lead = before && !before.marked ? before.text : '';
  return (
    <>
      <span className="lead">{lead}</span>
      <span className="hit">
        <Marked text={text.slice(lead.length)} words={words} />
      </span>
    </>
  );
}
