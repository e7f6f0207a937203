import type { ReactNode } from 'react';
import { type Action, type ActionContext, labelOf } from '../actions/action.ts';
import { keyLabel } from '../actions/actions.ts';
import { canRun, commandsOf } from '../actions/menu.ts';
import { Boundary } from '../boundary.tsx';
import { CopyDialog } from '../dialogs/copy-dialog.tsx';
import { HelpDialog } from '../dialogs/help-dialog.tsx';
import { ImportDialog } from '../dialogs/import-dialog.tsx';
import { NewFiling } from '../dialogs/new-filing.tsx';
import { Palette, type PaletteItem } from '../dialogs/palette.tsx';
import { PurgeDialog } from '../dialogs/purge-dialog.tsx';
import { QuickSwitch } from '../dialogs/quick-switch.tsx';
import { ReplaceDialog } from '../dialogs/replace-dialog.tsx';
import { RollDialog } from '../dialogs/roll-dialog.tsx';
import type { Dialog } from '../state/frame.ts';
import { useObservable } from '../state/observable.ts';

interface Props {
  context: ActionContext;
  run(action: Action): void;
}

/** The dialog that is asked for. */
export function Dialogs({ context, run }: Props) {
  const { workspace } = context;
  const { frame, attempt } = workspace;
  const { dialog } = useObservable(frame);
  // What can be done, and so what is offered, is known a moment after a table has opened.
  useObservable(workspace.lastYear);
  if (!dialog) return null;
  const close = () => frame.closeDialog();
  const { name, body } = shownBy(dialog);
  return (
    <Boundary name={name} onClose={close} key={dialog.kind}>
      {body}
    </Boundary>
  );

  function shownBy(asked: Dialog): { name: string; body: ReactNode } {
    switch (asked.kind) {
      case 'commands':
        return {
          name: '查找功能',
          body: (
            <Palette
              title="查找功能"
              placeholder="输入功能名称中的几个字…"
              items={commands(context, run)}
              onClose={close}
            />
          ),
        };
      case 'switch':
        return {
          name: '切换到另一张表',
          body: <QuickSwitch workspace={workspace} attempt={attempt} onClose={close} />,
        };
      case 'keys':
        return { name: '帮助', body: <HelpDialog folder={workspace.program.folder} onClose={close} /> };
      case 'new':
        return {
          name: '新建',
          body: <NewFiling context={context} onClose={close} />,
        };
      case 'import':
        return { name: '导入', body: <ImportDialog workspace={workspace} /> };
      case 'replace-everywhere':
        return { name: '在所有表中替换', body: <ReplaceDialog workspace={workspace} onClose={close} /> };
      case 'roll':
        return {
          name: '结转下年',
          body: <RollDialog workspace={workspace} ids={asked.ids} from={asked.from} onClose={close} />,
        };
      case 'copy':
        return { name: '复制到其他年度', body: <CopyDialog workspace={workspace} ids={asked.ids} onClose={close} /> };
      case 'purge':
        return { name: '彻底删除', body: <PurgeDialog workspace={workspace} ids={asked.ids} onClose={close} /> };
    }
  }
}

/** What the palette offers: every command that can act now. */
function commands(context: ActionContext, run: (action: Action) => void): PaletteItem[] {
  return commandsOf(context)
    .filter((action) => canRun(action, context))
    .map((action) => ({
      key: action.id,
      label: labelOf(action, context),
      group: action.group,
      hint: keyLabel(action.keys[0] ?? ''),
      run: () => run(action),
    }));
}
