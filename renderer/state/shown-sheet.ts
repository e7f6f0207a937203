import { type Filing, isPrinted, rowsOf } from '../../shared/filing/filing.ts';
import { type Form, tablesOf } from '../../shared/form/form.ts';
import { countPages, type Laid, layOut, type PageCount } from '../../shared/layout/layout.ts';
import { layOutAgain } from '../../shared/layout/relayout.ts';
import type { Sheet } from '../../shared/layout/sheet.ts';

type Seal = 42 | 45 | null;

/** What the screen shows of a filing, and how many pages it is printed on. */
export interface ShownSheet {
  screen: Sheet;
  readonly pages: number;
  /** The same of a filing that differs from it by little. */
  count(filing: Filing): PageCount;
}

/** Lays a filing out as the screen shows it, with the rows that are still empty; the last one is kept. */
export function sheetOf(form: Form): (filing: Filing, seal: Seal) => ShownSheet {
  let last: { filing: Filing; seal: Seal; laid: Laid; shown: ShownSheet } | null = null;
  return (filing, seal) => {
    const before = last?.seal === seal ? last : null;
    if (before?.filing === filing) return before.shown;
    // Each from what is kept of the one before.
    const laid = before ? layOutAgain(before.laid, filing) : layOut(form, filing, { seal, blankRows: true });
    const screen = laid.sheet;
    const count = (other: Filing) => countPages(form, other, laid.remembered);
    let pages: number | null = null;
    const shown = {
      screen,
      get pages() {
        pages ??= hasBlankRows(form, filing) ? count(filing).pages : screen.pages.length;
        return pages;
      },
      count,
    };
    last = { filing, seal, laid, shown };
    return shown;
  };
}

/** A table without rows has a blank one to type into. */
function hasBlankRows(form: Form, filing: Filing): boolean {
  return tablesOf(form).some(({ id }) => {
    const rows = rowsOf(filing, id);
    return rows.length === 0 || !rows.every(isPrinted);
  });
}
