import { useState } from 'react';
import { unlock } from '../locking.ts';
import type { Workspace } from '../workspace.ts';
import { OneLineDialog } from './one-line-dialog.tsx';

interface Props {
  workspace: Workspace;
  id: number;
  onClose(): void;
}

/** Asks why a filing that is 定稿 is to be changed again. */
export function UnlockDialog({ workspace, id, onClose }: Props) {
  const [reason, setReason] = useState('');
  return (
    <OneLineDialog
      title="解除定稿"
      ok="解除定稿"
      label="理由（必填）"
      placeholder="如：财政局退回，要求补充指标"
      longest={500}
      text={reason}
      onText={setReason}
      onOk={(given) => unlock(workspace, id, given).then(onClose)}
      onClose={onClose}
      about={<p>解除后此表可以修改；定稿时的内容仍保留在历史版本中。理由记入定稿记录。</p>}
    />
  );
}
