import { useEffect, useRef } from 'react';
import { groupBy } from '../../shared/group-by.ts';
import type { LibraryEntry } from '../../shared/library/library.ts';
import { usesText, valueDetails } from './indicator-details.ts';

interface Props {
  entries: readonly LibraryEntry[];
  current: LibraryEntry | null;
  /** Ids of those that are chosen to be merged. */
  marked: ReadonlySet<string>;
  onChoose(entry: LibraryEntry, add: boolean): void;
  onInsert(entry: LibraryEntry): void;
}

/** How many are drawn; who does not see the right one searches. */
const SHOWN = 400;

/** The entries by level 1 and 2, with kind, sign and unit, reference and uses. */
export function LibraryList({ entries, current, marked, onChoose, onInsert }: Props) {
  const list = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the current entry is kept in view
  useEffect(() => {
    list.current?.querySelector('.current')?.scrollIntoView({ block: 'nearest' });
  }, [current]);
  const groups = groupBy(entries.slice(0, SHOWN), ({ level1, level2 }) =>
    level2 === '' ? '未定级别' : `${level1} · ${level2}`,
  );
  return (
    <div
      className="library-list"
      id="library-list"
      role="listbox"
      aria-label="指标"
      aria-multiselectable="true"
      ref={list}
    >
      {[...groups].map(([name, inGroup]) => (
        // biome-ignore lint/a11y/useSemanticElements: a group of options, not of fields
        <div role="group" aria-label={name} key={name}>
          <div className="level" aria-hidden="true">
            {name}
          </div>
          {inGroup.map((entry) => (
            // biome-ignore lint/a11y/useFocusableInteractive: the search box keeps the focus and its keys choose
            // biome-ignore lint/a11y/useKeyWithClickEvents: the same
            <div
              key={entry.id}
              id={`library-${entry.id}`}
              role="option"
              aria-selected={marked.has(entry.id)}
              className={entry === current ? 'current' : undefined}
              onClick={(event) => onChoose(entry, event.ctrlKey || event.metaKey)}
              onDoubleClick={() => onInsert(entry)}
            >
              <span>
                {marked.has(entry.id) && '✓ '}
                {entry.name}
              </span>
              <small>{detailsOf(entry)}</small>
            </div>
          ))}
        </div>
      ))}
      {entries.length > SHOWN && <p>还有 {entries.length - SHOWN} 项，请再输入几个字</p>}
    </div>
  );
}

function detailsOf(entry: LibraryEntry): string {
  return [...valueDetails(entry), ...entry.kinds, usesText(entry), entry.changed ? '已改' : '']
    .filter((text) => text !== '')
    .join('；');
}
