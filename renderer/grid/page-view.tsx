import { memo } from 'react';
import { type Filing, isPrinted, rowsOf } from '../../shared/filing/filing.ts';
import { rowPlaceOf } from '../../shared/filing/path.ts';
import { groupBy } from '../../shared/group-by.ts';
import { frameRules } from '../../shared/layout/frame-rules.ts';
import { isSameArea } from '../../shared/layout/kept.ts';
import { linePitch } from '../../shared/layout/layout.ts';
import type { Box, Sheet, SheetCell } from '../../shared/layout/sheet.ts';
import { pathsOf, sheetIndex } from '../../shared/layout/sheet-index.ts';
import { type Mark, type Marks, markOf, pagesMarkedAnew } from './marks.ts';
import './marks.css';
import './page.css';

interface Props {
  filing: Filing;
  sheet: Sheet;
  page: number;
  /** True while the page is only a blank sheet of its size. */
  empty: boolean;
  marks: Marks;
  /** Paths of the values that follow the target table. */
  linked: ReadonlySet<string>;
  /**
   * Of a page that shows an earlier time, beside the one that is edited: paths of the values that are others now, and
   * `table[row]` of the rows that are no longer there.
   */
  differs?: ReadonlySet<string>;
}

/** One printed page, box by box. Positions are the layout's millimetres; nothing is measured here. */
export const PageView = memo(function PageView({ filing, sheet, page, empty, marks, linked, differs }: Props) {
  const { width, height } = sheet.form.page;
  const paper = { width: `${width}mm`, height: `${height}mm` };
  if (empty) return <div className="page" style={paper} data-page={page} />;
  const boxes = sheet.pages[page]?.boxes ?? [];
  const rows = groupBy(boxes, (box) => sheet.cells[box.cell]?.row ?? 0);
  const seal = sheet.seal?.page === page ? sheet.seal : null;
  return (
    <div className="page" style={paper} data-page={page}>
      {seal && (
        <svg className="seal" viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
          <circle cx={seal.x} cy={seal.y} r={seal.diameter / 2} />
          <text x={seal.x} y={seal.y + seal.diameter / 4}>
            盖章处
          </text>
        </svg>
      )}
      <Frame boxes={boxes.filter((box) => sheet.cells[box.cell]?.style.frame)} width={width} height={height} />
      {[...rows].map(([row, inRow]) => (
        <div key={row} role="row" aria-rowindex={row + 1} className="row">
          {inRow.map((box) => {
            const { cell, path, first, ghost } = shownOf(sheet, filing, box.cell);
            return (
              <BoxView
                // Where a row above grows, it moves: it stays the same box.
                key={box.repeated ? `again ${box.cell}` : box.cell}
                box={box}
                cell={cell}
                path={path}
                first={first === box}
                ghost={ghost}
                mark={markOf(cell, marks)}
                linked={linked.size > 0 && cell.kind === 'field' && pathsOf(cell).some((path) => linked.has(path))}
                earlier={differs ? (isOther(cell, differs) ? 'other' : 'same') : null}
              />
            );
          })}
        </div>
      ))}
    </div>
  );
}, samePage);

/** Whether a cell shows a value that is another now. */
function isOther(cell: SheetCell, differs: ReadonlySet<string>): boolean {
  return pathsOf(cell).some((path) => differs.has(path) || differs.has(path.replace(/\.\w+$/, '')));
}

/** Most pages show the same as before when a cell was entered: they are not drawn again. */
function samePage(a: Props, b: Props): boolean {
  if (a.page !== b.page || a.empty !== b.empty || a.sheet.form !== b.sheet.form) return false;
  if (a.empty) return true;
  if (
    (a.marks !== b.marks && pagesMarkedAnew(b.sheet, a.marks, b.marks).has(b.page)) ||
    a.linked !== b.linked ||
    a.differs !== b.differs
  )
    return false;
  if (a.sheet === b.sheet) return true;
  if (!sameSeal(a, b)) return false;
  const [before, now] = [a.sheet.pages[a.page]?.boxes ?? [], b.sheet.pages[b.page]?.boxes ?? []];
  if (before.length !== now.length) return false;
  return before.every((box, at) => {
    const other = now[at] as Box;
    const was = shownOf(a.sheet, a.filing, box.cell);
    const is = shownOf(b.sheet, b.filing, other.cell);
    return (
      was.cell.row === is.cell.row &&
      was.path === is.path &&
      was.ghost === is.ghost &&
      (was.first === box) === (is.first === other) &&
      sameInBox(box, was.cell, other, is.cell)
    );
  });
}

function sameSeal(a: Props, b: Props): boolean {
  const [before, now] = [a, b].map(({ sheet: { seal }, page }) =>
    seal?.page === page ? `${seal.x} ${seal.y} ${seal.diameter}` : '',
  );
  return before === now;
}

/** What boxes show of a cell. */
interface Shown {
  cell: SheetCell;
  /** Key of the cell; '' for labels. */
  path: string;
  first: Box | undefined;
  /** Of a row that will not be printed as long as it is empty. */
  ghost: boolean;
}

const shownKnown = new WeakMap<Sheet, Shown[]>();

/** What is shown of a cell of a sheet, by its index; a page is compared by it when a cell was entered. */
function shownOf(sheet: Sheet, filing: Filing, index: number): Shown {
  const ofSheet = shownKnown.get(sheet) ?? [];
  shownKnown.set(sheet, ofSheet);
  const known = ofSheet[index];
  if (known) return known;
  const { keyOf, boxesOf } = sheetIndex(sheet);
  const cell = sheet.cells[index] as SheetCell;
  const shown = { cell, path: keyOf(cell), first: boxesOf(cell)[0]?.box, ghost: isGhost(filing, cell) };
  ofSheet[index] = shown;
  return shown;
}

interface FrameProps {
  boxes: readonly Box[];
  width: number;
  height: number;
}

/** The rules of the table, drawn once for all boxes, as in the PDF; another text in the same boxes changes none. */
const Frame = memo(function Frame({ boxes, width, height }: FrameProps) {
  return (
    <svg className="frame-rules" viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
      {frameRules(boxes).map(({ x1, y1, x2, y2, outer }) => (
        <line key={`${x1} ${y1} ${x2} ${y2}`} x1={x1} y1={y1} x2={x2} y2={y2} className={outer ? 'outer' : 'inner'} />
      ))}
    </svg>
  );
}, sameFrame);

function sameFrame(a: FrameProps, b: FrameProps): boolean {
  return (
    a.width === b.width &&
    a.height === b.height &&
    a.boxes.length === b.boxes.length &&
    a.boxes.every((box, at) => isSameArea(box, b.boxes[at] as Box))
  );
}

/** Whether a cell is of rows that will not be printed as long as they are empty. */
function isGhost(filing: Filing, cell: SheetCell): boolean {
  const place = rowPlaceOf(cell.path);
  if (!place) return false;
  const runs = cell.run ?? [{ table: place.table, from: place.row, count: 1 }];
  const rows = runs.flatMap(({ table, from, count }) => rowsOf(filing, table).slice(from, from + count));
  return rows.length > 0 && rows.every((row) => !isPrinted(row));
}

interface BoxProps {
  box: Box;
  cell: SheetCell;
  /** Key of the cell; '' for labels. */
  path: string;
  /** Whether it is the first of the cell's boxes. */
  first: boolean;
  ghost: boolean;
  mark: Mark | null;
  linked: boolean;
  /** On a page of an earlier time, whether the value is another now; null on the page that is edited. */
  earlier: 'other' | 'same' | null;
}

/** What a value of an earlier time says of itself. */
const OTHER = '现在不同';
/** What a value says of itself that follows the target table. */
const LINKED = '取自目标表';

const BoxView = memo(function BoxView({ box, cell, path, first, ghost, mark, linked, earlier }: BoxProps) {
  const { style } = cell;
  const classes = [
    'box',
    cell.adds ? 'field' : cell.kind,
    ghost && 'ghost',
    box.repeated && 'repeated',
    mark && 'marked',
    linked && 'linked',
    earlier === 'other' && 'differs',
  ];
  const about = linked ? LINKED : earlier === 'other' ? OTHER : '';
  return (
    <div
      role={cell.kind === 'label' ? 'rowheader' : earlier ? 'cell' : 'gridcell'}
      id={path && first && !earlier ? cellId(path) : undefined}
      aria-label={path ? `${spoken(cell)}${about && `，${about}`}` : undefined}
      aria-readonly={(cell.kind === 'computed' && !earlier) || undefined}
      aria-colindex={cell.col + 1}
      aria-rowspan={cell.rowSpan}
      aria-colspan={cell.colSpan}
      className={classes.filter(Boolean).join(' ')}
      data-path={path || undefined}
      data-cell={box.cell}
      title={about || undefined}
      style={{
        left: `${box.x}mm`,
        top: `${box.y}mm`,
        width: `${box.width}mm`,
        height: `${box.height}mm`,
        fontSize: `${style.size}pt`,
        lineHeight: `${linePitch(style.size, style.spaced)}mm`,
        textAlign: style.align,
        fontFamily: `var(--${style.font})`,
      }}
    >
      {mark && <MarkView mark={mark} of={cell.text === '' && !style.frame ? cell.name : ''} />}
      {mark && first && (
        <span id={markId(path)} hidden>
          {mark.text}
        </span>
      )}
      {box.lines.map((line, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a line has no identity but its place
        <div className="line" key={index}>
          {line}
        </div>
      ))}
    </div>
  );
}, sameBox);

/** The mark of a problem. A cell without a frame that prints nothing has the name of its value beside it. */
function MarkView({ mark, of }: { mark: Mark; of: string }) {
  const sign = <span className={`mark ${mark.severity}`} aria-hidden="true" />;
  if (of === '') return sign;
  return (
    <span className="unfilled" aria-hidden="true">
      {of}
      {sign}
    </span>
  );
}

/** What a screen reader says of a cell. */
export function spoken({ name, text, kind }: SheetCell): string {
  return `${name} ${text || '空'}${kind === 'computed' ? '，自动计算' : ''}`;
}

/** A layout makes new objects each time; a box is drawn again only when something of it shows differently. */
function sameBox(a: BoxProps, b: BoxProps): boolean {
  return (
    a.ghost === b.ghost &&
    a.linked === b.linked &&
    a.earlier === b.earlier &&
    a.path === b.path &&
    a.first === b.first &&
    a.mark?.severity === b.mark?.severity &&
    a.mark?.text === b.mark?.text &&
    sameInBox(a.box, a.cell, b.box, b.cell)
  );
}

function sameInBox(a: Box, was: SheetCell, b: Box, is: SheetCell): boolean {
  return (
    isSameArea(a, b) &&
    a.repeated === b.repeated &&
    a.cell === b.cell &&
    was.kind === is.kind &&
    was.text === is.text &&
    was.name === is.name &&
    was.rowSpan === is.rowSpan &&
    was.style.size === is.style.size &&
    a.lines.length === b.lines.length &&
    a.lines.every((line, index) => line === b.lines[index])
  );
}

/** Element id of the first box of a cell by its key, for `aria-describedby`. */
export function cellId(path: string): string {
  return `cell-${path.replace(/[^\w]/g, '-')}`;
}

/** Element id of what a cell's mark says. */
export function markId(path: string): string {
  return `problems-of-${cellId(path)}`;
}
