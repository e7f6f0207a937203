import { Alert, Button, Modal } from 'antd';
import { useState } from 'react';
import type { BookTable } from '../../shared/api.ts';
import { makeNextBook, rollIntoNextBook } from '../book-making.ts';
import { KindAndName } from '../kind-and-name.tsx';
import type { Amounts } from '../other-years.ts';
import type { Workspace } from '../workspace.ts';
import { AmountsChoice } from './amounts-choice.tsx';
import './next-book.css';
import { useSending } from './use-sending.ts';

interface Props {
  workspace: Workspace;
  year: number;
  /** The tables of the open book that are not there yet in that year. */
  missing: readonly BookTable[];
  onClose(): void;
}

/** Asks what becomes of the tables that the next year's book lacks. */
export function NextBook({ workspace, year, missing, onClose }: Props) {
  const [amounts, setAmounts] = useState<Amounts>('keep');
  const { sending, refused, send } = useSending();
  const roll = () => send(() => rollIntoNextBook(workspace, missing, year, amounts).then(onClose));
  return (
    <Modal
      open
      centered
      title={`编 ${year} 年度的套表`}
      onCancel={onClose}
      footer={[
        <Button key="cancel" onClick={onClose} disabled={sending}>
          取消
        </Button>,
        <Button
          key="without"
          disabled={sending}
          onClick={() => send(() => makeNextBook(workspace, year).then(onClose))}
        >
          不含这些表
        </Button>,
        <Button key="roll" type="primary" loading={sending} onClick={roll} autoFocus>
          结转 {missing.length} 张并编成
        </Button>,
      ]}
    >
      {refused !== '' && <Alert type="error" role="alert" title={refused} />}
      <p>
        {missing.length} 张表在 {year} 年度还没有：
      </p>
      <ul className="next-book-missing">
        {missing.map(({ id, name, form }) => (
          <li key={id}>
            <KindAndName name={name} form={form} />
          </li>
        ))}
      </ul>
      <AmountsChoice label="结转的金额" amounts={amounts} onChange={setAmounts} />
    </Modal>
  );
}
