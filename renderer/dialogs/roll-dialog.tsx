import { InputNumber, Modal, Radio } from 'antd';
import { useState } from 'react';
import { type Amounts, nextYear, rollForward } from '../other-years.ts';
import type { Workspace } from '../workspace.ts';

interface Props {
  workspace: Workspace;
  ids: readonly number[];
  onClose(): void;
}

/** Asks to which year filings are rolled forward and what becomes of their amounts. */
export function RollDialog({ workspace, ids, onClose }: Props) {
  const [year, setYear] = useState<number | null>(() => nextYear(workspace, ids));
  const [amounts, setAmounts] = useState<Amounts>('keep');
  const roll = () => {
    if (year === null) return;
    onClose();
    workspace.attempt(() => rollForward(workspace, [...ids], year, amounts));
  };
  return (
    <Modal
      open
      title="结转下年"
      okText="结转"
      cancelText="取消"
      okButtonProps={{ disabled: year === null }}
      onOk={roll}
      onCancel={onClose}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          roll();
        }}
      >
        <label htmlFor="roll-year">
          将 {ids.length} 张表结转到{' '}
          <InputNumber
            id="roll-year"
            autoFocus
            min={1990}
            max={2100}
            precision={0}
            value={year}
            onChange={setYear}
            onPressEnter={roll}
          />{' '}
          年度
        </label>
        <p>
          <Radio.Group
            aria-label="金额"
            value={amounts}
            onChange={(event) => setAmounts(event.target.value as Amounts)}
            options={[
              { value: 'keep', label: '金额保留' },
              { value: 'empty', label: '金额清空' },
            ]}
          />
        </p>
        <p>年度、实施期和文字中的年份一起后移；打开后，上年的值在旁边对照。</p>
      </form>
    </Modal>
  );
}
