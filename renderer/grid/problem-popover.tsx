import { Popover } from 'antd';
import { type CSSProperties, memo, type RefObject, useEffect, useLayoutEffect, useState } from 'react';
import type { Sheet } from '../../shared/layout/sheet.ts';
import type { Problem } from '../../shared/problem.ts';
import type { Review } from '../state/review.ts';
import type { Session } from '../state/session.ts';
import { problemsOf } from './marks.ts';
import { cellAt } from './navigation.ts';
import { type ProblemDeeds, ProblemNotes } from './problem-notes.tsx';
import './problem-popover.css';
import { screenRect } from './screen-rect.ts';
import { useMarks } from './use-marks.ts';
import { usePointedCell } from './use-pointed-cell.ts';

interface Props {
  desk: RefObject<HTMLElement | null>;
  sheet: Sheet;
  zoom: number;
  review: Review;
  session: Session;
  /** Key of the selected cell while the table has the focus; null otherwise. */
  selected: string | null;
  /** Nothing is shown while a text is typed. */
  typing: boolean;
  deeds: ProblemDeeds;
}

/** Room in px that what is told may take beside the cell's left edge. */
const MOST = 360;

/** How long a cell is selected before its problems are told, in ms. */
const REST = 300;

/** Beside a cell that is selected, or whose mark is pointed at: what is wrong with it, who says so, and what can be done. */
export const ProblemPopover = memo(function ProblemPopover({
  desk,
  selected,
  typing,
  review,
  session,
  ...rest
}: Props) {
  const marks = useMarks(review, session);
  const [rested, setRested] = useState<string | null>(null);
  const pointed = usePointedCell(desk);
  useEffect(() => {
    setRested(null);
    if (selected === null || typing) return undefined;
    const timer = setTimeout(() => setRested(selected), REST);
    return () => clearTimeout(timer);
  }, [selected, typing]);
  const close = () => {
    pointed.leave();
    setRested(null);
  };
  const key = pointed.key ?? rested;
  const cell = key === null || typing ? null : cellAt(rest.sheet, key);
  // That a cell is still to be filled in, its mark says; a note would cover the cells below.
  const problems = cell ? problemsOf(cell, marks).filter(({ severity }) => severity !== 'fill') : [];
  if (key === null || problems.length === 0) return null;
  return <Shown key={key} cellKey={key} desk={desk} problems={problems} pointed={pointed} onClose={close} {...rest} />;
});

interface ShownProps extends Pick<Props, 'desk' | 'sheet' | 'zoom' | 'deeds'> {
  cellKey: string;
  problems: readonly Problem[];
  pointed: ReturnType<typeof usePointedCell>;
  onClose(): void;
}

function Shown({ cellKey, desk, sheet, zoom, problems, deeds, pointed, onClose }: ShownProps) {
  const [place, setPlace] = useState<Place | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the cell stands elsewhere on another sheet, at another zoom
  useLayoutEffect(() => {
    const box = desk.current?.querySelector(`.page [data-path="${CSS.escape(cellKey)}"]`);
    setPlace(box && desk.current ? placeIn(desk.current, box) : null);
  }, [cellKey, desk, sheet, zoom]);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      event.preventDefault();
      event.stopPropagation();
      onClose();
    };
    const element = desk.current;
    element?.addEventListener('keydown', onKey, { capture: true });
    element?.addEventListener('scroll', onClose);
    return () => {
      element?.removeEventListener('keydown', onKey, { capture: true });
      element?.removeEventListener('scroll', onClose);
    };
  });
  if (!place) return null;
  return (
    <Popover
      open
      // Over the page, never over the panel beside it, which may tell the next problem there.
      placement={place.roomy ? 'bottomLeft' : 'bottomRight'}
      arrow={false}
      // What is told of the selected cell by itself lets clicks through to the cells below it.
      classNames={{ container: 'problem-box' }}
      styles={pointed.key === null ? { root: { pointerEvents: 'none' } } : {}}
      content={
        // biome-ignore lint/a11y/noStaticElementInteractions: a press in it leaves the focus in the table
        <div
          onPointerEnter={pointed.stay}
          onPointerLeave={pointed.leaveSoon}
          onPointerDown={(event) => event.preventDefault()}
          onMouseDown={(event) => event.preventDefault()}
        >
          <ProblemNotes problems={problems} deeds={deeds} onClose={onClose} />
        </div>
      }
    >
      <span className="problem-anchor" style={place.box} />
    </Popover>
  );
}

interface Place {
  box: CSSProperties;
  /** Whether the desk has room for what is told from the left edge of the box on. */
  roomy: boolean;
}

/** The box of an element within the desk, which it scrolls with; of one that is higher, the part that is seen. */
function placeIn(desk: HTMLElement, element: Element): Place {
  const box = screenRect(element);
  const frame = desk.getBoundingClientRect();
  const top = Math.max(box.top, frame.top);
  const bottom = Math.min(box.bottom, frame.bottom);
  return {
    box: {
      left: box.left - frame.left + desk.scrollLeft,
      top: top - frame.top + desk.scrollTop,
      width: box.width,
      height: Math.max(0, bottom - top),
    },
    roomy: box.left + MOST <= frame.right,
  };
}
