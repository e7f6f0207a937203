import { Alert, Modal } from 'antd';
import { useEffect, useState } from 'react';
import { lock, readUnlocked, unlockedOf } from '../locking.ts';
import type { Workspace } from '../workspace.ts';
import { useSending } from './use-sending.ts';

interface Props {
  workspace: Workspace;
  ids: readonly number[];
  onClose(): void;
}

/** Says what 定稿 does before filings become so. */
export function LockDialog({ workspace, ids, onClose }: Props) {
  const [open, setOpen] = useState(() => unlockedOf(workspace, ids));
  useEffect(() => workspace.attempt(async () => setOpen(await readUnlocked(workspace, ids))), [workspace, ids]);
  const { sending, refused, send } = useSending();
  const there = ids.length - open.length;
  return (
    <Modal
      open
      centered
      title="定稿"
      okText={open.length > 1 ? `定稿 ${open.length} 张` : '定稿'}
      cancelText="取消"
      okButtonProps={{ autoFocus: true, loading: sending, disabled: open.length === 0 }}
      onOk={() => send(() => lock(workspace, open).then(onClose))}
      onCancel={onClose}
    >
      {refused !== '' && <Alert type="error" role="alert" title={refused} />}
      <p>定稿后不能修改、不能删除，可以查看、导出和打印；现在的内容存为版本“定稿”。</p>
      <p>以后需要修改时，填写理由即可解除定稿。{there > 0 && `所选的表中有 ${there} 张已定稿。`}</p>
    </Modal>
  );
}
