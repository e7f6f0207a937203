import { Button } from 'antd';
import { severityNames } from '../../shared/review.ts';
import type { Workspace } from '../workspace.ts';
import './report.css';

interface Props {
  workspace: Workspace;
  onShow(path: string): void;
  onClose(): void;
}

/** What an import did not understand or an export could not print, line by line. */
export function ReportPanel({ workspace, onShow, onClose }: Props) {
  const { report } = workspace;
  if (!report) return null;
  return (
    <aside className="report" aria-label={report.title}>
      <header>
        <h2>{report.title}</h2>
        <Button size="small" onClick={onClose}>
          关闭
        </Button>
      </header>
      <ul>
        {report.lines.map(({ severity, text, path }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the lines of a report never change
          <li key={index} className={severity}>
            <b>{severityNames[severity]}</b>{' '}
            {path ? (
              <Button className="wrapping" type="link" size="small" onClick={() => onShow(path)}>
                {text}
              </Button>
            ) : (
              text
            )}
          </li>
        ))}
      </ul>
    </aside>
  );
}
