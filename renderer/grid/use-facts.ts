import { useEffect } from 'react';
import { readAmount, sumAmounts } from '../../shared/filing/amount.ts';
import type { SheetCell } from '../../shared/layout/sheet.ts';
import type { SelectionFacts, Typed } from '../state/selection-facts.ts';
import type { Session } from '../state/session.ts';
import type { ShownSheet } from '../state/shown-sheet.ts';
import { withDraft } from './suggestions.ts';
import type { Selecting } from './use-selection.ts';

interface Where {
  session: Session;
  shown: ShownSheet;
  selecting: Selecting;
  /** The text that is being typed; null while a cell is only selected. */
  text: string | null;
  facts: SelectionFacts;
}

/** How long typing rests before the pages of the draft are counted, in ms, so that hardly a keystroke waits for that. */
const REST = 120;
/** Where that takes long, it waits this many times as long as it took last, `took` ms. */
const SHARE = 8;
let took = 0;

/** Tells the status bar what is selected, and while a cell is typed into, how long its text is and how full the pages get. */
export function useFacts({ session, shown, selecting, text, facts }: Where): void {
  const { active, key, endKey, selection } = selecting;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the selection is what these name
  useEffect(() => {
    const cells = selection()?.cells ?? [];
    facts.select({ path: key, cells: cells.length, sum: sumOf(cells) });
  }, [facts, shown, key, endKey]);
  useEffect(() => {
    if (text === null || !active) {
      facts.type(null);
      return undefined;
    }
    const timer = setTimeout(() => facts.type(typedFacts(session, shown, active, text)), Math.max(REST, SHARE * took));
    return () => clearTimeout(timer);
  }, [facts, session, shown, active, text]);
  useEffect(() => () => facts.clear(), [facts]);
}

function typedFacts({ form, filing }: Session, shown: ShownSheet, cell: SheetCell, text: string): Typed {
  const began = performance.now();
  const filled = withDraft(form, filing, cell, text);
  const counted = filled ? shown.count(filled) : { pages: null, share: null };
  took = performance.now() - began;
  return { chars: [...text.trim()].length, ...counted };
}

/** The exact sum of the amounts in cells; null when they hold fewer than two. Percentages are none. */
export function sumOf(cells: readonly SheetCell[]): string | null {
  const amounts = cells.flatMap(({ number, text }) => (number && !text.endsWith('%') ? (readAmount(text) ?? []) : []));
  return amounts.length < 2 ? null : sumAmounts(amounts);
}
