import { Button } from 'antd';
import { type RefObject, useEffect, useRef } from 'react';
import type { VersionDifference } from '../../shared/compare/compare-versions.ts';
import { markChange } from '../../shared/compare/mark-change.ts';
import { LongList } from '../panels/long-list.tsx';
import { Parts } from './changed-parts.tsx';

interface Props {
  element: RefObject<HTMLElement | null>;
  differing: readonly VersionDifference[];
  shown: VersionDifference | null;
  /** The table is 定稿: nothing can be taken back. */
  locked: boolean;
  onShow(difference: VersionDifference): void;
  onTakeBack(difference: VersionDifference): void;
}

/** What taking back is called. */
const DEEDS: Record<VersionDifference['kind'], string> = {
  text: '取回此格',
  removed: '取回此行',
  added: '删去此行',
  order: '恢复行序',
  section: '恢复',
};

/** What differs from now, cell by cell: a click shows the cell on the page of that time. */
export function HistoryDifferences({ element, differing, shown, locked, onShow, onTakeBack }: Props) {
  const box = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was chosen on the page comes into view
  useEffect(() => {
    box.current?.querySelector('.shown')?.scrollIntoView({ block: 'nearest' });
  }, [shown]);
  return (
    <section className="history-differences" aria-label="与现在的不同" ref={element}>
      <div ref={box}>
        {differing.length === 0 && <p className="nothing">与现在相同</p>}
        <LongList items={differing}>
          {(difference) => (
            <li key={keyOf(difference)} className={difference === shown ? 'shown' : ''}>
              <button type="button" className="text-button" onClick={() => onShow(difference)}>
                {difference.name}
              </button>
              <Texts difference={difference} />
              {difference.edits.length === 0 ? (
                <small>自动计算，随其他内容变化</small>
              ) : (
                !locked && (
                  <Button
                    size="small"
                    aria-label={`${DEEDS[difference.kind]}：${difference.name}`}
                    onClick={() => onTakeBack(difference)}
                  >
                    {DEEDS[difference.kind]}
                  </Button>
                )
              )}
            </li>
          )}
        </LongList>
      </div>
    </section>
  );
}

function Texts({ difference: { kind, before, after } }: { difference: VersionDifference }) {
  if (kind === 'order') return <span>现在的顺序与那时不同</span>;
  if (kind === 'removed') return <span>现在已没有这一行：{before || '（未填名称）'}</span>;
  if (kind === 'added') return <span>那时没有这一行：{after || '（未填名称）'}</span>;
  const parts = markChange(before, after);
  return (
    <dl>
      <dt>那时</dt>
      <dd>{before === '' ? '空' : <Parts parts={parts.before} as="del" />}</dd>
      <dt>现在</dt>
      <dd>{after === '' ? '空' : <Parts parts={parts.after} as="ins" />}</dd>
    </dl>
  );
}

const keyOf = ({ kind, name, beforePath, afterPath }: VersionDifference) =>
  `${kind} ${name} ${beforePath} ${afterPath}`;
