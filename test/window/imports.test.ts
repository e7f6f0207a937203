import fc from 'fast-check';
import { beforeEach, expect, test, vi } from 'vitest';
import { chooseAllThere, countHows, firstChoices, howsOf, isDoubtful } from '../../renderer/state/import-choices.ts';
import { Imports, type Written } from '../../renderer/state/imports.ts';
import { Jobs } from '../../renderer/state/jobs.ts';
import { Messages } from '../../renderer/state/messages.ts';
import { Reports } from '../../renderer/state/report.ts';
import { ApiError, type FilePlan, type PlannedTable } from '../../shared/api.ts';
import { gate } from '../gate.ts';

let answers: Record<string, (request: never) => unknown> = {};
vi.mock('../../renderer/bridge.ts', () => ({
  call: async (method: string, request: never) => answers[method]?.(request),
}));

beforeEach(() => {
  answers = { 'export.cancel': () => ({}) };
});

const table = (index: number, state: PlannedTable['state'], more: Partial<PlannedTable> = {}): PlannedTable => ({
  index,
  form: 'dalian-project',
  name: `项目${index}`,
  unit: '某局',
  year: 2026,
  state,
  equal: false,
  notes: [],
  ...more,
});
const plan = (...tables: PlannedTable[]): FilePlan[] => [{ file: '去年.json', tables, notes: [] }];

/** An importer with all that it tells. */
function importer() {
  const messages = new Messages();
  const tell = vi.fn();
  const refreshed = vi.fn();
  const jobs = new Jobs((text) => messages.say(text), tell);
  const shown: string[] = [];
  const reports = new Reports((tab) => shown.push(tab));
  const dialog = { open: false };
  const taken: Written[] = [];
  const undone: (readonly number[])[] = [];
  const imports = new Imports({
    jobs,
    messages,
    reports,
    showDialog: (open) => {
      dialog.open = open;
    },
    flush: async () => undefined,
    onTaken: async (written) => void taken.push(written),
    refresh: async () => void refreshed(),
    onUndone: async (gone) => void undone.push(gone),
  });
  return { imports, jobs, messages, reports, shown, dialog, taken, undone, refreshed, tell };
}

function reads(...files: FilePlan[]): void {
  answers['import.pick'] = () => ({ files, cancelled: false });
}

test('new tables are written without a question, in one click', async () => {
  const { imports, messages, dialog, taken } = importer();
  reads(...plan(table(0, 'new'), table(1, 'new')));
  const asked = vi.fn(() => ({ ids: [11, 12], undo: 1, cancelled: false, kept: [] }));
  answers['import.take'] = asked;
  await imports.pick();
  expect(asked).toHaveBeenCalledWith({
    job: expect.any(String),
    choices: [0, 1].map((index) => ({ index, how: 'add' })),
  });
  expect(taken).toEqual([{ added: [11, 12], replaced: [] }]);
  expect(dialog.open).toBe(false);
  expect(messages.last.text).toBe('已导入 2 张表');
  expect(messages.last.offers.map(({ label }) => label)).toEqual(['撤销导入', '查看结果']);
});

test('what is there or doubtful is asked about first, and written as chosen', async () => {
  const { imports, messages, dialog, taken } = importer();
  reads(...plan(table(0, 'there', { same: 5, equal: true }), table(1, 'there', { same: 6 }), table(2, 'doubtful')));
  await imports.pick();
  expect(dialog.open).toBe(true);
  expect(taken).toEqual([]);
  imports.choose(1, 'replace');
  imports.choose(2, 'skip');
  answers['import.take'] = ({ choices }: { choices: unknown }) => {
    expect(choices).toEqual([{ index: 1, how: 'replace' }]);
    return { ids: [null, 6, null], undo: 3, cancelled: false, kept: [] };
  };
  await imports.take();
  expect(dialog.open).toBe(false);
  expect(taken).toEqual([{ added: [], replaced: [6] }]);
  expect(messages.last.text).toBe('已导入 1 张表，其中覆盖 1 张，跳过 2 张');
});

test('when all is skipped nothing is asked of the backend, and that is said', async () => {
  const { imports, messages } = importer();
  reads(...plan(table(0, 'there', { same: 5, equal: true })));
  await imports.pick();
  await imports.take();
  expect(messages.last.text).toBe('没有导入任何表，跳过 1 张');
  expect(messages.last.offers.map(({ label }) => label)).toEqual(['查看结果']);
});

test('no file that was chosen says nothing; one in which nothing is found opens the tab that tells why', async () => {
  const { imports, messages, shown, dialog } = importer();
  reads();
  await imports.pick();
  expect(messages.last.text).toBe('');
  reads({ file: '坏的.xlsx', tables: [], notes: [{ severity: 'error', line: '坏的.xlsx：文件可能已损坏' }] });
  await imports.pick();
  expect(messages.last.text).toBe('没有导入任何表');
  expect(shown).toEqual(['import']);
  expect(dialog.open).toBe(false);
});

test('a write that fails leaves the dialog as it is, to be tried again', async () => {
  const { imports, dialog, taken } = importer();
  reads(...plan(table(0, 'doubtful')));
  await imports.pick();
  answers['import.take'] = () => {
    throw new ApiError('store-full');
  };
  await expect(imports.take()).rejects.toThrow('磁盘空间不足');
  expect(dialog.open).toBe(true);
  answers['import.take'] = () => ({ ids: [7], undo: 1, cancelled: false, kept: [] });
  await imports.take();
  expect(taken).toEqual([{ added: [7], replaced: [] }]);
});

test('files that are dropped while the dialog is open do not take its place', async () => {
  const { imports, messages } = importer();
  reads(...plan(table(0, 'doubtful')));
  await imports.pick();
  const { draft } = imports;
  await imports.drop([{ name: 'b.json', bytes: new Uint8Array() }]);
  expect(imports.draft).toBe(draft);
  expect(messages.last.text).toBe('请先完成正在进行的导入');
  await imports.cancel();
  expect(imports.draft).toBeNull();
});

test('reading that goes on shows its dialog, one that is over soon shows none, and cancelling it brings nothing', async () => {
  vi.useFakeTimers();
  try {
    const { imports, jobs, messages, dialog, taken } = importer();
    const { opened, open } = gate();
    answers['import.pick'] = async () => {
      await opened;
      return { files: [], cancelled: true };
    };
    const picking = imports.pick();
    await vi.advanceTimersByTimeAsync(5000);
    expect(dialog.open, 'files are still being chosen').toBe(false);
    jobs.heard({ event: 'progress', job: jobs.job?.id ?? '', done: 0, total: 2, name: '去年.json' });
    await vi.advanceTimersByTimeAsync(300);
    expect(dialog.open).toBe(false);
    await vi.advanceTimersByTimeAsync(300);
    expect(dialog.open).toBe(true);
    await imports.cancel();
    open();
    await picking;
    expect(dialog.open).toBe(false);
    expect(messages.last.text).toBe('已取消导入，没有导入任何表');
    expect(taken).toEqual([]);
  } finally {
    vi.useRealTimers();
  }
});

test('an import is taken back once; what was changed since is left and told', async () => {
  const { imports, reports, messages, undone } = importer();
  reads(...plan(table(0, 'new'), table(1, 'new')));
  answers['import.take'] = () => ({ ids: [11, 12], undo: 4, cancelled: false, kept: [] });
  await imports.pick();
  answers['import.undo'] = () => ({ kept: [12] });
  const [undo] = messages.last.offers;
  await undo?.take();
  expect(undone).toEqual([[11]]);
  expect(messages.last.text).toBe('已撤销导入；其中 1 张后来有修改，未撤销');
  expect(reports.imported?.undo, 'the tab offers it no more').toBeNull();
});

const states = fc.constantFrom('new' as const, 'there' as const, 'doubtful' as const);
const plans = fc
  .array(fc.array(fc.record({ state: states, equal: fc.boolean() }), { maxLength: 5 }), { maxLength: 4 })
  .map((files) => {
    let index = 0;
    return files.map((tables, at): FilePlan => {
      const file = `${at}.json`;
      return {
        file,
        notes: [],
        tables: tables.map(({ state, equal }) => table(index++, state, { equal: equal && state === 'there' })),
      };
    });
  });

test('whatever was read: nothing equal comes in unasked, every choice is possible for its table, and one for all spares the new', () => {
  fc.assert(
    fc.property(plans, fc.constantFrom('skip' as const, 'replace' as const, 'add' as const), (files, how) => {
      const tables = files.flatMap((file) => file.tables);
      const first = firstChoices(files);
      const all = chooseAllThere(files, first, how);
      expect(isDoubtful(files)).toBe(tables.some(({ state }) => state !== 'new'));
      for (const each of tables) {
        expect(howsOf(each)).toContain(first.get(each.index));
        expect(howsOf(each)).toContain(all.get(each.index));
        if (each.equal) expect(first.get(each.index)).toBe('skip');
        if (each.state !== 'there') expect(all.get(each.index)).toBe(first.get(each.index));
      }
      const { add, skip, replace } = countHows(all);
      expect(add + skip + replace).toBe(tables.length);
    }),
  );
});

test('an import that was let go and has ended after all is told with its undo, and opens nothing', async () => {
  vi.useFakeTimers();
  try {
    const { imports, jobs, messages, taken, refreshed } = importer();
    reads(...plan(table(0, 'new'), table(1, 'new')));
    const { opened, open } = gate();
    answers['import.take'] = () => opened.then(() => ({ ids: [11, 12], undo: 9, cancelled: false, kept: [] }));
    const picking = imports.pick();
    await vi.waitFor(() => expect(jobs.job?.total).toBe(2));
    await imports.cancel();
    await vi.advanceTimersByTimeAsync(3000);
    await picking;
    expect(messages.last.text).toBe('已取消导入，程序没有回应');
    open();
    await vi.advanceTimersByTimeAsync(0);
    expect(messages.last.text).toBe('导入其实已完成，共 2 张表');
    expect([taken, refreshed.mock.calls.length]).toEqual([[], 1]);
    const undo = vi.fn(() => ({ kept: [] }));
    answers['import.undo'] = undo;
    await messages.undo?.take();
    expect(undo).toHaveBeenCalledWith({ undo: 9 });
  } finally {
    vi.useRealTimers();
  }
});

test('a cancelled import says how many tables it could not take out again', async () => {
  const { imports, messages } = importer();
  reads(...plan(table(0, 'new')));
  answers['import.take'] = () => ({ ids: [], undo: null, cancelled: true, kept: [5] });
  await imports.pick();
  expect(messages.last.text).toBe('已取消导入；1 张表在导入时又有修改，已保留');
});

test('an import that can be taken back stays in its tab when the same files are skipped after it', async () => {
  const { imports, messages, reports } = importer();
  reads(...plan(table(0, 'new')));
  answers['import.take'] = () => ({ ids: [7], undo: 1, cancelled: false, kept: [] });
  answers['import.undo'] = () => ({ kept: [] });
  await imports.pick();
  const first = reports.imported;
  reads(...plan(table(0, 'there')));
  await imports.pick();
  imports.chooseAllThere('skip');
  await imports.take();
  expect(messages.last.text).toBe('没有导入任何表，跳过 1 张');
  expect(reports.imported).toBe(first);
  expect(messages.standing?.offers[0]?.label).toBe('撤销导入');
  if (first) await imports.undo(first);
  expect(messages.standing, 'what was taken back in the tab is offered nowhere else').toBeNull();
});
