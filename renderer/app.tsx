import { ConfigProvider } from 'antd';
import zhCN from 'antd/locale/zh_CN';
import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import type { Action, ActionContext } from './actions/action.ts';
import { runAction } from './actions/run-action.ts';
import { Boundary } from './boundary.tsx';
import { call } from './bridge.ts';
import { watchFaults } from './faults.ts';
import { Centre, CoveringPage } from './frame/centre.tsx';
import { AskedDialog, Dialogs } from './frame/dialogs.tsx';
import { FileDrop } from './frame/file-drop.tsx';
import { useFocusBack } from './frame/focus-back.ts';
import { MessagesView } from './frame/messages-view.tsx';
import { NativeWindow } from './frame/native-window.tsx';
import { PanelTabs } from './frame/panel.tsx';
import { Rail } from './frame/rail.tsx';
import { SplitPanes } from './frame/split-panes.tsx';
import { StatusBar } from './frame/status-bar.tsx';
import { Toolbar } from './frame/toolbar.tsx';
import { useLook } from './frame/use-look.ts';
import { useWindowKeys } from './frame/window-keys.ts';
import type { GridHandle } from './grid/grid-handle.ts';
import { keepFields } from './kept-fields.ts';
import { later } from './later.tsx';
import { FilingList } from './list/filing-list.tsx';
import { RecoveryQuestion } from './panels/recovery-question.tsx';
import { useObservable } from './state/observable.ts';
import { antdTheme } from './theme.ts';
import { Workspace } from './workspace.ts';
import './app.css';

const workspace = new Workspace();
const { attempt } = workspace;
// What stands where goes by the width: known before anything is drawn, it is drawn once.
workspace.frame.resized(window.innerWidth);
let isBegun = false;
/** Resolves when what the window begins with is read. */
export const begun = workspace
  .begin()
  .then(async () => {
    // A panel that was left open comes with the window. One that cannot be read is tried again where it is shown.
    if (workspace.frame.tab !== null) await PanelTabs.read().catch(() => undefined);
  })
  .finally(() => {
    isBegun = true;
  });
// Where it fails, that is told by the window.
begun.catch(() => undefined);

/** What the window does not begin with is read when it rests. */
const readRest = () =>
  requestIdleCallback(() => {
    for (const part of [PanelTabs, CoveringPage, AskedDialog]) attempt(async () => void (await part.read()));
  });

/** How everything looks, also what stands in the place of a window that failed. Themes are costly: there is this one. */
export function Looks({ children }: { children: ReactNode }) {
  const look = useLook(workspace.appearance);
  return (
    <ConfigProvider
      locale={zhCN}
      button={{ autoInsertSpace: false }}
      menu={{ classNames: { root: 'in-window', popup: { root: 'in-window submenu' } } }}
      notification={{ classNames: { close: 'roomy' } }}
      theme={antdTheme(look)}
    >
      {children}
    </ConfigProvider>
  );
}

/** Says when the window is ready. It is a part of its own, so that nothing within is drawn again for that. */
function Stage({ children }: { children: ReactNode }) {
  const [ready, setReady] = useState(isBegun);
  useEffect(
    () =>
      attempt(async () => {
        try {
          await begun;
        } finally {
          setReady(true);
          readRest();
        }
      }),
    [],
  );
  return (
    <div className="window" data-app-state={ready ? 'ready' : 'loading'}>
      {children}
    </div>
  );
}

/** The window. */
export function App() {
  const grid = useRef<GridHandle | null>(null);
  const context: ActionContext = useMemo(
    () => ({ workspace, grid, uncover: () => flushSync(() => workspace.frame.show('table')) }),
    [],
  );
  const run = useMemo(() => (action: Action) => runAction(action, context), [context]);

  useEffect(() => {
    watchFaults((sentence) => workspace.messages.fail(sentence));
    workspace.commitDraft = (how) => {
      keepFields();
      return grid.current?.commit(how) ?? true;
    };
  }, []);
  useWindowKeys(context, run);
  useFocusBack(workspace.frame);

  return (
    <Stage>
      <AfterRecovery>
        <Rail context={context} run={run} />
        <div className="work">
          <OfTable name="工具栏">
            <Toolbar context={context} run={run} />
          </OfTable>
          <Replaced />
          <SplitPanes
            context={context}
            list={
              <Boundary name="表的列表" about={workspace.filings.groups}>
                <FilingList context={context} />
              </Boundary>
            }
          >
            <Centre context={context} run={run} />
          </SplitPanes>
        </div>
        <OfTable name="状态栏">
          <StatusBar workspace={workspace} />
        </OfTable>
        <Dialogs context={context} run={run} />
        <NativeWindow context={context} run={run} />
        <FileDrop workspace={workspace} />
      </AfterRecovery>
      <MessagesView messages={workspace.messages} frame={workspace.frame} attempt={attempt} />
    </Stage>
  );
}

/** A part that tells of the open table: what failed with one is tried again with the next. */
function OfTable({ name, children }: { name: string; children: ReactNode }) {
  const { current } = useObservable(workspace.sessions);
  return (
    <Boundary name={name} about={current}>
      {children}
    </Boundary>
  );
}

/** Shown in the place of everything else, until it is read. */
const RecoveryPage = later(async () => (await import('./pages/recovery.tsx')).RecoveryPage);

function AfterRecovery({ children }: { children: ReactNode }) {
  const { recovery } = useObservable(workspace);
  if (!recovery || !workspace.isRecovering) return children;
  const folder = async () => void (await call('data.open', {}));
  return (
    <Boundary name="数据文件">
      <RecoveryPage
        recovery={recovery}
        onAnswer={(answer) => attempt(() => workspace.recover(answer))}
        onOpenFolder={workspace.program.shell === 'electron' ? () => attempt(folder) : null}
      />
    </Boundary>
  );
}

function Replaced() {
  const { recovery } = useObservable(workspace);
  return (
    recovery?.kind === 'replaced' && (
      <Boundary name="数据文件">
        <RecoveryQuestion reason={recovery.reason} onOwn={() => attempt(() => workspace.recover({ how: 'own' }))} />
      </Boundary>
    )
  );
}
