import { Button } from 'antd';
import type { Backup, Recovery, Request } from '../../shared/api.ts';
import './recovery-question.css';

interface Props {
  recovery: Recovery;
  onAnswer(answer: Request<'store.recover'>): void;
}

/** Says what became of the data file, and offers what brings the filings back. Nothing is overwritten either way. */
export function RecoveryQuestion({ recovery: { kind, reason, backups }, onAnswer }: Props) {
  const [newest, ...older] = backups;
  return (
    <section className="recovery-question" role="alert" aria-label="数据文件">
      <p>{reason}。</p>
      <div className="buttons">
        {newest && (
          <Button size="small" type="primary" onClick={() => onAnswer({ how: 'backup', name: newest.name })}>
            恢复{inWords(newest)}
          </Button>
        )}
        {kind === 'backups' ? (
          <Button size="small" onClick={() => onAnswer({ how: 'new' })}>
            不恢复，从空白开始
          </Button>
        ) : (
          <Button size="small" type="primary" onClick={() => onAnswer({ how: 'own' })}>
            写回软件中的内容
          </Button>
        )}
      </div>
      {older.length > 0 && (
        <details>
          <summary>更早的备份（{older.length}）</summary>
          <ul>
            {older.map((backup) => (
              <li key={backup.name}>
                <Button size="small" type="link" onClick={() => onAnswer({ how: 'backup', name: backup.name })}>
                  恢复{inWords(backup)}
                </Button>
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}

function inWords({ madeAt, filings }: Backup): string {
  const at = new Date(madeAt);
  const time = at.toLocaleString('zh-CN', { dateStyle: 'long', timeStyle: 'short', hour12: false });
  return ` ${time} 的备份（${filings} 张表）`;
}
