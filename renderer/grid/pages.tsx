import { memo } from 'react';
import type { Filing } from '../../shared/filing/filing.ts';
import type { Sheet } from '../../shared/layout/sheet.ts';
import type { Review } from '../state/review.ts';
import type { Session } from '../state/session.ts';
import { PageView } from './page-view.tsx';
import { useMarks } from './use-marks.ts';
import type { PageSet } from './use-seen-pages.ts';

interface Props {
  filing: Filing;
  sheet: Sheet;
  /** The pages that are drawn. */
  drawn: PageSet;
  /** Whether more than the page of the selected cell is still to be drawn. */
  busy: boolean;
  review: Review;
  session: Session;
  /** Paths of the values that follow the target table. */
  linked: ReadonlySet<string>;
}

/** The printed pages one below the other, which are one grid of cells. */
export const Pages = memo(function Pages({ filing, sheet, drawn, busy, review, session, linked }: Props) {
  const marks = useMarks(review, session);
  return (
    <div
      role="grid"
      aria-busy={busy}
      aria-label={sheet.form.name}
      aria-multiselectable="true"
      aria-rowcount={sheet.rows.length}
      aria-colcount={sheet.columns.length}
    >
      {sheet.pages.map((_, index) => (
        <PageView
          // biome-ignore lint/suspicious/noArrayIndexKey: a page is its number
          key={index}
          filing={filing}
          sheet={sheet}
          page={index}
          empty={!drawn.has(index)}
          marks={marks}
          linked={linked}
        />
      ))}
    </div>
  );
});
