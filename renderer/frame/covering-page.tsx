import type { ReactNode } from 'react';
import type { Action, ActionContext } from '../actions/action.ts';
import { showAt } from '../actions/show-at.ts';
import { BackupsPage } from '../pages/backups-page.tsx';
import { BooksPage } from '../pages/books-page.tsx';
import { ComparisonView } from '../pages/comparison-view.tsx';
import { HistoryPage } from '../pages/history-page.tsx';
import { Home } from '../pages/home.tsx';
import { Preview } from '../pages/later-preview.ts';
import { Settings } from '../pages/settings.tsx';
import { TrashPage } from '../pages/trash-page.tsx';
import { YearReview } from '../pages/year-review.tsx';
import { Years } from '../pages/years.tsx';

import { panes } from '../panes.ts';
import type { View } from '../state/frame.ts';

export interface CoveringPageProps {
  context: ActionContext;
  view: Exclude<View, 'table'>;
  run(action: Action): void;
}

/** A page that covers the table. */
export function CoveringPage({ context, view, run }: CoveringPageProps) {
  const { workspace, uncover } = context;
  const { attempt, current: session } = workspace;
  const close = () => {
    uncover();
    panes.focus('table');
  };
  const open = (id: number, path: string) =>
    attempt(async () => {
      await showAt(context, id, path);
    });
  const pages: Record<Exclude<View, 'table'>, () => ReactNode> = {
    home: () => <Home context={context} run={run} />,
    years: () => <Years context={context} run={run} />,
    books: () => <BooksPage context={context} />,
    trash: () => <TrashPage workspace={workspace} />,
    backups: () => <BackupsPage workspace={workspace} />,
    settings: () => <Settings context={context} />,
    'year-review': () => <YearReview context={context} attempt={attempt} onClose={close} />,
    comparison: () => <ComparisonView workspace={workspace} attempt={attempt} onOpen={open} onClose={close} />,
    history: () => session && <HistoryPage context={context} session={session} onClose={close} />,
    preview: () =>
      session && (
        <Preview
          key={session.id}
          make={() => workspace.exports.preview(session.id)}
          back="返回编辑（Esc）"
          onPrint={() => attempt(() => workspace.exports.start('print', [session.id]))}
          onClose={close}
        />
      ),
  };
  return pages[view]();
}
