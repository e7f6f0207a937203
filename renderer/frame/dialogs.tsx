import type { Action, ActionContext } from '../actions/action.ts';
import { Boundary } from '../boundary.tsx';
import { later } from '../later.tsx';
import type { Dialog } from '../state/frame.ts';
import { useObservable } from '../state/observable.ts';

interface Props {
  context: ActionContext;
  run(action: Action): void;
}

const names: Record<Dialog['kind'], string> = {
  commands: '查找功能',
  switch: '切换到另一张表',
  keys: '帮助',
  'new': '新建',
  import: '导入',
  'replace-everywhere': '在所有表中替换',
  roll: '结转下年',
  copy: '复制到其他年度',
  purge: '彻底删除',
  lock: '定稿',
  unlock: '解除定稿',
  'name-version': '存为版本',
  'new-book': '新建套表',
  'book-tables': '添加表',
  'next-book': '明年套表',
};

export const AskedDialog = later(() => import('./asked-dialog.tsx').then((part) => part.AskedDialog));

/** The dialog that is asked for. */
export function Dialogs({ context, run }: Props) {
  const { workspace } = context;
  const { dialog } = useObservable(workspace.frame);
  // What can be done, and so what is offered, is known a moment after a table has opened.
  useObservable(workspace.lastYear);
  if (!dialog) return null;
  return (
    <Boundary name={names[dialog.kind]} onClose={() => workspace.frame.closeDialog()} key={dialog.kind}>
      <AskedDialog context={context} dialog={dialog} run={run} />
    </Boundary>
  );
}
