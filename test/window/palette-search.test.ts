import fc from 'fast-check';
import { pinyin } from 'pinyin-pro';
import { expect, test } from 'vitest';
import { actions } from '../../renderer/actions/actions.ts';
import { candidatesOf, matching } from '../../renderer/dialogs/palette-search.ts';

const labels = ['导出 Excel', '导出 PDF', '打印预览', '删除此表', '打开审核面板'];
const itemsOf = (names: readonly string[]) =>
  names.map((label) => ({ key: label, label, hint: label === '打印预览' ? 'Ctrl+Shift+V' : '', run: () => undefined }));
const found = (query: string, names: readonly string[] = labels) =>
  matching(candidatesOf(itemsOf(names)), query).map(({ label }) => label);

test.each([
  ['', labels],
  ['导出', ['导出 Excel', '导出 PDF']],
  ['pdf 导', ['导出 PDF']],
  ['dcpdf', ['导出 PDF']],
  ['DCPDF', ['导出 PDF']],
  ['daochu', ['导出 Excel', '导出 PDF']],
  ['dc e', ['导出 Excel']],
  ['shmb', ['打开审核面板']],
  ['ctrl', ['打印预览']],
  ['xyz', []],
])('“%s” finds %j', (query, expected) => expect(found(query)).toEqual(expected));

test('what has the typed characters stands before what only sounds so', () => {
  expect(found('pdf', ['排队方', '导出 PDF', 'PDF 预览'])).toEqual(['PDF 预览', '导出 PDF', '排队方']);
});

test('every command is found by the initials of its name', () => {
  const names = actions.flatMap(({ label }) => (typeof label === 'string' ? [label] : []));
  expect(names.length).toBeGreaterThan(20);
  fc.assert(
    fc.property(fc.constantFrom(...names), fc.boolean(), (name, full) => {
      const typed = pinyin(name, full ? { toneType: 'none', type: 'array' } : { pattern: 'first', type: 'array' });
      expect(found(typed.join('').replaceAll(' ', ''), names)).toContain(name);
    }),
    { numRuns: 300 },
  );
});
