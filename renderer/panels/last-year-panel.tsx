import { Button, Switch } from 'antd';
import { yearOf } from '../../shared/filing/filing.ts';
import type { ActionContext } from '../actions/action.ts';
import { actionOf } from '../actions/actions.ts';
import { useObservable } from '../state/observable.ts';

/** What the table held last year: whether it stands beside the page, and all of it side by side. */
export function LastYearPanel({ context }: { context: ActionContext }) {
  const { lastYear, attempt } = context.workspace;
  const { source, shown } = useObservable(lastYear);
  if (!source) return null;
  const compare = actionOf('compare-last-year');
  return (
    <section aria-label="上年对照">
      <p>
        <Switch size="small" checked={shown} onChange={() => lastYear.toggle()} aria-label="在页面旁显示上年数值" />{' '}
        在页面旁显示上年（{yearOf(source.form, source.filing)}）数值
      </p>
      <Button size="small" onClick={() => attempt(() => compare.run(context))}>
        与上年逐格对比
      </Button>
    </section>
  );
}
