import { dalianProject } from '../../shared/form/catalog/dalian-project.ts';
import { sampleFiling } from './filings.ts';
import { type Bench, median } from './measure.ts';
import { complete, TimedPage, type Watch, withApp } from './page.ts';

const COUNT = 12;
const WARM_UP = 2;
const SWITCHES = 20;

/** The name on the page, which tells that another filing is shown. */
const name: Watch = { selector: '.page [data-path="projectName"]' };

/**
 * Opening filings of 200 rows by a click in the list, and going to and fro between two that are open. The peer shows as
 * many boxes of text on an empty page.
 */
export const bench: Bench = () => {
  const filings = Array.from({ length: COUNT }, (_, number) => sampleFiling(dalianProject, number, 200));
  // One year and one unit, so that the whole list is seen and nothing has to be scrolled or unfolded.
  for (const { values } of filings) Object.assign(values, { fiscalYear: '2026', filingUnit: '城市管理局' });
  return withApp(filings, async ({ page }, own, browser) => {
    const entry = (filing: (typeof filings)[number] | undefined) =>
      `[role="treeitem"][title^="${filing?.values.projectName}"]`;
    await page.locator(name.selector).first().waitFor();
    const boxes = await page.locator('.page .box').count();
    const shown = await page.locator(name.selector).first().textContent();
    const others = filings.filter((filing) => filing.values.projectName !== shown);

    const opened: (number | null)[] = [];
    for (const filing of others) opened.push(await own.click(entry(filing), name));
    const switched: (number | null)[] = [];
    for (let turn = 0; turn < SWITCHES; turn++) switched.push(await own.click(entry(others[turn % 2]), name));
    const peer = await plainBoxes(await browser.newPage(), boxes);

    const opening = complete(opened)?.slice(WARM_UP) ?? null;
    const switching = complete(switched)?.slice(WARM_UP) ?? null;
    return [
      { metric: 'filing of 200 rows opened', value: opening && median(opening), unit: 'ms', target: 100, peer },
      { metric: 'switched between two', value: switching && median(switching), unit: 'ms', target: 50, peer },
    ];
  });
};

/** Milliseconds from a click to as many placed boxes of text on an empty page. */
async function plainBoxes(page: TimedPage['page'], count: number): Promise<number> {
  await page.setContent('<button>show</button><div id="boxes"></div>');
  const timed = await TimedPage.of(page);
  await page.evaluate((boxes) => {
    let round = 0;
    document.querySelector('button')?.addEventListener('click', () => {
      round++;
      const all = Array.from({ length: boxes }, (_, k) => {
        const style = `position:absolute;left:${(k % 5) * 30}mm;top:${Math.floor(k / 5) * 8 + 10}mm;width:30mm;height:8mm`;
        return `<div style="${style}">第${round}次第${k}格文字内容</div>`;
      });
      (document.querySelector('#boxes') as HTMLElement).innerHTML = all.join('');
    });
  }, count);
  const times: (number | null)[] = [];
  for (let run = 0; run < 10 + WARM_UP; run++) times.push(await timed.click('button', { selector: '#boxes' }));
  await page.close();
  return median(complete(times.slice(WARM_UP)) ?? []);
}
