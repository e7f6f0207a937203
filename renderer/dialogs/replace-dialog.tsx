import { Alert, Button, Checkbox, Input, Modal, Progress, Segmented } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { yearAtHand } from '../at-hand.ts';
import { useObservable } from '../state/observable.ts';
import type { Replacing } from '../state/replacing.ts';
import type { Workspace } from '../workspace.ts';
import { useFirstFocus } from './first-focus.ts';
import './replace-dialog.css';
import { ReplaceHits } from './replace-hits.tsx';

interface Props {
  workspace: Workspace;
  onClose(): void;
}

/** How long typing rests before the tables are searched, in ms. */
const REST = 300;

/** 在所有表中替换: what would be replaced is seen, table by table, before anything is. */
export function ReplaceDialog({ workspace, onClose }: Props) {
  const { attempt } = workspace;
  const finding = useObservable(workspace.finding);
  const replacing = useObservable(workspace.replacing);
  const { query, replacement, options } = finding;
  const [own] = useState(() => yearAtHand(workspace));
  const [year, setYear] = useState(own);
  const first = useFirstFocus();
  const [beginsWith] = useState(query === '' ? 'query' : 'replacement');
  useEffect(() => () => workspace.replacing.end(), [workspace]);

  // The first search begins at once, later ones when typing rests.
  const rest = useRef(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another query is searched for anew
  useEffect(() => {
    const timer = setTimeout(() => attempt(() => workspace.replacing.search(year)), rest.current);
    rest.current = REST;
    return () => clearTimeout(timer);
  }, [workspace, attempt, year, query, options]);

  const { chosen } = replacing;
  const hits = chosen.reduce((sum, table) => sum + table.hits.length, 0);
  const deed = replacement === '' ? '删除' : '替换';
  return (
    <Modal
      open
      centered
      title="在所有表中替换"
      width={760}
      okText={hits > 0 ? `${deed} ${chosen.length} 张表中的 ${hits} 处` : '替换'}
      okButtonProps={{ danger: deed === '删除', disabled: hits === 0 || replacing.going !== null }}
      cancelText="取消"
      onOk={() => {
        attempt(() => replacing.replace());
        onClose();
      }}
      onCancel={onClose}
      focusable={{ focusTriggerAfterClose: false }}
    >
      <div className="replace-dialog">
        <LastReplaced replacing={replacing} onUndo={() => attempt(() => replacing.undo())} />
        <div className="replace-texts">
          <Input
            ref={beginsWith === 'query' ? first : null}
            className="text"
            aria-label="查找内容"
            placeholder="查找"
            value={query}
            onChange={(event) => finding.search(event.target.value)}
          />
          <Input
            ref={beginsWith === 'replacement' ? first : null}
            className="text"
            aria-label="替换为"
            placeholder="替换为"
            value={replacement}
            onChange={(event) => {
              finding.replaceBy(event.target.value);
              replacing.refuse();
            }}
          />
          <Checkbox
            checked={options.matchCase === true}
            onChange={(event) => finding.search(query, { matchCase: event.target.checked })}
          >
            区分大小写
          </Checkbox>
          {own !== null && (
            <Segmented<number | 'all'>
              aria-label="范围"
              value={year ?? 'all'}
              options={[
                { value: own, label: `${own} 年度` },
                { value: 'all', label: '所有年度' },
              ]}
              onChange={(scope) => setYear(scope === 'all' ? null : scope)}
            />
          )}
        </div>
        <Counts replacing={replacing} query={query} hits={hits} deed={deed} />
        {replacing.tables.length + replacing.unread.length > 0 && (
          <ReplaceHits replacing={replacing} replacement={replacement} height={Math.min(340, innerHeight - 330)} />
        )}
      </div>
    </Modal>
  );
}

/** What was replaced before, for as long as it can be taken back. */
function LastReplaced({ replacing: { last }, onUndo }: { replacing: Replacing; onUndo(): void }) {
  if (last.length === 0) return null;
  return (
    <Alert
      type="info"
      title={`上次已在 ${last.length} 张表中替换`}
      action={
        <Button size="small" onClick={onUndo}>
          撤销全部替换
        </Button>
      }
    />
  );
}

interface CountsProps {
  replacing: Replacing;
  query: string;
  hits: number;
  deed: '替换' | '删除';
}

function Counts({ replacing: { tables, going }, query, hits, deed }: CountsProps) {
  const found = tables.reduce((sum, table) => sum + table.hits.length, 0);
  const refused = tables.flatMap((table) => table.hits).filter((hit) => hit.refused !== null).length;
  const text =
    found > 0
      ? `在 ${tables.length} 张表中找到 ${found} 处，将${deed} ${hits} 处${refused > 0 ? `，不能${deed} ${refused} 处` : ''}`
      : query === ''
        ? '请输入要查找的内容'
        : '没有找到';
  return (
    <div>
      <p className="replace-count" role="status">
        {going ? `正在查找 ${going.done} / ${going.total}` : text}
      </p>
      {going && going.total > 0 && (
        <Progress
          size="small"
          percent={Math.round((going.done / going.total) * 100)}
          showInfo={false}
          aria-label="查找进度"
        />
      )}
    </div>
  );
}
