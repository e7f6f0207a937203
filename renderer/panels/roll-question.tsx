import { Button, InputNumber, Radio } from 'antd';
import { useState } from 'react';
import type { Amounts } from '../other-years.ts';

interface Props {
  count: number;
  /** The year to begin with. */
  year: number;
  onRoll(year: number, amounts: Amounts): void;
  onCancel(): void;
}

/** Asks, in the list's own place, to which year filings are rolled forward and what becomes of their amounts. */
export function RollQuestion({ count, year, onRoll, onCancel }: Props) {
  const [asked, setAsked] = useState<number | null>(year);
  const [amounts, setAmounts] = useState<Amounts>('keep');
  return (
    <form
      className="question"
      aria-label="结转下年"
      onSubmit={(event) => {
        event.preventDefault();
        if (asked !== null) onRoll(asked, amounts);
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.preventDefault();
        onCancel();
      }}
    >
      <label htmlFor="roll-year">
        将 {count} 张表结转到
        <InputNumber
          id="roll-year"
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
      <div className="buttons">
        <Button size="small" type="primary" htmlType="submit" disabled={asked === null}>
          结转
        </Button>
        <Button size="small" onClick={onCancel}>
          取消
        </Button>
      </div>
    </form>
  );
}
