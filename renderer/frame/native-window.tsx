import { useEffect } from 'react';
import { displayName } from '../../shared/filing/display-name.ts';
import { summarise } from '../../shared/filing/filing.ts';
import { shorten } from '../../shared/filing/parse.ts';
import type { Action, ActionContext } from '../actions/action.ts';
import { commandsOf } from '../actions/menu.ts';
import { call, hasMenuBar } from '../bridge.ts';
import { useObservable } from '../state/observable.ts';
import type { Session } from '../state/session.ts';
import { tellMenus } from './tell-menus.ts';
import { useValue } from './use-value.ts';

/** Keeps the title and, where the system has one, the menu bar of the window as the window is. Draws nothing. */
export function NativeWindow({ context, run }: { context: ActionContext; run(action: Action): void }) {
  const { workspace } = context;
  const { current } = useObservable(workspace.sessions);
  const title = useValue([current], () => titleOf(current));
  useEffect(
    () =>
      workspace.attempt(async () => {
        await call('window.title', { title });
      }),
    [workspace, title],
  );
  useEffect(() => {
    workspace.runCommand = (id) => {
      const action = commandsOf(context).find((one) => one.id === id);
      if (action) run(action);
    };
    return hasMenuBar() ? tellMenus(context, current) : undefined;
  }, [context, workspace, current, run]);
  return null;
}

/** 绩效表 — 档案数字化加工项目（2027） */
function titleOf(session: Session | null): string {
  if (!session) return '绩效表';
  const { name, year } = summarise(session.form, session.filing);
  return `绩效表 — ${displayName(shorten(name))}${year === null ? '' : `（${year}）`}`;
}
