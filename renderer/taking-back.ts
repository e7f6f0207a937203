import type { Responses } from '../shared/api.ts';
import type { VersionDifference } from '../shared/compare/compare-versions.ts';
import { stepLabel } from '../shared/filing/history.ts';
import { takeBackAll } from '../shared/filing/take-back.ts';
import { dateName } from './day-name.ts';
import type { Session } from './state/session.ts';
import type { Workspace } from './workspace.ts';

type Past = Responses['versions.read'];

/** 取回: what a filing held at an earlier time comes back as a step like any other. */

/** Takes one text, row or order back. */
export function takeBack(workspace: Workspace, session: Session, past: Past, difference: VersionDifference): void {
  const { name, afterPath, beforePath, edits } = difference;
  take(workspace, session, past, name.replace(/[“”]/g, ''), { path: afterPath ?? beforePath ?? '', edits });
}

/** Takes all of it back. */
export function takeBackWhole(workspace: Workspace, session: Session, past: Past): void {
  take(workspace, session, past, '整张表', { path: '', edits: takeBackAll(session.form, session.filing, past.filing) });
}

function take(
  workspace: Workspace,
  session: Session,
  { savedAt }: Past,
  what: string,
  { path, edits }: Pick<VersionDifference, 'edits'> & { path: string },
): void {
  if (!workspace.commitDraft()) return;
  const label = stepLabel(`取回 ${dateName(savedAt, new Date())} 的“${what}”`);
  if (!session.perform({ label, path, edits })) return;
  workspace.say(`已${label}`, {
    label: '撤销',
    take: () => {
      if (session.canUndo === label) session.move('undo');
      else workspace.say('取回之后又有修改，请在表中按 Ctrl+Z 逐步撤销');
    },
    undoes: true,
  });
}
