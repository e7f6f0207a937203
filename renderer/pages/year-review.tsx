import { Button, Select, Spin } from 'antd';
import { useCallback, useEffect, useRef, useState } from 'react';
import { isExample } from '../../shared/filing/example.ts';
import { summarise } from '../../shared/filing/filing.ts';
import { countProblems, sumCounts, type UnitReview } from '../../shared/review.ts';
import type { ActionContext } from '../actions/action.ts';
import { actionOf } from '../actions/actions.ts';
import { Failed } from '../boundary.tsx';
import { yearsOf } from '../budget-year.ts';
import { sentenceOf } from '../faults.ts';
import { useKeptFocus } from '../panels/kept-focus.ts';
import { Badge } from '../panels/review-counts.tsx';
import { useObservable } from '../state/observable.ts';
import { choicesWithinWindow } from '../within-window.ts';
import { YearUnit } from './year-unit.tsx';
import './year-review.css';
import './preview.css';

interface Props {
  context: ActionContext;
  attempt(work: () => void | Promise<void>): void;
  onClose(): void;
}

/** Units that are unfolded from the beginning. */
const FEW = 3;

/** 年度审核汇总: every unit with its tables, amounts and problems. It covers the table; Esc goes back. */
export function YearReview({ context, attempt, onClose }: Props) {
  const { workspace } = context;
  const { outline } = useObservable(workspace.filings);
  const years = yearsOf(outline.filter((row) => !isExample(row)));
  // Without an open table it is the newest year.
  const [year, setYear] = useState(() => yearOfOpen(context) ?? years[0] ?? workspace.year);
  const [units, setUnits] = useState<{ year: number; units: UnitReview[] } | 'loading' | 'cancelled' | 'failed'>(
    'loading',
  );
  const [failed, setFailed] = useState('');
  const back = useRef<HTMLButtonElement>(null);
  const box = useRef<HTMLElement>(null);
  useKeptFocus(box);

  const chosen = useRef(year);
  const last = useRef<Promise<unknown>>(Promise.resolve());
  const load = useCallback(
    (quiet: boolean) =>
      attempt(async () => {
        if (!quiet) setUnits('loading');
        // Of years chosen one after the other each waits for the one before; only the last is reviewed and shown.
        const work = last.current.then(() => (chosen.current === year ? workspace.exports.reviewYear(year) : null));
        last.current = work.catch(() => undefined);
        try {
          const found = await work;
          if (chosen.current !== year) return;
          if (found) setUnits({ year, units: found });
          else if (!quiet) setUnits('cancelled');
        } catch (error) {
          // A refresh in the background that fails leaves what is shown.
          if (quiet || chosen.current !== year) throw error;
          setUnits('failed');
          setFailed(sentenceOf(error));
        }
      }),
    [workspace, year, attempt],
  );
  useEffect(() => {
    chosen.current = year;
    load(false);
  }, [year, load]);
  useEffect(() => back.current?.focus(), []);

  const all = typeof units === 'string' ? [] : units.units;
  const filings = all.flatMap((unit) => unit.filings);
  const total = sumCounts([
    ...filings.map(({ counts }) => counts),
    ...all.map(({ whole }) => countProblems(whole.standing)),
  ]);
  return (
    <section
      ref={box}
      className="year-review over-table"
      aria-label={actionOf('year-review').label}
      aria-busy={units === 'loading'}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !event.defaultPrevented) onClose();
      }}
    >
      <div className="preview-bar">
        <Button size="small" ref={back} onClick={onClose}>
          返回编辑（Esc）
        </Button>
        <Select
          builtinPlacements={choicesWithinWindow}
          size="small"
          aria-label="预算年度"
          value={year}
          options={years.map((value) => ({ value, label: `${value} 年度` }))}
          onChange={setYear}
        />
        {(['xlsx', 'pdf'] as const).map((kind) => (
          <Button
            key={kind}
            size="small"
            disabled={filings.length === 0}
            onClick={() => attempt(() => (year === null ? undefined : workspace.exports.report(kind, { year })))}
          >
            审核报告 {kind === 'xlsx' ? 'Excel' : 'PDF'}
          </Button>
        ))}
        <span role="status">
          {units === 'loading'
            ? '正在审核…'
            : units === 'cancelled'
              ? '已取消'
              : units === 'failed'
                ? '未能审核'
                : `${all.length} 个单位，${filings.length} 张表`}
        </span>
        {filings.length > 0 && <Badge counts={total} />}
        {units === 'cancelled' && (
          <Button size="small" onClick={() => load(false)}>
            重新审核
          </Button>
        )}
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: whoever has no mouse scrolls it with the arrow keys */}
      <section className="year-units" tabIndex={0} aria-label="各单位">
        {units === 'loading' && <Spin />}
        {units === 'failed' && <Failed text={failed} onRetry={() => load(false)} onClose={onClose} />}
        {typeof units !== 'string' && units.units.length === 0 && <p>{year} 年度还没有表</p>}
        {typeof units !== 'string' &&
          units.units.map((unit) => (
            <YearUnit
              key={`${units.year} ${unit.unit}`}
              year={units.year}
              review={unit}
              unfolded={units.units.length <= FEW}
              context={context}
              attempt={attempt}
              onChanged={() => load(true)}
              onLeave={onClose}
            />
          ))}
      </section>
    </section>
  );
}

/** The year of the open table; null for the example, which is in no year's summary. */
function yearOfOpen({ workspace: { current } }: ActionContext): number | null {
  const summary = current && summarise(current.form, current.filing);
  return summary && !isExample(summary) ? summary.year : null;
}
