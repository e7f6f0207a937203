import { Button, InputNumber } from 'antd';
import { type ReactNode, useState } from 'react';
import '../list/filing-bar.css';

interface Props {
  /** What it is about: 结转下年. */
  title: string;
  /** What is done, with how many filings: 将 3 张表结转到. */
  lead: string;
  verb: string;
  /** The year to begin with. */
  year: number;
  /** What else is asked, and what the clerk should know. */
  children: ReactNode;
  onAnswer(year: number): void;
  onCancel(): void;
}

/** Asks, in the list's own place, for the year that filings go to. */
export function YearQuestion({ title, lead, verb, year, children, onAnswer, onCancel }: Props) {
  const [asked, setAsked] = useState<number | null>(year);
  return (
    <form
      className="question"
      aria-label={title}
      onSubmit={(event) => {
        event.preventDefault();
        if (asked !== null) onAnswer(asked);
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.preventDefault();
        onCancel();
      }}
    >
      <label htmlFor="year-question">
        {lead}
        <InputNumber
          id="year-question"
          style={{ width: '5.2em', margin: '0 4px' }}
          autoFocus
          size="small"
          min={1990}
          max={2100}
          precision={0}
          value={asked}
          onChange={setAsked}
          onFocus={(event) => event.target.select()}
        />
        年度
      </label>
      {children}
      <div className="buttons">
        <Button size="small" type="primary" htmlType="submit" disabled={asked === null}>
          {verb}
        </Button>
        <Button size="small" onClick={onCancel}>
          取消
        </Button>
      </div>
    </form>
  );
}
