import type { BackupFile, BackupPlace } from '../../shared/api.ts';
import type { BackupName, Backups } from '../state/backups.ts';
import { backupTime, inMegabytes } from './backup-words.ts';

interface Props {
  backups: Backups;
  onLook(backup: BackupName): void;
}

/** The backups by the folder that they are in, the newest first. */
export function BackupList({ backups: { places, shown }, onLook }: Props) {
  return (
    <section className="backup-list" aria-label="全部备份">
      {places?.map((one) => (
        <section key={one.place} aria-label={nameOf(one)}>
          <h2>{nameOf(one)}</h2>
          <p className="selectable">{one.folder}</p>
          {one.backups.length === 0 && <p>{emptyOf(one)}</p>}
          <ul>
            {one.backups.map((backup) => (
              <li key={backup.name}>
                <button
                  type="button"
                  aria-current={shown?.place === one.place && shown.name === backup.name}
                  onClick={() => onLook({ place: one.place, name: backup.name })}
                >
                  <span>{backupTime(backup.madeAt)}</span>
                  <small>{factsOf(backup)}</small>
                </button>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </section>
  );
}

const nameOf = ({ place }: BackupPlace) => (place === 'own' ? '本机' : '另存的文件夹');

function emptyOf({ present, writtenAt }: BackupPlace): string {
  if (present) return '还没有备份';
  return writtenAt === null ? '现在找不到这个文件夹' : `现在找不到这个文件夹，上次写入 ${backupTime(writtenAt)}`;
}

function factsOf({ filings, size, foreign }: BackupFile): string {
  const count = filings === null ? '可能已损坏' : `${filings} 张表`;
  return `${count} · ${inMegabytes(size)}${foreign ? ' · 其他数据' : ''}`;
}
