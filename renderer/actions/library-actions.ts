import { pathOf, placeOf } from '../../shared/filing/path.ts';
import { placeIndicator, rowNamed } from '../../shared/library/choose.ts';
import type { LibraryEntry } from '../../shared/library/library.ts';
import type { Session } from '../session.ts';
import type { Offer } from '../workspace.ts';
import { type Action, type ActionContext, always, hasFiling } from './action.ts';

export const libraryActions: Action[] = [
  {
    id: 'library',
    label: '指标库',
    keys: ['Ctrl+Shift+L'],
    group: '视图',
    enabled: always,
    run: ({ workspace }) => workspace.showLibrary(workspace.library.panel === 'list' ? null : 'list'),
  },
  {
    id: 'propose',
    label: '推荐指标',
    keys: ['Ctrl+Shift+K'],
    group: '视图',
    enabled: hasFiling,
    run: ({ workspace }) => workspace.showLibrary(workspace.library.panel === 'propose' ? null : 'propose'),
  },
];

/**
 * Puts an indicator into the open table, below the selected row where that is of its level 2; one that the table has
 * already is only shown. Answers with what takes the insertion back, null when nothing was inserted.
 */
export function insertIndicator({ workspace, grid }: ActionContext, entry: LibraryEntry): Offer | null {
  const session = workspace.current;
  if (!session) workspace.say('请先打开一张表，再插入指标');
  if (!session || !workspace.commitDraft()) return null;
  const there = rowNamed(session.filing, entry.name);
  if (there !== null) {
    grid.current?.select(pathOf({ table: 'indicators', row: there, column: 'level3' }));
    workspace.say(`本表第${there + 1}行已有“${entry.name}”，未重复插入`);
    return null;
  }
  const place = placeOf(grid.current?.selection()?.active.path ?? '');
  const below = 'field' in place ? null : place.row;
  const { edits, row } = placeIndicator(session.form, session.filing, entry, below);
  const path = pathOf({ table: 'indicators', row, column: 'level3' });
  session.perform({ label: `插入指标${entry.name}`, path, edits });
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
      if (document.activeElement?.closest('.status')) grid.current?.focus();
      workspace.say('已撤销');
    },
  };
}
