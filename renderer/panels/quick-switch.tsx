import { Input, type InputRef, Modal } from 'antd';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { FilingSummary } from '../../shared/api.ts';
import { fold, queryWords } from '../../shared/search-words.ts';
import type { Workspace } from '../workspace.ts';
import { Marked } from './filing-tree.tsx';

interface Props {
  workspace: Workspace;
  attempt(work: () => void | Promise<void>): void;
  onClose(): void;
}

/** How many filings it shows; who does not see the right one types another word. */
const SHOWN = 50;

/** Goes to another filing by a few characters of its name, unit or year; those opened last come first. */
export function QuickSwitch({ workspace, attempt, onClose }: Props) {
  const search = useRef<InputRef>(null);
  return (
    <Modal
      open
      title="切换到另一张表"
      footer={null}
      width={560}
      onCancel={onClose}
      afterOpenChange={(shown) => shown && search.current?.focus()}
    >
      <Choices search={search} workspace={workspace} attempt={attempt} onClose={onClose} />
    </Modal>
  );
}

interface ChoicesProps extends Props {
  search: React.RefObject<InputRef | null>;
}

function Choices({ search, workspace, attempt, onClose }: ChoicesProps) {
  const [query, setQuery] = useState('');
  const [at, setAt] = useState(0);
  const [filings, setFilings] = useState<FilingSummary[] | null>(null);
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => attempt(async () => setFilings(await workspace.all())), [workspace, attempt]);
  const candidates = useMemo(() => ordered(filings ?? [], workspace), [filings, workspace]);
  const words = useMemo(() => queryWords(query), [query]);
  const found = useMemo(() => matching(candidates, words), [candidates, words]);
  const shown = found.slice(0, SHOWN);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the marked filing is kept in view
  useEffect(() => {
    list.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' });
  }, [at, query]);
  const choose = (id: number | undefined) => {
    if (id === undefined) return;
    onClose();
    attempt(() => workspace.open(id));
  };
  return (
    <>
      <Input
        ref={search}
        autoFocus
        role="combobox"
        aria-expanded="true"
        aria-controls="switch-choices"
        aria-activedescendant={shown[at] ? `switch-${shown[at].id}` : undefined}
        aria-label="项目名称、单位或年度"
        placeholder="输入项目名称或单位中的几个字…"
        value={query}
        onChange={(event) => {
          setQuery(event.target.value);
          setAt(0);
        }}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing || event.keyCode === 229) return;
          if (event.key === 'ArrowDown') setAt(Math.min(at + 1, shown.length - 1));
          else if (event.key === 'ArrowUp') setAt(Math.max(at - 1, 0));
          else if (event.key === 'PageDown') setAt(Math.min(at + 10, shown.length - 1));
          else if (event.key === 'PageUp') setAt(Math.max(at - 10, 0));
          else if (event.key === 'Enter') choose(shown[at]?.id);
          else return;
          event.preventDefault();
        }}
      />
      <div className="switch-choices" id="switch-choices" role="listbox" aria-label="表" ref={list}>
        {shown.map(({ id, name, unit, year }, index) => (
          // biome-ignore lint/a11y/useFocusableInteractive: the search box keeps the focus and its keys choose
          // biome-ignore lint/a11y/useKeyWithClickEvents: the same
          <div key={id} id={`switch-${id}`} role="option" aria-selected={index === at} onClick={() => choose(id)}>
            <span className="name">
              <Marked text={name || '未命名项目'} words={words} />
            </span>
            <span className="unit">
              <Marked text={[unit, year === null ? '' : `${year} 年`].filter(Boolean).join(' · ')} words={words} />
            </span>
          </div>
        ))}
      </div>
      <p className="switch-more" role="status">
        {filings !== null && found.length === 0 && '没有找到，请换几个字'}
        {found.length > SHOWN && `还有 ${found.length - SHOWN} 张，请再输入几个字`}
      </p>
    </>
  );
}

interface Candidate extends FilingSummary {
  folded: string;
}

/** Those opened last first, but the open one after them: Ctrl+P, Enter goes back and forth. Then the last changed. */
function ordered(filings: readonly FilingSummary[], { list, current }: Workspace): Candidate[] {
  const recent = list.recent.filter((id) => id !== current?.id);
  const rank = new Map([...recent, ...(current ? [current.id] : [])].map((id, index) => [id, index]));
  const rankOf = ({ id }: FilingSummary) => rank.get(id) ?? rank.size;
  return filings
    .map((filing) => ({ ...filing, folded: fold(`${filing.name} ${filing.unit} ${filing.year ?? ''}`) }))
    .sort((a, b) => rankOf(a) - rankOf(b) || (a.savedAt < b.savedAt ? 1 : a.savedAt > b.savedAt ? -1 : a.id - b.id));
}

/** The filings that have every word; those whose name begins with the first one come first. */
function matching(candidates: readonly Candidate[], words: readonly string[]): Candidate[] {
  const found = candidates.filter(({ folded }) => words.every((word) => folded.includes(word)));
  const [first] = words;
  if (first === undefined) return found;
  return [
    ...found.filter(({ folded }) => folded.startsWith(first)),
    ...found.filter(({ folded }) => !folded.startsWith(first)),
  ];
}
