import { Button, Input, type InputRef, Radio } from 'antd';
import { type MouseEvent, useEffect, useRef, useState } from 'react';
import { ruleOf } from '../../shared/checks/rules.ts';
import { reachOf, type Sorted, type Waiver } from '../../shared/checks/waivers.ts';
import { groupBy } from '../../shared/group-by.ts';
import type { Problem } from '../../shared/problem.ts';
import type { Waiving } from '../state/review.ts';

interface LineProps {
  problem: Problem;
  /** Name of the cell. */
  place: string;
  /** Whether it was gone to last. */
  current: boolean;
  /** How many problems of the same rule can be mended. */
  alike: number;
  /** How widely its warning can be switched off, with what that takes along. */
  reaches(): Reach[];
  /** What was written in its form when it was last seen, or null. */
  draft: Waiving | null;
  onShow(): void;
  onFix(): void;
  onFixAlike(): void;
  onDraft(draft: Waiving | null): void;
  onWaive(waiving: Waiving): void;
}

/** One way to switch a warning off: only here, in this table, in all of the unit. */
export interface Reach {
  value: Waiving['reach'];
  label: string;
}

/** One problem: what is wrong, where, what can be done, and on demand who says so. */
export function ProblemLine(props: LineProps) {
  const { problem, place, current, alike, reaches, draft, onShow, onFix, onFixAlike, onDraft, onWaive } = props;
  const { rule, severity, message, fix } = problem;
  const [open, setOpen] = useState<'source' | 'waive' | null>(draft && 'waive');
  const line = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (current) line.current?.scrollIntoView({ block: 'nearest' });
  }, [current]);
  // Gone to from its cell to be switched off.
  useEffect(() => {
    if (current && draft) setOpen('waive');
  }, [current, draft]);
  const source = ruleOf(rule);
  return (
    <li className={`problem ${severity}`} ref={line} aria-current={current || undefined} data-rule={rule}>
      <button type="button" className="message" onClick={onShow}>
        {message}
      </button>
      <div className="tools">
        <span className="place">{place}</span>
        {fix && (
          <Button className="wrapping" size="small" onClick={once(onFix)}>
            修复：{fix.label}
          </Button>
        )}
        {fix && alike > 1 && (
          <Button className="wrapping" size="small" onClick={once(onFixAlike)}>
            修复同类（{alike}）
          </Button>
        )}
        {source && (
          <Button
            className="wrapping"
            size="small"
            type="link"
            aria-expanded={open === 'source'}
            onClick={() => setOpen(open === 'source' ? null : 'source')}
          >
            依据
          </Button>
        )}
        {source && severity !== 'error' && (
          <Button
            className="wrapping"
            size="small"
            type="link"
            aria-expanded={open === 'waive'}
            onClick={() => setOpen(open === 'waive' ? null : 'waive')}
          >
            关闭此提醒…
          </Button>
        )}
      </div>
      {open === 'source' && source && (
        <p className="source">
          {source.id} {source.title}
          <br />
          {source.source}
        </p>
      )}
      {open === 'waive' && (
        <WaiveForm
          reaches={reaches()}
          draft={draft}
          onDraft={onDraft}
          onWaive={onWaive}
          onCancel={() => {
            onDraft(null);
            setOpen(null);
          }}
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
      aria-label="关闭此提醒"
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
        aria-label="关闭的理由"
        placeholder="理由（列入审核报告）"
        value={reason}
        onChange={(event) => change({ reason: event.target.value })}
      />
      {reaches.length > 1 && (
        <Radio.Group
          size="small"
          aria-label="关闭的范围"
          value={reach}
          onChange={(event) => change({ reach: event.target.value })}
          options={reaches}
        />
      )}
      <div className="tools">
        <Button size="small" type="primary" htmlType="submit" disabled={reason.trim() === ''}>
          关闭提醒
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
      <summary>已关闭的提醒（{waived.length}）</summary>
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
