import type { ExportKind } from '../../shared/api.ts';
import { nextBook, removeBook } from '../book-making.ts';
import type { EditedBook } from '../state/edited-book.ts';
import type { Workspace } from '../workspace.ts';
import { type Action, type ActionContext, always } from './action.ts';

/** What can be made of a book, as a clerk calls it. */
export const BOOK_FILES: Record<ExportKind, string> = { pdf: 'PDF', xlsx: 'Excel', docx: 'Word', ofd: 'OFD' };

/** The book that is shown. */
const shown = ({ frame, books }: Workspace) => (frame.view === 'books' ? books.open : null);
const hasBook = ({ workspace }: ActionContext) => shown(workspace) !== null;

/** A command about the book that is shown. */
function ofBook(
  id: string,
  label: string,
  run: (workspace: Workspace, book: EditedBook) => void | Promise<void>,
): Action {
  return {
    id: `book-${id}`,
    anywhere: true,
    label,
    keys: [],
    group: '文件',
    enabled: hasBook,
    run: ({ workspace }) => {
      const book = shown(workspace);
      return book ? run(workspace, book) : undefined;
    },
  };
}

/** Books (套表): made, filled, handed out. */
export const bookActions: Action[] = [
  {
    id: 'books',
    anywhere: true,
    label: '套表',
    keys: [],
    group: '文件',
    enabled: always,
    run: ({ workspace }) => workspace.frame.show('books'),
  },
  {
    id: 'new-book',
    anywhere: true,
    label: '新建套表',
    keys: [],
    group: '文件',
    enabled: ({ workspace }) => workspace.filings.first !== null || workspace.filings.query !== '',
    run: ({ workspace }) => workspace.frame.ask({ kind: 'new-book' }),
  },
  ofBook('tables', '套表：添加表', ({ frame }) => frame.ask({ kind: 'book-tables' })),
  ...(Object.entries(BOOK_FILES) as [ExportKind, string][]).map(([kind, name]) =>
    ofBook(kind, `套表：导出 ${name}`, ({ exports }, book) => exports.book(kind, book)),
  ),
  ofBook('print', '套表：打印', ({ exports }, book) => exports.book('print', book)),
  ofBook('next', '套表：编明年的套表', nextBook),
  ofBook('remove', '套表：删除此套表', removeBook),
];
