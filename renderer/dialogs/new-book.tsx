import { Alert, Modal, Select } from 'antd';
import { useEffect, useMemo, useState } from 'react';
import type { FilingSummary } from '../../shared/api.ts';
import { groupBy } from '../../shared/group-by.ts';
import { unitAtHand, yearAtHand } from '../at-hand.ts';
import { makeBook } from '../book-making.ts';
import { Field } from '../field.tsx';
import type { Workspace } from '../workspace.ts';
import { useFirstFocus } from './first-focus.ts';
import { useSending } from './use-sending.ts';

interface Props {
  workspace: Workspace;
  onClose(): void;
}

/** Asks of which unit's year a book is made. */
export function NewBook({ workspace, onClose }: Props) {
  const [all, setAll] = useState<readonly FilingSummary[]>(() => workspace.filings.shown());
  useEffect(() => workspace.attempt(async () => setAll(await workspace.filings.all())), [workspace]);
  const groups = useMemo(() => {
    const found = [...groupBy(all, ({ year, unit }) => `${year ?? ''} ${unit}`)];
    return found.map(([key, filings]) => ({ key, filings })).sort((a, b) => (a.key < b.key ? 1 : -1));
  }, [all]);
  const [said, setSaid] = useState<string | null>(null);
  const atHand = `${yearAtHand(workspace) ?? ''} ${unitAtHand(workspace)}`;
  const chosen = groups.find(({ key }) => key === (said ?? atHand)) ?? groups[0];
  const first = useFirstFocus();
  const { sending, refused, send } = useSending();
  const make = () => {
    if (chosen)
      send(() =>
        makeBook(
          workspace,
          chosen.filings.map(({ id }) => id),
        ).then(onClose),
      );
  };
  return (
    <Modal
      open
      centered
      title="新建套表"
      okText={`编成套表${chosen ? `（${chosen.filings.length} 张表）` : ''}`}
      cancelText="取消"
      okButtonProps={{ disabled: !chosen, loading: sending }}
      onOk={make}
      onCancel={onClose}
    >
      {refused !== '' && <Alert type="error" role="alert" title={refused} />}
      <Field label="年度和单位">
        {(field) => (
          <Select<string>
            id={field}
            ref={first}
            value={chosen?.key ?? null}
            notFoundContent="还没有表，请先新建或导入"
            options={groups.map(({ key, filings: [one, ...rest] }) => ({
              value: key,
              label: `${one?.year ?? '未填'} 年度 ${one?.unit || '未填单位'}（${rest.length + 1} 张）`,
            }))}
            onChange={setSaid}
          />
        )}
      </Field>
      <p className="about-roll">
        把一个单位一年的表编成一套：加封面、目录和连续页码，部门整体的表在前。编成后可以增减表、调整次序。
      </p>
    </Modal>
  );
}
