import { Button } from 'antd';
import type { ImportNote } from '../../shared/api.ts';
import { severityNames } from '../../shared/review.ts';
import { LongList } from './long-list.tsx';
import './report.css';

interface Props {
  notes: readonly ImportNote[];
  /** The file they stand under, which they need not name again. */
  file: string;
  /** Shows the cell that a note is about; without it they are text alone. */
  onShow?(path: string): void;
}

/** What is to be checked of something that was read, line by line. */
export function ImportNotes({ notes, file, onShow }: Props) {
  return (
    <LongList className="import-notes" items={notes}>
      {({ severity, line, path }, index) => {
        const text = line.startsWith(`${file}：`) ? line.slice(file.length + 1) : line;
        return (
          <li key={index} className={severity}>
            <b>{severityNames[severity]}</b>
            {onShow ? (
              <Button type="link" size="small" className="line" onClick={() => onShow(path ?? '')}>
                {text}
              </Button>
            ) : (
              <span>{text}</span>
            )}
          </li>
        );
      }}
    </LongList>
  );
}
