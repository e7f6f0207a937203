import type { ReactNode } from 'react';
import type { Sheet, SheetCell } from '../../shared/layout/sheet.ts';
import './cell-note.css';
import { firstBox, pagePlace } from './selection-view.tsx';

interface Props {
  sheet: Sheet;
  cell: SheetCell;
  label: string;
  /** How wide it may be beside the row, in mm; null where there is no room: then it stands over the cell. */
  beside: number | null;
  children: ReactNode;
}

/** Room in mm between the note and the table. */
const GAP = 0.5;

/** What is known of the selected cell, in the margin right of its row or over the cell. */
export function CellNote({ sheet, cell, label, beside, children }: Props) {
  const box = firstBox(sheet, cell);
  if (!box) return null;
  const { width, margin } = sheet.form.page;
  const right = box.x > width / 2;
  const place =
    beside === null
      ? pagePlace(sheet, box.page, right ? box.x + box.width : box.x, box.y)
      : pagePlace(sheet, box.page, width - margin.right + GAP, box.y);
  const classes = ['cell-note', beside === null && 'over', beside === null && right && 'right'];
  return (
    <aside
      className={classes.filter(Boolean).join(' ')}
      aria-label={label}
      style={beside === null ? place : { ...place, maxWidth: `${beside - 2 * GAP}mm` }}
    >
      {children}
    </aside>
  );
}
