import type { Workspace } from './workspace.ts';

/** The unit of the open filing; '' without one. */
export function unitAtHand({ filings, current }: Workspace): string {
  return filings.find(current?.id)?.unit ?? '';
}

/** The year that the clerk is at: of the chosen filings, else of the open one; null when there is none. */
export function yearAtHand({ list, filings, current }: Workspace): number | null {
  const [chosen] = list.inOrder();
  return filings.find(chosen ?? current?.id)?.year ?? null;
}
