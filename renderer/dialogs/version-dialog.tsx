import { Button, Flex } from 'antd';
import { useState } from 'react';
import { LONGEST_VERSION_NAME } from '../../shared/api-limits.ts';
import type { Workspace } from '../workspace.ts';
import { OneLineDialog } from './one-line-dialog.tsx';

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
  return (
    <OneLineDialog
      title="存为版本"
      ok="保存"
      label="版本名称"
      longest={LONGEST_VERSION_NAME}
      text={name}
      onText={setName}
      onOk={async (given) => {
        await workspace.history.name(id, revision, given);
        onClose();
        workspace.say(`已存为版本“${given}”，可在“历史版本”中查看和取回`);
      }}
      onClose={onClose}
    >
      <Flex wrap gap={8} style={{ marginTop: 8 }}>
        {NAMES.map((one) => (
          <Button key={one} size="small" onClick={() => setName(one)}>
            {one}
          </Button>
        ))}
      </Flex>
    </OneLineDialog>
  );
}
