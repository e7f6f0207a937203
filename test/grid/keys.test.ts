import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { editorKey, selectionKey } from '../../renderer/grid/keys.ts';
import { blockOf, cellAt, cellsIn, editableCells, isTypable, namedBy, target } from '../../renderer/grid/navigation.ts';
import { belongsToInputMethod } from '../../renderer/input-method.ts';
import { newFiling, type Row, typedColumns } from '../../shared/filing/filing.ts';
import { isLevelName } from '../../shared/filing/levels.ts';
import { columnsOf, type Form, tablesOf } from '../../shared/form/form.ts';
import { layout } from '../../shared/layout/layout.ts';
import type { SheetCell } from '../../shared/layout/sheet.ts';
import { isSelectable, pathsOf, sheetIndex } from '../../shared/layout/sheet-index.ts';
import { everyForm } from '../forms/every-form.ts';
import { typedForm } from '../typed-form.ts';

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

test('a tick is changed by Space and F2; elsewhere Space types', () => {
  expect(selectionKey(key(' '), true)).toEqual({ do: 'tick' });
  expect(selectionKey(key('F2'), true)).toEqual({ do: 'tick' });
  expect(selectionKey(key(' '))).toBeNull();
  expect(selectionKey(key('Enter'), true)).toEqual({ do: 'go', to: 'down' });
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

  test('Ctrl+Enter fills several cells; with one it is the window’s', () => {
    expect(editorKey(key('Ctrl+Enter'), true)).toEqual({ do: 'fill' });
    expect(editorKey(key('Ctrl+Enter'))).toBeNull();
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

const covers = ({ col, colSpan }: SheetCell, at: number) => col <= at && col + colSpan > at;
const meets = (a: SheetCell, b: SheetCell) => a.row < b.row + b.rowSpan && a.row + a.rowSpan > b.row;

describe.each([...everyForm.all, typedForm].map((form) => [form.id, form] as const))('moving over %s', (_, form) => {
  const sheet = layout(form, blank(form), { seal: null, blankRows: true });
  const cells = editableCells(sheet);
  const { keyOf } = sheetIndex(sheet);

  test('Tab visits every cell that is typed into once, in reading order, without printed level names', () => {
    const typable = cells.filter((cell) => isTypable(cell) && !isLevelName(form, cell));
    let cell = typable[0] as SheetCell;
    const visited = [keyOf(cell)];
    for (let next = target(sheet, cell, 'next'); next !== cell; next = target(sheet, cell, 'next')) {
      cell = next;
      visited.push(keyOf(cell));
    }
    expect(visited).toEqual(typable.map(keyOf));
    expect(new Set(visited).size).toBe(visited.length);
  });

  test('a label names the cell beside or below it, or one behind few labels of its rows or column; never a far one', () => {
    for (const label of sheet.cells.filter((cell) => !isSelectable(cell))) {
      const named = namedBy(sheet, label);
      const beside = (cell: SheetCell) =>
        cell.row <= label.row && cell.row + cell.rowSpan > label.row && cell.col === label.col + label.colSpan;
      const right = sheet.cells.find((cell) => beside(cell) && isSelectable(cell));
      const inRows = sheet.cells.filter(
        ({ row, rowSpan, col }) => col > label.col && row < label.row + label.rowSpan && row + rowSpan > label.row,
      );
      const under = sheet.cells.some(
        (cell) =>
          isSelectable(cell) &&
          cell.row === label.row + label.rowSpan &&
          cell.col <= label.col &&
          cell.col + cell.colSpan > label.col,
      );
      if (!/[\p{L}\p{N}]/u.test(label.text)) {
        expect(named, 'a blank or a dash names nothing').toBeNull();
        continue;
      }
      if (right) expect(named && keyOf(named)).toBe(keyOf(right));
      else if (named) {
        const isInRows = inRows.includes(named);
        const isInColumn = named.col <= label.col && named.col + named.colSpan > label.col;
        expect(isInRows || (isInColumn && named.row >= label.row + label.rowSpan), label.text).toBe(true);
        expect(named.style.frame, label.text).toBe(label.style.frame);
        const between = sheet.cells.filter((cell) =>
          isInRows
            ? cell.col >= label.col + label.colSpan && cell.col < named.col && meets(cell, named)
            : cell.row >= label.row + label.rowSpan && cell.row < named.row && covers(cell, label.col),
        );
        expect(between.length, label.text).toBeLessThanOrEqual(2);
        expect(between.some(isSelectable), label.text).toBe(false);
      } else expect(label.style.frame && under, label.text).toBe(false);
    }
  });

  test('every cell is found by its key, and every value by its path', () => {
    for (const cell of cells) expect(cellAt(sheet, keyOf(cell))).toBe(cell);
    for (const cell of cells)
      for (const path of pathsOf(cell)) expect(pathsOf(cellAt(sheet, path) as SheetCell)).toContain(path);
  });

  test('every cell is reached by arrows from the first', () => {
    const reached = new Set([cells[0]]);
    const queue = [cells[0] as SheetCell];
    for (let cell = queue.shift(); cell; cell = queue.shift())
      for (const way of ['up', 'down', 'left', 'right'] as const) {
        const next = target(sheet, cell, way);
        if (reached.has(next)) continue;
        reached.add(next);
        queue.push(next);
      }
    expect([...reached].map((cell) => keyOf(cell as SheetCell)).sort()).toEqual(cells.map(keyOf).sort());
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

  test('a merged cell cut by page ends is one cell, found from any of its rows', () => {
    const filing = blank(form);
    for (const { id } of tablesOf(form)) filing.tables[id] = manyRows(form, id);
    const long = layout(form, filing, { seal: null, blankRows: true });
    const keys = editableCells(long).map(sheetIndex(long).keyOf);
    expect(new Set(keys).size).toBe(keys.length);
    for (const { id } of tablesOf(form))
      for (const { id: column } of columnsOf(form, id).filter(({ merge, colSpan }) => merge && colSpan !== 0)) {
        const run = cellAt(long, `${id}[1].${column}`)?.run?.find(({ table }) => table === id);
        expect(run?.count).toBe(40);
        expect(cellAt(long, `${id}[39].${column}`)).toBe(cellAt(long, `${id}[0].${column}`));
      }
  });
});

/** A new filing with everything that its form can print. */
const blank = (form: Form) => ({ ...newFiling(form, 2024), sections: form.sections.map(({ id }) => id) });

/** Rows over several pages, forty of them alike in their merged columns. */
function manyRows(form: Form, table: string): Row[] {
  const sumsGoBy = form.bands.flatMap((band) => (band.kind === 'table' ? (band.totals ?? []).map(({ by }) => by) : []));
  return Array.from({ length: 120 }, (_, k) =>
    Object.fromEntries(
      typedColumns(form, table).map(({ id, merge }) => [
        id,
        merge || sumsGoBy.includes(id) ? `第${Math.floor(k / 40) + 1}组` : `第${k + 1}行`,
      ]),
    ),
  );
}
