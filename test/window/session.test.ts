import fc from 'fast-check';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { Session } from '../../renderer/state/session.ts';
import { sameFiling } from '../../renderer/state/unsaved.ts';
import { ApiError, type ErrorCode, errorTexts } from '../../shared/api.ts';
import { type Edit, setText } from '../../shared/filing/edits.ts';
import { type Filing, newFiling, ROW_ID, type Row, rowsOf } from '../../shared/filing/filing.ts';
import { MAX_TEXT } from '../../shared/filing/parse.ts';
import { clashPath } from '../../shared/filing/rebase.ts';
import { deleteRun, duplicateRun, insertBelow, moveRunTo } from '../../shared/filing/rows.ts';
import { dalianProject as form } from '../../shared/form/catalog/dalian-project.ts';
import { FakeBackend, gate } from './fake-backend.ts';

let backend = new FakeBackend();
vi.mock('../../renderer/bridge.ts', () => ({
  call: (method: string, request: unknown) => backend.call(method, request),
}));

beforeEach(() => {
  backend = new FakeBackend();
});

const named = (...names: string[]): Row[] =>
  names.map((level3) => ({ level1: '产出指标', level2: '数量指标', level3, value: '' }));

function stored(rows: Row[] = named('甲', '乙', '丙')): number {
  return backend.add({ ...newFiling(form, 2026), tables: { indicators: rows } });
}

const opened = (id: number) => new Session(backend.open(id));

/** Types a text into a field or a cell, as the grid does. */
function type(session: Session, path: string | [row: number, column: string], text: string, label = '填写'): void {
  const place = typeof path === 'string' ? { field: path } : { table: 'indicators', row: path[0], column: path[1] };
  const edit = setText(session.filing, place, text);
  session.perform({ label, path: '', edits: edit ? [edit] : [] });
}

function expectSaved(session: Session, id: number): void {
  expect(session.saving).toEqual({ state: 'saved' });
  expect(session.filing).toEqual(backend.open(id).filing);
}

const names = (filing: Filing) => rowsOf(filing, 'indicators').map(({ level3 }) => level3);

describe('K1: no step blocks the ones after it', () => {
  test.each([97, 101, MAX_TEXT])(
    'K1: a step named after a text of %i characters is saved, undone and done again',
    async (length) => {
      const id = stored();
      const session = opened(id);
      const name = '𠮷'.repeat(Math.floor(length / 2)).padEnd(length, '名');
      const { edits } = insertBelow(form, session.filing, 'indicators', null);
      session.perform({ label: `插入指标${name}`, path: '', edits });
      type(session, [3, 'level3'], name, `选择${name}`);
      session.move('undo');
      session.move('redo');
      type(session, 'annualGoal', '以后的修改');
      await session.flush();
      expectSaved(session, id);
      expect(rowsOf(session.filing, 'indicators')[3]?.level3).toBe(name);
      for (const { label } of backend.commits) {
        expect([...label].length).toBeLessThan(60);
        expect(label.isWellFormed()).toBe(true);
      }
      expect(session.canUndo).toBe('填写');
    },
  );

  test('K1: 2,000 rows of four columns over 2,000 others are one revision, and so is taking them back', async () => {
    const id = stored(named(...Array.from({ length: 2000 }, (_, k) => `旧${k}`)));
    const session = opened(id);
    const columns = ['level1', 'level2', 'level3', 'value'] as const;
    const edits = rowsOf(session.filing, 'indicators').flatMap((row, k) =>
      columns.map(
        (column): Edit => ({
          kind: 'cell',
          table: 'indicators',
          row: k,
          column,
          from: row[column] ?? '',
          to: `新${k}${column}`,
        }),
      ),
    );
    session.perform({ label: '粘贴', path: '', edits });
    type(session, 'annualGoal', '以后的修改');
    await session.flush();
    expectSaved(session, id);
    expect(backend.open(id).revision).toBe(3);
    expect(rowsOf(session.filing, 'indicators')[1999]?.value).toBe('新1999value');
    session.move('undo');
    session.move('undo');
    await session.flush();
    expectSaved(session, id);
    expect(backend.open(id).revision).toBe(5);
    expect(rowsOf(session.filing, 'indicators')[1999]?.level3).toBe('旧1999');
  });

  test('K1: rows larger than any request go in parts and come back whole', async () => {
    const id = stored();
    const session = opened(id);
    const rows = named(...Array.from({ length: 120 }, (_, k) => `${k}${'长'.repeat(MAX_TEXT - 5)}`));
    session.perform({ label: '粘贴', path: '', edits: [{ kind: 'insert', table: 'indicators', at: 1, rows }] });
    await session.flush();
    expectSaved(session, id);
    expect(backend.calls.filter((call) => call === 'filings.stage').length).toBeGreaterThan(2);
    expect(backend.open(id).revision).toBe(2);
    expect(rowsOf(session.filing, 'indicators')).toHaveLength(123);
    const deleted = deleteRun(session.filing, { table: 'indicators', from: 0, count: 122, column: 'level3' });
    session.perform({ label: '删除', path: '', edits: deleted.edits });
    session.move('undo');
    await session.flush();
    expectSaved(session, id);
  });

  test('K1: a part that is lost leaves nothing half done, and the next try sends all', async () => {
    const id = stored();
    const session = opened(id);
    let staged = 0;
    let gone = true;
    backend.fate = (method) => {
      if (method === 'filings.stage' && ++staged === 2) return new Error('socket hang up');
      return gone && staged >= 2 ? new ApiError('internal', '程序已退出') : 'goes';
    };
    const rows = named(...Array.from({ length: 90 }, () => '长'.repeat(MAX_TEXT)));
    session.perform({ label: '粘贴', path: '', edits: [{ kind: 'insert', table: 'indicators', at: 0, rows }] });
    await expect(session.flush()).rejects.toThrow('已保存的内容不受影响');
    expect(backend.open(id).revision).toBe(1);
    gone = false;
    await session.flush();
    expectSaved(session, id);
    expect(backend.open(id).revision).toBe(2);
  });

  test('K1: a step that is refused for good is taken back and told; the later ones are saved and undone', async () => {
    const id = stored();
    const session = opened(id);
    backend.refuses = (edits) => edits.some((edit) => 'to' in edit && edit.to === '不能存');
    type(session, 'projectName', '先前');
    type(session, 'annualGoal', '不能存', '填写年度目标');
    type(session, 'periodGoal', '以后一');
    type(session, 'annualGoal', '以后二');
    await session.flush();
    expectSaved(session, id);
    expect(session.filing.values).toMatchObject({ projectName: '先前', annualGoal: '以后二', periodGoal: '以后一' });
    expect(session.told).toEqual(['“填写年度目标”未能保存，已撤回：超出了限制']);
    expect(session.clashes.map(({ mine, theirs }) => [mine, theirs])).toEqual([['不能存', '']]);
    for (const left of ['以后二', '以后一', '先前']) {
      expect(Object.values(session.filing.values)).toContain(left);
      session.move('undo');
      expect(Object.values(session.filing.values)).not.toContain(left);
    }
    expect(session.canUndo).toBeNull();
    await session.flush();
    expectSaved(session, id);
  });

  test('K1: more rows than a table can have are taken back, with what was typed into them', async () => {
    const id = stored(named(...Array.from({ length: 2000 }, () => '满')));
    const session = opened(id);
    const { edits, row } = insertBelow(form, session.filing, 'indicators', null);
    session.perform({ label: '插入指标行', path: '', edits });
    type(session, [row, 'level3'], '写在新行里');
    type(session, 'annualGoal', '以后的修改');
    await session.flush();
    expectSaved(session, id);
    expect(session.told).toEqual(['“插入指标行”未能保存，已撤回：绩效指标最多 2000 行，请分成几张表填写']);
    expect(session.clashes.map(({ mine }) => mine)).toEqual(['写在新行里']);
    expect(session.filing.values.annualGoal).toBe('以后的修改');
  });

  test('K1: a step taken back before it was refused leaves nothing behind', async () => {
    const id = stored();
    const session = opened(id);
    backend.refuses = (edits) => edits.some((edit) => 'to' in edit && edit.to === '不能存');
    type(session, 'annualGoal', '不能存');
    session.move('undo');
    type(session, 'periodGoal', '以后');
    await session.flush();
    expectSaved(session, id);
    expect(session.filing.values.annualGoal ?? '').toBe('');
    expect(session.filing.values.periodGoal).toBe('以后');
  });

  test('K1: taking back that is refused leaves the step where it was', async () => {
    const id = stored();
    const session = opened(id);
    type(session, 'annualGoal', '先前');
    await session.flush();
    backend.refuses = (edits) => edits.some((edit) => 'to' in edit && edit.kind === 'value' && edit.to === '');
    session.move('undo');
    type(session, 'periodGoal', '以后');
    await session.flush();
    expectSaved(session, id);
    expect(session.filing.values).toMatchObject({ annualGoal: '先前', periodGoal: '以后' });
    expect(session.told).toHaveLength(1);
  });

  test('K1: a step on which the backend fails each time goes, when all else works', async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true, advanceTimeDelta: 100 });
    const id = stored();
    const session = opened(id);
    backend.others['filings.commit'] = ({ edits }: { edits: Edit[] }) => {
      if (JSON.stringify(edits).includes('错')) throw new RangeError('Invalid string length');
      return { revision: ++(backend.filings.get(id) as { revision: number }).revision, savedAt: '' };
    };
    type(session, 'annualGoal', '错');
    type(session, 'periodGoal', '对');
    await session.flush();
    vi.useRealTimers();
    expect(session.saving.state).toBe('saved');
    expect(session.told).toEqual([`“填写”未能保存，已撤回：${errorTexts.internal}`]);
    expect(session.clashes.map(({ mine }) => mine)).toEqual(['错']);
    expect(session.filing.values).toMatchObject({ periodGoal: '对' });
  });

  test.each(['store-busy', 'store-full', 'store-broken', 'read-only', 'write-failed'] as ErrorCode[])(
    'K1: %s keeps all steps waiting, and the next try saves them in order',
    async (code) => {
      const id = stored();
      const session = opened(id);
      backend.fate = (method) => (method === 'filings.commit' ? new ApiError(code) : 'goes');
      type(session, 'annualGoal', '一');
      type(session, 'annualGoal', '二');
      await expect(session.flush()).rejects.toThrow(new ApiError(code).message);
      expect(session.saving).toEqual({ state: 'failed', reason: new ApiError(code).message });
      expect(session.filing.values.annualGoal).toBe('二');
      backend.fate = () => 'goes';
      type(session, 'periodGoal', '三');
      await session.flush();
      expectSaved(session, id);
      expect(backend.commits.map(({ edits }) => edits.map((edit) => 'to' in edit && edit.to))).toEqual([
        ['一'],
        ['二'],
        ['三'],
      ]);
      expect(session.told).toEqual([]);
    },
  );

  test('K1: a backend that is gone keeps the steps; the reason is Chinese', async () => {
    const id = stored();
    const session = opened(id);
    backend.fate = () => new TypeError('Failed to fetch');
    type(session, 'annualGoal', '一');
    await expect(session.flush()).rejects.toThrow(/^[^A-Za-z]+$/);
    backend.fate = () => 'goes';
    await session.flush();
    expectSaved(session, id);
  });

  test('K1: a table in 回收站 keeps its steps until it is back', async () => {
    const id = stored();
    const session = opened(id);
    (backend.filings.get(id) as { trashed: boolean }).trashed = true;
    type(session, 'annualGoal', '一');
    await expect(session.flush()).rejects.toThrow('回收站');
    (backend.filings.get(id) as { trashed: boolean }).trashed = false;
    await session.flush();
    expectSaved(session, id);
  });

  test('K1: a table that is gone for good says so for each step and keeps nobody waiting', async () => {
    const id = stored();
    const session = opened(id);
    backend.filings.delete(id);
    type(session, 'annualGoal', '一', '填写年度目标');
    await session.flush();
    expect(session.told).toEqual(['“填写年度目标”未能保存：此表已不存在，可能已被彻底删除']);
    expect(session.saving.state).toBe('failed');
  });

  test('K1: a step whose answer was lost is not done twice, and can be taken back', async () => {
    const id = stored();
    const session = opened(id);
    let lost = 0;
    backend.fate = (method) => (method === 'filings.commit' && lost++ === 0 ? 'lost' : 'goes');
    session.perform({ label: '插入', path: '', edits: insertBelow(form, session.filing, 'indicators', null).edits });
    type(session, [3, 'level3'], '丁');
    await session.flush();
    expectSaved(session, id);
    expect(names(session.filing)).toEqual(['甲', '乙', '丙', '丁']);
    session.move('undo');
    session.move('undo');
    await session.flush();
    expect(names(backend.open(id).filing)).toEqual(['甲', '乙', '丙']);
  });

  /** The next call is answered as if it had failed, after another window has done something too. */
  function unanswered(code: ErrorCode, meanwhile: () => Promise<void>): void {
    const call = backend.call;
    vi.spyOn(backend, 'call').mockImplementationOnce(async (method, request) => {
      await call(method, request);
      await meanwhile();
      throw new ApiError(code);
    });
  }

  test.each(['internal', 'no-answer'] as const)(
    'K3: a step that was saved though its call failed (%s) is no conflict, even where another window changed its cell since',
    async (code) => {
      const id = stored();
      const session = opened(id);
      unanswered(code, async () => {
        const other = opened(id);
        type(other, 'annualGoal', '另一窗口');
        await other.flush();
      });
      type(session, 'annualGoal', '本窗口');
      await session.flush().catch(() => undefined);
      type(session, 'periodGoal', '以后的修改');
      await session.flush();
      expectSaved(session, id);
      expect(session.filing.values).toMatchObject({ annualGoal: '另一窗口', periodGoal: '以后的修改' });
      expect([session.clashes, session.told]).toEqual([[], []]);
    },
  );

  test.each(['internal', 'no-answer'] as const)(
    'K1: rows that were saved though their call failed (%s) are there once, and can be taken back after another window’s change',
    async (code) => {
      const id = stored();
      const session = opened(id);
      unanswered(code, async () => {
        const other = opened(id);
        type(other, [0, 'level3'], '甲改');
        await other.flush();
      });
      session.perform({ label: '插入', path: '', edits: insertBelow(form, session.filing, 'indicators', null).edits });
      session.move('undo');
      await session.flush().catch(() => undefined);
      await session.flush();
      expectSaved(session, id);
      expect(names(session.filing)).toEqual(['甲改', '乙', '丙']);
      expect([session.clashes, session.told]).toEqual([[], []]);
    },
  );

  test('K1: a store that holds another text at the same revision blocks nothing', async () => {
    const id = stored();
    const session = opened(id);
    const { filing } = backend.open(id);
    const other = { ...filing, values: { ...filing.values, annualGoal: '不同' } };
    (backend.filings.get(id) as { body: string }).body = JSON.stringify(other);
    type(session, 'annualGoal', '一');
    type(session, 'periodGoal', '二');
    await session.flush();
    expectSaved(session, id);
    expect(session.filing.values).toMatchObject({ annualGoal: '一', periodGoal: '二' });
  });
});

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
        backend = new FakeBackend();
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
        backend = new FakeBackend();
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
