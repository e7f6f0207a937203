import { ConfigProvider } from 'antd';
import { lazy, Suspense, useCallback, useEffect, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import type { PastePlan } from '../shared/clipboard/paste.ts';
import type { Filing } from '../shared/filing/filing.ts';
import { type Action, type ActionContext, labelOf } from './actions/action.ts';
import { actions, keyLabel, keyName } from './actions/actions.ts';
import { copyActions } from './actions/copy-actions.ts';
import { makeActions } from './actions/make-actions.ts';
import { showFirstError } from './actions/review-actions.ts';
import { readAll } from './bridge.ts';
import { lastForm } from './dialogs/form-groups.ts';
import { KeySheet } from './dialogs/key-sheet.tsx';
import { NewFiling } from './dialogs/new-filing.tsx';
import { Palette, type PaletteItem } from './dialogs/palette.tsx';
import { QuickSwitch } from './dialogs/quick-switch.tsx';
import { watchFaults } from './faults.ts';
import { Boundary } from './frame/boundary.tsx';
import { StatusBar } from './frame/status-bar.tsx';
import { Toolbar } from './frame/toolbar.tsx';
import { Grid, type GridHandle } from './grid/grid.tsx';
import { GridMenu } from './grid/grid-menu.tsx';
import { belongsToInputMethod } from './grid/keys.ts';
import { FilingList, type FilingListHandle } from './list/filing-list.tsx';
import { ComparisonView } from './pages/comparison-view.tsx';
import { YearReview } from './pages/year-review.tsx';
import { ClashPanel } from './panels/clash-panel.tsx';
import { ExportQuestion } from './panels/export-question.tsx';
import { FindPanel } from './panels/find-panel.tsx';
import { LibraryPanel } from './panels/library-panel.tsx';
import { PastePanel } from './panels/paste-panel.tsx';
import { ProposalPanel } from './panels/proposal-panel.tsx';
import { RecoveryQuestion } from './panels/recovery-question.tsx';
import { ReportPanel } from './panels/report-panel.tsx';
import { ReviewPanel } from './panels/review-panel.tsx';
import { SourceChanges } from './panels/source-changes.tsx';
import { replaceEverywhere } from './replace-everywhere.ts';
import { useObservable } from './state/observable.ts';
import { Workspace } from './workspace.ts';
import './frame/frame.css';
import './grid/desk.css';

const workspace = new Workspace();
const { attempt } = workspace;

/** Brings the PDF reader along, which nothing else needs. */
const loadPreview = () => lazy(() => import('./pages/preview.tsx').then(({ Preview }) => ({ default: Preview })));

/** The window: filings on the left, the page in the middle, what needs attention on the right. */
export function App() {
  useObservable(workspace);
  const library = useObservable(workspace.library);
  const [ready, setReady] = useState(false);
  /** Loaded anew when it could not be: a lazy component that failed fails for ever. */
  const [Preview, setPreview] = useState(loadPreview);
  const [panel, setPanel] = useState<Parameters<ActionContext['show']>[0] | null>(null);
  /** A paste that waits for the clerk's word; it holds for this very state of the filing only. */
  const [pasting, setPasting] = useState<{ plan: PastePlan; filing: Filing } | null>(null);
  // The row commands go by the selected row's table, so the toolbar follows the selection that far.
  const [, setPlace] = useState('');
  const { appearance } = workspace;
  const comparing = useObservable(workspace.comparison).subject !== null;
  /** A view stands over the table: no key may reach what cannot be seen. */
  const covered = comparing || panel === 'preview' || panel === 'year-review';
  const grid = useRef<GridHandle | null>(null);
  const list = useRef<FilingListHandle | null>(null);
  const context: ActionContext = {
    workspace,
    grid,
    show: setPanel,
    uncover: () => {
      if (!covered) return;
      // At once: what follows selects a cell and gives it the focus.
      flushSync(() => {
        setPanel(null);
        workspace.comparison.close();
      });
    },
    focusSearch: () => list.current?.focusSearch(),
  };

  const run = (action: Action) => {
    // What is being typed is entered first, so that no command works on an older state.
    if (!workspace.commitDraft()) return;
    attempt(() => action.run(context));
  };

  useEffect(() => {
    watchFaults((sentence) => workspace.say(sentence));
    workspace.commitDraft = () => grid.current?.commit() ?? true;
    attempt(async () => {
      try {
        await workspace.begin();
      } finally {
        setReady(true);
      }
    });
  }, []);

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      // A view whose focus was lost, to a panel that closed or a click beside everything, still closes.
      if (covered && event.key === 'Escape' && document.activeElement === document.body) return context.uncover();
      // A dialog has its own keys.
      const inDialog = comparing || (panel !== null && panel !== 'find' && panel !== 'replace');
      if (event.defaultPrevented || inDialog || belongsToInputMethod(event)) return;
      if (event.key === 'F6') {
        event.preventDefault();
        return nextPane(grid.current, event.shiftKey ? -1 : 1);
      }
      const name = keyName(event);
      const action = actions.find((candidate) => candidate.keys.includes(name));
      if (!action || isTextKey(event, grid.current) || (isTextBox(event) && worksOnCells(action))) return;
      event.preventDefault();
      if (action.enabled(context)) run(action);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  });

  useEffect(() => {
    const over = (event: DragEvent) => event.preventDefault();
    const drop = (event: DragEvent) => {
      event.preventDefault();
      const files = [...(event.dataTransfer?.files ?? [])];
      if (files.length === 0) return;
      attempt(async () => {
        await workspace.importFiles(await readAll(files));
      });
    };
    window.addEventListener('dragover', over);
    window.addEventListener('drop', drop);
    return () => {
      window.removeEventListener('dragover', over);
      window.removeEventListener('drop', drop);
    };
  }, []);

  // A dialog keeps the focus until it is gone, and then gives it back to what had it before, which may be gone too.
  // What was opened from it meanwhile has taken the focus, and keeps it.
  useEffect(() => {
    if (panel !== null || covered) return undefined;
    const timer = setTimeout(() => {
      if (!document.activeElement?.closest('.filing-list, .ant-modal, .side, .export-question')) grid.current?.focus();
    });
    return () => clearTimeout(timer);
  }, [panel, covered]);

  const select = useCallback((path: string) => {
    workspace.rememberCell(path);
  }, []);

  /** From the list to what stands in the middle: a preview follows the list, other views give way to the table. */
  const leaveList = () => {
    if (panel !== 'preview') context.uncover();
    if (panel === 'preview') document.querySelector<HTMLElement>('.preview button')?.focus();
    else grid.current?.focus();
  };

  const session = workspace.current;
  const close = () => setPanel(null);
  return (
    <ConfigProvider theme={{ token: { fontSize: appearance.text } }}>
      <div
        className={appearance.contrast ? 'window high-contrast' : 'window'}
        style={{ fontSize: appearance.text }}
        data-app-state={ready ? 'ready' : 'loading'}
      >
        <Boundary name="表的列表" about={workspace.summaries}>
          <FilingList workspace={workspace} handle={list} attempt={attempt} onLeave={leaveList} />
        </Boundary>
        <main className="centre" aria-label="绩效目标表">
          <div className="under" inert={covered}>
            <Boundary name="工具栏" about={session}>
              <Toolbar context={context} run={run} attempt={attempt} onDone={() => grid.current?.focus()} />
            </Boundary>
            {workspace.recovery && (
              <Boundary name="数据文件">
                <RecoveryQuestion
                  recovery={workspace.recovery}
                  onAnswer={(answer) => attempt(() => workspace.recover(answer))}
                />
              </Boundary>
            )}
            {session && (panel === 'find' || panel === 'replace') && (
              <Boundary name="查找和替换" onClose={close} key={panel}>
                <FindPanel
                  key={panel}
                  session={session}
                  replacing={panel === 'replace'}
                  onShow={(path) => grid.current?.select(path)}
                  commitDraft={() => workspace.commitDraft()}
                  onMessage={(text) => workspace.say(text)}
                  onReplaceEverywhere={(query, replacement, options) =>
                    attempt(() => replaceEverywhere(workspace, query, replacement, options))
                  }
                  onClose={close}
                />
              </Boundary>
            )}
          </div>
          <Boundary name="导出前确认" onClose={() => workspace.review.answer(null)}>
            <ExportQuestion
              workspace={workspace}
              attempt={attempt}
              onMend={(id) => {
                setPanel(null);
                attempt(() => showFirstError(context, id));
              }}
            />
          </Boundary>
          {panel === 'year-review' && (
            <Boundary name="年度审核汇总" onClose={close}>
              <YearReview context={context} attempt={attempt} onClose={close} />
            </Boundary>
          )}
          {comparing && (
            <Boundary name="对比" onClose={context.uncover}>
              <ComparisonView
                workspace={workspace}
                attempt={attempt}
                onOpen={(id, path) => {
                  context.uncover();
                  attempt(async () => {
                    if (workspace.current?.id !== id) await workspace.openAt(id, path);
                    else if (path !== '') grid.current?.select(path);
                    grid.current?.focus();
                  });
                }}
                onClose={context.uncover}
              />
            </Boundary>
          )}
          {session && panel === 'preview' && (
            <Boundary name="打印预览" onClose={close} onRetry={() => setPreview(loadPreview)}>
              <Suspense>
                <Preview workspace={workspace} session={session} attempt={attempt} onClose={close} />
              </Suspense>
            </Boundary>
          )}
          {session && (
            <div className="under" inert={covered}>
              <Boundary name="目标表的变化" about={session}>
                <SourceChanges
                  madeFrom={workspace.madeFrom}
                  session={session}
                  commitDraft={() => workspace.commitDraft()}
                  onShow={(path) => {
                    grid.current?.select(path);
                    grid.current?.focus();
                  }}
                  onOpenSource={(id) => attempt(() => workspace.open(id))}
                  onDone={() => grid.current?.focus()}
                />
              </Boundary>
            </div>
          )}
          {session ? (
            <div className="under" inert={covered}>
              <Boundary name="表" key={session.id}>
                <GridMenu context={context} run={run}>
                  <Grid
                    key={session.id}
                    session={session}
                    review={workspace.review}
                    library={workspace.library}
                    lastYear={workspace.lastYear}
                    madeFrom={workspace.madeFrom}
                    facts={workspace.selectionFacts}
                    seal={workspace.seal}
                    zoom={workspace.zoom}
                    handle={grid}
                    cellToShow={workspace.cellToShow}
                    onSelect={select}
                    onPlace={setPlace}
                    onMessage={(text) => workspace.say(text)}
                    onPastePlan={(plan) => setPasting({ plan, filing: session.filing })}
                    onZoom={(step) => attempt(() => workspace.setZoom(workspace.zoom + step * 0.1))}
                  />
                </GridMenu>
              </Boundary>
            </div>
          ) : (
            <div className="desk empty">
              {ready && (
                <p>
                  还没有打开的表。按 Alt+N 新建，按 Ctrl+O 导入，
                  <br />
                  或把 Excel、Word、文本文件拖到这里。
                </p>
              )}
            </div>
          )}
          <Boundary name="状态栏" about={session}>
            <StatusBar workspace={workspace} />
          </Boundary>
        </main>
        <div className="side">
          {session && workspace.review.open && (
            <Boundary name="审核" onClose={() => workspace.showReview(false)} key={session.id}>
              <ReviewPanel key={session.id} context={context} session={session} attempt={attempt} />
            </Boundary>
          )}
          {pasting && session?.filing === pasting.filing && (
            <Boundary name="粘贴预览" onClose={() => setPasting(null)}>
              <PastePanel
                plan={pasting.plan}
                onPaste={() => {
                  if (!workspace.commitDraft() || session.filing !== pasting.filing) return;
                  const { plan } = pasting;
                  context.uncover();
                  session.perform({ label: '粘贴', path: plan.path, edits: plan.edits });
                  setPasting(null);
                  grid.current?.focus();
                }}
                onCancel={() => {
                  setPasting(null);
                  grid.current?.focus();
                }}
              />
            </Boundary>
          )}
          <div className="under" inert={covered}>
            {library.panel === 'list' && (
              <Boundary name="指标库" onClose={() => library.show(null)}>
                <LibraryPanel context={context} attempt={attempt} />
              </Boundary>
            )}
            {session && library.panel === 'propose' && (
              <Boundary name="推荐指标" onClose={() => library.show(null)} key={`${session.id} ${library.shown}`}>
                <ProposalPanel key={`${session.id} ${library.shown}`} context={context} session={session} />
              </Boundary>
            )}
          </div>
          <Boundary name="两处修改">
            <ClashPanel
              workspace={workspace}
              onShow={(id, path) => {
                context.uncover();
                attempt(async () => {
                  if (workspace.current?.id !== id) await workspace.openAt(id, path);
                  else if (path !== '') grid.current?.select(path);
                  grid.current?.focus();
                });
              }}
              onDone={() => grid.current?.focus()}
            />
          </Boundary>
          <Boundary name="提示" onClose={() => workspace.closeReport()}>
            <ReportPanel
              workspace={workspace}
              onShow={(path) => {
                context.uncover();
                grid.current?.select(path);
              }}
              onClose={() => {
                workspace.closeReport();
                grid.current?.focus();
              }}
            />
          </Boundary>
        </div>
        {panel === 'commands' && (
          <Boundary name="命令列表" onClose={close}>
            <Palette
              title="命令列表"
              placeholder="输入命令中的几个字…"
              items={commands(context, run)}
              onClose={close}
            />
          </Boundary>
        )}
        {panel === 'switch' && (
          <Boundary name="切换到另一张表" onClose={close}>
            <QuickSwitch workspace={workspace} attempt={attempt} onClose={close} />
          </Boundary>
        )}
        {panel === 'keys' && (
          <Boundary name="键盘操作一览" onClose={close}>
            <KeySheet onClose={close} />
          </Boundary>
        )}
        {panel === 'new' && (
          <Boundary name="新建" onClose={close}>
            <NewFiling
              year={workspace.year}
              last={lastForm(workspace.summaries, unitAtHand(workspace))}
              onCancel={close}
              onCreate={(wish) => workspace.create(wish, () => setPanel(null))}
            />
          </Boundary>
        )}
      </div>
    </ConfigProvider>
  );
}

/** The unit of the open filing; '' without one. */
function unitAtHand({ summaries, current }: Workspace): string {
  return summaries.find(({ id }) => id === current?.id)?.unit ?? '';
}

/** What the command list offers: every action that can be done now, and what the open table's form adds to them. */
function commands(context: ActionContext, run: (action: Action) => void): PaletteItem[] {
  const session = context.workspace.current;
  return [...actions, ...copyActions(session), ...makeActions(session)]
    .filter((action) => action.enabled(context))
    .map((action) => ({
      key: action.id,
      label: `${action.group}：${labelOf(action, context)}`,
      hint: keyLabel(action.keys[0] ?? ''),
      run: () => run(action),
    }));
}

/** While a cell or a search box is typed into, undo and the like belong to that text. */
function isTextKey(event: KeyboardEvent, grid: GridHandle | null): boolean {
  const typing = isTextBox(event) || grid?.editing();
  return Boolean(typing) && /^Ctrl\+([ZYXCVA]|Delete|Shift\+Z)$/.test(keyName(event));
}

/** A text box other than the table's own. */
function isTextBox(event: KeyboardEvent): boolean {
  const target = event.target as HTMLElement;
  return target.matches('input:not([type=checkbox], [type=radio]), textarea:not(.editor)');
}

/** Commands on cells and rows need the focus in the table: in a search box nobody means the selected cell. */
function worksOnCells({ id, group }: Action): boolean {
  return group === '指标行' || id === 'fill-down';
}

const PANES = [
  '.editor',
  '.filing-list input',
  '.recovery-question button',
  '.export-question button',
  '.toolbar button:not(:disabled)',
  '.source-changes button',
  '.failed-part button',
  '.status button',
  '.review button',
  '.library-panel input',
  '.proposal-panel input',
  '.clashes .sides button',
  '.report:not(.clashes) button',
];

/** F6 goes round the panes, as in other desktop programs; Tab stays inside the table. */
function nextPane(grid: GridHandle | null, step: 1 | -1): void {
  const panes = PANES.filter((selector) => document.querySelector(selector) !== null);
  const at = panes.findIndex((selector) => document.activeElement?.closest(selector.split(' ')[0] as string));
  const next = panes[(at + step + panes.length) % panes.length];
  if (next === '.editor') grid?.focus();
  else document.querySelector<HTMLElement>(next as string)?.focus();
}
