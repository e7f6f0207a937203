import { Alert, Modal } from 'antd';
import { useEffect, useState } from 'react';
import { copyToYear, nextYear } from '../other-years.ts';
import type { Workspace } from '../workspace.ts';
import { useFirstFocus } from './first-focus.ts';
import './roll-dialog.css';
import { YearBox } from '../year-box.tsx';
import { useSending } from './use-sending.ts';

interface Props {
  workspace: Workspace;
  ids: readonly number[];
  onClose(): void;
}

/** Asks to which year filings are copied as they are; stays until they are. */
export function CopyDialog({ workspace, ids, onClose }: Props) {
  const [filings, setFilings] = useState(() => ids.flatMap((id) => workspace.filings.find(id) ?? []));
  useEffect(() => workspace.attempt(async () => setFilings(await workspace.filings.read(ids))), [workspace, ids]);
  const [said, setYear] = useState<number | null>();
  const year = said === undefined ? nextYear(workspace, filings) : said;
  const first = useFirstFocus();
  const { sending, refused, send } = useSending();
  const copy = () => {
    if (year !== null) send(() => copyToYear(workspace, ids, year).then(onClose));
  };
  return (
    <Modal
      open
      centered
      title="复制到其他年度"
      okText="复制"
      cancelText="取消"
      okButtonProps={{ disabled: year === null, loading: sending }}
      onOk={copy}
      onCancel={onClose}
    >
      <form
        className="roll"
        aria-label="复制到其他年度"
        onSubmit={(event) => {
          event.preventDefault();
          copy();
        }}
      >
        {refused !== '' && <Alert type="error" role="alert" title={refused} />}
        <div>
          <label htmlFor="copy-year">将 {ids.length} 张表复制到</label>{' '}
          <YearBox
            id="copy-year"
            ref={first}
            value={year}
            onChange={setYear}
            onFocus={(event) => event.target.select()}
          />{' '}
          年度
        </div>
        <p className="about-roll">金额、文字和其中的年份照原样复制，不与原表对照。同一项目到下一年，请用“结转下年”。</p>
      </form>
    </Modal>
  );
}
