import { hebeiProject } from '../../shared/form/catalog/hebei-project.ts';
import { columnsOf } from '../../shared/form/form.ts';
import { indicators, sampleFiling } from './filings.ts';
import { type Bench, median } from './measure.ts';
import { complete, TimedPage, type Watch, withApp } from './page.ts';

const ROWS = 120;
const RUNS = 10;

/** The indicator rows of the table, as screen readers are told of them. */
const rows: Watch = { selector: '[role=grid]', attribute: 'aria-rowcount' };

/**
 * 120 rows of 6 columns pasted with Ctrl+V from the browser's own clipboard onto the indicators of a Hebei filing. The
 * peer pastes the same text into a textarea on an empty page.
 */
export const bench: Bench = () =>
  withApp([sampleFiling(hebeiProject, 1)], async ({ context, page }, own, browser) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    const columns = columnsOf(hebeiProject, 'indicators').map((column) => column.id);
    const text = indicators(hebeiProject, 5, ROWS)
      .map((row) => columns.map((column) => row[column] ?? '').join('\t'))
      .join('\n');
    await page.evaluate((copied) => navigator.clipboard.writeText(copied), text);

    const bare = await browser.newPage();
    await bare.setContent('<textarea autofocus rows="40" cols="120"></textarea>');
    const peer = await TimedPage.of(bare);
    const compared: (number | null)[] = [];
    const times: (number | null)[] = [];
    for (let run = 0; run <= RUNS; run++) {
      await page.bringToFront();
      await page.locator('[data-path="indicators[0].level1"]').first().click();
      times.push(await own.key('Control+v', rows));
      if (times.at(-1) === null) break;
      await own.key('Control+z', rows);
      await bare.bringToFront();
      await bare.locator('textarea').fill('');
      compared.push(await peer.insert(text));
    }
    await bare.close();
    const counted = complete(times)?.slice(1) ?? null;
    const others = complete(compared)?.slice(1) ?? [];
    return [
      {
        metric: `${ROWS} rows × ${columns.length} columns`,
        value: counted && median(counted),
        unit: 'ms',
        target: 150,
        ...(others.length > 0 ? { peer: median(others) } : {}),
      },
    ];
  });
