import { useEffect, useMemo, useRef, useState } from 'react';
import type { VersionDifference } from '../../shared/compare/compare-versions.ts';
import type { Filing } from '../../shared/filing/filing.ts';
import { formOf } from '../../shared/filing/form-of.ts';
import { rowPlaceOf } from '../../shared/filing/path.ts';
import { layout } from '../../shared/layout/layout.ts';
import { sheetIndex } from '../../shared/layout/sheet-index.ts';
import { pageSize, roomForPages } from '../grid/desk-room.ts';
import { PageView } from '../grid/page-view.tsx';
import { pagesStyle } from '../grid/pages-style.ts';
import { pagePlace } from '../grid/selection-view.tsx';
import { fitted } from '../state/zoom.ts';

interface Props {
  filing: Filing;
  seal: 42 | 45 | null;
  /** What a screen reader calls it. */
  name: string;
  differing: readonly VersionDifference[];
  /** What of it is looked at. */
  shown: VersionDifference | null;
  onShow(difference: VersionDifference): void;
}

/** A filing as it was, page by page as it was printed, with what differs now marked. Nothing can be typed into it. */
export function HistorySheet({ filing, seal, name, differing, shown, onShow }: Props) {
  const form = formOf(filing);
  const sheet = useMemo(() => layout(form, filing, { seal, blankRows: true }), [form, filing, seal]);
  const { find, boxesOf } = sheetIndex(sheet);
  const room = useRef<HTMLElement>(null);
  const [scale, setScale] = useState(1);
  const paper = form.page;
  useEffect(() => {
    const element = room.current;
    if (!element) return undefined;
    const observer = new ResizeObserver(([entry]) => {
      const width = entry?.contentRect.width ?? 0;
      if (width === 0) return;
      setScale(fitted('width', { ...roomForPages({ width, height: 0 }), page: pageSize(paper, false) }));
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [paper]);
  const differs = useMemo(() => pathsOfDifferences(differing), [differing]);
  // Of another version that which differs comes into view.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only of another one
  useEffect(() => {
    room.current?.querySelector('.differs')?.scrollIntoView({ block: 'center' });
  }, [filing]);
  const frame = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a cell that is shown comes into view
  useEffect(() => frame.current?.scrollIntoView({ block: 'nearest', inline: 'nearest' }), [shown]);
  const [box] = shown?.beforePath ? [find(shown.beforePath)].flatMap((cell) => (cell ? boxesOf(cell) : [])) : [];
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: whoever has no mouse scrolls it with the arrow keys
    <section className="history-sheet" aria-label={name} tabIndex={0} ref={room}>
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the list of differences does the same with the keys */}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the same */}
      <div
        className="pages"
        style={pagesStyle(form, scale)}
        onClick={({ target }) => {
          const path = (target as Element).closest<HTMLElement>('[data-path]')?.dataset.path;
          const there = differing.find(
            ({ beforePath }) => beforePath !== null && find(beforePath) === find(path ?? ''),
          );
          if (path && there) onShow(there);
        }}
      >
        {/* biome-ignore lint/a11y/useSemanticElements: the pages are positioned boxes */}
        <div role="table" aria-label={name} aria-rowcount={sheet.rows.length} aria-colcount={sheet.columns.length}>
          {sheet.pages.map((_, index) => (
            <PageView
              // biome-ignore lint/suspicious/noArrayIndexKey: a page is its number
              key={index}
              filing={filing}
              sheet={sheet}
              page={index}
              empty={false}
              marks={NO_MARKS}
              linked={NONE}
              differs={differs}
            />
          ))}
        </div>
        {box && (
          <div
            ref={frame}
            className="history-cell"
            aria-hidden="true"
            style={{
              ...pagePlace(sheet, box.page, box.box.x, box.box.y),
              width: `${box.box.width}mm`,
              height: `${box.box.height}mm`,
            }}
          />
        )}
      </div>
    </section>
  );
}

const NO_MARKS = new Map();
const NONE: ReadonlySet<string> = new Set();

/** Paths in the filing as it was: of cells, and `table[row]` of rows that are no longer there. */
function pathsOfDifferences(differing: readonly VersionDifference[]): ReadonlySet<string> {
  return new Set(
    differing.flatMap(({ kind, beforePath }) => {
      if (beforePath === null) return [];
      const place = kind === 'removed' ? rowPlaceOf(beforePath) : null;
      return place ? `${place.table}[${place.row}]` : beforePath;
    }),
  );
}
