import { EllipsisOutlined } from '@ant-design/icons';
import { Button, Dropdown } from 'antd';
import { type MouseEvent, useEffect, useRef, useState } from 'react';
import { isWaivable } from '../../shared/checks/waivers.ts';
import type { Problem } from '../../shared/problem.ts';
import type { Waiving } from '../state/waiver-drafts.ts';
import { Basis } from './basis.tsx';
import { signs } from './review-counts.tsx';
import { type Reach, WaiveForm } from './waivers.tsx';

interface Props {
  problem: Problem;
  /** Name of the cell. */
  place: string;
  /** Whether the focus comes here when the panel is gone to. */
  first: boolean;
  /** Whether it was gone to last. */
  current: boolean;
  /** What its cell lacks or holds wrongly is put there by hand. */
  byHand: '去填写' | '去修改' | null;
  /** How many problems of the same rule can be mended. */
  alike: number;
  /** How widely its warning can be switched off, with what that takes along. */
  reaches(): Reach[];
  /** What is written in the form that asks for the reason; null while it is not there. */
  draft: Waiving | null;
  onShow(): void;
  onFix(): void;
  onFixAlike(): void;
  onDraft(draft: Waiving | null): void;
  onWaive(waiving: Waiving): void;
}

/** One problem: what is wrong and where, one thing to do about it, the rest in a menu. */
export function ProblemLine(props: Props) {
  const { problem, place, first, current, byHand, alike, reaches, draft, onShow, onFix, onFixAlike, onDraft, onWaive } =
    props;
  const { rule, severity, message, fix } = problem;
  const [explained, setExplained] = useState(false);
  const line = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (current) line.current?.scrollIntoView({ block: 'nearest' });
  }, [current]);
  const more = [
    fix && alike > 1 && { key: 'alike', label: `修复同类（${alike}）`, onClick: onFixAlike },
    isWaivable(problem) && {
      key: 'ignore',
      label: '忽略此提醒…',
      onClick: () => onDraft({ reach: reaches()[0]?.value ?? 'filing', reason: '' }),
    },
    { key: 'basis', label: explained ? '收起依据' : '依据', onClick: () => setExplained(!explained) },
  ].filter((item) => typeof item === 'object');
  return (
    <li className={`problem ${severity}`} ref={line} aria-current={current || undefined} data-rule={rule}>
      <button type="button" className="message" data-first={first || undefined} onClick={onShow}>
        <span className="sign" aria-hidden="true">
          {signs[severity]}
        </span>{' '}
        {message}
      </button>
      <div className="tools">
        <span className="place">{place}</span>
        <span className="deeds">
          {fix ? (
            <Button className="wrapping" size="small" onClick={once(onFix)}>
              修复：{fix.label}
            </Button>
          ) : (
            byHand && (
              <Button size="small" onClick={onShow}>
                {byHand}
              </Button>
            )
          )}
          <Dropdown trigger={['click']} autoFocus menu={{ items: more }} placement="bottomRight">
            <Button size="small" type="text" icon={<EllipsisOutlined />} aria-label={`更多：${message}`} title="更多" />
          </Dropdown>
        </span>
      </div>
      {explained && <Basis rule={rule} />}
      {draft && (
        <WaiveForm
          reaches={reaches()}
          draft={draft}
          onDraft={onDraft}
          onWaive={onWaive}
          onCancel={() => onDraft(null)}
        />
      )}
    </li>
  );
}

/** The second press of a double click falls on what moved up to this place, and means the first. */
function once(act: () => void): (event: MouseEvent) => void {
  return ({ detail }) => {
    if (detail < 2) act();
  };
}
