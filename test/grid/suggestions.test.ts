import { describe, expect, test } from 'vitest';
import { cellAt } from '../../renderer/grid/navigation.ts';
import { type Draft, suggestionsFor } from '../../renderer/grid/suggestions.ts';
import { Library } from '../../renderer/state/library.ts';
import { applyAll } from '../../shared/filing/edits.ts';
import { type Filing, newFiling, rowsOf } from '../../shared/filing/filing.ts';
import { layout } from '../../shared/layout/layout.ts';
import type { SheetCell } from '../../shared/layout/sheet.ts';
import { typedForm } from '../typed-form.ts';

/** No indicator is known. */
const library = new Library(() => undefined);
const filing = newFiling(typedForm, 2026);
const draft = (text: string, more: Partial<Draft> = {}): Draft => ({
  text,
  fresh: false,
  composing: false,
  template: null,
  ...more,
});

function offered(path: string, typed: Draft, of: Filing = filing) {
  const sheet = layout(typedForm, of, { seal: null, blankRows: true });
  return suggestionsFor(typedForm, of, cellAt(sheet, path) as SheetCell, typed, library);
}

describe('a choice', () => {
  test('opens with all its options, in a cell, in a pattern and in a column', () => {
    for (const [path, count] of [
      ['kind', 3],
      ['attribute', 2],
      ['split[0].sign', 6],
    ] as const)
      expect(offered(path, draft('', { fresh: true })), path).toHaveLength(count);
  });

  test('shows those that the typed letters mean, and sets the option as it is written', () => {
    const found = offered('attribute', draft('y'));
    expect(found.map(({ text }) => text)).toEqual(['延续项目']);
    expect(applyAll(filing, found[0]?.edits ?? []).values.attribute).toBe('延续项目');
    expect(offered('attribute', draft('q'))).toEqual([]);
  });

  test('gives way to the candidates of an input method', () => {
    expect(offered('attribute', draft('y', { composing: true }))).toEqual([]);
  });
});

test('level names are those of the cell’s own table', () => {
  const found = offered('periodIndicators[0].level2', draft('', { fresh: true }));
  expect(found.map(({ text }) => text)).toEqual(['数量指标', '质量指标', '社会效益指标']);
});

test('the number of a split value is completed by the unit that its name has elsewhere', () => {
  const rows = [
    { level1: '', level3: '站点数', sign: '≥', number: '36', unit: '个', actual: '', weight: '' },
    { level1: '', level3: '站点数', sign: '≥', number: '', unit: '', actual: '', weight: '' },
  ];
  const half = { ...filing, tables: { ...filing.tables, split: rows } };
  const [first] = offered('split[1].number', draft('12'), half);
  expect(first?.text).toBe('12个');
  expect(rowsOf(applyAll(half, first?.edits ?? []), 'split')[1]).toMatchObject({ sign: '≥', number: '12', unit: '个' });
});
