import { dalianProject } from '../../shared/form/catalog/dalian-project.ts';
import { layout } from '../../shared/layout/layout.ts';
import { formOf, sampleFiling, sampleFilings } from './filings.ts';
import { against, type Bench, median } from './measure.ts';

/** Laying filings out; the peer writes the same filings as JSON and reads them back. */
export const bench: Bench = async () => {
  const filings = sampleFilings(1000);
  const many = await against(
    () => filings.map((filing) => layout(formOf(filing), filing, { seal: null, blankRows: false })),
    () => filings.map((filing) => JSON.parse(JSON.stringify(filing))),
    { runs: 5 },
  );
  const long = sampleFiling(dalianProject, 1, 200);
  const one = await against(
    () => layout(dalianProject, long, { seal: null, blankRows: true }),
    () => JSON.parse(JSON.stringify(long)),
    { runs: 50, warmUp: 10 },
  );
  return [
    { metric: '1,000 filings', value: median(many.own), unit: 'ms', peer: median(many.peer) },
    { metric: 'a filing of 200 rows', value: median(one.own), unit: 'ms', peer: median(one.peer) },
  ];
};
