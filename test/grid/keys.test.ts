import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { belongsToInputMethod, editorKey, selectionKey } from '../../renderer/grid/keys.ts';
import { blockOf, cellAt, cellsIn, editableCells, target } from '../../renderer/grid/navigation.ts';
import { newFiling } from '../../shared/filing/filing.ts';
import { catalog } from '../../shared/form/catalog/catalog.ts';
import { layout } from '../../shared/layout/layout.ts';
import type { SheetCell } from '../../shared/layout/sheet.ts';
import { largeFiling } from '../filings.ts';

const key = (name: string) => {
  const parts = name.split('+');
  return {
    key: parts.at(-1) as string,
    ctrl: parts.includes('Ctrl'),
    shift: parts.includes('Shift'),
    alt: parts.includes('Alt'),
  };
};

describe('keys while a cell is selected', () => {
  test.each([
    ['ArrowUp', 'up'],
    ['ArrowDown', 'down'],
    ['ArrowLeft', 'left'],
    ['ArrowRight', 'right'],
    ['Enter', 'down'],
    ['Shift+Enter', 'up'],
    ['Tab', 'next'],
    ['Shift+Tab', 'previous'],
    ['Home', 'row-start'],
    ['End', 'row-end'],
    ['Ctrl+ArrowUp', 'edge-up'],
    ['Ctrl+ArrowLeft', 'edge-left'],
    ['Ctrl+Home', 'first'],
    ['Ctrl+End', 'last'],
  ])('%s goes %s', (name, to) => expect(selectionKey(key(name))).toEqual({ do: 'go', to }));

  test.each([
    ['Shift+ArrowDown', 'down'],
    ['Ctrl+Shift+ArrowRight', 'edge-right'],
    ['Shift+Home', 'row-start'],
    ['Ctrl+Shift+End', 'last'],
  ])('%s extends the selection %s', (name, to) =>
    expect(selectionKey(key(name))).toEqual({ do: 'go', to, extend: true }),
  );

  test.each([
    ['Ctrl+a', 'all'],
    ['F2', 'edit'],
    ['Delete', 'clear'],
    ['Backspace', 'clear'],
  ])('%s: %s', (name, command) => expect(selectionKey(key(name))).toEqual({ do: command }));

  test.each(['a', '1', ' ', 'Ctrl+z', 'Ctrl+Enter', 'Alt+ArrowUp'])('%s is left to typing or the window', (name) =>
    expect(selectionKey(key(name))).toBeNull(),
  );
});

describe('keys while text is edited', () => {
  test.each([
    ['Enter', 'down'],
    ['Shift+Enter', 'up'],
    ['Tab', 'next'],
    ['Shift+Tab', 'previous'],
  ])('%s enters the text and goes %s', (name, to) => expect(editorKey(key(name))).toEqual({ do: 'go', to }));

  test('Alt+Enter breaks the line, Esc gives up', () => {
    expect(editorKey(key('Alt+Enter'))).toEqual({ do: 'line-break' });
    expect(editorKey(key('Escape'))).toEqual({ do: 'cancel' });
  });

  test.each(['ArrowLeft', 'Home', 'Delete', 'Ctrl+z'])('%s belongs to the text', (name) =>
    expect(editorKey(key(name))).toBeNull(),
  );
});

test('an Enter that only carries code 229 belongs to the input method', () => {
  expect(belongsToInputMethod({ isComposing: false, keyCode: 229 })).toBe(true);
  expect(belongsToInputMethod({ isComposing: true, keyCode: 13 })).toBe(true);
  expect(belongsToInputMethod({ isComposing: false, keyCode: 13 })).toBe(false);
});

describe.each(catalog.all.map((form) => [form.id, form] as const))('moving over %s', (_, form) => {
  const sheet = layout(form, newFiling(form, 2024), { seal: null, blankRows: true });
  const cells = editableCells(sheet);

  test('Tab visits every cell once, in reading order, and stops at the end', () => {
    let cell = cells[0] as SheetCell;
    const visited = [cell.path];
    for (let next = target(sheet, cell, 'next'); next !== cell; next = target(sheet, cell, 'next')) {
      cell = next;
      visited.push(cell.path);
    }
    expect(visited).toEqual(cells.map((each) => each.path));
  });

  test('every cell is reached by arrows from the first', () => {
    const reached = new Set([cells[0]?.path]);
    const queue = [cells[0] as SheetCell];
    for (let cell = queue.shift(); cell; cell = queue.shift())
      for (const way of ['up', 'down', 'left', 'right'] as const) {
        const next = target(sheet, cell, way);
        if (reached.has(next.path)) continue;
        reached.add(next.path);
        queue.push(next);
      }
    expect([...reached].sort()).toEqual(cells.map((cell) => cell.path).sort());
  });

  test('a block never cuts a merged cell', () => {
    fc.assert(
      fc.property(fc.nat(cells.length - 1), fc.nat(cells.length - 1), (a, b) => {
        const block = blockOf(sheet, cells[a] as SheetCell, cells[b] as SheetCell);
        for (const cell of cellsIn(sheet, block)) {
          expect(cell.row).toBeGreaterThanOrEqual(block.top);
          expect(cell.row + cell.rowSpan).toBeLessThanOrEqual(block.bottom);
          expect(cell.col).toBeGreaterThanOrEqual(block.left);
          expect(cell.col + cell.colSpan).toBeLessThanOrEqual(block.right);
        }
      }),
    );
  });

  test('a level cell cut by a page end is one cell, found from any of its rows', () => {
    const long = layout(form, largeFiling(form, 60, 120), { seal: null, blankRows: true });
    const paths = editableCells(long).map((cell) => cell.path);
    expect(new Set(paths).size).toBe(paths.length);
    expect(cellAt(long, 'indicators[1].level1')?.run?.[0]?.count).toBeGreaterThan(2);
  });
});
