import { useEffect } from 'react';
import { useObservable } from '../state/observable.ts';
import type { Workspace } from '../workspace.ts';
import { BackupContentsView } from './backup-contents.tsx';
import { BackupList } from './backup-list.tsx';
import { PageOver } from './page-over.tsx';
import './backups.css';

/** 备份: on the left every backup in both folders, on the right what is in the chosen one. Looking changes nothing. */
export function BackupsPage({ workspace }: { workspace: Workspace }) {
  const { attempt, backups, frame } = workspace;
  useObservable(backups);
  useEffect(() => attempt(() => backups.read()), [attempt, backups]);
  return (
    <PageOver frame={frame} title="备份">
      <div className="backups">
        <BackupList backups={backups} onLook={(backup) => attempt(() => backups.look(backup))} />
        <BackupContentsView workspace={workspace} />
      </div>
    </PageOver>
  );
}
