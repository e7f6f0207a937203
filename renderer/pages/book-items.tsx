import { DeleteOutlined, HolderOutlined } from '@ant-design/icons';
import { type KeyboardEvent, type PointerEvent, useRef, useState } from 'react';
import { moveItem, withoutItem } from '../../shared/book/arrange.ts';
import { type BookItem, PAGE_NAMES } from '../../shared/book/book.ts';
import { displayName } from '../../shared/filing/display-name.ts';
import { catalog } from '../../shared/form/catalog/catalog.ts';
import { kindWord } from '../../shared/form/kind-words.ts';
import { keyName } from '../actions/actions.ts';
import type { EditedBook } from '../state/edited-book.ts';
import { useObservable } from '../state/observable.ts';

interface Props {
  open: EditedBook;
  /** Opens a table to go on in it. */
  onOpen(id: number): void;
}

/** What is in the book, in order, each with its first page. Dragging and keys move it. */
export function BookItems({ open, onOpen }: Props) {
  const { book, count } = useObservable(open);
  const list = useRef<HTMLOListElement>(null);
  const [at, setAt] = useState(0);
  const [drag, setDrag] = useState<{ from: number; before: number } | null>(null);
  const { items } = book;
  const active = Math.max(0, Math.min(at, items.length - 1));

  const focus = (index: number) => {
    setAt(index);
    requestAnimationFrame(() => list.current?.querySelector<HTMLElement>(`[data-item="${index}"]`)?.focus());
  };
  const move = (from: number, before: number) => {
    const to = before > from ? before - 1 : before;
    if (to < 0 || to >= items.length || to === from) return;
    open.change(moveItem(book, from, before));
    focus(to);
  };
  const remove = (index: number) => {
    open.change(withoutItem(book, index));
    focus(Math.max(0, Math.min(index, items.length - 2)));
  };
  const openItem = (index: number) => {
    const item = items[index];
    if (item && 'filing' in item && open.table(item.filing)?.trashed === false) onOpen(item.filing);
  };
  const keyDown = (event: KeyboardEvent) => {
    if (items.length === 0) return;
    const key = keyName(event.nativeEvent);
    if (key === 'ArrowUp') focus(Math.max(0, active - 1));
    else if (key === 'ArrowDown') focus(Math.min(items.length - 1, active + 1));
    else if (key === 'Home') focus(0);
    else if (key === 'End') focus(items.length - 1);
    else if (key === 'Alt+ArrowUp') move(active, active - 1);
    else if (key === 'Alt+ArrowDown') move(active, active + 2);
    else if (key === 'Delete') remove(active);
    else if (key === 'Enter') openItem(active);
    else return;
    event.preventDefault();
  };

  /** The item before which the pointer would drop; the number of items behind the last. */
  const placeUnder = (y: number): number => {
    const rows = [...(list.current?.children ?? [])];
    const below = rows.findIndex((row) => {
      const { top, height } = row.getBoundingClientRect();
      return y < top + height / 2;
    });
    return below < 0 ? items.length : below;
  };
  const grab = (from: number) => (event: PointerEvent<HTMLElement>) => {
    event.preventDefault();
    event.currentTarget.setPointerCapture(event.pointerId);
    focus(from);
    setDrag({ from, before: from });
  };
  const dragging = {
    onPointerMove: (event: PointerEvent) => drag && setDrag({ ...drag, before: placeUnder(event.clientY) }),
    onPointerUp: () => {
      if (drag) move(drag.from, drag.before);
      setDrag(null);
    },
    onPointerCancel: () => setDrag(null),
  };
  if (items.length === 0) return <p className="book-items book-empty">这套表是空的，请点“添加表”</p>;
  return (
    <ol className="book-items" aria-label="套表内容" ref={list} onKeyDown={keyDown}>
      {items.map((item, index) => {
        const { name, kind, unit, gone } = told(item, open);
        const first = count?.firsts[index];
        return (
          <li
            key={keyOf(item)}
            data-item={index}
            tabIndex={index === active ? 0 : -1}
            className={classOf(drag, index, items.length)}
            aria-label={[kind, name, gone].filter(Boolean).join(' ')}
            onFocus={(event) => event.target === event.currentTarget && setAt(index)}
            onDoubleClick={() => openItem(index)}
          >
            <span className="book-grip" title="拖动调整次序（Alt+↑、Alt+↓）" onPointerDown={grab(index)} {...dragging}>
              <HolderOutlined aria-hidden />
            </span>
            <span className="book-name" title={name}>
              {kind && <small>{kind} </small>}
              {name}
              {unit && unit !== book.unit && <small> {unit}</small>}
            </span>
            {gone && <span className="state error">{gone}</span>}
            <span className="book-first">{first ? `第 ${first} 页` : ''}</span>
            {/* For the mouse only: the row that has the focus is removed by its key. */}
            <span
              className="book-remove"
              title="从套表中移除（Delete）"
              aria-hidden="true"
              onPointerUp={() => remove(index)}
            >
              <DeleteOutlined />
            </span>
          </li>
        );
      })}
    </ol>
  );
}

const keyOf = (item: BookItem) => ('page' in item ? item.page : item.filing);

function classOf(drag: { from: number; before: number } | null, index: number, length: number): string {
  if (!drag) return '';
  if (drag.from === index) return 'dragged';
  if (drag.before === index) return 'drop-before';
  return drag.before === length && index === length - 1 ? 'drop-after' : '';
}

/** What a row says of an item. */
function told(item: BookItem, open: EditedBook): { name: string; kind: string; unit: string; gone: string } {
  if ('page' in item) return { name: PAGE_NAMES[item.page], kind: '', unit: '', gone: '' };
  const table = open.table(item.filing);
  if (!table) return { name: '已彻底删除的表', kind: '', unit: '', gone: '已删除' };
  const { name, form, unit, trashed } = table;
  return { name: displayName(name), kind: kindWord(catalog.find(form)), unit, gone: trashed ? '已删除' : '' };
}
