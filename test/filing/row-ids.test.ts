import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { asStored, edited, readBody } from '../../electron/store/bodies.ts';
import { searchTexts } from '../../electron/store/search.ts';
import { checkFiling } from '../../shared/checks/run.ts';
import { lastingPlace, rowNames, sortOut, type Waiver } from '../../shared/checks/waivers.ts';
import { planPaste } from '../../shared/clipboard/paste.ts';
import { fromTsv } from '../../shared/clipboard/table.ts';
import { compareFilings } from '../../shared/compare/compare-filings.ts';
import { pairRows } from '../../shared/compare/pair-rows.ts';
import type { Edit } from '../../shared/filing/edits.ts';
import { type Filing, isPrinted, newFiling, ROW_ID, type Row, rowsOf, withRows } from '../../shared/filing/filing.ts';
import { findIn } from '../../shared/filing/find.ts';
import { toJson } from '../../shared/filing/json.ts';
import { parseFiling, toBody } from '../../shared/filing/parse.ts';
import { rollForward } from '../../shared/filing/roll-forward.ts';
import { applyNamed, withoutId, withRowIds } from '../../shared/filing/row-ids.ts';
import { duplicateRun } from '../../shared/filing/rows.ts';
import { dalianProject } from '../../shared/form/catalog/dalian-project.ts';
import { hebeiProject } from '../../shared/form/catalog/hebei-project.ts';
import { layout } from '../../shared/layout/layout.ts';
import { takeOut } from '../../shared/library/choose.ts';
import { anyFiling } from '../filings.ts';

const ids = (filing: Filing) => rowsOf(filing, 'indicators').map((row) => row[ROW_ID]);
const named = (filing: Filing, owner = '7') =>
  withRows(filing, 'indicators', withRowIds(rowsOf(filing, 'indicators'), owner));
const row = (level3: string, id?: string): Row => ({
  level1: '产出指标',
  level2: '数量指标',
  level3,
  value: `≥${level3.length}个`,
  ...(id === undefined ? {} : { [ROW_ID]: id }),
});

test.each([dalianProject, hebeiProject])(
  'a body of $id stored before there were ids opens as it was, with the same ids each time',
  (form) => {
    const body = readFileSync(`test/fixtures/bodies/${form.id}.json`, 'utf8');
    const { filing } = readBody(12, body);
    expect(toBody(withRows(filing, 'indicators', rowsOf(filing, 'indicators').map(withoutId)))).toEqual(
      JSON.parse(body),
    );
    expect(ids(filing)).toEqual(rowsOf(filing, 'indicators').map((_, k) => `12r${k + 1}`));
    expect(readBody(12, body).filing).toEqual(filing);
    // Edits of revisions from before there were ids name none, those of the window do.
    const old: Edit = {
      kind: 'cell',
      table: 'indicators',
      row: 1,
      column: 'value',
      from: rowsOf(filing, 'indicators')[1]?.value ?? '',
      to: '≥1个',
    };
    for (const edit of [old, { ...old, id: '12r2' }]) {
      const next = edited(12, asStored(12, body), [edit]);
      expect(rowsOf(next, 'indicators')[1]).toEqual({ ...rowsOf(filing, 'indicators')[1], value: '≥1个' });
      expect(ids(readBody(12, JSON.stringify(toBody(next))).filing)).toEqual(ids(filing));
    }
    expect(() => edited(12, asStored(12, body), [{ ...old, id: '12r3' }])).toThrow();
    // Rows that come and go meanwhile take nobody's id.
    const inserted = edited(12, asStored(12, body), [
      { kind: 'insert', table: 'indicators', at: 0, rows: [row('新', 'abc')] },
    ]);
    expect(ids(readBody(12, JSON.stringify(toBody(inserted))).filing)).toEqual(['abc', ...ids(filing)]);
  },
);

test('ids are given where they are missing, repeated or unreadable, and stay otherwise', () => {
  const given = withRowIds([row('甲', 'x1'), row('乙'), row('丙', 'x1'), row('丁', '<b>'), row('戊', '7r2')], '7');
  expect(given.map((one) => one[ROW_ID])).toEqual(['x1', '7r3', '7r4', '7r5', '7r2']);
  expect(new Set(given.map((one) => one[ROW_ID])).size).toBe(5);
  const again = withRowIds(given, '8');
  expect(again).toEqual(given);
});

test('ids come from the store only: what is imported or converted has none unless it was stored', () => {
  const json = JSON.parse(readFileSync('resources/samples/dalian-project.json', 'utf8'));
  const parsed = parseFiling(json);
  expect('error' in parsed ? null : ids(parsed.filing).filter((id) => id !== undefined)).toEqual([]);
  json.indicators[0][ROW_ID] = '9';
  const odd = parseFiling(json);
  expect('error' in odd ? [] : odd.problems.map(({ message }) => message)).toEqual([
    '绩效指标中没有“#”列，其内容“9”未读入',
  ]);
});

test('a copy of rows gets ids of its own, also when it is pasted or inserted twice', () => {
  const filing = named(readBody(7, readFileSync('test/fixtures/bodies/dalian-project.json', 'utf8')).filing);
  let next = 0;
  const newId = () => `n${++next}`;
  const { edits } = duplicateRun(filing, { table: 'indicators', from: 0, count: 2, column: 'level1' });
  const once = applyNamed(filing, edits, newId);
  expect(ids(once.filing).slice(2, 4)).toEqual(['n1', 'n2']);
  const insert: Edit = {
    kind: 'insert',
    table: 'indicators',
    at: 0,
    rows: [row('甲', rowsOf(filing, 'indicators')[0]?.[ROW_ID]), row('乙', 'own')],
  };
  expect(ids(applyNamed(filing, [insert, insert], newId).filing).slice(0, 4)).toEqual(['n4', 'n5', 'n3', 'own']);
  const sheet = layout(dalianProject, filing, { seal: null, blankRows: true });
  const block = { top: 0, left: 0, bottom: 1, right: 1 };
  const plan = planPaste(
    dalianProject,
    filing,
    sheet,
    { path: 'indicators[0].level3', block },
    fromTsv('甲\t≥1个\n乙\t≥2个'),
  );
  expect(JSON.stringify([plan.changes, plan.misfits])).not.toContain(ROW_ID);
});

test('nothing that is shown, printed, written, searched or checked knows of ids', () => {
  fc.assert(
    fc.property(anyFiling, ({ form, filing }) => {
      const known = named(filing);
      for (const blankRows of [true, false])
        expect(layout(form, known, { seal: null, blankRows })).toEqual(layout(form, filing, { seal: null, blankRows }));
      expect(toJson(form, known)).toEqual(toJson(form, filing));
      expect(searchTexts(form, known)).toEqual(searchTexts(form, filing));
      expect(findIn(form, known, 'r')).toEqual(findIn(form, filing, 'r'));
      expect(rowsOf(known, 'indicators').map(isPrinted)).toEqual(rowsOf(filing, 'indicators').map(isPrinted));
      const plain = checkFiling(form, known).map(({ fix, ...problem }) => [problem, fix?.label]);
      expect(plain).toEqual(checkFiling(form, filing).map(({ fix, ...problem }) => [problem, fix?.label]));
      const rolled = rollForward(form, known, 2031, { amounts: 'keep' });
      expect(ids(rolled)).toEqual(ids(known));
      expect(rowsOf(rolled, 'indicators').map(withoutId)).toEqual(
        rowsOf(rollForward(form, filing, 2031, { amounts: 'keep' }), 'indicators'),
      );
      const other = { form, filing: named(filing, '8') };
      expect(compareFilings({ form, filing: known }, other)).toEqual(
        compareFilings({ form, filing }, { form, filing }),
      );
    }),
    { numRuns: 25 },
  );
  const { filing } = readBody(7, readFileSync('test/fixtures/bodies/dalian-project.json', 'utf8'));
  const { edits } = takeOut(filing, { table: 'indicators', row: 0 }, row('旧', 'zz'));
  expect(edits.filter((edit) => edit.kind === 'cell' && edit.column === ROW_ID)).toEqual([]);
});

test('rows of one id are one indicator, whatever its name is by now; without a common id names count', () => {
  const namesOf = ({ level2 = '', level3 = '' }: Row) => ({ group: level2, name: level3 });
  const pairs = (before: Row[], after: Row[]) =>
    pairRows(before, after, { before: namesOf, after: namesOf }).map(({ before: i, after: j }) => [i, j]);
  // Renamed, while a new row took the old name.
  expect(pairs([row('家数', 'a')], [row('家数', 'n'), row('全年走访对象', 'a')])).toEqual([
    [null, 0],
    [0, 1],
  ]);
  // Two of one name, the first of them deleted.
  expect(pairs([row('次数', 'a'), row('次数', 'b')], [row('次数', 'b')])).toEqual([
    [1, 0],
    [0, null],
  ]);
  // Another list pasted over the rows: ids stayed where they were, names went elsewhere.
  expect(pairs([row('甲数', 'a'), row('乙额', 'b')], [row('乙额', 'a'), row('甲数', 'b')])).toEqual([
    [1, 0],
    [0, 1],
  ]);
  expect(pairs([row('甲数'), row('乙额', 'b')], [row('乙额'), row('甲数', 'c')])).toEqual([
    [1, 0],
    [0, 1],
  ]);
});

test('a warning switched off at a row stays with it when it is renamed, and with no other of its name', () => {
  const waiver = (path: string): Waiver => ({
    id: 1,
    unit: '甲',
    rule: 'R45',
    filing: 7,
    path,
    reason: '合同约定',
    createdAt: '',
  });
  const places = (...rows: Row[]) => ({
    id: 7,
    rows: rowNames({ ...newFiling(dalianProject, 2026), tables: { indicators: rows } }),
  });
  const problem = (at: number) => ({
    rule: 'R45',
    severity: 'warning' as const,
    message: '',
    path: `indicators[${at}].value`,
  });
  const before = places(row('次数', 'a'), row('次数', 'b'));
  const path = lastingPlace(before, 'indicators[1].value');
  const waived = (of: ReturnType<typeof places>, given: string) =>
    sortOut([problem(0), problem(1)], [waiver(given)], of).waived.map((one) => one.problem.path);
  expect(waived(before, path)).toEqual(['indicators[1].value']);
  expect(waived(places(row('走访次数', 'b'), row('次数', 'a')), path)).toEqual(['indicators[0].value']);
  // One that was switched off before rows had ids goes by the row's name.
  const old = lastingPlace(places(row('次数')), 'indicators[0].value');
  expect(waived(places(row('人数', 'a'), row('次数', 'b')), old)).toEqual(['indicators[1].value']);
});
