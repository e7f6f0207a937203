import { expect, test } from 'vitest';
import { exportReport, type Imported, Reports } from '../../renderer/state/report.ts';
import type { ImportNote } from '../../shared/api.ts';

function reports() {
  const shown: string[] = [];
  return { shown, reports: new Reports((tab) => shown.push(tab)) };
}

const imported = (...notes: ImportNote[]): Imported => ({
  files: [{ file: '表.xlsx', tables: [], notes }],
  choices: new Map(),
  ids: [],
  written: { added: [1], replaced: [] },
  undo: 7,
});

test('a line about a cell names its table; one about a table as a whole, or about no one table, no place', () => {
  const problem = { rule: '', severity: 'warning' as const, message: '印不出来' };
  const lines = exportReport(
    [
      { ...problem, path: 'projectName' },
      { ...problem, path: '' },
    ],
    4,
  ).lines;
  expect(lines.map(({ place }) => place)).toEqual([{ id: 4, path: 'projectName' }, undefined]);
  expect(exportReport([{ ...problem, path: 'projectName' }], null).lines[0]?.place).toBeUndefined();
});

test('what could not be saved is added to what is still shown of that, and replaces anything else', () => {
  const { reports: told, shown } = reports();
  told.tell({ title: '导出时发现的问题', lines: [{ severity: 'warning', text: '印不出来' }] });
  told.tellUnsaved(['甲']);
  told.tellUnsaved(['乙', '丙']);
  expect(told.report?.lines.map(({ text }) => text)).toEqual(['甲', '乙', '丙']);
  expect(shown).toEqual(['report', 'report', 'report']);
});

test('an import opens its tab where something is to be checked, and cannot be taken back twice', () => {
  const { reports: told, shown } = reports();
  told.tellImported(imported());
  expect(shown).toEqual([]);
  const doubtful = imported({ severity: 'warning', line: '看不懂' });
  told.tellImported(doubtful);
  expect(shown).toEqual(['import']);
  told.undone(doubtful);
  expect(told.imported?.undo).toBeNull();
});

test('an import that was taken back after a newer one leaves that as it is', () => {
  const { reports: told } = reports();
  const [older, newer] = [imported(), imported()];
  told.tellImported(older);
  told.tellImported(newer);
  told.undone(older);
  expect(told.imported).toBe(newer);
});
