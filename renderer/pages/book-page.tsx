import { ArrowLeftOutlined, DeleteOutlined, DownOutlined } from '@ant-design/icons';
import { Alert, Button, Dropdown } from 'antd';
import { type KeyboardEvent, useRef, useState } from 'react';
import { exportKinds } from '../../shared/api-limits.ts';
import { displayName } from '../../shared/filing/display-name.ts';
import type { ActionContext } from '../actions/action.ts';
import { actionOf, keyName } from '../actions/actions.ts';
import { BOOK_FILES } from '../actions/book-actions.ts';
import type { EditedBook } from '../state/edited-book.ts';
import { useObservable } from '../state/observable.ts';
import { BookItems } from './book-items.tsx';
import { BookSettings } from './book-settings.tsx';
import { Preview } from './later-preview.ts';

interface Props {
  context: ActionContext;
  open: EditedBook;
}

/** The open book: what is in it on the left, how it is printed on the right, what is made of it above. */
export function BookPage({ context, open }: Props) {
  const { workspace } = context;
  const { attempt } = workspace;
  useObservable(open);
  const [previewing, setPreviewing] = useState(false);
  const toPreview = useRef<HTMLButtonElement>(null);
  const leavePreview = () => {
    setPreviewing(false);
    requestAnimationFrame(() => toPreview.current?.focus());
  };
  const run = (id: string) => attempt(() => actionOf(id).run(context));
  /** The keys that do the same with the open table. */
  const keys: Record<string, () => void> = {
    'Ctrl+Z': () => open.undo(),
    'Ctrl+Y': () => open.redo(),
    'Ctrl+E': () => run('book-xlsx'),
    'Ctrl+Shift+E': () => run('book-pdf'),
    'Ctrl+P': () => run('book-print'),
    'Ctrl+Shift+P': () => run('book-print'),
    'Ctrl+Shift+V': () => setPreviewing(true),
  };
  const keyDown = (event: KeyboardEvent) => {
    const act = keys[keyName(event.nativeEvent)];
    if (!act || event.defaultPrevented) return;
    event.preventDefault();
    act();
  };
  if (previewing)
    return (
      <Preview
        make={() => workspace.exports.bookPreview(open)}
        back="返回套表（Esc）"
        onPrint={() => run('book-print')}
        onClose={leavePreview}
      />
    );
  const { count, uncounted } = open;
  return (
    <section className="book" aria-label={open.book.title} onKeyDown={keyDown}>
      <div className="books-bar">
        <Button icon={<ArrowLeftOutlined />} onClick={() => attempt(() => workspace.books.close())}>
          全部套表
        </Button>
        <Button onClick={() => run('book-tables')}>添加表…</Button>
        <span className="books-pages" role="status">
          {uncounted || (count ? `共 ${count.pages} 页` : '正在计算页数…')}
        </span>
        <span className="apart" />
        <Dropdown
          trigger={['click']}
          menu={{
            items: exportKinds.map((kind) => ({ key: kind, label: `导出 ${BOOK_FILES[kind]}` })),
            onClick: ({ key }) => run(`book-${key}`),
          }}
        >
          <Button type="primary">
            导出 <DownOutlined />
          </Button>
        </Dropdown>
        <Button ref={toPreview} onClick={() => setPreviewing(true)}>
          预览
        </Button>
        <Button onClick={() => run('book-print')}>打印</Button>
        <Button onClick={() => run('book-next')}>明年套表…</Button>
        <Button
          danger
          icon={<DeleteOutlined />}
          aria-label="删除"
          title="删除这套"
          onClick={() => run('book-remove')}
        />
      </div>
      {open.missing > 0 && <Alert type="warning" showIcon title={missingIn(open)} />}
      <div className="book-parts">
        <BookItems open={open} onOpen={(id) => attempt(() => workspace.open(id))} />
        <BookSettings open={open} />
      </div>
    </section>
  );
}

/** What is said of tables that were deleted. */
function missingIn(open: EditedBook): string {
  const names = open.book.items.flatMap((item) => {
    const table = 'filing' in item ? open.table(item.filing) : null;
    return table?.trashed ? [`“${displayName(table.name)}”`] : [];
  });
  const some = names.length > 3 ? `${names.slice(0, 3).join('')}等` : names.join('');
  const cure = names.length > 0 ? '要印入请在回收站中恢复' : '可从套表中移除';
  return `${open.missing} 张表已删除，导出和打印时不含${some}；${cure}`;
}
