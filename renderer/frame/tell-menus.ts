import type { ActionContext } from '../actions/action.ts';
import { menusOf } from '../actions/menu.ts';
import { call } from '../bridge.ts';
import { Observable } from '../state/observable.ts';
import type { Session } from '../state/session.ts';

/** How long in ms changes are gathered before the menu bar is told of them: nobody opens a menu sooner. */
const SOON = 150;

/** Tells the menu bar what the commands are called and can do, now and after every change. Returns what ends it. */
export function tellMenus(context: ActionContext, current: Session | null): () => void {
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
