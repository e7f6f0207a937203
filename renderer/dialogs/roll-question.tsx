import { Radio } from 'antd';
import { useState } from 'react';
import type { Amounts } from '../other-years.ts';
import { YearQuestion } from './year-question.tsx';

interface Props {
  count: number;
  /** The year to begin with. */
  year: number;
  onRoll(year: number, amounts: Amounts): void;
  onCancel(): void;
}

/** Asks to which year filings are rolled forward and what becomes of their amounts. */
export function RollQuestion({ count, year, onRoll, onCancel }: Props) {
  const [amounts, setAmounts] = useState<Amounts>('keep');
  return (
    <YearQuestion
      title="结转下年"
      lead={`将 ${count} 张表结转到`}
      verb="结转"
      year={year}
      onAnswer={(asked) => onRoll(asked, amounts)}
      onCancel={onCancel}
    >
      <Radio.Group
        aria-label="金额"
        value={amounts}
        onChange={(event) => setAmounts(event.target.value as Amounts)}
        options={[
          { value: 'keep', label: '金额保留' },
          { value: 'empty', label: '金额清空' },
        ]}
      />
      <p>年度、实施期和文字中的年份一起后移；打开后，上年的值在旁边对照。</p>
    </YearQuestion>
  );
}
