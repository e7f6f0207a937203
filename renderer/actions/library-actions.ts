import { pathOf, placeOf } from '../../shared/filing/path.ts';
import { placeIndicator } from '../../shared/library/choose.ts';
import type { LibraryEntry } from '../../shared/library/library.ts';
import { type Action, type ActionContext, always, hasFiling } from './action.ts';

export const libraryActions: Action[] = [
  {
    id: 'library',
    label: '指标库',
    keys: ['Ctrl+Shift+L'],
    group: '指标行',
    enabled: always,
    run: ({ workspace }) => workspace.showLibrary(workspace.library.panel === 'list' ? null : 'list'),
  },
  {
    id: 'propose',
    label: '推荐指标',
    keys: ['Ctrl+Shift+K'],
    group: '指标行',
    enabled: hasFiling,
    run: ({ workspace }) => workspace.showLibrary(workspace.library.panel === 'propose' ? null : 'propose'),
  },
];

/** Puts an indicator into the open table, below the selected row where that is of its level 2. */
export function insertIndicator({ workspace, grid }: ActionContext, entry: LibraryEntry): void {
  const session = workspace.current;
  if (!session) workspace.say('请先打开一张表，再插入指标');
  if (!session || !workspace.commitDraft()) return;
  const place = placeOf(grid.current?.selection()?.active.path ?? '');
  const below = 'field' in place ? null : place.row;
  const { edits, row } = placeIndicator(session.form, session.filing, entry, below);
  const path = pathOf({ row, column: 'level3' });
  session.perform({ label: `插入指标${entry.name}`, path, edits });
  grid.current?.select(path);
  workspace.say(`已插入“${entry.name}”，请填写指标值`);
}
