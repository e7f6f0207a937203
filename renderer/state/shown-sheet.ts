import { type Filing, isPrinted, rowsOf } from '../../shared/filing/filing.ts';
import { type Form, tablesOf } from '../../shared/form/form.ts';
import { type Laid, layOut } from '../../shared/layout/layout.ts';
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
  const onScreen = laidWith(form, true);
  const printed = laidWith(form, false);
  let last: { filing: Filing; seal: Seal; shown: ShownSheet } | null = null;
  return (filing, seal) => {
    if (last?.filing === filing && last.seal === seal) return last.shown;
    const screen = onScreen(filing, seal);
    const shown = {
      screen,
      get pages() {
        return (hasBlankRows(form, filing) ? printed(filing, seal) : screen).pages.length;
      },
    };
    last = { filing, seal, shown };
    return shown;
  };
}

/** Lays filings out one after the other, each from what is kept of the one before. */
function laidWith(form: Form, blankRows: boolean): (filing: Filing, seal: Seal) => Sheet {
  let last: { filing: Filing; seal: Seal; laid: Laid } | null = null;
  return (filing, seal) => {
    const before = last?.seal === seal ? last : null;
    if (before?.filing === filing) return before.laid.sheet;
    const laid = before ? layOutAgain(before.laid, filing) : layOut(form, filing, { seal, blankRows });
    last = { filing, seal, laid };
    return laid.sheet;
  };
}

/** A table without rows has a blank one to type into. */
function hasBlankRows(form: Form, filing: Filing): boolean {
  return tablesOf(form).some(({ id }) => {
    const rows = rowsOf(filing, id);
    return rows.length === 0 || !rows.every(isPrinted);
  });
}
