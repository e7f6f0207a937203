import { type Action, type ActionContext, labelOf } from '../actions/action.ts';
import { keyLabel } from '../actions/actions.ts';
import { canRun, commandsOf } from '../actions/menu.ts';
import { BookTables } from '../dialogs/book-tables.tsx';
import { CopyDialog } from '../dialogs/copy-dialog.tsx';
import { HelpDialog } from '../dialogs/help-dialog.tsx';
import { ImportDialog } from '../dialogs/import-dialog.tsx';
import { LockDialog } from '../dialogs/lock-dialog.tsx';
import { NewBook } from '../dialogs/new-book.tsx';
import { NewFiling } from '../dialogs/new-filing.tsx';
import { NextBook } from '../dialogs/next-book.tsx';
import { Palette } from '../dialogs/palette.tsx';
import type { PaletteItem } from '../dialogs/palette-search.ts';
import { PurgeDialog } from '../dialogs/purge-dialog.tsx';
import { QuickSwitch } from '../dialogs/quick-switch.tsx';
import { ReplaceDialog } from '../dialogs/replace-dialog.tsx';
import { RollDialog } from '../dialogs/roll-dialog.tsx';
import { UnlockDialog } from '../dialogs/unlock-dialog.tsx';
import { VersionDialog } from '../dialogs/version-dialog.tsx';
import type { Dialog } from '../state/frame.ts';

export interface AskedDialogProps {
  context: ActionContext;
  dialog: Dialog;
  run(action: Action): void;
}

/** A dialog, by what it asks. */
export function AskedDialog({ context, dialog, run }: AskedDialogProps) {
  const { workspace } = context;
  const close = () => workspace.frame.closeDialog();
  switch (dialog.kind) {
    case 'commands':
      return (
        <Palette
          title="查找功能"
          placeholder="输入功能名称中的几个字，或拼音首字母…"
          items={commands(context, run)}
          onClose={close}
        />
      );
    case 'switch':
      return <QuickSwitch context={context} onClose={close} />;
    case 'keys':
      return <HelpDialog folder={workspace.program.folder} onClose={close} />;
    case 'new':
      return <NewFiling context={context} onClose={close} />;
    case 'import':
      return <ImportDialog workspace={workspace} />;
    case 'replace-everywhere':
      return <ReplaceDialog workspace={workspace} onClose={close} />;
    case 'roll':
      return <RollDialog workspace={workspace} ids={dialog.ids} from={dialog.from} onClose={close} />;
    case 'copy':
      return <CopyDialog workspace={workspace} ids={dialog.ids} onClose={close} />;
    case 'purge':
      return <PurgeDialog workspace={workspace} ids={dialog.ids} onClose={close} />;
    case 'lock':
      return <LockDialog workspace={workspace} ids={dialog.ids} onClose={close} />;
    case 'unlock':
      return <UnlockDialog workspace={workspace} id={dialog.id} onClose={close} />;
    case 'name-version':
      return <VersionDialog workspace={workspace} id={dialog.id} revision={dialog.revision} onClose={close} />;
    case 'new-book':
      return <NewBook workspace={workspace} onClose={close} />;
    case 'book-tables':
      return <BookTables workspace={workspace} onClose={close} />;
    case 'next-book':
      return <NextBook workspace={workspace} year={dialog.year} missing={dialog.missing} onClose={close} />;
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
