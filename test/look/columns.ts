import type { Page } from 'playwright-core';

/**
 * What is wrong with the columns of numbers on a screen, a sentence each: a head that stands elsewhere than its numbers,
 * amounts of one column with more decimals than others. Zero has none.
 */
export function faultsOfColumns(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const faults = new Set<string>();
    const isRight = (cell: Element) => /^(right|end)$/.test(getComputedStyle(cell).textAlign);
    for (const table of document.querySelectorAll('table')) {
      const heads = [...([...(table.tHead?.rows ?? [])].at(-1)?.cells ?? [])];
      const rows = [...table.tBodies]
        .flatMap((body) => [...body.rows])
        .map((row) => [...row.cells])
        .filter((cells) => cells.length === heads.length);
      for (const [at, head] of heads.entries()) {
        if (!head.checkVisibility()) continue;
        const numbers = rows.map((cells) => cells[at] as Element).filter(isRight);
        const name = `“${head.textContent}”`;
        if (numbers.length > 0 && !isRight(head)) faults.add(`${name} stands left of its numbers`);
        const decimals = numbers.flatMap((cell) => {
          const number = /([+-]?[\d,]+)(?:\.(\d+))?$/.exec(cell.textContent ?? '');
          return number && Number(number[0].replaceAll(',', '')) !== 0 ? [number[2]?.length ?? 0] : [];
        });
        if (new Set(decimals).size > 1) faults.add(`${name} has ${decimals.join(', ')} decimals`);
      }
    }
    return [...faults];
  });
}
