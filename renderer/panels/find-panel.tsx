import { CloseOutlined, DownOutlined, UpOutlined } from '@ant-design/icons';
import { Button, Checkbox, Input, type InputRef } from 'antd';
import { type KeyboardEvent, useRef } from 'react';
import { type Match, replaceEdits } from '../../shared/filing/find.ts';
import type { ActionContext } from '../actions/action.ts';
import { belongsToInputMethod } from '../input-method.ts';
import { panes, usePane } from '../panes.ts';
import { useObservable } from '../state/observable.ts';
import type { Session } from '../state/session.ts';
import './find.css';
import { useFoundMarks } from './use-found-marks.ts';

interface Props {
  context: ActionContext;
  session: Session;
  /** Whether the replacement box is shown. */
  replacing: boolean;
}

/** Finds text in the open table, and replaces it, one place or all in one undo step. */
export function FindPanel({ context: { workspace, grid }, session, replacing }: Props) {
  const element = useRef<HTMLElement>(null);
  const box = useRef<InputRef>(null);
  usePane('find', { element, focus: () => box.current?.focus({ cursor: 'all' }) });
  useObservable(session);
  const finding = useObservable(workspace.finding);
  const { query, replacement, options } = finding;
  const matches = finding.matches(session);
  const here = finding.here(session);
  useFoundMarks(finding, matches, here);

  const show = (match: Match | null) => {
    if (match) grid.current?.select(match.cell);
    else workspace.say('没有找到');
  };
  const go = (step: 1 | -1) => show(finding.go(session, step));
  const replace = (which: readonly Match[] | 'all') => {
    if (!workspace.commitDraft()) return undefined;
    const edits = replaceEdits(session.form, session.filing, which, query, replacement, options);
    if ('refused' in edits) return workspace.say(edits.refused);
    const [first] = which === 'all' ? matches : which;
    if (!session.perform({ label: '替换', path: first?.cell ?? '', edits })) return undefined;
    return workspace.say(`已替换 ${which === 'all' ? matches.length : which.length} 处，可一步撤销`);
  };
  /** What is replaced has been seen: the first press goes to it. */
  const replaceHere = () => {
    if (!here) return go(1);
    replace([here]);
    const next = finding.go(session, 0);
    if (next) show(next);
  };
  const close = () => {
    workspace.frame.setFind(null);
    panes.focus('table');
  };
  const keyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || belongsToInputMethod(event.nativeEvent)) return;
    event.preventDefault();
    close();
  };
  const enter = (event: KeyboardEvent, does: () => void) => {
    if (belongsToInputMethod(event.nativeEvent) || event.key !== 'Enter') return;
    event.preventDefault();
    does();
  };
  const none = matches.length === 0;
  return (
    <search className="find" aria-label="查找和替换" ref={element} onKeyDown={keyDown}>
      <Input
        ref={box}
        className="find-text"
        size="small"
        aria-label="查找内容"
        placeholder="查找"
        value={query}
        onChange={(event) => finding.search(event.target.value)}
        onKeyDown={(event) => enter(event, () => go(event.shiftKey ? -1 : 1))}
      />
      <span className="find-count" role="status">
        {query !== '' && (none ? '没有找到' : `${here ? (finding.at ?? 0) + 1 : '–'} / ${matches.length}`)}
      </span>
      <Button
        size="small"
        type="text"
        icon={<UpOutlined />}
        aria-label="上一处"
        title="上一处（Shift+F3）"
        disabled={none}
        onClick={() => go(-1)}
      />
      <Button
        size="small"
        type="text"
        icon={<DownOutlined />}
        aria-label="下一处"
        title="下一处（F3）"
        disabled={none}
        onClick={() => go(1)}
      />
      {replacing && (
        <>
          <Input
            className="find-text"
            size="small"
            aria-label="替换为"
            placeholder="替换为"
            value={replacement}
            onChange={(event) => finding.replaceBy(event.target.value)}
            onKeyDown={(event) => enter(event, replaceHere)}
          />
          <Button size="small" disabled={none} onClick={replaceHere}>
            替换
          </Button>
          <Button size="small" disabled={none} onClick={() => replace('all')}>
            全部替换
          </Button>
          <Button
            size="small"
            disabled={query === ''}
            onClick={() => workspace.frame.ask({ kind: 'replace-everywhere' })}
          >
            在所有表中替换…
          </Button>
        </>
      )}
      <Checkbox
        checked={options.matchCase === true}
        onChange={(event) => finding.search(query, { matchCase: event.target.checked })}
      >
        区分大小写
      </Checkbox>
      <Button
        className="apart"
        size="small"
        type="text"
        icon={<CloseOutlined />}
        aria-label="关闭查找"
        onClick={close}
      />
    </search>
  );
}
