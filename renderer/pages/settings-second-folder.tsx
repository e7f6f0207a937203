import { Button } from 'antd';
import { useState } from 'react';
import type { SecondPlace } from '../../shared/api.ts';
import { call } from '../bridge.ts';
import type { Workspace } from '../workspace.ts';
import { backupTime } from './backup-words.ts';
import { Setting } from './setting.tsx';

interface Props {
  second: SecondPlace | null;
  /** A browser has no dialog for folders. */
  inBrowser: boolean;
  attempt: Workspace['attempt'];
  onChanged(): void;
}

/** The folder, on a stick or a share, that every backup goes to as well while it is there. */
export function SecondFolder({ second, inBrowser, attempt, onChanged }: Props) {
  const [picking, setPicking] = useState(false);
  const doing = (work: () => Promise<unknown>) => () => {
    setPicking(true);
    attempt(async () => {
      try {
        await work();
      } finally {
        setPicking(false);
        onChanged();
      }
    });
  };
  const pick = doing(() => call('backups.pick', {}));
  const forget = doing(() => call('backups.forget', {}));
  return (
    <Setting label="另存一份" about={second ? stateOf(second) : ABOUT + (inBrowser ? IN_BROWSER : '')}>
      {second && <output className="data-folder selectable">{second.folder}</output>}
      <div className="setting-buttons">
        {!inBrowser && (
          <Button loading={picking} onClick={pick}>
            {second ? '更换…' : '选择文件夹…'}
          </Button>
        )}
        {second && (
          <Button disabled={picking} onClick={forget}>
            不再另存
          </Button>
        )}
      </div>
    </Setting>
  );
}

const ABOUT = '每次备份再存一份到 U 盘或共享文件夹，电脑坏了也不会丢失。';
const IN_BROWSER = '在浏览器中不能选择文件夹，请在桌面版中选择。';

function stateOf({ present, writtenAt, problem }: SecondPlace): string {
  if (problem !== null) return problem;
  const last = writtenAt === null ? '还没有写入过' : `上次写入 ${backupTime(writtenAt)}`;
  return present ? last : `现在找不到这个文件夹，${last}；插好 U 盘或连上共享文件夹后，下次备份自动存入`;
}
