import type { ClipboardEvent } from 'react';
import { copyBlock } from '../../shared/clipboard/copy.ts';
import { type PastePlan, planPaste } from '../../shared/clipboard/paste.ts';
import { exactTexts, fromTsv, toHtml, toTsv } from '../../shared/clipboard/table.ts';
import type { Sheet } from '../../shared/layout/sheet.ts';
import { LOCKED, type Session } from '../state/session.ts';
import { fromHtml } from './clipboard-html.ts';
import type { Entering } from './entering.ts';
import { type Copied, writeClipboard } from './system-clipboard.ts';
import type { Selecting } from './use-selection.ts';

interface Where {
  session: Session;
  sheet: Sheet;
  selecting: Selecting;
  entering: Entering;
  onMessage(text: string): void;
  /** A paste that does not fit is shown before anything changes. */
  onPastePlan(plan: PastePlan): void;
}

/** Cells to and from the clipboard, as text and as a table with its merges. */
export function clipboardOf({ session, sheet, selecting, entering, onMessage, onPastePlan }: Where) {
  const { active, block, selection } = selecting;

  /** Takes what was copied, as the keys and the menu hand it over. */
  const paste = ({ text, html: markup }: Copied) => {
    if (!active || !block) return;
    if (session.locked !== null) {
      onMessage(LOCKED);
      return;
    }
    const html = fromHtml(markup);
    if (!html && text === '') {
      onMessage('剪贴板中没有文字，未粘贴');
      return;
    }
    const table = html ? exactTexts(html, text) : fromTsv(text);
    const plan = planPaste(session.form, session.filing, sheet, { path: active.path, block }, table);
    if (plan.misfits.length > 0) onPastePlan(plan);
    else session.perform({ label: '粘贴', path: plan.path, edits: plan.edits });
  };

  const copied = (): Copied | null => {
    const table = block && copyBlock(sheet, block);
    return table && { text: toTsv(table), html: toHtml(table) };
  };
  const clear = (verb: '清除' | '剪切') => entering.write(verb, selection()?.cells ?? [], () => '');

  return {
    onCopy(event: ClipboardEvent, cut: boolean): void {
      const content = copied();
      if (!content) return;
      event.preventDefault();
      event.clipboardData.setData('text/plain', content.text);
      event.clipboardData.setData('text/html', content.html);
      if (cut) clear('剪切');
    },
    onPaste(event: ClipboardEvent): void {
      event.preventDefault();
      paste({ text: event.clipboardData.getData('text/plain'), html: event.clipboardData.getData('text/html') });
    },
    /** The same from a menu, which has no event of the clipboard. */
    async copy(): Promise<void> {
      const content = copied();
      if (content) await writeClipboard(content);
    },
    paste,
    clear,
  };
}
