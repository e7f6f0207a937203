import { InputNumber, Modal } from 'antd';
import { useState } from 'react';
import { copyToYear, nextYear } from '../other-years.ts';
import type { Workspace } from '../workspace.ts';

interface Props {
  workspace: Workspace;
  ids: readonly number[];
  onClose(): void;
}

/** Asks to which year filings are copied as they are. */
export function CopyDialog({ workspace, ids, onClose }: Props) {
  const [year, setYear] = useState<number | null>(() => nextYear(workspace, ids));
  const copy = () => {
    if (year === null) return;
    onClose();
    workspace.attempt(() => copyToYear(workspace, [...ids], year));
  };
  return (
    <Modal
      open
      title="复制到其他年度"
      okText="复制"
      cancelText="取消"
      okButtonProps={{ disabled: year === null }}
      onOk={copy}
      onCancel={onClose}
    >
      <label htmlFor="copy-year">
        将 {ids.length} 张表复制到{' '}
        <InputNumber
          id="copy-year"
          autoFocus
          min={1990}
          max={2100}
          precision={0}
          value={year}
          onChange={setYear}
          onPressEnter={copy}
        />{' '}
        年度
      </label>
      <p>金额、文字和其中的年份照原样复制，不与原表对照。同一项目到下一年，请用“结转下年”。</p>
    </Modal>
  );
}
