import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { apply, applyAll, type Edit, EditError, invertAll, setText } from '../../shared/filing/edits.ts';
import type { Filing } from '../../shared/filing/filing.ts';
import { emptyHistory, type History, record, redo, textsHeld, undo } from '../../shared/filing/history.ts';
import { parseFiling } from '../../shared/filing/parse.ts';
import { catalog } from '../../shared/form/catalog/catalog.ts';
import type { Form } from '../../shared/form/form.ts';
import { anyFiling } from '../filings.ts';
import { everyForm } from '../forms/every-form.ts';
import { someEdit } from './some-edit.ts';

const four = fc.tuple(fc.nat(), fc.nat(), fc.nat(), fc.nat());
const steps = fc.array(fc.array(four, { minLength: 1, maxLength: 4 }), { maxLength: 40 });

describe('history', () => {
  test('undo all gives the start, redo all gives the end, and every state is a valid filing', () => {
    fc.assert(
      fc.property(anyFiling, steps, ({ form, filing: start }, groups) => {
        let filing = start;
        let history: History = emptyHistory;
        for (const group of groups) {
          const edits: Edit[] = [];
          let next = filing;
          for (const numbers of group) {
            const edit = someEdit(form, next, numbers);
            if (!edit) continue;
            next = apply(next, edit);
            edits.push(edit);
          }
          if (edits.length === 0) continue;
          filing = next;
          history = record(history, { label: '编辑', path: '', edits });
          const parsed = parseFiling(filing, undefined, everyForm);
          expect('error' in parsed).toBe(false);
        }
        const end = filing;
        for (let back = undo(filing, history); back; back = undo(filing, history)) ({ filing, history } = back);
        expect(plain(filing)).toEqual(plain(start));
        for (let again = redo(filing, history); again; again = redo(filing, history)) ({ filing, history } = again);
        expect(plain(filing)).toEqual(plain(end));
      }),
      { numRuns: 200 },
    );
  });

  test('a new step ends what could be redone', () => {
    const filing = filled();
    const edit = setText(filing, { field: 'projectName' }, '甲') as Edit;
    let history = record(emptyHistory, { label: '甲', path: 'projectName', edits: [edit] });
    const back = undo(apply(filing, edit), history);
    expect(back?.history.future).toHaveLength(1);
    history = record(back?.history ?? emptyHistory, { label: '乙', path: 'projectName', edits: [] });
    expect(history.future).toHaveLength(0);
  });
});

describe('edits', () => {
  test('an edit made on another state is refused', () => {
    expect(() => apply(filled(), { kind: 'value', field: 'projectName', from: '旧', to: '新' })).toThrow(EditError);
    expect(() => apply(filled(), { kind: 'remove', table: 'indicators', at: 9, rows: [{}] })).toThrow(EditError);
    expect(() => apply(filled(), { kind: 'move', table: 'indicators', from: 0, count: 3, to: 0 })).toThrow(EditError);
  });

  test('the inverse of a group takes it back', () => {
    const filing = filled();
    const edits: Edit[] = [
      { kind: 'insert', table: 'indicators', at: 0, rows: [{ level3: '一' }, { level3: '二' }] },
      { kind: 'move', table: 'indicators', from: 0, count: 1, to: 1 },
      { kind: 'cell', table: 'indicators', row: 0, column: 'level3', from: '二', to: '三' },
    ];
    expect(applyAll(applyAll(filing, edits), invertAll(edits))).toEqual(filing);
  });
});

function filled(): Filing {
  const form = catalog.all[0] as Form;
  return { form: form.id, version: form.version, sections: [], values: {}, tables: { indicators: [] } };
}

/**
 * A field that was set and emptied again is as empty as one that was never set; sections are in no order.
 */
function plain(filing: Filing): Filing {
  const drop = (texts: Record<string, string>) =>
    Object.fromEntries(Object.entries(texts).filter(([, text]) => text !== ''));
  const tables = Object.entries(filing.tables).map(([id, rows]) => [id, rows.map(drop)] as const);
  return {
    ...filing,
    sections: filing.sections.toSorted(),
    values: drop(filing.values),
    tables: Object.fromEntries(tables),
  };
}

test('the texts that a cell has held are found in steps done and undone, wherever its row has gone', () => {
  const typed = (row: number, id: string, column: string, from: string, to: string) => ({
    label: '填写',
    path: '',
    edits: [{ kind: 'cell' as const, table: 'indicators', row, id, column, from, to }],
  });
  const history: History = {
    past: [typed(0, 'a', 'value', '', '1个'), typed(0, 'a', 'level3', '', '数量'), typed(0, 'b', 'value', '', '7个')],
    future: [typed(3, 'a', 'value', '1个', '2个')],
    hasNew: true,
  };
  expect([...textsHeld(history, 'indicators', 'a', 'value')].sort()).toEqual(['', '1个', '2个']);
  expect([...textsHeld(history, 'tasks', 'a', 'value')]).toEqual([]);
});
