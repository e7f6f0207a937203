import { Button, Checkbox, Dropdown, Select, Tooltip } from 'antd';
import type { SealDiameter } from '../../shared/api.ts';
import { type Action, type ActionContext, labelOf } from '../actions/action.ts';
import { actionOf, keyLabel } from '../actions/actions.ts';
import { copyActions } from '../actions/copy-actions.ts';
import { makeActions } from '../actions/make-actions.ts';
import { ReviewCounts } from '../panels/review-counts.tsx';
import { useObservable } from '../state/observable.ts';
import './toolbar.css';

interface Props {
  context: ActionContext;
  run(action: Action): void;
  attempt(work: () => void | Promise<void>): void;
  /** The focus goes back to the table after each click. */
  onDone(): void;
}

const GROUPS = [
  ['new', 'import'],
  ['undo', 'redo'],
  ['row-insert', 'row-delete', 'row-up', 'row-down'],
  ['review', 'library'],
  ['xlsx', 'pdf', 'print'],
];

const SEALS: { value: string; label: string }[] = [
  { value: '', label: '不留盖章处' },
  { value: '42', label: '盖章处 42 mm' },
  { value: '45', label: '盖章处 45 mm' },
];

export function Toolbar({ context, run, attempt, onDone }: Props) {
  const { workspace } = context;
  const session = workspace.current;
  // What can be undone changes with every step, before it is saved.
  useObservable(session ?? workspace);
  const menus = [
    { name: '同实施期…', offered: copyActions(session) },
    { name: '生成…', offered: makeActions(session) },
  ].filter(({ offered }) => offered.length > 0);
  return (
    <div className="toolbar" role="toolbar" aria-label="工具栏">
      {GROUPS.map((group) => (
        <span className="group" key={group[0]}>
          {group.map(actionOf).map((action) => (
            <Tooltip
              key={action.id}
              title={`${labelOf(action, context)}（${keyLabel(action.keys[0] ?? '')}）`}
              mouseEnterDelay={0.6}
            >
              <Button
                size="small"
                type={GROUPS[0]?.includes(action.id) ? 'default' : 'text'}
                disabled={!action.enabled(context)}
                onClick={() => {
                  run(action);
                  if (action.id !== 'new') onDone();
                }}
              >
                {labelOf(action, context)}
                {action.id === 'review' && session && <ReviewCounts review={workspace.review} session={session} />}
              </Button>
            </Tooltip>
          ))}
        </span>
      ))}
      {session?.form.sections.map((section) => (
        <Checkbox
          key={section.id}
          checked={session.filing.sections.includes(section.id)}
          onChange={(event) => {
            if (!workspace.commitDraft()) return;
            const edit = { kind: 'section' as const, section: section.id, on: event.target.checked };
            session.perform({ label: `${edit.on ? '显示' : '隐藏'}${section.name}`, path: '', edits: [edit] });
            onDone();
          }}
        >
          {section.name}
        </Checkbox>
      ))}
      {menus.map(({ name, offered }) => (
        <Dropdown
          key={name}
          menu={{
            items: offered.map(({ id, label }) => ({ key: id, label })),
            onClick: ({ key }) => {
              const action = offered.find(({ id }) => id === key);
              if (action) run(action);
              onDone();
            },
          }}
        >
          <Button size="small" type="text">
            {name}
          </Button>
        </Dropdown>
      ))}
      {session?.form.seal && (
        <Select
          size="small"
          aria-label="盖章处"
          value={String(workspace.seal ?? '')}
          options={SEALS}
          onChange={(value) => {
            attempt(() => workspace.setSeal((value === '' ? null : Number(value)) as SealDiameter));
            onDone();
          }}
        />
      )}
    </div>
  );
}
