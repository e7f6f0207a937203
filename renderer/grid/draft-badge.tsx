import { memo, useEffect, useState } from 'react';
import { layout } from '../../shared/layout/layout.ts';
import type { Sheet, SheetCell } from '../../shared/layout/sheet.ts';
import type { Session } from '../state/session.ts';
import { corner } from './selection-view.tsx';
import { withDraft } from './suggestions.ts';
import './draft-badge.css';

interface Props {
  session: Session;
  sheet: Sheet;
  cell: SheetCell;
  text: string;
}

/** While a cell is typed into: how long its text is, and how full it makes the printed pages. */
export const DraftBadge = memo(function DraftBadge({ text, ...place }: Props) {
  const [rested, setRested] = useState<string | null>(null);
  useEffect(() => {
    const timer = setTimeout(() => setRested(text), Math.max(REST, SHARE * took));
    return () => clearTimeout(timer);
  }, [text]);
  return rested === null ? null : <Badge {...place} text={rested} />;
});

/** How long typing rests before the draft is laid out, in ms, so that hardly a keystroke waits for that. */
const REST = 120;
/** A table that takes long to lay out waits this many times as long as it took last, `took` ms. */
const SHARE = 8;
let took = 0;

const Badge = memo(function Badge({ session, sheet, cell, text }: Props) {
  const filing = withDraft(session.form, session.filing, cell, text);
  const began = performance.now();
  const pages = filing ? layout(session.form, filing, { seal: null, blankRows: false }).pages : [];
  took = performance.now() - began;
  const last = pages.at(-1);
  const share = last ? Math.round((last.used / last.capacity) * 100) : 0;
  return (
    <div className="draft-badge" style={corner(sheet, cell, 'top')}>
      {[...text.trim()].length} 字
      {last && (pages.length === 1 ? ` · 本页已用 ${share}%` : ` · 共 ${pages.length} 页，末页已用 ${share}%`)}
    </div>
  );
});
