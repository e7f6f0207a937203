import { Button, Empty, Table } from 'antd';
import type { BookSummary } from '../../shared/api.ts';
import type { ActionContext } from '../actions/action.ts';
import { actionOf } from '../actions/actions.ts';
import { useObservable } from '../state/observable.ts';

const when = new Intl.DateTimeFormat('zh-CN', { dateStyle: 'medium', timeStyle: 'short' });

/** Every book, the newest year first. */
export function BookList({ context }: { context: ActionContext }) {
  const { workspace } = context;
  const { attempt } = workspace;
  const { books, pages, loaded } = useObservable(workspace.books);
  useObservable(workspace.filings);
  const make = actionOf('new-book');
  const canMake = make.enabled(context);
  return (
    <div className="book-list">
      <div className="books-bar">
        <Button type="primary" disabled={!canMake} onClick={() => attempt(() => make.run(context))}>
          {make.label}…
        </Button>
        <span className="books-about">把一个单位一年的表编成一套：封面、目录、连续页码，一次导出或打印。</span>
      </div>
      {loaded && books.length === 0 && (
        <Empty
          image={Empty.PRESENTED_IMAGE_SIMPLE}
          description={
            canMake
              ? '还没有套表：点“新建套表”，或在左侧列表中选中几张表，点“更多”里的“编成套表”'
              : '还没有表，请先新建或导入，再编成套表'
          }
        />
      )}
      {books.length > 0 && (
        <Table<BookSummary>
          size="small"
          rowKey="id"
          pagination={false}
          dataSource={[...books]}
          rowClassName="books-row"
          onRow={({ id }) => ({ onClick: () => attempt(() => workspace.books.openBook(id)) })}
          columns={[
            {
              title: '书名',
              key: 'title',
              ellipsis: true,
              render: (_, { title }) => (
                <button type="button" className="text-button" title={title}>
                  {title || '未填书名'}
                </button>
              ),
            },
            { title: '单位', dataIndex: 'unit', ellipsis: true, width: '22%' },
            { title: '年度', dataIndex: 'year', width: '5em' },
            { title: '表数', dataIndex: 'tables', align: 'right', width: '5em' },
            { title: '页数', key: 'pages', align: 'right', width: '5em', render: (_, { id }) => pages.get(id) ?? '' },
            {
              title: '保存时间',
              dataIndex: 'savedAt',
              width: '13em',
              responsive: ['lg'],
              render: (time: string) => when.format(new Date(time)),
            },
          ]}
        />
      )}
    </div>
  );
}
