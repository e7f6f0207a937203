import { Checkbox, Input, Select } from 'antd';
import { hasPage, withPage } from '../../shared/book/arrange.ts';
import { type Book, type BookPage, PAGE_NAMES } from '../../shared/book/book.ts';
import { cover } from '../../shared/form/catalog/cover.ts';
import { Field } from '../field.tsx';
import type { EditedBook } from '../state/edited-book.ts';
import { useObservable } from '../state/observable.ts';
import { YearBox } from '../year-box.tsx';

const SEALS: { value: Book['seals']; label: string }[] = [
  { value: 'none', label: '不留' },
  { value: 'cover', label: '封面' },
  { value: 'tables', label: '每张表' },
  { value: 'all', label: '封面和每张表' },
];

/** What is on the cover beside what the book itself says. */
const COVER_FIELDS = cover.fields.filter(({ id }) => !['fiscalYear', 'title', 'filingUnit'].includes(id));

/** How the book is printed. */
export function BookSettings({ open }: { open: EditedBook }) {
  const { book } = useObservable(open);
  const say = (change: Partial<Book>, about = '') => open.change({ ...book, ...change }, about);
  return (
    <section className="book-settings" aria-label="套表设置">
      <Field label="书名" wide>
        {(id) => <Input id={id} value={book.title} onChange={({ target }) => say({ title: target.value }, 'title')} />}
      </Field>
      <Field label="单位" wide>
        {(id) => <Input id={id} value={book.unit} onChange={({ target }) => say({ unit: target.value }, 'unit')} />}
      </Field>
      <Field label="年度">
        {(id) => <YearBox id={id} value={book.year} onChange={(year) => say({ year }, 'year')} />}
      </Field>
      <Field label="盖章处">
        {(id) => (
          <Select<Book['seals']> id={id} value={book.seals} options={SEALS} onChange={(seals) => say({ seals })} />
        )}
      </Field>
      <div className="book-boxes">
        {(Object.keys(PAGE_NAMES) as BookPage[]).map((page) => (
          <Checkbox
            key={page}
            checked={hasPage(book, page)}
            onChange={({ target }) => open.change(withPage(book, page, target.checked))}
          >
            {PAGE_NAMES[page]}
          </Checkbox>
        ))}
        <Checkbox checked={book.numbers} onChange={({ target }) => say({ numbers: target.checked })}>
          页码
        </Checkbox>
        <Checkbox checked={book.twoSided} onChange={({ target }) => say({ twoSided: target.checked })}>
          双面打印
        </Checkbox>
      </div>
      {hasPage(book, 'cover') &&
        COVER_FIELDS.map(({ id: field, name }) => (
          <Field label={`封面：${name}`} key={field}>
            {(id) => (
              <Input
                id={id}
                value={book.cover[field] ?? ''}
                onChange={({ target }) => say({ cover: { ...book.cover, [field]: target.value } }, field)}
              />
            )}
          </Field>
        ))}
    </section>
  );
}
