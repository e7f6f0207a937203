import { summarise } from '../shared/filing/filing.ts';
import type { Workspace } from './workspace.ts';

/** The unit of the open filing; '' without one. */
export function unitAtHand({ current }: Workspace): string {
  return current ? summarise(current.form, current.filing).unit : '';
}

/** The year that the clerk is at: of the chosen filings, else of the open one; null when there is none. */
export function yearAtHand({ list, filings, current }: Workspace): number | null {
  const [chosen] = list.inOrder();
  if (chosen !== undefined && chosen !== current?.id) return filings.find(chosen)?.year ?? null;
  return current ? summarise(current.form, current.filing).year : null;
}
