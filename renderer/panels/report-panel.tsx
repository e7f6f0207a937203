import { Button } from 'antd';
import { severityNames } from '../../shared/review.ts';
import type { ActionContext } from '../actions/action.ts';
import { showAt } from '../actions/show-at.ts';
import type { Report } from '../state/report.ts';
import { LongList } from './long-list.tsx';
import './report.css';

interface Props {
  context: ActionContext;
  report: Report | null;
}

/** What an import did not understand or an export could not print, line by line. */
export function ReportPanel({ context, report }: Props) {
  if (!report) return null;
  const { workspace } = context;
  return (
    <section className="report" aria-label={report.title}>
      <h2>{report.title}</h2>
      <LongList items={report.lines}>
        {({ severity, text, place }, index) => (
          <li key={index} className={severity}>
            <b>{severityNames[severity]}</b>{' '}
            {place ? (
              <Button
                type="link"
                size="small"
                onClick={() =>
                  workspace.attempt(async () => {
                    await showAt(context, place.id, place.path);
                  })
                }
              >
                {text}
              </Button>
            ) : (
              text
            )}
          </li>
        )}
      </LongList>
    </section>
  );
}
