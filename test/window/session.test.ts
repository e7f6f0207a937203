import { beforeEach, describe, expect, test, vi } from 'vitest';
import { Session } from '../../renderer/state/session.ts';
import { ApiError, type ErrorCode, errorTexts } from '../../shared/api.ts';
import type { Edit } from '../../shared/filing/edits.ts';
import { rowsOf } from '../../shared/filing/filing.ts';
import { MAX_TEXT } from '../../shared/filing/parse.ts';
import { deleteRun, insertBelow } from '../../shared/filing/rows.ts';
import { dalianProject as form } from '../../shared/form/catalog/dalian-project.ts';
import { begin, expectSaved, named, names, stored, type } from './session-stage.ts';

vi.mock('../../renderer/bridge.ts', async () => (await import('./session-stage.ts')).bridge);

let backend = begin();

beforeEach(() => {
  backend = begin();
});

const opened = (id: number) => new Session(backend.open(id));

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
