import { type Filing, isPrinted, rowsOf } from '../../shared/filing/filing.ts';
import { type Form, tablesOf } from '../../shared/form/form.ts';
import { type Laid, layOut, layout } from '../../shared/layout/layout.ts';
import { layOutAgain } from '../../shared/layout/relayout.ts';
import type { Sheet } from '../../shared/layout/sheet.ts';

type Seal = 42 | 45 | null;

/** What the screen shows of a filing, and how many pages it is printed on. */
export interface ShownSheet {
  screen: Sheet;
  readonly pages: number;
}

/** Lays a filing out as the screen shows it, with the rows that are still empty; the last one is kept. */
export function sheetOf(form: Form): (filing: Filing, seal: Seal) => ShownSheet {
  let last: { filing: Filing; seal: Seal; laid: Laid; shown: ShownSheet } | null = null;
  return (filing, seal) => {
    if (last?.filing === filing && last.seal === seal) return last.shown;
    const laid = last?.seal === seal ? layOutAgain(last.laid, filing) : layOut(form, filing, { seal, blankRows: true });
    last = { filing, seal, laid, shown: shownOf(form, filing, seal, laid.sheet) };
    return last.shown;
  };
}

function shownOf(form: Form, filing: Filing, seal: Seal, screen: Sheet): ShownSheet {
  // A table without rows has a blank one to type into.
  const hasBlankRows = tablesOf(form).some(({ id }) => {
    const rows = rowsOf(filing, id);
    return rows.length === 0 || !rows.every(isPrinted);
  });
  let pages: number | null = null;
  return {
    screen,
    get pages() {
      pages ??= (hasBlankRows ? layout(form, filing, { seal, blankRows: false }) : screen).pages.length;
      return pages;
    },
  };
}
