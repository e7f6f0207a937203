import { Checkbox, Input, Modal } from 'antd';
import { useEffect, useMemo, useState } from 'react';
import type { FilingSummary } from '../../shared/api.ts';
import { filingsOf, withFilings } from '../../shared/book/arrange.ts';
import { ChoiceTable } from '../choice-table.tsx';
import { KindAndName } from '../kind-and-name.tsx';
import type { Workspace } from '../workspace.ts';
import './book-tables.css';
import { useFirstFocus } from './first-focus.ts';

interface Props {
  workspace: Workspace;
  onClose(): void;
}

/** Asks which tables come into the open book. */
export function BookTables({ workspace, onClose }: Props) {
  const { open } = workspace.books;
  const [all, setAll] = useState<readonly FilingSummary[]>(() => workspace.filings.shown());
  useEffect(() => workspace.attempt(async () => setAll(await workspace.filings.all())), [workspace]);
  const [query, setQuery] = useState('');
  const [others, setOthers] = useState(false);
  const [chosen, setChosen] = useState<ReadonlySet<number>>(new Set());
  const first = useFirstFocus();
  const rows = useMemo(() => {
    if (!open) return [];
    const { book } = open;
    const there = new Set(filingsOf(book));
    const words = query.trim().split(/\s+/);
    return all.filter(
      ({ id, form, name, unit, year }) =>
        !there.has(id) &&
        form !== 'cover' &&
        (others || year === book.year) &&
        words.every((word) => `${name} ${unit}`.includes(word)),
    );
  }, [all, open, query, others]);
  const ids = rows.map(({ id }) => id).filter((id) => chosen.has(id));
  const add = () => {
    if (open && ids.length > 0) open.change(withFilings(open.book, ids));
    onClose();
  };
  return (
    <Modal
      open
      centered
      title="添加表"
      width={680}
      okText={ids.length > 0 ? `添加 ${ids.length} 张` : '添加'}
      cancelText="取消"
      okButtonProps={{ disabled: ids.length === 0 }}
      onOk={add}
      onCancel={onClose}
    >
      <div className="book-tables">
        <div className="book-tables-bar">
          <Input
            ref={first}
            aria-label="搜索要添加的表"
            placeholder="搜索项目或单位…"
            value={query}
            onChange={(event) => setQuery(event.target.value)}
          />
          <Checkbox checked={others} onChange={(event) => setOthers(event.target.checked)}>
            其他年度的也列出
          </Checkbox>
        </div>
        <ChoiceTable
          label="可以添加的表"
          rows={rows}
          chosen={chosen}
          onChoose={(next) => setChosen(new Set(next))}
          empty={query.trim() === '' ? '这一年度的表都已在套表中' : '没有找到'}
          columns={[
            {
              title: '项目',
              key: 'name',
              ellipsis: true,
              render: (_, { name, form }) => <KindAndName name={name} form={form} />,
            },
            { title: '单位', key: 'unit', ellipsis: true, width: '32%', dataIndex: 'unit' },
            { title: '年度', key: 'year', width: 72, dataIndex: 'year' },
          ]}
        />
      </div>
    </Modal>
  );
}
