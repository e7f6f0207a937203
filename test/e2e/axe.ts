import axe from 'axe-core';
import type { Page } from 'playwright-core';

declare global {
  interface Window {
    axe: typeof axe;
  }
}

/**
 * What axe finds serious in the window, or in a part of it: a text for each rule, with the elements. Asked in the page
 * itself, which takes a quarter of a second; to hand all that is right out of it as well takes four.
 */
export async function seriousFaults(page: Page, part: string | null = null): Promise<string[]> {
  await page.evaluate(axe.source);
  const violations = await page.evaluate(async (within) => {
    const found = await window.axe.run(within ?? document, { resultTypes: ['violations'] });
    return found.violations.map(({ id, impact, nodes }) => ({ id, impact, nodes: nodes.map(({ html }) => html) }));
  }, part);
  return violations.flatMap(({ id, impact, nodes }) => {
    if (impact !== 'serious' && impact !== 'critical') return [];
    // The arrow keys of the cell's editor scroll the choices, which never have the focus.
    const told = nodes.filter((html) => id !== 'scrollable-region-focusable' || !html.includes('class="choices"'));
    return told.length === 0 ? [] : [`${id}: ${told.map((html) => html.slice(0, 160)).join('\n')}`];
  });
}
