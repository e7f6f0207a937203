import { describe, expect, test } from 'vitest';
import { areaTo, filledFrom } from '../../renderer/grid/fill.ts';
import { cellAt } from '../../renderer/grid/navigation.ts';
import { newFiling } from '../../shared/filing/filing.ts';
import { dalianProject } from '../../shared/form/catalog/dalian-project.ts';
import { layout } from '../../shared/layout/layout.ts';
import type { SheetCell } from '../../shared/layout/sheet.ts';

const filing = newFiling(dalianProject, 2027);
filing.tables.indicators = Array.from({ length: 6 }, (_, k) => ({
  level1: '产出指标',
  level2: '数量指标',
  level3: `指标${k}`,
  value: `≥${k}个`,
}));
const sheet = layout(dalianProject, filing, { seal: null, blankRows: true });
const at = (path: string) => cellAt(sheet, path) as SheetCell;
const blockFrom = (from: string, to: string) => ({
  top: at(from).row,
  left: at(from).col,
  bottom: at(to).row + at(to).rowSpan,
  right: at(to).col + at(to).colSpan,
});

describe('a block that is dragged by its handle', () => {
  const block = blockFrom('indicators[1].level3', 'indicators[2].value');

  test('is copied down again and again', () => {
    const area = areaTo(block, at('indicators[5].value'));
    if (!area) throw new Error('no area');
    const { cells, text } = filledFrom(sheet, block, area);
    expect(cells.map((cell) => [cell.path, text(cell)])).toEqual([
      ['indicators[3].level3', '指标1'],
      ['indicators[3].value', '≥1个'],
      ['indicators[4].level3', '指标2'],
      ['indicators[4].value', '≥2个'],
      ['indicators[5].level3', '指标1'],
      ['indicators[5].value', '≥1个'],
    ]);
  });

  test('is copied up from its last row on', () => {
    const area = areaTo(block, at('indicators[0].level3'));
    if (!area) throw new Error('no area');
    const { cells, text } = filledFrom(sheet, block, area);
    expect(cells.map((cell) => [cell.path, text(cell)])).toEqual([
      ['indicators[0].level3', '指标2'],
      ['indicators[0].value', '≥2个'],
    ]);
  });

  test('fills nothing within itself', () => {
    expect(areaTo(block, at('indicators[2].level3'))).toBeNull();
  });
});
