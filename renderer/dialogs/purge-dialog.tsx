import { Modal } from 'antd';
import { purge } from '../trashing.ts';
import type { Workspace } from '../workspace.ts';

interface Props {
  workspace: Workspace;
  ids: readonly number[];
  onClose(): void;
}

/** Asks before filings are deleted for good. */
export function PurgeDialog({ workspace, ids, onClose }: Props) {
  return (
    <Modal
      open
      title="彻底删除"
      okText={`彻底删除 ${ids.length} 张`}
      okButtonProps={{ danger: true }}
      cancelText="取消"
      cancelButtonProps={{ autoFocus: true }}
      onOk={() => {
        onClose();
        workspace.attempt(() => purge(workspace, [...ids]));
      }}
      onCancel={onClose}
    >
      <p>彻底删除 {ids.length} 张表？删除后无法恢复。</p>
    </Modal>
  );
}
