import { Button, Empty, Switch } from 'antd';
import { useMemo } from 'react';
import { type ComparedRow, compareFilings, isChange } from '../../shared/compare/compare-filings.ts';
import { amountGroups } from '../../shared/filing/amount-groups.ts';
import { yearOf } from '../../shared/filing/filing.ts';
import type { ActionContext } from '../actions/action.ts';
import { actionOf } from '../actions/actions.ts';
import { useAfterPaint } from '../after-paint.ts';
import { panes } from '../panes.ts';
import { useObservable } from '../state/observable.ts';
import type { Session } from '../state/session.ts';
import type { Stored } from '../state/stored.ts';
import './last-year-panel.css';

interface Props {
  context: ActionContext;
  session: Session;
}

/** What the table held last year: what has changed since, and whether its values stand beside the page. */
export function LastYearPanel({ context, session }: Props) {
  const { lastYear, attempt } = context.workspace;
  const { source, shown } = useObservable(lastYear);
  if (!source) return null;
  const compare = actionOf('compare-last-year');
  return (
    <section className="last-year-panel" aria-label="上年的数值">
      <div className="beside">
        <Switch size="small" checked={shown} onChange={() => lastYear.toggle()} aria-label="在页面旁显示上年数值" />
        <span>在页面旁显示上年数值</span>
      </div>
      <Button size="small" onClick={() => attempt(() => compare.run(context))}>
        与上年对比
      </Button>
      <Changes context={context} session={session} source={source} />
    </section>
  );
}

function Changes({ context, session, source }: Props & { source: Stored }) {
  const { form, filing } = useObservable(session);
  // A cell that was just entered is painted before it is compared.
  const late = useAfterPaint(filing);
  const rows = useMemo(() => compareFilings(source, { form, filing: late }).filter(isChange), [source, form, late]);
  const [from, to] = [yearOf(source.form, source.filing), yearOf(form, late)];
  if (rows.length === 0) return <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description="与上年一致" />;
  return (
    <>
      <p className="count" role="status">
        与上年不同的有 {rows.length} 处
      </p>
      <ul>
        {rows.map((row) => (
          <ChangeLine
            key={`${row.beforePath} ${row.afterPath}`}
            row={row}
            years={[from ?? '上年', to ?? '本年']}
            onShow={() => {
              context.uncover();
              if (row.afterPath !== null) context.grid.current?.select(row.afterPath);
              panes.focus('table');
            }}
          />
        ))}
      </ul>
    </>
  );
}

interface LineProps {
  row: ComparedRow;
  years: [before: number | string, after: number | string];
  onShow(): void;
}

function ChangeLine({ row, years, onShow }: LineProps) {
  const name = [row.group, row.name].filter(Boolean).join(' · ');
  const values = [
    { year: years[0], text: row.before, none: '上年没有' },
    { year: years[1], text: row.after, none: row.afterPath === null ? '本年未列' : '未填' },
  ];
  const shown = (
    <>
      <b>{name}</b>
      {values.map(({ year, text, none }) => (
        <span key={year} className="value">
          <small>{year}</small> {text === '' ? <i>{none}</i> : withSeparators(text)}
        </span>
      ))}
    </>
  );
  return (
    <li>
      {row.afterPath === null ? (
        <div className="change">{shown}</div>
      ) : (
        <button type="button" className="change" onClick={onShow}>
          {shown}
        </button>
      )}
    </li>
  );
}

function withSeparators(text: string): string {
  return amountGroups(text).join(',');
}
