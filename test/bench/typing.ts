import type { Browser, Page } from 'playwright-core';
import { dalianProject } from '../../shared/form/catalog/dalian-project.ts';
import { purchasesFiling, sampleFiling } from './filings.ts';
import type { Bench, Metric } from './measure.ts';
import { p95 } from './measure.ts';
import { complete, TimedPage, type Watch, withApp } from './page.ts';

const TEXT = 'The quick brown fox jumps over the lazy dog';
const WARM_UP = 10;
const KEYS = 80;

/** Where the selection is, which a move changes. */
const selection: Watch = { selector: '.selection', attribute: 'data-path' };

/** The work of one key press; the first WARM_UP do not count. Null when a press had no answer. */
async function pressed(keys: number, press: (index: number) => Promise<number | null>): Promise<number[] | null> {
  const times: (number | null)[] = [];
  for (let key = -WARM_UP; key < keys; key++) times.push(await press(key + WARM_UP));
  return complete(times.slice(WARM_UP));
}

/** The tables that are typed into, 200 indicators and 500 purchases, and a cell in the middle of each. */
const CASES = [
  { name: '', filing: () => sampleFiling(dalianProject, 1, 200), cell: 'indicators[100].level3' },
  { name: ', 500 rows × 10 columns', filing: () => purchasesFiling(500), cell: 'purchases[250].item' },
] as const;

/** Keys in long tables, from the key to the painted frame; the peer is a textarea on an empty page. */
export const bench: Bench = async () => {
  const metrics: Metric[] = [];
  for (const { name, filing, cell } of CASES)
    metrics.push(...(await withApp([filing()], ({ page }, own, browser) => typedInto(name, cell, page, own, browser))));
  return metrics;
};

async function typedInto(name: string, cell: string, page: Page, own: TimedPage, browser: Browser): Promise<Metric[]> {
  const bare = await browser.newPage();
  await bare.setContent('<textarea autofocus rows="20" cols="60"></textarea>');
  const peer = await TimedPage.of(bare);
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
    await page.locator(`[data-path="${cell}"]`).first().click();
    await own.slowDown(rate);
    add('letter typed in a cell', await pressed(KEYS, (index) => own.key(letter(index))), letters, target);
    await page.keyboard.press('Escape');
    add('selection moved', await pressed(KEYS, (index) => own.key(arrow(index), selection)), moves, target);
    const enter = async (index: number) => {
      await page.keyboard.type(`第${index}项`);
      return own.key('Enter', selection);
    };
    add('cell entered', await pressed(KEYS / 4, enter), letters);
    await own.slowDown(1);
  }
  await bare.close();
  return metrics;
}

/** Round a square, so that every direction counts. */
function arrow(index: number): string {
  return ['ArrowDown', 'ArrowRight', 'ArrowUp', 'ArrowLeft'][index % 4] as string;
}
