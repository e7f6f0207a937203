import { ImportOutlined, PlusOutlined, SortAscendingOutlined } from '@ant-design/icons';
import { Button, Dropdown, Input, type InputRef } from 'antd';
import { memo, type ReactNode, type RefObject, useState } from 'react';
import { arrangementOf, type Grouping, groupings, type Sort, sorts } from '../../shared/arrangement.ts';
import { clearable } from '../clearable.tsx';
import { belongsToInputMethod } from '../input-method.ts';
import type { FilingView } from '../state/filing-view.ts';
import { useObservable } from '../state/observable.ts';

interface ButtonsProps {
  view: FilingView;
  /** Runs a command of the window. */
  onRun(action: 'new' | 'import'): void;
}

/** Beside the search box: new tables, and how the list is arranged. A change of the filings changes nothing here. */
export const ListButtons = memo(function ListButtons({ view, onRun }: ButtonsProps) {
  const { sort, grouping } = useObservable(view).arrangement ?? arrangementOf('', '');
  return (
    <>
      <HeadButton name="新建" icon={<PlusOutlined />} onClick={() => onRun('new')} />
      <HeadButton name="导入" icon={<ImportOutlined />} onClick={() => onRun('import')} />
      <Dropdown
        trigger={['click']}
        menu={{
          items: [
            groupOf('sort', '排序', sorts, (name) => `按${name}`),
            { type: 'divider' },
            groupOf('grouping', '分组', groupings, (name) => name),
          ],
          selectable: true,
          selectedKeys: [`sort ${sort}`, `grouping ${grouping}`],
          onClick: ({ key }) => {
            const [what, value] = key.split(' ');
            if (what === 'sort') view.setArrangement({ sort: value as Sort, grouping });
            else view.setArrangement({ sort, grouping: value as Grouping });
          },
        }}
      >
        <HeadButton name="排序和分组" icon={<SortAscendingOutlined />} />
      </Dropdown>
    </>
  );
});

function groupOf(key: string, label: string, names: Record<string, string>, called: (name: string) => string) {
  const children = Object.entries(names).map(([value, name]) => ({ key: `${key} ${value}`, label: called(name) }));
  return { key, type: 'group' as const, label, children };
}

function HeadButton({ name, ...rest }: { name: string; icon: ReactNode; onClick?(): void }) {
  return <Button size="small" type="text" aria-label={name} title={name} {...rest} />;
}

interface SearchProps {
  input: RefObject<InputRef | null>;
  query: string;
  onSearch(text: string): void;
  onEnter(): void;
  onDown(): void;
}

/** The search box. What an input method is composing is shown, but not searched for. */
export function SearchBox({ input, query, onSearch, onEnter, onDown }: SearchProps) {
  const [composing, setComposing] = useState<string | null>(null);
  return (
    <Input
      ref={input}
      allowClear={clearable}
      placeholder="搜索…"
      title="搜索项目名称和表中文字"
      aria-label="搜索项目名称和表中文字"
      value={composing ?? query}
      onCompositionStart={(event) => setComposing(event.currentTarget.value)}
      onCompositionEnd={(event) => {
        setComposing(null);
        onSearch(event.currentTarget.value);
      }}
      onChange={(event) => {
        if (composing !== null && event.type === 'change') setComposing(event.target.value);
        else onSearch(event.target.value);
      }}
      onKeyDown={(event) => {
        if (belongsToInputMethod(event.nativeEvent)) return;
        if (event.key === 'ArrowDown') onDown();
        else if (event.key === 'Enter') onEnter();
        else if (event.key === 'Escape' && query !== '') onSearch('');
        else return;
        event.preventDefault();
      }}
    />
  );
}
