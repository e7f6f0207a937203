import { mainIndicators } from '../../shared/form/form.ts';
import { type TabId, tabs } from '../state/frame.ts';
import { useObservable } from '../state/observable.ts';
import type { Workspace } from '../workspace.ts';

/** The tabs that there is something for, in their order. */
export function tabsOf({ current: open, frame, lastYear, reports, pasting, sessions }: Workspace): TabId[] {
  const current = frame.away ? null : open;
  const there: Record<TabId, boolean> = {
    review: current !== null,
    propose: current !== null && mainIndicators(current.form) !== null,
    library: true,
    'last-year': current !== null && lastYear.source !== null,
    import: reports.imported !== null,
    paste: pasting.planFor(current) !== null,
    clash: sessions.clashes.length > 0,
    report: reports.report !== null,
  };
  return (Object.keys(tabs) as TabId[]).filter((tab) => there[tab]);
}

/** The tab that is shown; null where the panel is closed, or there is nothing for its tab. */
export function useShownTab(workspace: Workspace): TabId | null {
  const { frame, sessions, lastYear, reports, pasting } = workspace;
  const { tab } = useObservable(frame);
  useObservable(sessions);
  useObservable(lastYear);
  useObservable(reports);
  useObservable(pasting);
  return tab !== null && tabsOf(workspace).includes(tab) ? tab : null;
}
