import { useRef } from 'react';
import type { Action, ActionContext } from '../actions/action.ts';
import { actionOf } from '../actions/actions.ts';
import { usePane } from '../panes.ts';
import { useObservable } from '../state/observable.ts';
import { ToolbarButton } from './toolbar-button.tsx';
import { FormMenu, MoreMenu, OutMenu, SealMenu } from './toolbar-menus.tsx';
import { useRoom } from './use-room.ts';
import './toolbar.css';

interface Props {
  context: ActionContext;
  run(action: Action): void;
}

const STEPS = ['undo', 'redo'];
const VERSIONS = ['history', 'name-version', 'lock', 'unlock'];
const ROWS = ['row-insert', 'row-delete', 'row-up', 'row-down'];

/** What goes first where there is no room for all: the texts on the left, all texts, the commands on rows into a menu. */
const SHORT = { leftTexts: 1, allTexts: 2, rows: 3 };

/** The commands that are needed most for the open table, in one row however narrow the window is. */
export function Toolbar({ context, run }: Props) {
  const { sessions, appearance } = context.workspace;
  useObservable(sessions);
  const { text } = useObservable(appearance);
  const bar = useRef<HTMLDivElement>(null);
  const short = useRoom(bar, SHORT.rows, `${sessions.current?.form.id} ${text}`);
  usePane('toolbar', { element: bar });
  const button = (id: string, text: boolean) => (
    <ToolbarButton key={id} action={actionOf(id)} context={context} run={run} text={text} />
  );
  const [left, right] = [short < SHORT.leftTexts, short < SHORT.allTexts];
  return (
    <div className="toolbar" role="toolbar" aria-label="工具栏" ref={bar}>
      <span className="group">{STEPS.map((id) => button(id, false))}</span>
      <span className="group">
        {short < SHORT.rows && ROWS.map((id) => button(id, left && id !== 'row-up' && id !== 'row-down'))}
      </span>
      <span className="group">
        <SealMenu context={context} text={left} />
        <FormMenu context={context} run={run} text={left} />
        <MoreMenu context={context} run={run} ids={short < SHORT.rows ? VERSIONS : [...ROWS, ...VERSIONS]} />
      </span>
      <span className="apart" />
      <span className="group">
        {button('review', right)}
        <OutMenu context={context} run={run} text={right} />
        {button('print', right)}
      </span>
    </div>
  );
}
