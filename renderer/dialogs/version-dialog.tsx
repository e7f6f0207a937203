import { Alert, Button, Flex, Input, Modal } from 'antd';
import { useState } from 'react';
import { LONGEST_VERSION_NAME } from '../../shared/api.ts';
import { belongsToInputMethod } from '../input-method.ts';
import type { Workspace } from '../workspace.ts';
import { Field } from './field.tsx';
import { useFirstFocus } from './first-focus.ts';
import { useSending } from './use-sending.ts';

interface Props {
  workspace: Workspace;
  id: number;
  revision: number;
  onClose(): void;
}

/** What versions are mostly called: what is sent to be looked at, what goes up in the two rounds, what is final. */
const NAMES = ['送审稿', '一上', '二上', '定稿'];

/** Asks what a version is called, by which it is found again in 历史版本. */
export function VersionDialog({ workspace, id, revision, onClose }: Props) {
  const [name, setName] = useState('');
  const first = useFirstFocus();
  const { sending, refused, send } = useSending();
  const given = name.trim() !== '';
  const save = () => {
    if (!given) return;
    send(async () => {
      await workspace.history.name(id, revision, name.trim());
      onClose();
      workspace.say(`已存为版本“${name.trim()}”，可在“历史版本”中查看和取回`);
    });
  };
  return (
    <Modal
      open
      centered
      title="存为版本"
      okText="保存"
      cancelText="取消"
      okButtonProps={{ loading: sending, disabled: !given }}
      onOk={save}
      onCancel={onClose}
    >
      {refused !== '' && <Alert type="error" role="alert" title={refused} />}
      <Field label="版本名称">
        {(field) => (
          <Input
            id={field}
            ref={first}
            maxLength={LONGEST_VERSION_NAME}
            value={name}
            onChange={(event) => setName(event.target.value)}
            onKeyDown={(event) => {
              if (event.key === 'Enter' && !belongsToInputMethod(event.nativeEvent)) save();
            }}
          />
        )}
      </Field>
      <Flex wrap gap={8} style={{ marginTop: 8 }}>
        {NAMES.map((one) => (
          <Button key={one} size="small" onClick={() => setName(one)}>
            {one}
          </Button>
        ))}
      </Flex>
    </Modal>
  );
}
