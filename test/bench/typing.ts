import type { Browser, Page } from 'playwright-core';
import type { Filing } from '../../shared/filing/filing.ts';
import { dalianProject } from '../../shared/form/catalog/dalian-project.ts';
import { ClerkWindow } from '../e2e/window.ts';
import { longFiling, purchasesFiling, sampleFiling } from './filings.ts';
import type { Bench, Metric } from './measure.ts';
import { p95 } from './measure.ts';
import { complete, TimedPage, type Watch, withApp } from './page.ts';

const TEXT = 'The quick brown fox jumps over the lazy dog';
const WARM_UP = 10;
const KEYS = 40;

/** Where the selection is, which a move changes. */
const selection: Watch = { selector: '.selection', attribute: 'data-path' };

/** The work of one key press; the first WARM_UP do not count. Null when a press had no answer. */
async function pressed(keys: number, press: (index: number) => Promise<number | null>): Promise<number[] | null> {
  const times: (number | null)[] = [];
  for (let key = -WARM_UP; key < keys; key++) times.push(await press(key + WARM_UP));
  return complete(times.slice(WARM_UP));
}

/** A table that is typed into, a cell in its middle, and how long a cell may take that is entered, in ms. */
interface Case {
  name: string;
  filing: () => Filing;
  cell: string;
  entered: number;
}

const indicators = (rows: number) => () => sampleFiling(dalianProject, 1, rows);
const CASES: readonly Case[] = [
  { name: '', filing: indicators(200), cell: 'indicators[100].level3', entered: 16 },
  { name: ', 40 rows', filing: indicators(40), cell: 'indicators[4].level3', entered: 16 },
  { name: ', 3,000 rows', filing: () => longFiling(3000), cell: 'indicators[750].level3', entered: 33 },
  {
    name: ', 500 rows × 10 columns',
    filing: () => purchasesFiling(500),
    cell: 'purchases[250].item',
    entered: 33,
  },
];

/** Keys in long tables, from the key to the painted frame; the peer is a textarea on an empty page. */
export const bench: Bench = async () => {
  const metrics: Metric[] = [];
  for (const one of CASES)
    metrics.push(...(await withApp([one.filing()], ({ page }, own, browser) => typedInto(one, page, own, browser))));
  return metrics;
};

async function typedInto(
  { name, cell, entered }: Case,
  page: Page,
  own: TimedPage,
  browser: Browser,
): Promise<Metric[]> {
  const bare = await browser.newPage();
  await bare.setContent('<textarea autofocus rows="20" cols="60"></textarea>');
  const peer = await TimedPage.of(bare);
  const clerk = new ClerkWindow(page);
  const metrics: Metric[] = [];
  const letter = (index: number) => TEXT[index % TEXT.length] as string;
  for (const [suffix, rate, target] of [
    ['', 1, 16],
    [', CPU 4× slower', 4, 50],
  ] as const) {
    await bare.bringToFront();
    await bare.locator('textarea').fill('');
    await peer.slowDown(rate);
    const letters = await pressed(KEYS, (index) => peer.key(letter(index)));
    const moves = await pressed(KEYS, (index) => peer.key(index % 2 ? 'ArrowLeft' : 'ArrowRight'));
    const lines = await pressed(KEYS, async (index) => {
      await bare.keyboard.type(`第${index}项`);
      return peer.key('Enter');
    });
    await peer.slowDown(1);
    const add = (metric: string, times: number[] | null, compared: number[] | null, bound?: number) =>
      metrics.push({
        metric: `${metric}${name}, p95${suffix}`,
        value: times && p95(times),
        unit: 'ms',
        ...(bound === undefined ? {} : { target: bound }),
        ...(compared ? { peer: p95(compared) } : {}),
      });

    await page.bringToFront();
    await (await clerk.bring(cell)).click();
    await own.slowDown(rate);
    add('letter typed in a cell', await pressed(KEYS, (index) => own.key(letter(index))), letters, target);
    await page.keyboard.press('Escape');
    add('selection moved', await pressed(KEYS, (index) => own.key(arrow(index), selection)), moves, target);
    const cells: (number | null)[] = [];
    while (cells.length < KEYS) {
      // From the same cell again, so that a short table is long enough, with other texts, so that each of them changes it.
      const round = `${rate}${cells.length}`;
      const enter = async (index: number) => {
        await page.keyboard.type(`第${index}项${round}`);
        return own.key('Enter', selection);
      };
      await (await clerk.bring(cell)).click();
      cells.push(...((await pressed(KEYS / 4, enter)) ?? [null]));
    }
    add('cell entered', complete(cells), lines, rate === 1 ? entered : target);
    await own.slowDown(1);
  }
  await bare.close();
  return metrics;
}

/** Round a square, so that every direction counts. */
function arrow(index: number): string {
  return ['ArrowDown', 'ArrowRight', 'ArrowUp', 'ArrowLeft'][index % 4] as string;
}
