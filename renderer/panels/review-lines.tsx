import { Button, Input, type InputRef, Radio } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { ruleOf } from '../../shared/checks/rules.ts';
import type { Sorted } from '../../shared/checks/waivers.ts';
import type { Problem } from '../../shared/problem.ts';

interface LineProps {
  problem: Problem;
  /** Name of the cell. */
  place: string;
  /** Whether it was gone to last. */
  current: boolean;
  /** How many problems of the same rule can be mended. */
  alike: number;
  /** Whether the table names its unit, for which a warning can be switched off. */
  hasUnit: boolean;
  onShow(): void;
  onFix(): void;
  onFixAlike(): void;
  onWaive(scope: Scope, reason: string): void;
}

type Scope = 'filing' | 'unit';

/** One problem: what is wrong, where, what can be done, and on demand who says so. */
export function ProblemLine(props: LineProps) {
  const { problem, place, current, alike, hasUnit, onShow, onFix, onFixAlike, onWaive } = props;
  const { rule, severity, message, fix } = problem;
  const [open, setOpen] = useState<'source' | 'waive' | null>(null);
  const line = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (current) line.current?.scrollIntoView({ block: 'nearest' });
  }, [current]);
  const source = ruleOf(rule);
  return (
    <li className={`problem ${severity}`} ref={line} aria-current={current || undefined} data-rule={rule}>
      <button type="button" className="message" onClick={onShow}>
        {message}
      </button>
      <div className="tools">
        <span className="place">{place}</span>
        {fix && (
          <Button size="small" onClick={onFix}>
            修复：{fix.label}
          </Button>
        )}
        {fix && alike > 1 && (
          <Button size="small" onClick={onFixAlike}>
            修复同类（{alike}）
          </Button>
        )}
        {source && (
          <Button
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
      {open === 'waive' && <WaiveForm hasUnit={hasUnit} onWaive={onWaive} onCancel={() => setOpen(null)} />}
    </li>
  );
}

interface WaiveProps {
  hasUnit: boolean;
  onWaive(scope: Scope, reason: string): void;
  onCancel(): void;
}

/** Asks for the reason why a warning is switched off. */
export function WaiveForm({ hasUnit, onWaive, onCancel }: WaiveProps) {
  const [reason, setReason] = useState('');
  const [scope, setScope] = useState<Scope>('filing');
  const input = useRef<InputRef>(null);
  useEffect(() => input.current?.focus(), []);
  return (
    <form
      className="waive"
      aria-label="关闭此提醒"
      onSubmit={(event) => {
        event.preventDefault();
        if (reason.trim() !== '') onWaive(scope, reason.trim());
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
        maxLength={200}
        aria-label="关闭的理由"
        placeholder="理由（列入审核报告）"
        value={reason}
        onChange={(event) => setReason(event.target.value)}
      />
      {hasUnit && (
        <Radio.Group
          size="small"
          aria-label="关闭的范围"
          value={scope}
          onChange={(event) => setScope(event.target.value)}
          options={[
            { value: 'filing', label: '本表' },
            { value: 'unit', label: '本单位各表' },
          ]}
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

/** What the unit has switched off, folded, with its reasons and the way back. */
export function WaivedLines({ waived, onRestore }: { waived: Sorted['waived']; onRestore(waiver: number): void }) {
  return (
    <details className="waived">
      <summary>已关闭的提醒（{waived.length}）</summary>
      <ul>
        {waived.map(({ problem, waiver }) => (
          <li key={`${problem.rule} ${problem.path} ${problem.message}`}>
            {problem.message}
            <div className="tools">
              <span className="place">
                {waiver.filing === null ? '本单位各表' : '本表'}：{waiver.reason}
              </span>
              <Button size="small" onClick={() => onRestore(waiver.id)}>
                恢复
              </Button>
            </div>
          </li>
        ))}
      </ul>
    </details>
  );
}
