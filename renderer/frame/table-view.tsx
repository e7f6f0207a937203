import { memo, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { PastePlan } from '../../shared/clipboard/paste.ts';
import type { Problem } from '../../shared/problem.ts';
import type { Action, ActionContext } from '../actions/action.ts';
import { ignoreProblem } from '../actions/cell-actions.ts';
import { fixProblem } from '../actions/review-actions.ts';
import { pageSize, roomForPages } from '../grid/desk-room.ts';
import { Grid } from '../grid/grid.tsx';
import { GridMenu } from '../grid/grid-menu.tsx';
import { useObservable } from '../state/observable.ts';
import type { Session } from '../state/session.ts';

interface Props {
  context: ActionContext;
  run(action: Action): void;
  session: Session;
}

/** The open table in the room there is, as large as the zoom says. */
export const TableView = memo(function TableView({ context, run, session }: Props) {
  const { workspace, grid } = context;
  const { zoom, sessions, frame, pasting } = workspace;
  const { scale } = useObservable(zoom);
  const { seal } = useObservable(workspace.preferences);
  const { source, shown } = useObservable(workspace.lastYear);
  const room = useRef<HTMLDivElement>(null);
  const paper = session.form.page;
  const notes = source !== null && shown;
  // The first table is drawn once its room is known, so that it is laid out once, and at its own scale.
  const [drawn, setDrawn] = useState(zoom.isMeasured);
  useLayoutEffect(() => {
    const element = room.current;
    if (!element) return undefined;
    const page = pageSize(paper, notes);
    const measure = (size: { width: number; height: number }) => {
      if (size.width > 0) zoom.measure({ ...roomForPages(size), page });
    };
    measure({ width: element.clientWidth, height: element.clientHeight });
    setDrawn(true);
    const observer = new ResizeObserver(([entry]) => measure(entry?.contentRect ?? { width: 0, height: 0 }));
    observer.observe(element);
    return () => observer.disconnect();
  }, [zoom, paper, notes]);
  /** Where the clerk left this table; the grid goes on from there by itself. */
  const [cellToShow] = useState(() => sessions.cellToShow);
  // Made once: the grid is drawn again for what it shows alone.
  const calls = useMemo(
    () => ({
      deeds: {
        fix: (problem: Problem) => fixProblem(context, problem),
        ignore: (problem: Problem) => ignoreProblem(context, problem),
      },
      onSelect: (path: string) => sessions.rememberCell(path),
      onPlace: () => workspace.selected(),
      onMessage: (text: string) => workspace.say(text),
      onPastePlan: (plan: PastePlan) => {
        pasting.ask(plan, session.filing);
        frame.showTab('paste');
      },
      onZoom: (step: 1 | -1) => zoom.step(step),
    }),
    [context, workspace, sessions, frame, pasting, zoom, session],
  );
  return (
    <div className="desk-room" ref={room}>
      {drawn && (
        <GridMenu context={context} run={run}>
          <Grid
            key={session.id}
            session={session}
            review={workspace.review}
            library={workspace.library}
            lastYear={workspace.lastYear}
            madeFrom={workspace.madeFrom}
            facts={workspace.selectionFacts}
            seal={seal}
            zoom={scale}
            handle={grid}
            cellToShow={cellToShow}
            {...calls}
          />
        </GridMenu>
      )}
    </div>
  );
});
