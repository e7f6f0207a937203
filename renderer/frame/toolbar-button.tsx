import { Button } from 'antd';
import { type Action, type ActionContext, labelOf } from '../actions/action.ts';
import { keyLabel } from '../actions/actions.ts';
import { canRun } from '../actions/menu.ts';
import { ReviewCounts } from '../panels/review-counts.tsx';
import { panes } from '../panes.ts';
import { actionIcons } from './action-icons.tsx';
import { useValue } from './use-value.ts';

interface Props {
  action: Action;
  context: ActionContext;
  run(action: Action): void;
  /** Whether its name stands beside its icon. */
  text: boolean;
}

/** Short names for buttons; the tooltip has the whole one. */
const SHORT: Record<string, string> = { 'row-insert': '插入行', 'row-delete': '删除行', review: '审核' };

/** A command as a button. It is drawn again only when what it is called or can do changes. */
export function ToolbarButton({ action, context, run, text }: Props) {
  const { workspace } = context;
  const { sessions, frame, review } = workspace;
  const session = sessions.current;
  const stores = [workspace, sessions, frame, session];
  const enabled = useValue(stores, () => canRun(action, context));
  const away = useValue(stores, () => frame.away);
  const label = useValue(stores, () => labelOf(action, context));
  const key = keyLabel(action.keys[0] ?? '');
  return (
    <Button
      type="text"
      icon={actionIcons[action.id]}
      aria-label={text ? undefined : label}
      title={key ? `${label}（${key}）` : label}
      disabled={!enabled}
      onClick={() => {
        run(action);
        panes.focus('table');
      }}
    >
      {text && (SHORT[action.id] ?? label)}
      {action.id === 'review' && session && !away && (
        <span className="counts">
          <ReviewCounts review={review} session={session} />
        </span>
      )}
    </Button>
  );
}
