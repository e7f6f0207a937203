import { Button } from 'antd';
import { chosenActions } from '../actions/list-actions.ts';
import { useObservable } from '../state/observable.ts';
import type { Workspace } from '../workspace.ts';
import './filing-bar.css';

interface Props {
  workspace: Workspace;
  /** The focus goes back to the list. */
  onDone(): void;
}

/** Under the list: what can be done with the chosen filings. */
export function FilingBar({ workspace, onDone }: Props) {
  const view = useObservable(workspace.list);
  const chosen = view.inOrder();
  if (chosen.length === 0) return null;
  return (
    <section className="chosen-bar" aria-label="所选的表">
      <header>
        <span role="status">已选 {chosen.length} 张</span>
        <Button
          size="small"
          type="text"
          onClick={() => {
            view.choose([]);
            onDone();
          }}
        >
          取消选择
        </Button>
      </header>
      <div className="buttons">
        {chosenActions
          .filter((action) => action.enabled({ workspace }))
          .map((action) => (
            <Button
              key={action.id}
              size="small"
              danger={action.id === 'chosen-trash'}
              onClick={() => workspace.attempt(() => action.run({ workspace }))}
            >
              {action.id === 'chosen-trash' ? `${action.short}（${chosen.length} 张）` : action.short}
            </Button>
          ))}
      </div>
    </section>
  );
}
