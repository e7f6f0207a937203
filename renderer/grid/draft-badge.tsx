import { memo } from 'react';
import { layout } from '../../shared/layout/layout.ts';
import type { SheetCell } from '../../shared/layout/sheet.ts';
import type { Session } from '../session.ts';
import { withDraft } from './suggestions.ts';

interface Props {
  session: Session;
  cell: SheetCell;
  text: string;
  style: { left: string; top: string };
}

/** While a cell is typed into: how long its text is, and how full it makes the printed pages. */
export const DraftBadge = memo(function DraftBadge({ session, cell, text, style }: Props) {
  const filing = withDraft(session.form, session.filing, cell, text);
  const pages = filing ? layout(session.form, filing, { seal: null, blankRows: false }).pages : [];
  const last = pages.at(-1);
  const share = last ? Math.round((last.used / last.capacity) * 100) : 0;
  return (
    <div className="draft-badge" style={style}>
      {[...text.trim()].length} 字
      {last && (pages.length === 1 ? ` · 本页已用 ${share}%` : ` · 共 ${pages.length} 页，末页已用 ${share}%`)}
    </div>
  );
});
