import fc from 'fast-check';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { Session } from '../../renderer/state/session.ts';
import { sameFiling } from '../../renderer/state/unsaved.ts';
import { ApiError } from '../../shared/api.ts';
import type { Edit } from '../../shared/filing/edits.ts';
import { ROW_ID, rowsOf } from '../../shared/filing/filing.ts';
import { clashPath } from '../../shared/filing/rebase.ts';
import { deleteRun, duplicateRun, moveRunTo } from '../../shared/filing/rows.ts';
import { dalianProject as form } from '../../shared/form/catalog/dalian-project.ts';
import { gate } from '../gate.ts';
import { begin, expectSaved, named, names, stored, type } from './session-stage.ts';

vi.mock('../../renderer/bridge.ts', async () => (await import('./session-stage.ts')).bridge);

let backend = begin();

beforeEach(() => {
  backend = begin();
});

const opened = (id: number) => new Session(backend.open(id));

describe('K2: an edit stays with its row', () => {
  test('K2: a text typed into an empty cell lands in its row when another window inserts one above', async () => {
    const id = stored();
    const [one, two] = [opened(id), opened(id)];
    one.perform({
      label: '插入',
      path: '',
      edits: [{ kind: 'insert', table: 'indicators', at: 0, rows: named('新') }],
    });
    await one.flush();
    type(two, [1, 'value'], '≥5个');
    await two.flush();
    expectSaved(two, id);
    expect(rowsOf(two.filing, 'indicators').map(({ level3, value }) => [level3, value])).toEqual([
      ['新', ''],
      ['甲', ''],
      ['乙', '≥5个'],
      ['丙', ''],
    ]);
    expect(two.clashes).toEqual([]);
  });

  test('K2: rows inserted in two windows are both there, each below the row it was put below', async () => {
    const id = stored();
    const [one, two] = [opened(id), opened(id)];
    one.perform({
      label: '插入',
      path: '',
      edits: [{ kind: 'insert', table: 'indicators', at: 1, rows: named('一') }],
    });
    two.perform({
      label: '插入',
      path: '',
      edits: [{ kind: 'insert', table: 'indicators', at: 3, rows: named('二') }],
    });
    await one.flush();
    await two.flush();
    expect(names(backend.open(id).filing)).toEqual(['甲', '一', '乙', '丙', '二']);
    expect(new Set(rowsOf(two.filing, 'indicators').map((row) => row[ROW_ID])).size).toBe(5);
  });

  test('K2: a row moved or deleted here is the one meant, wherever it stands by now', async () => {
    const id = stored();
    const [one, two, three] = [opened(id), opened(id), opened(id)];
    one.perform({
      label: '插入',
      path: '',
      edits: [{ kind: 'insert', table: 'indicators', at: 0, rows: named('新') }],
    });
    await one.flush();
    const run = { table: 'indicators', from: 1, count: 1, column: 'level3' };
    two.perform({ label: '删除', path: '', edits: deleteRun(two.filing, run).edits });
    await two.flush();
    expect(names(backend.open(id).filing)).toEqual(['新', '甲', '丙']);
    const moved = moveRunTo(form, three.filing, { table: 'indicators', from: 2, count: 1, column: 'level3' }, 0);
    three.perform({ label: '移动', path: '', edits: moved?.edits ?? [] });
    await three.flush();
    expect(names(backend.open(id).filing).toSorted()).toEqual(['丙', '新', '甲'].toSorted());
    expect(names(backend.open(id).filing).indexOf('丙')).toBeLessThan(names(backend.open(id).filing).indexOf('甲'));
    expectSaved(three, id);
  });

  test('K2: a row that another window changed is not deleted, and the clerk is told', async () => {
    const id = stored();
    const [one, two] = [opened(id), opened(id)];
    type(one, [1, 'value'], '≥5个');
    await one.flush();
    two.perform({
      label: '删除',
      path: '',
      edits: deleteRun(two.filing, { table: 'indicators', from: 1, count: 1, column: '' }).edits,
    });
    await two.flush();
    expectSaved(two, id);
    expect(rowsOf(two.filing, 'indicators')[1]?.value).toBe('≥5个');
    expect(two.told).toEqual(['指标第 2 行在另一个窗口中有修改，没有删除']);
  });

  test('K2: ids stay with moved and deleted rows, copies and new rows get others', async () => {
    const id = stored();
    const session = opened(id);
    const ids = () => rowsOf(session.filing, 'indicators').map((row) => row[ROW_ID]);
    const [a, b, c] = ids();
    session.perform({
      label: '移动',
      path: '',
      edits: [{ kind: 'move', table: 'indicators', from: 2, count: 1, to: 0 }],
    });
    expect(ids()).toEqual([c, a, b]);
    session.perform({
      label: '复制',
      path: '',
      edits: duplicateRun(session.filing, { table: 'indicators', from: 0, count: 2, column: '' }).edits,
    });
    expect(ids().slice(0, 2)).toEqual([c, a]);
    expect(new Set(ids()).size).toBe(5);
    session.perform({
      label: '删除',
      path: '',
      edits: deleteRun(session.filing, { table: 'indicators', from: 0, count: 5, column: '' }).edits,
    });
    const before = ids();
    session.move('undo');
    expect(before).toEqual([]);
    expect(ids()).toContain(b);
    await session.flush();
    expectSaved(session, id);
  });
});

describe('K3: two windows on one cell', () => {
  async function clashed(...texts: string[]) {
    const id = stored();
    const [one, two] = [opened(id), opened(id)];
    type(one, 'annualGoal', '先存的');
    await one.flush();
    for (const text of texts) type(two, 'annualGoal', text);
    await two.flush();
    return { id, one, two };
  }

  test('K3: both texts are kept; either is taken as a step that can be undone', async () => {
    for (const choice of ['mine', 'theirs'] as const) {
      const { id, two } = await clashed('后写的');
      expect(two.saving.state).toBe('saved');
      expect(two.filing.values.annualGoal).toBe('先存的');
      const [clash] = two.clashes;
      expect(clash).toMatchObject({ mine: '后写的', theirs: '先存的' });
      if (clash) two.settle(clash, choice);
      expect(two.clashes).toEqual([]);
      await two.flush();
      expectSaved(two, id);
      expect(two.filing.values.annualGoal).toBe(choice === 'mine' ? '后写的' : '先存的');
      if (choice === 'mine') two.move('undo');
      expect(two.filing.values.annualGoal).toBe('先存的');
    }
  });

  test('K3: of several texts typed over each other the last one is kept, and one that was taken back is not', async () => {
    expect((await clashed('一', '二')).two.clashes.map(({ mine }) => mine)).toEqual(['二']);
    const id = stored();
    const [one, two] = [opened(id), opened(id)];
    type(one, 'annualGoal', '先存的');
    await one.flush();
    const { opened: held, open } = gate();
    backend.hold = (method) => (method === 'filings.commit' ? held : undefined);
    type(two, 'annualGoal', '一');
    two.move('undo');
    open();
    await two.flush();
    expect(two.clashes).toEqual([]);
    expectSaved(two, id);
  });

  test('K3: a second clash on the same cell keeps the first', async () => {
    const { one, two } = await clashed('第一次');
    type(one, 'annualGoal', '又存的');
    await one.flush();
    type(two, 'annualGoal', '第二次');
    await two.flush();
    expect(two.clashes.map(({ mine, theirs }) => [mine, theirs])).toEqual([
      ['第一次', '先存的'],
      ['第二次', '又存的'],
    ]);
    const [first] = two.clashes;
    if (first) two.settle(first, 'mine');
    expect(two.clashes).toHaveLength(1);
  });

  test('K3: the same text in both windows is no clash', async () => {
    const { id, two } = await clashed('先存的');
    expect(two.clashes).toEqual([]);
    expectSaved(two, id);
  });

  test('K3: of a step over many cells only those clash that were changed elsewhere', async () => {
    const id = stored();
    const [one, two] = [opened(id), opened(id)];
    type(one, [1, 'value'], '≥1个');
    await one.flush();
    const edits = [0, 1, 2].map(
      (row): Edit => ({ kind: 'cell', table: 'indicators', row, column: 'value', from: '', to: `≥${row + 7}个` }),
    );
    two.perform({ label: '粘贴', path: '', edits });
    await two.flush();
    expectSaved(two, id);
    expect(rowsOf(two.filing, 'indicators').map(({ value }) => value)).toEqual(['≥7个', '≥1个', '≥9个']);
    expect(two.clashes.map(({ mine }) => mine)).toEqual(['≥8个']);
    two.move('undo');
    expect(rowsOf(two.filing, 'indicators').map(({ value }) => value)).toEqual(['', '≥1个', '']);
  });

  test('K3: what was typed into a row that is gone comes back with its row', async () => {
    const id = stored();
    const [one, two] = [opened(id), opened(id)];
    one.perform({
      label: '删除',
      path: '',
      edits: deleteRun(one.filing, { table: 'indicators', from: 1, count: 1, column: '' }).edits,
    });
    await one.flush();
    type(two, [1, 'value'], '≥5个');
    await two.flush();
    const [clash] = two.clashes;
    expect(clash && [clashPath(two.filing, clash), clash.mine, clash.theirs]).toEqual([null, '≥5个', null]);
    if (clash) two.settle(clash, 'mine');
    await two.flush();
    expectSaved(two, id);
    expect(rowsOf(two.filing, 'indicators').map(({ level3, value }) => [level3, value])).toEqual([
      ['甲', ''],
      ['乙', '≥5个'],
      ['丙', ''],
    ]);
  });
});

describe('whatever fails, window and store agree, or the difference was told', () => {
  const FIELDS = ['projectName', 'annualGoal', 'periodGoal', 'supervisingDepartment'];
  /** One thing that happens: who, what, where, and how the next calls fare. */
  const event = fc.record({
    who: fc.nat(1),
    what: fc.constantFrom('field', 'cell', 'insert', 'delete', 'move', 'undo', 'redo', 'flush', 'settle'),
    a: fc.nat(20),
    b: fc.nat(20),
    fate: fc.constantFrom('goes', 'goes', 'goes', 'busy', 'lost', 'refused', 'broken'),
    waits: fc.boolean(),
  });

  test('K1, K2, K3: generated steps in two windows over a backend that fails at random', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(event, { minLength: 1, maxLength: 30 }), async (events) => {
        backend = begin();
        const id = stored();
        const windows = [opened(id), opened(id)] as const;
        const fates: string[] = [];
        backend.fate = (method) => {
          if (method !== 'filings.commit') return 'goes';
          const fate = fates.shift() ?? 'goes';
          if (fate === 'busy') return new ApiError('store-busy');
          if (fate === 'refused') return new ApiError('bad-request', '不行');
          if (fate === 'broken') return new Error('broken');
          return fate === 'lost' ? 'lost' : 'goes';
        };
        for (const [k, { who, what, a, b, fate, waits }] of events.entries()) {
          const window = windows[who] as Session;
          const rows = rowsOf(window.filing, 'indicators').length;
          const text = `文${k}`;
          if (fate !== 'goes') fates.push(fate);
          const perform = (edits: Edit[]) => window.perform({ label: text, path: '', edits });
          if (what === 'field') {
            const field = FIELDS[a % FIELDS.length] as string;
            type(window, field, text, text);
          } else if (what === 'cell' && rows > 0) {
            const column = b % 2 ? 'level3' : 'value';
            type(window, [a % rows, column], text, text);
          } else if (what === 'insert')
            perform([{ kind: 'insert', table: 'indicators', at: a % (rows + 1), rows: named(text) }]);
          else if (what === 'delete' && rows > 0)
            perform(
              deleteRun(window.filing, {
                table: 'indicators',
                from: a % rows,
                count: Math.min(1 + (b % 2), rows - (a % rows)),
                column: '',
              }).edits,
            );
          else if (what === 'move' && rows > 1)
            perform([{ kind: 'move', table: 'indicators', from: a % rows, count: 1, to: b % rows }]);
          else if (what === 'undo' || what === 'redo') window.move(what);
          else if (what === 'settle' && window.clashes[0]) window.settle(window.clashes[0], a % 2 ? 'mine' : 'theirs');
          else if (what === 'flush') await window.flush().catch(() => undefined);
          if (waits) await Promise.resolve();
        }
        backend.fate = () => 'goes';
        // The first one waits for what is still on its way, which may fail.
        for (const window of windows) await window.flush().catch(() => window.flush());
        for (const [k, window] of windows.entries()) {
          type(window, 'implementingUnit', `单位${k}`);
          await window.flush();
          expect(window.saving).toEqual({ state: 'saved' });
          expect(sameFiling(window.filing, backend.open(id).filing)).toBe(true);
        }
        const ids = rowsOf(backend.open(id).filing, 'indicators').map((row) => row[ROW_ID]);
        expect(new Set(ids).size).toBe(ids.length);
        // Undoing all that a window can undo never fails.
        while (windows[1].move('undo') !== null);
        await windows[1].flush();
        expect(sameFiling(windows[1].filing, backend.open(id).filing)).toBe(true);
      }),
      { numRuns: 120 },
    );
  });

  test('K3: without undo, every typed text was saved, is kept beside the present one, or gave way to a later one', async () => {
    const one = event.filter(
      ({ what }) => what === 'field' || what === 'cell' || what === 'insert' || what === 'delete',
    );
    await fc.assert(
      fc.asyncProperty(fc.array(one, { minLength: 1, maxLength: 20 }), async (events) => {
        backend = begin();
        const id = stored();
        const windows = [opened(id), opened(id)] as const;
        const typed: { who: number; place: string; text: string }[] = [];
        for (const [k, { who, what, a, waits }] of events.entries()) {
          const window = windows[who] as Session;
          const rows = rowsOf(window.filing, 'indicators').length;
          if (what === 'insert')
            window.perform({
              label: '插入',
              path: '',
              edits: [{ kind: 'insert', table: 'indicators', at: a % (rows + 1), rows: named('新') }],
            });
          else if (what === 'delete' && rows > 0)
            window.perform({
              label: '删除',
              path: '',
              edits: deleteRun(window.filing, { table: 'indicators', from: a % rows, count: 1, column: '' }).edits,
            });
          else if (what === 'field') {
            const place = FIELDS[a % FIELDS.length] as string;
            type(window, place, `文${k}。`);
            typed.push({ who, place, text: `文${k}。` });
          } else if (what === 'cell' && rows > 0) {
            const place = `${rowsOf(window.filing, 'indicators')[a % rows]?.[ROW_ID]}`;
            type(window, [a % rows, 'value'], `文${k}。`);
            typed.push({ who, place, text: `文${k}。` });
          }
          if (waits) await window.flush();
        }
        for (const window of windows) await window.flush();
        const saved = JSON.stringify(backend.commits);
        const kept = windows.flatMap(({ clashes }) => clashes.map(({ mine }) => mine));
        for (const [k, { who, place, text }] of typed.entries()) {
          const later = typed.slice(k + 1).some((other) => other.who === who && other.place === place);
          expect(later || saved.includes(text) || kept.includes(text), text).toBe(true);
        }
      }),
      { numRuns: 200 },
    );
  });
});

describe('what another window has saved', () => {
  test('is taken over by itself, and can be taken back from here', async () => {
    const id = stored();
    const [here, there] = [opened(id), opened(id)];
    type(here, 'annualGoal', '这里');
    await here.flush();
    type(there, 'supervisingDepartment', '那里');
    await there.flush();
    here.heard(backend.open(id).revision);
    await vi.waitUntil(() => here.filing.values.supervisingDepartment === '那里');
    await here.reachBack();
    here.move('undo');
    here.move('undo');
    await here.flush();
    expect(here.filing.values).toMatchObject({ annualGoal: '', supervisingDepartment: '' });
    expectSaved(here, id);
  });

  test('waits while a cell is typed into, so that no text is written over unseen', async () => {
    const id = stored();
    const [here, there] = [opened(id), opened(id)];
    here.typing(true);
    type(there, 'annualGoal', '那里');
    await there.flush();
    here.heard(2);
    await Promise.resolve();
    type(here, 'annualGoal', '这里');
    here.typing(false);
    await here.flush();
    expect(here.clashes).toMatchObject([{ mine: '这里', theirs: '那里' }]);
    expect(here.lost).toEqual(['未保留：年度目标“这里”']);
    expectSaved(here, id);
  });

  test('is not asked for where it was saved from here', async () => {
    const id = stored();
    const session = opened(id);
    const { opened: through, open } = gate();
    backend.hold = (method) => (method === 'filings.commit' ? through : undefined);
    type(session, 'annualGoal', '这里');
    session.heard(2);
    open();
    await session.flush();
    expect(backend.calls.filter((call) => call === 'filings.open')).toEqual([]);
  });
});

test('while something is dragged no row moves by what another window saves; afterwards all of it is there', async () => {
  const id = stored();
  const [one, two] = [opened(id), opened(id)];
  const [letRow, letFill] = [two.hold(), two.hold()];
  one.perform({ label: '插入', path: '', edits: [{ kind: 'insert', table: 'indicators', at: 0, rows: named('新') }] });
  await one.flush();
  two.heard(one.revision);
  letRow();
  letRow();
  await new Promise((resolve) => setImmediate(resolve));
  expect(names(two.filing)).toEqual(['甲', '乙', '丙']);
  letFill();
  await vi.waitFor(() => expect(names(two.filing)).toEqual(['新', '甲', '乙', '丙']));
  expectSaved(two, id);
});
