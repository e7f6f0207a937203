import { apply, setText } from '../../shared/filing/edits.ts';
import { dalianProject } from '../../shared/form/catalog/dalian-project.ts';
import { layOut, layout } from '../../shared/layout/layout.ts';
import { layOutAgain } from '../../shared/layout/relayout.ts';
import { formOf, sampleFiling, sampleFilings } from './filings.ts';
import { against, type Bench, median } from './measure.ts';

/**
 * Laying filings out; the peer writes the same filings as JSON and reads them back. None is kept when the next one is
 * laid out, as in an export.
 */
export const bench: Bench = async () => {
  const filings = sampleFilings(1000);
  const many = await against(
    () => filings.forEach((filing) => void layout(formOf(filing), filing, { seal: null, blankRows: false })),
    () => filings.forEach((filing) => void JSON.parse(JSON.stringify(filing))),
    { runs: 5 },
  );
  let long = sampleFiling(dalianProject, 1, 200);
  let laid = layOut(dalianProject, long, { seal: null, blankRows: true });
  let count = 0;
  const editAndLayOut = () => {
    const edit = setText(
      long,
      { table: 'indicators', row: count % 200, column: 'level3' },
      `第${++count}次改写的指标名称`,
    );
    if (edit) long = apply(long, edit);
    laid = layOutAgain(laid, long);
  };
  const one = await against(editAndLayOut, () => JSON.parse(JSON.stringify(long)), { runs: 50, warmUp: 10 });
  return [
    { metric: '1,000 filings', value: median(many.own), unit: 'ms', target: 500, peer: median(many.peer) },
    { metric: 'one edit among 200 rows', value: median(one.own), unit: 'ms', peer: median(one.peer) },
  ];
};
