import fc from 'fast-check';
import { expect, test } from 'vitest';
import { contentEdits } from '../../shared/filing/content-edits.ts';
import { applyAll, invertAll } from '../../shared/filing/edits.ts';
import { withAllRowIds } from '../../shared/filing/row-ids.ts';
import { catalogFiling } from '../filings.ts';

test('a filing comes to hold what another of its form holds, and to hold its own again when that is taken back', () => {
  fc.assert(
    fc.property(catalogFiling, catalogFiling, ({ form, filing }, other) => {
      fc.pre(other.form.id === form.id);
      const mine = withAllRowIds(filing, 'a');
      const edits = contentEdits(form, mine, withAllRowIds(other.filing, 'b'));
      const now = applyAll(mine, edits);
      expect(contentEdits(form, now, other.filing)).toEqual([]);
      expect(contentEdits(form, applyAll(now, invertAll(edits)), filing)).toEqual([]);
    }),
    { numRuns: 40 },
  );
});

test('a filing that holds the same in rows with other ids needs no edit', () => {
  fc.assert(
    fc.property(catalogFiling, ({ form, filing }) => {
      expect(contentEdits(form, withAllRowIds(filing, 'a'), withAllRowIds(filing, 'b'))).toEqual([]);
    }),
    { numRuns: 40 },
  );
});
