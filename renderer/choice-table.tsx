import { Table, type TableColumnsType, type TableProps, theme } from 'antd';
import { type ComponentRef, type KeyboardEvent, type RefObject, useImperativeHandle, useRef, useState } from 'react';
import { displayName } from '../shared/filing/display-name.ts';
import { useSize } from './use-size.ts';
import './choice-table.css';

export interface ChoiceTableHandle {
  /** Gives the focus to the row that had it last. */
  focus(): void;
}

interface Props<T> {
  label: string;
  rows: readonly T[];
  columns: TableColumnsType<T>;
  chosen: ReadonlySet<number>;
  onChoose(ids: Iterable<number>): void;
  /** What is said in the place of rows. */
  empty: string;
  onDelete?(): void;
  onSort?: TableProps<T>['onChange'];
  handle?: RefObject<ChoiceTableHandle | null>;
}

/** How much higher a row is than its letters, width of the boxes, and the least width of the whole, in px. */
const ABOVE_LETTERS = 25;
const BOX = 40;
const LEAST = 380;

/** Filings of which some are chosen. One box at a time is reached with Tab; arrows go from row to row. */
export function ChoiceTable<T extends { id: number; name: string }>(props: Props<T>) {
  const { label, rows, columns, chosen, onChoose, empty, onDelete, onSort, handle } = props;
  const box = useRef<HTMLElement>(null);
  const table = useRef<ComponentRef<typeof Table>>(null);
  const { width, height } = useSize(box);
  const [at, setAt] = useState(0);
  const active = Math.min(at, rows.length - 1);
  const rowHeight = theme.useToken().token.fontSize + ABOVE_LETTERS;

  const focus = (index: number) => {
    setAt(index);
    table.current?.scrollTo({ index });
    // The row may have to be drawn first.
    requestAnimationFrame(() => box.current?.querySelector<HTMLElement>(`[data-row="${index}"]`)?.focus());
  };
  useImperativeHandle(handle, () => ({ focus: () => focus(Math.max(0, active)) }));

  const page = Math.max(1, Math.floor(height / rowHeight) - 2);
  const steps: Record<string, number> = {
    ArrowUp: -1,
    ArrowDown: 1,
    PageUp: -page,
    PageDown: page,
    Home: -Infinity,
    End: Infinity,
  };
  const keyDown = (event: KeyboardEvent) => {
    const step = steps[event.key];
    if (step !== undefined && rows.length > 0) focus(Math.max(0, Math.min(rows.length - 1, active + step)));
    else if (event.key.toLowerCase() === 'a' && (event.ctrlKey || event.metaKey)) onChoose(rows.map(({ id }) => id));
    else if (event.key === 'Delete' && onDelete) onDelete();
    else return;
    event.preventDefault();
  };

  const selection: TableProps<T>['rowSelection'] = {
    selectedRowKeys: [...chosen],
    columnWidth: BOX,
    onChange: (keys) => onChoose(keys.map(Number)),
    getCheckboxProps: ({ id, name }) => {
      const index = rows.findIndex((row) => row.id === id);
      return {
        'aria-label': `选择${displayName(name)}`,
        tabIndex: index === active ? 0 : -1,
        'data-row': index,
      } as object;
    },
  };
  return (
    <section className="choice-table" aria-label={label} ref={box} onKeyDown={keyDown}>
      <Table<T>
        ref={table}
        size="small"
        rowKey="id"
        virtual
        scroll={{ x: Math.max(LEAST, width), y: Math.max(80, height - rowHeight) }}
        pagination={false}
        showSorterTooltip={false}
        sortDirections={['ascend', 'descend', 'ascend']}
        columns={columns}
        dataSource={rows as T[]}
        rowSelection={selection}
        onRow={({ id }, index) => ({
          onClick: (event) => {
            if ((event.target as HTMLElement).closest('label')) return;
            onChoose(chosen.has(id) ? [...chosen].filter((other) => other !== id) : [...chosen, id]);
            focus(index ?? 0);
          },
        })}
        {...(onSort && { onChange: onSort })}
        locale={{ emptyText: <span className="none">{empty}</span> }}
      />
    </section>
  );
}
