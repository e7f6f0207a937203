import { Button } from 'antd';
import { useState } from 'react';
import type { Question } from '../state/export-question.ts';
import { useObservable } from '../state/observable.ts';
import type { Workspace } from '../workspace.ts';
import './export-question.css';

interface Props {
  workspace: Workspace;
  attempt(work: () => void | Promise<void>): void;
  /** Shows the first filing with errors. */
  onMend(id: number): void;
}

/** Before filings go out in which errors stand: mend them, or let them go all the same. */
export function ExportQuestion({ workspace, attempt, onMend }: Props) {
  const { asked: question } = useObservable(workspace.exportQuestion);
  if (!question) return null;
  return <Asked question={question} workspace={workspace} attempt={attempt} onMend={onMend} />;
}

function Asked({ question, workspace, attempt, onMend }: Props & { question: Question }) {
  const { kind, ids, errors, wrong, first, anyway } = question;
  /** What had the focus, and gets it back: the table, the list, a button of the preview. */
  const [before] = useState(() => document.activeElement as HTMLElement | null);
  const verb = kind === 'print' ? '打印' : '导出';
  const leave = () => {
    workspace.exportQuestion.close();
    before?.focus();
  };
  return (
    <section
      className="export-question"
      role="alertdialog"
      aria-label={`${verb}前确认`}
      aria-describedby="export-question"
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.preventDefault();
        event.stopPropagation();
        leave();
      }}
    >
      <span id="export-question">
        {ids.length > 1 ? `${wrong} 张表中还有 ${errors} 个错误` : `此表还有 ${errors} 个错误`}，交上去可能被退回。
      </span>
      <Button
        size="small"
        type="primary"
        autoFocus
        onClick={() => {
          workspace.exportQuestion.close();
          onMend(first);
        }}
      >
        去修改
      </Button>
      <Button
        size="small"
        onClick={() => {
          leave();
          attempt(anyway);
        }}
      >
        仍然{verb}
      </Button>
      <Button size="small" type="text" onClick={leave}>
        取消
      </Button>
    </section>
  );
}
