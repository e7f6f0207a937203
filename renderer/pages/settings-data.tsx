import { Button, Spin } from 'antd';
import { useState } from 'react';
import { Failed } from '../boundary.tsx';
import { call } from '../bridge.ts';
import { useAnswer } from '../use-answer.ts';
import type { Workspace } from '../workspace.ts';
import { backupTime, inMegabytes } from './backup-words.ts';
import { Setting } from './setting.tsx';
import { SecondFolder } from './settings-second-folder.tsx';

/** Where everything lies, and how its backups are: one is made now, or the page of all of them is opened. */
export function DataSettings({ workspace }: { workspace: Workspace }) {
  const [info, again] = useAnswer(() => call('data.info', {}));
  const [making, setMaking] = useState(false);
  if (info.state === 'failed') return <Failed text={info.why} onRetry={again} />;
  if (info.state === 'loading') return <Spin />;
  const { folder, size, filings, backup } = info.value;
  const inBrowser = workspace.program.shell === 'browser';
  const backUp = () => {
    setMaking(true);
    workspace.attempt(async () => {
      try {
        await workspace.flush();
        const { backup: made, second } = await call('data.backup', {});
        const beside = second?.present === false ? '；另存的文件夹不在，没有存入' : '';
        // Why it did not go there is told by itself.
        if (second?.problem == null) workspace.say(`已备份 ${made.filings} 张表${beside}`);
      } finally {
        setMaking(false);
        again();
      }
    });
  };
  const last = backup.last === null ? '还没有备份' : `上次备份：${backupTime(backup.last)}`;
  return (
    <>
      <Setting label="位置" about={`共 ${filings} 张表，${inMegabytes(size)}`}>
        {(id) => (
          <>
            <output id={id} className="data-folder selectable">
              {folder}
            </output>
            {!inBrowser && (
              <Button
                size="small"
                onClick={() =>
                  workspace.attempt(async () => {
                    await call('data.open', {});
                  })
                }
              >
                打开
              </Button>
            )}
          </>
        )}
      </Setting>
      <Setting label="备份" about={backup.problem === null ? last : `${last}；${backup.problem}`}>
        <div className="setting-buttons">
          <Button loading={making} onClick={backUp}>
            立即备份
          </Button>
          <Button onClick={() => workspace.frame.show('backups')}>查看和恢复</Button>
        </div>
      </Setting>
      <SecondFolder second={backup.second} inBrowser={inBrowser} attempt={workspace.attempt} onChanged={again} />
    </>
  );
}
