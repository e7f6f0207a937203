import { Button, Checkbox, Input, type InputRef } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { findIn, replaceEdits } from '../../shared/filing/find.ts';
import type { ActionContext } from '../actions/action.ts';
import { usePane } from '../panes.ts';
import { replaceEverywhere } from '../replace-everywhere.ts';
import { useObservable } from '../state/observable.ts';
import type { Session } from '../state/session.ts';
import './find.css';

interface Props {
  context: ActionContext;
  session: Session;
  /** Whether the replacement box is shown. */
  replacing: boolean;
}

/** Finds text in the open table, and replaces it, one place or all in one undo step. */
export function FindPanel({ context: { workspace, grid }, session, replacing }: Props) {
  const element = useRef<HTMLElement>(null);
  usePane('find', { element });
  const onClose = () => {
    workspace.frame.setFind(null);
    grid.current?.focus();
  };
  const onMessage = (text: string) => workspace.say(text);
  useObservable(session);
  const [query, setQuery] = useState('');
  const [replacement, setReplacement] = useState('');
  const [matchCase, setMatchCase] = useState(false);
  const [at, setAt] = useState(0);
  const box = useRef<InputRef>(null);
  useEffect(() => box.current?.focus({ cursor: 'all' }), []);
  const matches = query === '' ? [] : findIn(session.form, session.filing, query, { matchCase });
  const go = (index: number) => {
    const match = matches[(index + matches.length) % matches.length];
    if (!match) {
      onMessage('没有找到');
      return;
    }
    setAt((index + matches.length) % matches.length);
    grid.current?.select(match.cell);
  };
  const replace = (which: typeof matches | 'all') => {
    if (!workspace.commitDraft()) return;
    const edits = replaceEdits(session.form, session.filing, which, query, replacement, { matchCase });
    if ('refused' in edits) {
      onMessage(edits.refused);
      return;
    }
    const path = (which === 'all' ? matches[0] : which[0])?.cell ?? '';
    session.perform({ label: '替换', path, edits });
    onMessage(`已替换 ${which === 'all' ? matches.length : which.length} 处，可撤销`);
  };
  return (
    <search className="find" aria-label="查找和替换" ref={element}>
      <Input
        ref={box}
        className="find-text"
        size="small"
        aria-label="查找内容"
        placeholder="查找"
        value={query}
        onChange={(event) => {
          setQuery(event.target.value);
          setAt(0);
        }}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing || event.keyCode === 229) return;
          if (event.key === 'Enter') go(event.shiftKey ? at - 1 : at + (matches[at]?.path ? 1 : 0));
          if (event.key === 'Escape') onClose();
        }}
      />
      {replacing && (
        <Input
          className="find-text"
          size="small"
          aria-label="替换为"
          placeholder="替换为"
          value={replacement}
          onChange={(event) => setReplacement(event.target.value)}
          onKeyDown={(event) => event.key === 'Escape' && onClose()}
        />
      )}
      <span role="status">
        {query !== '' && (matches.length > 0 ? `第 ${at + 1} 处，共 ${matches.length} 处` : '没有找到')}
      </span>
      <Button size="small" disabled={matches.length === 0} onClick={() => go(at - 1)}>
        上一处
      </Button>
      <Button size="small" disabled={matches.length === 0} onClick={() => go(at + 1)}>
        下一处
      </Button>
      {replacing && (
        <>
          <Button size="small" disabled={matches.length === 0} onClick={() => replace(matches.slice(at, at + 1))}>
            替换
          </Button>
          <Button size="small" disabled={matches.length === 0} onClick={() => replace('all')}>
            全部替换
          </Button>
          <Button
            size="small"
            disabled={query === ''}
            onClick={() => workspace.attempt(() => replaceEverywhere(workspace, query, replacement, { matchCase }))}
          >
            在所有表中替换
          </Button>
        </>
      )}
      <Checkbox checked={matchCase} onChange={(event) => setMatchCase(event.target.checked)}>
        区分大小写
      </Checkbox>
      <Button size="small" type="text" onClick={onClose}>
        关闭
      </Button>
    </search>
  );
}
