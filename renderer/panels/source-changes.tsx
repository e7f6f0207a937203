import { Button } from 'antd';
import type { Difference } from '../../shared/filing/made-from.ts';
import { shorten } from '../../shared/filing/parse.ts';
import { pathOf } from '../../shared/filing/path.ts';
import type { MadeFrom } from '../state/made-from.ts';
import { useObservable } from '../state/observable.ts';
import type { Session } from '../state/session.ts';
import './source-changes.css';

interface Props {
  madeFrom: MadeFrom;
  session: Session;
  /** Enters what is being typed; false when its cell refuses it. */
  commitDraft(): boolean;
  onShow(path: string): void;
  onOpenSource(id: number): void;
  /** The focus goes back to the table. */
  onDone(): void;
}

/** Above a table that was made from a target table which has changed since: what is different, and whether to update. */
export function SourceChanges({ madeFrom, session, commitDraft, onShow, onOpenSource, onDone }: Props) {
  useObservable(madeFrom);
  useObservable(session);
  const told = madeFrom.told(session);
  const { source } = madeFrom;
  if (!source || told.length === 0 || session.locked !== null) return null;
  return (
    <section className="source-changes" aria-label="目标表的变化">
      <header>
        <p role="status">目标表已改 {told.length} 处，是否更新？</p>
        <Button
          size="small"
          type="primary"
          onClick={() => {
            if (!commitDraft()) return;
            madeFrom.update(session);
            onDone();
          }}
        >
          更新
        </Button>
        <Button
          size="small"
          onClick={() => {
            madeFrom.putOff(session);
            onDone();
          }}
        >
          暂不
        </Button>
        <Button size="small" type="link" onClick={() => onOpenSource(source.id)}>
          打开目标表
        </Button>
      </header>
      <ul>
        {told.map((difference) => (
          <li key={`${difference.row ? 'row' : ''}${pathOf(difference.place)} ${difference.now}`}>
            <Told difference={difference} onShow={onShow} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Told({ difference, onShow }: { difference: Difference; onShow(path: string): void }) {
  const { place, name, old, now, row } = difference;
  const quoted = (text: string) => (text.trim() === '' ? '空' : `“${shorten(text, LONGEST)}”`);
  if (row === undefined || row === 'removed')
    return (
      <button type="button" onClick={() => onShow(pathOf(place))}>
        {row === undefined ? `${name}：${quoted(old)} 改为 ${quoted(now)}` : `目标表已删去${quoted(old)}一行`}
      </button>
    );
  return <span>目标表增加了{quoted(now)}一行</span>;
}

/** Characters of a text in the list. */
const LONGEST = 30;
