import { Button, Checkbox, Select, Spin } from 'antd';
import { type ReactNode, useEffect, useRef } from 'react';
import { isChange } from '../../shared/compare/compare-filings.ts';
import { countLine, groupHead, headsOf } from '../../shared/compare/compare-listing.ts';
import { summarise } from '../../shared/filing/filing.ts';
import { Failed } from '../boundary.tsx';
import { yearsOf } from '../budget-year.ts';
import type { Compared } from '../state/comparison.ts';
import { useObservable } from '../state/observable.ts';
import { choicesWithinWindow } from '../within-window.ts';
import type { Workspace } from '../workspace.ts';
import './comparison.css';
import { FilingsTable } from './compared-filings.tsx';
import { YearsTables } from './compared-years.tsx';

interface Props {
  workspace: Workspace;
  attempt(work: () => void | Promise<void>): void;
  /** Opens a filing at a cell. */
  onOpen(id: number, path: string): void;
  onClose(): void;
}

/** Two filings value by value, or two years project by project. It covers the table; Esc goes back. */
export function ComparisonView({ workspace, attempt, onOpen, onClose }: Props) {
  const comparison = useObservable(workspace.comparison);
  const { subject, compared, failed, changesOnly, years } = comparison;
  const back = useRef<HTMLButtonElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what had the focus goes with what was shown
  useEffect(() => back.current?.focus(), [subject?.kind]);
  const leave = () => {
    if (years) attempt(() => comparison.show(years));
    else onClose();
  };
  return (
    <section
      className="comparison over-table"
      aria-label="对比"
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        leave();
      }}
    >
      <div className="comparison-bar">
        <Button size="small" ref={back} onClick={leave}>
          {years ? '返回两年对比（Esc）' : '返回编辑（Esc）'}
        </Button>
        {subject?.kind === 'years' && (
          <YearChoice
            workspace={workspace}
            before={subject.before}
            after={subject.after}
            onChoose={(before, after) => attempt(() => workspace.compare({ kind: 'years', before, after }))}
          />
        )}
        <Checkbox checked={changesOnly} onChange={(event) => comparison.setChangesOnly(event.target.checked)}>
          只看变化
        </Checkbox>
        <Button
          size="small"
          disabled={!compared}
          onClick={() => subject && attempt(() => workspace.exports.comparison(subject, changesOnly))}
        >
          导出 Excel
        </Button>
        <span role="status">{compared ? countLine(rowsOf(compared)) : failed === null ? '正在对比…' : '未能对比'}</span>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: whoever has no mouse scrolls it with the arrow keys */}
      <section className="compared" tabIndex={0} aria-label="对比结果">
        {compared && show(compared, changesOnly, workspace, attempt, onOpen)}
        {!compared && failed === null && <Spin />}
        {failed !== null && subject && (
          <Failed text={failed} onRetry={() => attempt(() => workspace.compare(subject))} onClose={onClose} />
        )}
      </section>
    </section>
  );
}

function show(
  compared: Compared,
  changesOnly: boolean,
  workspace: Workspace,
  attempt: Props['attempt'],
  onOpen: Props['onOpen'],
): ReactNode {
  if (compared.kind === 'years') {
    const { before, after, comparison } = compared;
    return (
      <YearsTables
        heads={headsOf(before, after)}
        comparison={comparison}
        changesOnly={changesOnly}
        onOpen={onOpen}
        onCompare={(early, late) =>
          attempt(() =>
            workspace.compare({ kind: 'filings', before: early, after: late }, { kind: 'years', before, after }),
          )
        }
      />
    );
  }
  const { before, after, rows } = compared;
  const [from, to] = [summarise(before.form, before.filing), summarise(after.form, after.filing)];
  return (
    <FilingsTable
      group={groupHead(after)}
      heads={headsOf(from.year, to.year)}
      names={[from.name, to.name]}
      rows={changesOnly ? rows.filter(isChange) : rows}
      onOpen={({ beforePath, afterPath }) =>
        afterPath === null ? onOpen(before.id, beforePath ?? '') : onOpen(after.id, afterPath)
      }
    />
  );
}

const rowsOf = (compared: Compared) => (compared.kind === 'years' ? compared.comparison.rows : compared.rows);

interface YearChoiceProps {
  workspace: Workspace;
  before: number;
  after: number;
  onChoose(before: number, after: number): void;
}

/** The two years, of those that have tables; another one is compared as soon as it is chosen. */
function YearChoice({ workspace, before, after, onChoose }: YearChoiceProps) {
  const years = yearsOf(useObservable(workspace.filings).outline);
  const box = (label: string, value: number, choose: (year: number) => void) => (
    <Select<number>
      builtinPlacements={choicesWithinWindow}
      style={{ width: '6em', margin: '0 4px' }}
      size="small"
      aria-label={label}
      value={value}
      options={(years.includes(value) ? years : [value, ...years]).map((year) => ({ value: year, label: year }))}
      onChange={choose}
    />
  );
  return (
    <span className="years">
      {box('前一年度', before, (year) => onChoose(year, after))}
      年度与
      {box('后一年度', after, (year) => onChoose(before, year))}
      年度
    </span>
  );
}
