import fc from 'fast-check';
import { expect, test } from 'vitest';
import { applyAll, type Edit, invertAll } from '../../shared/filing/edits.ts';
import type { Filing } from '../../shared/filing/filing.ts';
import { stepLabel } from '../../shared/filing/history.ts';
import { MAX_TEXT } from '../../shared/filing/parse.ts';
import { withRowIds } from '../../shared/filing/row-ids.ts';
import { MOST_EDITS, stepParts } from '../../shared/filing/step-parts.ts';

const empty: Filing = { form: 'dalian-project', version: '2024', sections: [], values: {}, tables: { indicators: [] } };

test('K1: steps of any size go in parts of a bounded size, which together do the same, and take it back', () => {
  const rows = fc
    .array(fc.tuple(fc.nat(MAX_TEXT), fc.nat(40)), { maxLength: 40 })
    .map((sizes) =>
      sizes.flatMap(([length, times]) =>
        Array.from({ length: times }, () => ({ level3: '长'.repeat(length), value: '' })),
      ),
    );
  fc.assert(
    fc.property(rows, fc.nat(3000), (list, cells) => {
      const named = withRowIds(list, 'a');
      const edits: Edit[] = [
        { kind: 'insert', table: 'indicators', at: 0, rows: named },
        ...Array.from(
          { length: cells },
          (_, k): Edit => ({ kind: 'value', field: 'annualGoal', from: k === 0 ? '' : `${k}`, to: `${k + 1}` }),
        ),
      ].filter((edit) => edit.kind !== 'insert' || edit.rows.length > 0) as Edit[];
      const parts = stepParts(edits);
      for (const part of parts) {
        expect(part.length).toBeLessThanOrEqual(MOST_EDITS);
        expect(JSON.stringify(part).length).toBeLessThan(1_500_000);
      }
      expect(parts.length).toBeGreaterThan(0);
      const after = applyAll(empty, edits);
      expect(applyAll(empty, parts.flat())).toEqual(after);
      expect(applyAll(after, stepParts(invertAll(edits)).flat()).tables.indicators).toEqual([]);
    }),
    { numRuns: 30 },
  );
});

test('K1: a step’s name is one short line of whole characters, whatever it is made of', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 400 }), fc.nat(2000), (text, times) => {
      const label = stepLabel(`插入指标${text}${'𠮷'.repeat(times)}`);
      expect(label.length).toBeLessThanOrEqual(100);
      expect(label).not.toMatch(/\n/);
      expect(label.isWellFormed() || !text.isWellFormed()).toBe(true);
      expect(label.startsWith('插入指标')).toBe(true);
    }),
  );
});
