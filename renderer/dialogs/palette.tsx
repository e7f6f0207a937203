import { Input, type InputRef, Modal } from 'antd';
import { useEffect, useMemo, useRef, useState } from 'react';
import { groupBy } from '../../shared/group-by.ts';
import { queryWords } from '../../shared/search-words.ts';
import { belongsToInputMethod } from '../input-method.ts';
import { Marked } from '../list/marked.tsx';
import './palette.css';
import { candidatesOf, matching, type PaletteItem } from './palette-search.ts';

interface Props {
  title: string;
  placeholder: string;
  items: readonly PaletteItem[];
  onClose(): void;
}

/** How many it shows; who does not see the right one types another word. */
const SHOWN = 50;
/** Items that Page Up and Page Down go over. */
const PAGE = 10;

/** A list to search and choose from with the keyboard: words in any order, in characters or pinyin, arrows, Enter. */
export function Palette(props: Props) {
  return (
    <Modal
      open
      title={props.title}
      footer={null}
      onCancel={props.onClose}
      width={560}
      // What was chosen may show a view that takes the focus; otherwise the window gives it to the table.
      focusable={{ focusTriggerAfterClose: false }}
    >
      <PaletteList {...props} />
    </Modal>
  );
}

function PaletteList({ title, placeholder, items, onClose }: Props) {
  const [query, setQuery] = useState('');
  const [at, setAt] = useState(0);
  const search = useRef<InputRef>(null);
  const list = useRef<HTMLDivElement>(null);
  const candidates = useMemo(() => candidatesOf(items), [items]);
  const words = useMemo(() => queryWords(query), [query]);
  const found = useMemo(() => matching(candidates, query), [candidates, query]);
  const searching = words.length > 0;
  const shown = found.slice(0, items.some(({ group }) => group) && !searching ? found.length : SHOWN);
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
  const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1, PageDown: PAGE, PageUp: -PAGE };
  return (
    <>
      <Input
        ref={search}
        role="combobox"
        aria-expanded="true"
        aria-controls="palette"
        aria-activedescendant={shown[at] ? `palette-${shown[at].key}` : undefined}
        aria-label={title}
        placeholder={placeholder}
        value={query}
        onChange={(event) => {
          setQuery(event.target.value);
          setAt(0);
        }}
        onKeyDown={(event) => {
          if (belongsToInputMethod(event.nativeEvent)) return;
          const step = steps[event.key];
          if (step !== undefined) setAt(Math.max(0, Math.min(at + step, shown.length - 1)));
          else if (event.key === 'Enter') choose(shown[at]);
          else return;
          event.preventDefault();
        }}
      />
      <div className="palette" id="palette" role="listbox" aria-label={title} ref={list}>
        {[...groupBy(shown, (item) => (searching ? '' : (item.group ?? '')))].map(([group, items]) => (
          // biome-ignore lint/a11y/useSemanticElements: a fieldset is for fields
          <div role="group" key={group} aria-label={group || title}>
            {group !== '' && (
              <p className="palette-group" aria-hidden="true">
                {group}
              </p>
            )}
            {items.map((item) => (
              <Option
                key={item.key}
                item={item}
                chosen={item === shown[at]}
                group={searching ? item.group : undefined}
                words={words}
                onChoose={choose}
              />
            ))}
          </div>
        ))}
      </div>
      <p className="palette-more" role="status">
        {found.length === 0 && '没有找到，请换几个字'}
        {found.length > shown.length && `还有 ${found.length - shown.length} 项，请再输入几个字`}
      </p>
    </>
  );
}

interface OptionProps {
  item: PaletteItem;
  chosen: boolean;
  group: string | undefined;
  words: readonly string[];
  onChoose(item: PaletteItem): void;
}

function Option({ item, chosen, group, words, onChoose }: OptionProps) {
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the search box keeps the focus and its keys choose
    // biome-ignore lint/a11y/useKeyWithClickEvents: the same
    <div id={`palette-${item.key}`} role="option" aria-selected={chosen} onClick={() => onChoose(item)}>
      <span>
        <Marked text={item.label} words={words} />
        {group !== undefined && <small className="palette-menu">{group}</small>}
      </span>
      <small>
        <Marked text={item.hint} words={words} />
      </small>
    </div>
  );
}
