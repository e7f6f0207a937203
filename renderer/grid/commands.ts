import type { Sheet } from '../../shared/layout/sheet.ts';
import { sheetIndex } from '../../shared/layout/sheet-index.ts';
import type { Entering } from './entering.ts';
import type { GridCommand } from './keys.ts';
import { below, cellAt, isFurtherOn, target } from './navigation.ts';
import type { Reasoning } from './use-reason.ts';
import type { Selecting } from './use-selection.ts';

interface Where {
  /** The sheet as it is now, which what was just entered may have changed. */
  sheetNow(): Sheet;
  selecting: Selecting;
  entering: Entering;
  reasoning: Reasoning;
  /** Brings the active cell into view. */
  reveal(): void;
}

/** Does what a key of the grid means. */
export function commandRunner({ sheetNow, selecting, entering, reasoning, reveal }: Where) {
  const { active, key, endKey, selection } = selecting;

  const go = ({ to, extend }: Extract<GridCommand, { do: 'go' }>) => {
    const typed = entering.typing();
    if (!active || !entering.commit()) return;
    // Where the clerk has just typed over what is worked out, the reason comes next.
    if (typed && reasoning.ask()) return;
    reasoning.answered();
    const sheet = sheetNow();
    const from = (extend && cellAt(sheet, endKey)) || cellAt(sheet, key) || active;
    const began = to === 'down' && !extend ? selecting.tabbedFrom() : null;
    const next = began ? below(sheet, from, began) : target(sheet, from, to);
    const reached = sheetIndex(sheet).keyOf(next);
    if (extend) selecting.extend(reached);
    else if (to === 'next') selecting.tab(reached, isFurtherOn(from, next));
    else selecting.select(reached);
  };

  return (command: GridCommand): void => {
    if (command.do === 'go') go(command);
    else if (command.do === 'all') selecting.selectAll();
    else if (command.do === 'cancel') entering.stop();
    else if (command.do === 'fill') entering.commitAll();
    else if (command.do === 'dismiss') {
      entering.dismiss();
      selecting.endTabs();
    } else if (command.do === 'line-break') document.execCommand('insertText', false, '\n');
    else {
      if (command.do === 'edit') entering.edit(null, command.at ?? null);
      else if (command.do === 'tick') entering.tick();
      else entering.write('清除', selection()?.cells ?? [], () => '');
      reveal();
    }
  };
}
