import { checkFiling } from '../../shared/checks/run.ts';
import { checkYear, yearFacts } from '../../shared/checks/year.ts';
import { apply, setText } from '../../shared/filing/edits.ts';
import { dalianProject } from '../../shared/form/catalog/dalian-project.ts';
import { formOf, sampleFiling, sampleFilings } from './filings.ts';
import { against, type Bench, median, p95 } from './measure.ts';

/** Checking filings; the peer writes the same filings as JSON and reads them back. */
export const bench: Bench = async () => {
  const filings = sampleFilings(1000);
  // Rows that were checked are remembered, so every run has filings that were never seen.
  const unseen = Array.from({ length: 6 }, () => structuredClone(filings));
  const all = await against(
    () => unseen.pop()?.map((filing) => checkFiling(formOf(filing), filing)),
    () => filings.map((filing) => JSON.parse(JSON.stringify(filing))),
    { runs: 5 },
  );
  const year = await against(
    () =>
      checkYear(
        filings.map((filing, id) => ({ id, facts: yearFacts(formOf(filing), filing) })),
        null,
      ),
    () => filings.map((filing) => JSON.parse(JSON.stringify(filing))),
    { runs: 5 },
  );
  let long = sampleFiling(dalianProject, 1, 200);
  let count = 0;
  const edit = () => {
    const made = setText(long, { table: 'indicators', row: count % 200, column: 'value' }, `≥${++count}件`);
    if (made) long = apply(long, made);
    return checkFiling(dalianProject, long);
  };
  const one = await against(edit, () => JSON.parse(JSON.stringify(long)), { runs: 200, warmUp: 20 });
  return [
    { metric: '1,000 filings', value: median(all.own), unit: 'ms', target: 300, peer: median(all.peer) },
    {
      metric: '1,000 filings against each other',
      value: median(year.own),
      unit: 'ms',
      target: 1000,
      peer: median(year.peer),
    },
    { metric: 'one edit among 200 rows, p95', value: p95(one.own), unit: 'ms', target: 10, peer: p95(one.peer) },
  ];
};
