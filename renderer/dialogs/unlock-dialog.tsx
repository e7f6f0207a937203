import { Alert, Input, Modal } from 'antd';
import { useState } from 'react';
import { belongsToInputMethod } from '../input-method.ts';
import { unlock } from '../locking.ts';
import type { Workspace } from '../workspace.ts';
import { Field } from './field.tsx';
import { useFirstFocus } from './first-focus.ts';
import { useSending } from './use-sending.ts';

interface Props {
  workspace: Workspace;
  id: number;
  onClose(): void;
}

/** Asks why a filing that is 定稿 is to be changed again. */
export function UnlockDialog({ workspace, id, onClose }: Props) {
  const [reason, setReason] = useState('');
  const first = useFirstFocus();
  const { sending, refused, send } = useSending();
  const given = reason.trim() !== '';
  const go = () => {
    if (given) send(() => unlock(workspace, id, reason.trim()).then(onClose));
  };
  return (
    <Modal
      open
      centered
      title="解除定稿"
      okText="解除定稿"
      cancelText="取消"
      okButtonProps={{ loading: sending, disabled: !given }}
      onOk={go}
      onCancel={onClose}
    >
      {refused !== '' && <Alert type="error" role="alert" title={refused} />}
      <p>解除后此表可以修改；定稿时的内容仍保留在历史版本中。理由记入定稿记录。</p>
      <Field label="理由（必填）">
        {(field) => (
          <Input
            id={field}
            ref={first}
            maxLength={500}
            placeholder="如：财政局退回，要求补充指标"
            value={reason}
            onChange={(event) => setReason(event.target.value)}
            onKeyDown={(event) => {
              if (event.key === 'Enter' && !belongsToInputMethod(event.nativeEvent)) go();
            }}
          />
        )}
      </Field>
    </Modal>
  );
}
