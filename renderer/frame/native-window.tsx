import { useEffect } from 'react';
import { summarise } from '../../shared/filing/filing.ts';
import { shorten } from '../../shared/filing/parse.ts';
import type { Action, ActionContext } from '../actions/action.ts';
import { canRun, commandsOf, menusOf } from '../actions/menu.ts';
import { call, hasMenuBar } from '../bridge.ts';
import { Observable, useObservable } from '../state/observable.ts';
import type { Session } from '../state/session.ts';
import { useValue } from './use-value.ts';

/** How long in ms changes are gathered before the menu bar is told of them: nobody opens a menu sooner. */
const SOON = 150;

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
      if (action && canRun(action, context)) run(action);
    };
    return hasMenuBar() ? tellMenus(context, current) : undefined;
  }, [context, workspace, current, run]);
  return null;
}

/** 绩效表 — 档案数字化加工项目（2027） */
function titleOf(session: Session | null): string {
  if (!session) return '绩效表';
  const { name, year } = summarise(session.form, session.filing);
  return `绩效表 — ${shorten(name) || '未命名项目'}${year === null ? '' : `（${year}）`}`;
}

/** Tells the menu bar what the commands are called and can do, now and after every change. Returns what ends it. */
function tellMenus(context: ActionContext, current: Session | null): () => void {
  const { workspace } = context;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let told = '';
  const tell = () => {
    timer = undefined;
    const menus = menusOf(context);
    const text = JSON.stringify(menus);
    if (text === told) return;
    told = text;
    workspace.attempt(async () => {
      await call('menu.set', { menus });
    });
  };
  const soon = () => {
    timer ??= setTimeout(tell, SOON);
  };
  soon();
  // Whatever a command goes by, it is in one of the stores.
  const stores = [workspace, current, ...Object.values(workspace)].filter((store) => store instanceof Observable);
  const ends = stores.map((store) => store.subscribe(soon));
  return () => {
    clearTimeout(timer);
    for (const end of ends) end();
  };
}
