import { Dropdown } from 'antd';
import type { ReactNode } from 'react';
import { type Action, type ActionContext, labelOf } from '../actions/action.ts';
import { actions, keyLabel } from '../actions/actions.ts';

interface Props {
  context: ActionContext;
  run(action: Action): void;
  children: ReactNode;
}

/** Commands of other groups that have to do with a cell. */
const BESIDE = ['problem-fix', 'library', 'propose'];

/** The menu of the right button over the table: what can be done with the selection, with the keys that do the same. */
export function GridMenu({ context, run, children }: Props) {
  const offered = actions.filter(({ id, group }) => group === '编辑' || group === '指标行' || BESIDE.includes(id));
  return (
    <Dropdown
      trigger={['contextMenu']}
      menu={{
        items: offered.map((action) => ({
          key: action.id,
          label: labelOf(action, context),
          extra: keyLabel(action.keys[0] ?? ''),
          disabled: !action.enabled(context),
        })),
        onClick: ({ key }) => {
          const action = offered.find((candidate) => candidate.id === key);
          if (action) run(action);
          context.grid.current?.focus();
        },
      }}
    >
      <div className="desk-area">{children}</div>
    </Dropdown>
  );
}
