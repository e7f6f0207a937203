import { Button } from 'antd';
import { severityNames } from '../../shared/review.ts';
import type { ActionContext } from '../actions/action.ts';
import type { Report } from '../state/report.ts';
import './report.css';

interface Props {
  context: ActionContext;
  report: Report | null;
}

/** What an import did not understand or an export could not print, line by line. */
export function ReportPanel({ context: { grid, uncover }, report }: Props) {
  if (!report) return null;
  return (
    <section className="report" aria-label={report.title}>
      <h2>{report.title}</h2>
      <ul>
        {report.lines.map(({ severity, text, path }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the lines of a report never change
          <li key={index} className={severity}>
            <b>{severityNames[severity]}</b>{' '}
            {path ? (
              <Button
                type="link"
                size="small"
                onClick={() => {
                  uncover();
                  grid.current?.select(path);
                }}
              >
                {text}
              </Button>
            ) : (
              text
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
