import { flushSync } from 'react-dom';
import { pathOf, rowPlaceOf } from '../../shared/filing/path.ts';
import { rowCellName } from '../../shared/filing/place-name.ts';
import { mainIndicators } from '../../shared/form/form.ts';
import { libraryTable, placeIndicator, rowNamed } from '../../shared/library/choose.ts';
import type { LibraryEntry } from '../../shared/library/library.ts';
import { panes } from '../panes.ts';
import type { Offer } from '../state/messages.ts';
import type { Session } from '../state/session.ts';
import type { Workspace } from '../workspace.ts';
import { type Action, type ActionContext, always } from './action.ts';

/** Whether a table is open that indicators go into. */
function hasIndicators({ workspace: { current } }: ActionContext): boolean {
  return current !== null && mainIndicators(current.form) !== null;
}

export const libraryActions: Action[] = [
  {
    id: 'library',
    anywhere: true,
    label: '指标库',
    keys: ['Ctrl+Shift+L'],
    group: '视图',
    enabled: always,
    run: ({ workspace }) => {
      if (workspace.frame.tab === 'library') return leave(workspace);
      workspace.library.wanted();
      enter(() => workspace.frame.showTab('library'));
    },
  },
  {
    id: 'propose',
    label: '推荐指标',
    keys: ['Ctrl+Shift+K'],
    group: '视图',
    enabled: hasIndicators,
    run: ({ workspace }) => (workspace.frame.tab === 'propose' ? leave(workspace) : enter(() => workspace.propose())),
  },
];

/** Shows a tab and goes there at once: what it loads takes no focus later. */
function enter(show: () => void): void {
  flushSync(show);
  panes.focus('panel');
}

function leave({ frame }: Workspace): void {
  const inside = panes.holds('panel');
  frame.showTab(null);
  if (inside) panes.focus('table');
}

/**
 * Puts an indicator into the open table, below the selected row where that is of its level 2; one that the table has
 * already is only shown. Answers with what takes the insertion back, null when nothing was inserted.
 */
export function insertIndicator({ workspace, grid }: ActionContext, entry: LibraryEntry): Offer | null {
  const session = workspace.current;
  if (!session) workspace.say('请先打开一张表，再插入指标');
  if (!session || !workspace.commitDraft()) return null;
  const { form, filing } = session;
  const selected = grid.current?.selection()?.active.path ?? '';
  const table = libraryTable(form, selected);
  if (table === null) {
    workspace.say(`“${form.name}”没有指标，不能插入；请先打开有指标的表`);
    return null;
  }
  const there = rowNamed(filing, table, entry.name);
  if (there !== null) {
    grid.current?.select(pathOf({ table, row: there, column: 'level3' }));
    workspace.say(`本表${rowCellName(form, table, there, '')}已有“${entry.name}”，未重复插入`);
    return null;
  }
  const place = rowPlaceOf(selected);
  const below = place?.table === table ? place.row : null;
  const { edits, row } = placeIndicator(form, filing, table, entry, below);
  const path = pathOf({ table, row, column: 'level3' });
  if (!session.perform({ label: `插入指标${entry.name}`, path, edits })) return null;
  grid.current?.select(path);
  const offer = undoOffer({ workspace, grid }, session, '撤销插入');
  workspace.say(`已插入“${entry.name}”，请填写指标值`, offer);
  return offer;
}

/** Offers to take the step back that was just made, as long as the table is as it left it. */
export function undoOffer(
  { workspace, grid }: Pick<ActionContext, 'workspace' | 'grid'>,
  session: Session,
  label: string,
): Offer {
  const after = session.filing;
  return {
    label,
    async take() {
      if (!workspace.commitDraft()) return;
      if (session.filing !== after) return workspace.say('表中后来又有修改，请按 Ctrl+Z 逐步撤销');
      const path = session.move('undo');
      if (path !== null && workspace.current === session) grid.current?.select(path);
      // The message's button goes with it; the table takes its focus.
      panes.focus('table');
      workspace.say('已撤销');
    },
  };
}
