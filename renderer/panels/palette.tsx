import { Input, type InputRef, Modal } from 'antd';
import { useEffect, useRef, useState } from 'react';

export interface PaletteItem {
  key: string;
  label: string;
  /** Shown on the right: a shortcut, a year. */
  hint: string;
  run(): void;
}

interface Props {
  title: string;
  items: PaletteItem[];
  onClose(): void;
}

/** A list to search and choose from with the keyboard: words in any order, arrows, Enter. */
export function Palette(props: Props) {
  return (
    <Modal open title={props.title} footer={null} onCancel={props.onClose} width={480}>
      <PaletteList {...props} />
    </Modal>
  );
}

function PaletteList({ title, items, onClose }: Props) {
  const [query, setQuery] = useState('');
  const [at, setAt] = useState(0);
  const search = useRef<InputRef>(null);
  const list = useRef<HTMLDivElement>(null);
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const shown = items.filter((item) => words.every((word) => item.label.toLowerCase().includes(word)));
  // biome-ignore lint/correctness/useExhaustiveDependencies: the marked item is kept in view
  useEffect(() => {
    list.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' });
  }, [at, query]);
  // At once, not when the dialog has opened: whoever types on at once types here.
  useEffect(() => search.current?.focus(), []);
  const choose = (item: PaletteItem | undefined) => {
    if (!item) return;
    onClose();
    item.run();
  };
  return (
    <>
      <Input
        ref={search}
        role="combobox"
        aria-expanded="true"
        aria-controls="palette"
        aria-activedescendant={shown[at] ? `palette-${shown[at].key}` : undefined}
        aria-label={title}
        placeholder="输入几个字查找…"
        value={query}
        onChange={(event) => {
          setQuery(event.target.value);
          setAt(0);
        }}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing || event.keyCode === 229) return;
          if (event.key === 'ArrowDown') setAt(Math.min(at + 1, shown.length - 1));
          else if (event.key === 'ArrowUp') setAt(Math.max(at - 1, 0));
          else if (event.key === 'Enter') choose(shown[at]);
          else return;
          event.preventDefault();
        }}
      />
      <div className="palette" id="palette" role="listbox" aria-label={title} ref={list}>
        {shown.map((item, index) => (
          // biome-ignore lint/a11y/useFocusableInteractive: the search box keeps the focus and its keys choose
          // biome-ignore lint/a11y/useKeyWithClickEvents: the same
          <div
            key={item.key}
            id={`palette-${item.key}`}
            role="option"
            aria-selected={index === at}
            onClick={() => choose(item)}
          >
            <span>{item.label}</span>
            <kbd>{item.hint}</kbd>
          </div>
        ))}
        {shown.length === 0 && <p>没有找到</p>}
      </div>
    </>
  );
}
