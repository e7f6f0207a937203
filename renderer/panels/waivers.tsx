import { Button, Input, type InputRef, Radio } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { reachOf, type Sorted, type Waiver } from '../../shared/checks/waivers.ts';
import { groupBy } from '../../shared/group-by.ts';
import type { Waiving } from '../state/waiver-drafts.ts';

/** One way to switch a warning off: only here, in this table, in all of the unit. */
export interface Reach {
  value: Waiving['reach'];
  label: string;
}

interface WaiveProps {
  /** The ways to choose from, the narrowest first; with one way only nothing is asked. */
  reaches: Reach[];
  draft?: Waiving | null;
  onDraft?(draft: Waiving): void;
  onWaive(waiving: Waiving): void;
  onCancel(): void;
}

/** Asks for the reason why a warning is switched off. */
export function WaiveForm({ reaches, draft = null, onDraft, onWaive, onCancel }: WaiveProps) {
  const [waiving, setWaiving] = useState<Waiving>(draft ?? { reach: reaches[0]?.value ?? 'filing', reason: '' });
  const { reach, reason } = waiving;
  const change = (part: Partial<Waiving>) => {
    const changed = { ...waiving, ...part };
    setWaiving(changed);
    onDraft?.(changed);
  };
  const input = useRef<InputRef>(null);
  useEffect(() => input.current?.focus(), []);
  return (
    <form
      className="waive"
      aria-label="忽略此提醒"
      onSubmit={(event) => {
        event.preventDefault();
        if (reason.trim() !== '') onWaive({ reach, reason: reason.trim() });
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.nativeEvent.isComposing) return;
        event.preventDefault();
        onCancel();
      }}
    >
      <Input
        ref={input}
        size="small"
        aria-label="忽略的理由"
        placeholder="理由（列入审核报告）"
        value={reason}
        onChange={(event) => change({ reason: event.target.value })}
      />
      {reaches.length > 1 && (
        <Radio.Group
          size="small"
          aria-label="忽略的范围"
          value={reach}
          onChange={(event) => change({ reach: event.target.value })}
          options={reaches}
        />
      )}
      <div className="tools">
        <Button size="small" type="primary" htmlType="submit" disabled={reason.trim() === ''}>
          忽略
        </Button>
        <Button size="small" onClick={onCancel}>
          取消
        </Button>
      </div>
    </form>
  );
}

/** Messages shown of one waiver; the others are counted. */
const SHOWN = 5;

interface WaivedProps {
  waived: Sorted['waived'];
  /** Switches on again what a waiver switched off: so many warnings. */
  onRestore(waiver: Waiver, count: number): void;
}

/** What the unit has switched off, folded: each reason with how far it reaches, what it hides, and the way back. */
export function WaivedLines({ waived, onRestore }: WaivedProps) {
  const groups = [...groupBy(waived, ({ waiver }) => waiver.id).values()];
  return (
    <details className="waived">
      <summary>已忽略的提醒（{waived.length}）</summary>
      <ul>
        {groups.map((group) => {
          const { waiver } = group[0] as (typeof group)[number];
          return (
            <li key={waiver.id}>
              {group.slice(0, SHOWN).map(({ problem }) => (
                <div key={`${problem.path} ${problem.message}`}>{problem.message}</div>
              ))}
              {group.length > SHOWN && <div>……共 {group.length} 处</div>}
              <div className="tools">
                <span className="place">
                  {reachOf(waiver)}（{group.length} 处）：{waiver.reason}
                </span>
                <Button size="small" onClick={() => onRestore(waiver, group.length)}>
                  恢复
                </Button>
              </div>
            </li>
          );
        })}
      </ul>
    </details>
  );
}
