import { beforeEach, expect, test, vi } from 'vitest';
import { actionOf } from '../../renderer/actions/actions.ts';
import { runAction } from '../../renderer/actions/run-action.ts';
import { makeFiling } from '../../renderer/making.ts';
import { trash } from '../../renderer/trashing.ts';
import { Workspace } from '../../renderer/workspace.ts';
import { ApiError, type BackendEvent } from '../../shared/api.ts';
import { setText } from '../../shared/filing/edits.ts';
import { newFiling } from '../../shared/filing/filing.ts';
import { dalianProject as form } from '../../shared/form/catalog/dalian-project.ts';
import { gate } from '../gate.ts';
import { FakeBackend } from './fake-backend.ts';

let backend = new FakeBackend();
/** What the backend tells all windows. */
let tell: (event: BackendEvent) => void = () => undefined;
/** What the shell calls before the window goes. */
let leave = async (): Promise<void> => undefined;
vi.mock('../../renderer/bridge.ts', () => ({
  call: (method: string, request: unknown) => backend.call(method, request),
  forgetAhead: () => undefined,
  onEvent: (hear: (event: BackendEvent) => void) => {
    tell = hear;
  },
  onFlush: (flush: () => Promise<void>) => {
    leave = flush;
  },
  download: () => undefined,
}));

beforeEach(() => {
  backend = new FakeBackend();
  vi.stubGlobal('requestIdleCallback', (work: () => void) => setTimeout(work));
});

/** A window on tables of these names. */
async function windowOn(...names: string[]) {
  const ids = names.map((projectName, k) =>
    backend.add({ ...newFiling(form, 2026), values: { projectName, fiscalYear: '2026' } }, k > 0 ? k : null),
  );
  const workspace = new Workspace();
  await workspace.begin();
  return { workspace, ids };
}

/** Every answer that is on its way has come. */
const turn = () => new Promise((resolve) => setImmediate(resolve));

const shown = ({ current }: Workspace) => current?.filing.values.projectName;

function type(workspace: Workspace, text: string): void {
  const session = workspace.current;
  const edit = session && setText(session.filing, { field: 'annualGoal' }, text);
  if (edit) session.perform({ label: '填写年度目标', path: 'annualGoal', edits: [edit] });
}

/** Answers for one table are held back until the gate opens. */
function holdOpening(id: number): () => void {
  const { opened, open } = gate();
  backend.hold = (method, request) =>
    method === 'filings.open' && (request as { id: number }).id === id ? opened : undefined;
  return open;
}

test('the table that was asked for last is shown, whichever answer comes last', async () => {
  const { workspace, ids } = await windowOn('甲', '乙', '丙');
  const letThrough = holdOpening(ids[1] as number);
  const slow = workspace.open(ids[1] as number);
  await workspace.open(ids[2] as number);
  expect(shown(workspace)).toBe('丙');
  letThrough();
  await slow;
  expect(shown(workspace)).toBe('丙');
});

test('what is typed while another table is read is entered into the one that is shown', async () => {
  const { workspace, ids } = await windowOn('甲', '乙');
  await workspace.open(ids[0] as number);
  const letThrough = holdOpening(ids[1] as number);
  const slow = workspace.open(ids[1] as number);
  let draft: string | null = '正在写';
  workspace.commitDraft = () => {
    if (draft !== null) type(workspace, draft);
    draft = null;
    return true;
  };
  letThrough();
  await slow;
  await workspace.flush();
  expect(backend.open(ids[0] as number).filing.values.annualGoal).toBe('正在写');
  expect(backend.open(ids[1] as number).filing.values.annualGoal ?? '').toBe('');
  expect(shown(workspace)).toBe('乙');
});

/** 甲 is shown while 乙 is being read; tells which tables were exported. */
async function betweenTwo() {
  const { workspace, ids } = await windowOn('甲', '乙');
  const [first, second] = ids as [number, number];
  const exported: number[][] = [];
  backend.others = {
    'review.judge': () => ({}),
    'review.counts': () => ({ counts: [] }),
    'export.start': (request: { ids: number[] }) => {
      exported.push(request.ids);
      return { outcome: 'cancelled', problems: [] };
    },
  };
  await workspace.open(first);
  const letThrough = holdOpening(second);
  const context = { workspace, grid: { current: null }, uncover: () => workspace.frame.show('table') };
  const opening = workspace.open(second);
  return { workspace, first, second, exported, context, letThrough, opening };
}

test('a command waits for the table that was asked for, and is about that one', async () => {
  const { second, exported, context, letThrough, opening } = await betweenTwo();
  runAction(actionOf('xlsx'), context);
  await turn();
  expect(exported).toEqual([]);
  letThrough();
  await opening;
  await vi.waitFor(() => expect(exported).toEqual([[second]]));
  runAction(actionOf('xlsx'), context);
  await vi.waitFor(() => expect(exported).toEqual([[second], [second]]));
});

test('of two tables that are asked for one after the other, a command is about the later', async () => {
  const { workspace, first, exported, context, letThrough, opening } = await betweenTwo();
  runAction(actionOf('xlsx'), context);
  const back = workspace.open(first);
  letThrough();
  await Promise.all([opening, back]);
  await vi.waitFor(() => expect(exported).toEqual([[first]]));
  expect(shown(workspace)).toBe('甲');
});

test('a command about no table does not wait, and one about a table that cannot be opened is let go', async () => {
  const { workspace, first, exported, context, letThrough, opening } = await betweenTwo();
  runAction(actionOf('settings'), context);
  await turn();
  expect(workspace.frame.view).toBe('settings');
  workspace.frame.show('table');
  runAction(actionOf('xlsx'), context);
  letThrough();
  await opening;
  await vi.waitFor(() => expect(exported).toHaveLength(1));

  backend.fate = (method) => (method === 'filings.open' ? new ApiError('store-busy') : 'goes');
  const third = backend.add({ ...newFiling(form, 2026), values: { projectName: '丙', fiscalYear: '2026' } });
  const refused = workspace.open(third).catch(() => undefined);
  runAction(actionOf('xlsx'), context);
  await refused;
  await turn();
  expect(exported).toHaveLength(1);
  expect(workspace.sessions.isOpening).toBe(false);
  await workspace.open(first);
  runAction(actionOf('xlsx'), context);
  await vi.waitFor(() => expect(exported.at(-1)).toEqual([first]));
});

test('two who ask for a table at the same time share its session', async () => {
  const { workspace, ids } = await windowOn('甲', '乙');
  const [one, two] = await Promise.all([
    workspace.sessions.session(ids[1] as number),
    workspace.sessions.session(ids[1] as number),
  ]);
  expect(one).toBe(two);
});

test('a table that cannot be opened leaves the open one, and says why', async () => {
  const { workspace, ids } = await windowOn('甲', '乙');
  await workspace.open(ids[0] as number);
  backend.fate = (method) => (method === 'filings.open' ? new ApiError('store-busy') : 'goes');
  await expect(workspace.open(ids[1] as number)).rejects.toThrow('正被另一个程序使用');
  expect(shown(workspace)).toBe('甲');
});

test('of two answers to the list that cross, the later question’s counts', async () => {
  const { workspace } = await windowOn('甲', '乙');
  const { opened, open } = gate();
  backend.hold = (method, request) =>
    method === 'filings.arranged' && (request as { query: string }).query === '甲' ? opened : undefined;
  const slow = workspace.filings.search('甲');
  await workspace.filings.search('乙');
  open();
  await slow;
  expect(workspace.filings.shown().map(({ name }) => name)).toEqual(['乙']);
});

test('K1: what was taken back is told in one Chinese sentence each, and those before are still shown', async () => {
  const { workspace, ids } = await windowOn('甲');
  await workspace.open(ids[0] as number);
  backend.refuses = () => true;
  type(workspace, '一');
  await workspace.flush();
  type(workspace, '二');
  await workspace.flush();
  expect(workspace.reports.report?.title).toBe('未能保存的修改');
  expect(workspace.reports.report?.lines.map(({ text }) => text)).toEqual([
    '“填写年度目标”未能保存，已撤回：超出了限制',
    '“填写年度目标”未能保存，已撤回：超出了限制',
  ]);
  expect(workspace.sessions.clashes.map(({ clash }) => clash.mine)).toEqual(['一', '二']);
});

test('K3: texts that wait for a choice stay when another table is opened, and are settled from there', async () => {
  const { workspace, ids } = await windowOn('甲', '乙');
  const own = leave;
  const other = new Workspace();
  await other.begin();
  leave = own;
  await workspace.open(ids[0] as number);
  await other.open(ids[0] as number);
  type(other, '先存的');
  await other.flush();
  type(workspace, '后写的');
  await workspace.flush();
  await workspace.open(ids[1] as number);
  expect(workspace.sessions.clashes.map(({ clash }) => clash.mine)).toEqual(['后写的']);
  await expect(leave(), 'the window does not go without a word').rejects.toThrow('未保存');
  workspace.sessions.settle(workspace.sessions.clashes, 'mine');
  await leave();
  expect(workspace.sessions.clashes).toEqual([]);
  expect(backend.open(ids[0] as number).filing.values.annualGoal).toBe('后写的');
});

test('what the window says quotes a text of any length as a short line', async () => {
  const { workspace } = await windowOn('甲');
  workspace.say(`已插入“${'长'.repeat(32_767)}”，请填写指标值`);
  expect(workspace.messages.last.text).toBe(`已插入“${'长'.repeat(24)}…”，请填写指标值`);
  workspace.say('已导出 一张很普通的表.xlsx');
  expect(workspace.messages.last.text).toBe('已导出 一张很普通的表.xlsx');
});

test('more tables than one file takes are told before anything is asked, as many as one takes are not', async () => {
  const { workspace } = await windowOn('甲');
  const ids = Array.from({ length: 6000 }, (_, index) => index + 1);
  backend.calls.length = 0;
  await expect(workspace.exports.start('xlsx', ids)).rejects.toThrow(
    '一次最多导出或打印 5000 张表，请分批选择后再导出',
  );
  await expect(workspace.exports.report('pdf', { ids })).rejects.toThrow('5000');
  expect(backend.calls).toEqual([]);
  let asked = 0;
  backend.others['review.counts'] = ({ ids: some }: { ids: number[] }) => {
    asked += some.length;
    return { counts: [] };
  };
  backend.others['export.start'] = () => ({ outcome: 'cancelled', problems: [] });
  await workspace.exports.start('xlsx', ids.slice(0, 5000));
  expect(asked).toBe(5000);
});

test('groups folded in the list are remembered, of very many the last ones', async () => {
  const { workspace } = await windowOn('甲');
  const stored = new Map<string, string>();
  backend.others['settings.set'] = ({ key, value }: { key: string; value: string }) => {
    stored.set(key, value);
    return {};
  };
  for (let k = 0; k < 1000; k++) workspace.list.fold(`2026 某市第${k}号预算单位`, true);
  await workspace.flush();
  expect(stored.get('list.closed')?.split('\n')).toHaveLength(1000);
  for (let k = 0; k < 10; k++) workspace.list.fold(`${k}${'长'.repeat(30_000)}`, true);
  await workspace.flush();
  expect(stored.get('list.closed')?.length).toBeLessThanOrEqual(100_000);
  expect(
    stored
      .get('list.closed')
      ?.split('\n')
      .map((key) => key[0]),
  ).toEqual(['7', '8', '9']);
});

test('a table that could not be saved is told while another is shown, until it is saved', async () => {
  const { workspace, ids } = await windowOn('甲', '乙');
  backend.fate = (method) => (method === 'filings.commit' ? new ApiError('store-full') : 'goes');
  type(workspace, '写不进去');
  await workspace.open(ids[1] as number);
  expect(workspace.current?.saving).toEqual({ state: 'saved' });
  expect(workspace.sessions.waitingElsewhere).toBe(1);
  backend.fate = () => 'goes';
  await workspace.flush();
  expect(workspace.sessions.waitingElsewhere).toBe(0);
  expect(backend.open(ids[0] as number).filing.values.annualGoal).toBe('写不进去');
});

test('an import that was let go since nothing answered is listed when it ends after all', async () => {
  vi.useFakeTimers();
  try {
    const { workspace } = await windowOn('甲');
    const { opened, open } = gate();
    const late = { index: 0, form: form.id, name: '后到', unit: '', year: 2026, state: 'new', equal: false, notes: [] };
    backend.others['import.pick'] = () => ({
      files: [{ file: '后到.json', tables: [late], notes: [] }],
      cancelled: false,
    });
    backend.others['import.take'] = async () => {
      await opened;
      backend.add({ ...newFiling(form, 2026), values: { projectName: '后到', fiscalYear: '2026' } });
      return { ids: [2], undo: 1, cancelled: false };
    };
    backend.others['export.cancel'] = () => ({});
    const importing = workspace.imports.pick();
    await vi.waitUntil(() => backend.calls.includes('import.take'));
    await workspace.jobs.cancel();
    await vi.advanceTimersByTimeAsync(3000);
    await importing;
    expect(workspace.jobs.job).toBeNull();
    expect(workspace.messages.last.text).toBe('已取消导入，程序没有回应');
    open();
    await vi.advanceTimersByTimeAsync(100);
    expect(workspace.filings.shown().map(({ name }) => name)).toEqual(['后到', '甲']);
  } finally {
    vi.useRealTimers();
  }
});

test('a table that could not be made is told to who asked for it; one that was made and not opened to the clerk', async () => {
  const { workspace } = await windowOn('甲');
  const wish = { form: form.id, year: 2026, name: '乙', unit: '', department: '', description: '', kind: '通用' };
  let made = 0;
  backend.others['filings.create'] = () => {
    throw new ApiError('store-full');
  };
  await expect(makeFiling(workspace, wish, () => made++)).rejects.toThrow('磁盘空间不足');
  expect(made).toBe(0);
  backend.others['filings.create'] = () => backend.open(backend.add(newFiling(form, 2026)));
  backend.fate = (method) => (method === 'filings.arranged' ? new ApiError('store-busy') : 'goes');
  await makeFiling(workspace, wish, () => made++);
  expect(made).toBe(1);
  expect(workspace.messages.last.text).toContain('正被另一个程序使用');
});

test('the list shows a new name once it is saved, not before', async () => {
  const { workspace, ids } = await windowOn('甲');
  await workspace.open(ids[0] as number);
  backend.fate = (method) => (method === 'filings.commit' ? new ApiError('store-full') : 'goes');
  const edit = setText(workspace.current?.filing ?? newFiling(form, 2026), { field: 'projectName' }, '新名');
  workspace.current?.perform({ label: '填写', path: '', edits: edit ? [edit] : [] });
  await expect(workspace.flush()).rejects.toThrow('磁盘空间不足');
  expect(workspace.filings.shown()[0]?.name).toBe('甲');
  backend.fate = () => 'goes';
  await workspace.flush();
  expect(workspace.filings.shown()[0]?.name).toBe('新名');
});

test('last year’s values are those of the table that is shown, whichever answer comes last', async () => {
  const { workspace, ids } = await windowOn('甲', '乙', '丙');
  await workspace.open(ids[2] as number);
  await vi.waitFor(() => expect(workspace.lastYear.source?.id).toBe(ids[1]));
  // The one it came from goes, and comes back: the answer to the first question arrives last.
  const held = gate();
  let first = true;
  backend.hold = (method, request) => {
    if (method !== 'filings.open' || (request as { id: number }).id !== ids[2] || !first) return undefined;
    first = false;
    return held.opened;
  };
  const store = backend.filings.get(ids[2] as number);
  if (store) store.previous = null;
  workspace.lastYear.follow(workspace.current);
  await vi.waitFor(() => expect(first).toBe(false));
  if (store) store.previous = ids[0] as number;
  workspace.lastYear.follow(workspace.current);
  await vi.waitFor(() => expect(workspace.lastYear.source?.id).toBe(ids[0]));
  held.open();
  await turn();
  expect(workspace.lastYear.source?.id).toBe(ids[0]);
});

test('a table that opens is read once, whatever it came from', async () => {
  const { workspace, ids } = await windowOn('甲', '乙', '丙');
  const asked: unknown[] = [];
  backend.hold = (method, request) => {
    if (method === 'filings.open') asked.push((request as { id: number }).id);
    return undefined;
  };
  await workspace.open(ids[1] as number);
  await vi.waitFor(() => expect(workspace.lastYear.source?.id).toBe(ids[0]));
  expect(asked).toEqual([ids[1], ids[0]]);
});

test('what is saved elsewhere while a table opens is taken over', async () => {
  const { workspace, ids } = await windowOn('甲', '乙');
  const second = ids[1] as number;
  const letThrough = holdOpening(second);
  const opening = workspace.open(second);
  // The answer is on its way when another window saves.
  await turn();
  const store = backend.filings.get(second);
  if (store) store.revision = 2;
  tell({ event: 'filing', id: second, revision: 2, savedAt: '', name: '乙', unit: '', year: 2026 });
  letThrough();
  await opening;
  await vi.waitFor(() => expect(workspace.current?.revision).toBe(2));
});

/** The backend takes tables out of the bin. */
function restores(): void {
  backend.others['filings.restore'] = ({ ids }: { ids: number[] }) => {
    for (const id of ids) Object.assign(backend.filings.get(id) ?? {}, { trashed: false });
    return {};
  };
}

test('undo brings back the table that was just thrown away, and takes no step of the one shown in its place', async () => {
  const { workspace, ids } = await windowOn('甲', '乙');
  const second = ids[1] as number;
  const context = { workspace, grid: { current: null }, uncover: () => undefined };
  restores();
  type(workspace, '甲的目标');
  await workspace.open(second);
  await trash(workspace, [second]);
  expect(shown(workspace)).toBe('甲');
  runAction(actionOf('undo'), context);
  await vi.waitFor(() => expect(shown(workspace)).toBe('乙'));
  await workspace.open(ids[0] as number);
  expect(workspace.current?.filing.values.annualGoal).toBe('甲的目标');

  // What is done after it is taken back before it.
  await trash(workspace, [second]);
  type(workspace, '后来的目标');
  runAction(actionOf('undo'), context);
  await vi.waitFor(() => expect(workspace.current?.filing.values.annualGoal).toBe('甲的目标'));
  expect(backend.filings.get(second)?.trashed).toBe(true);
});

test('a table that is thrown away while it opens is open again when that is taken back', async () => {
  const { workspace, ids } = await windowOn('甲', '乙');
  const [first, second] = ids as [number, number];
  await workspace.open(first);
  const letThrough = holdOpening(second);
  const slow = workspace.open(second);
  const { opened, open } = gate();
  const { hold } = backend;
  backend.hold = (method, request) => (method === 'filings.trash' ? opened : hold(method, request));
  const throwing = trash(workspace, [second]);
  letThrough();
  await slow;
  open();
  await throwing;
  expect(shown(workspace)).toBe('甲');
  restores();
  await workspace.messages.last.offers[0]?.take();
  expect(shown(workspace)).toBe('乙');
});

test('when another window puts another data file in its place, nothing of the one before is left in this one', async () => {
  const { workspace, ids } = await windowOn('甲', '乙');
  await trash(workspace, [ids[1] as number]);
  const before = workspace.current;
  const other = new FakeBackend();
  other.add({ ...newFiling(form, 2026), values: { projectName: '另一份中的甲', fiscalYear: '2026' } });
  other.others['app.info'] = () => {
    return { version: '0', shell: 'browser', year: 2026, settings: {}, notice: null, recovery: null, file: 1 };
  };
  backend = other;
  tell({ event: 'store', notice: null, recovery: null, file: 1 });
  await vi.waitFor(() => expect(workspace.messages.last.text).toContain('已在另一个窗口换成备份'));
  expect(workspace.current).not.toBe(before);
  expect(workspace.current?.filing.values.projectName).toBe('另一份中的甲');
  expect(workspace.filings.shown().map(({ name }) => name)).toEqual(['另一份中的甲']);
  expect(workspace.messages.undo, 'what was offered is about tables of the other').toBeNull();
});

test('the same data file, told of again, leaves all as it is', async () => {
  const { workspace } = await windowOn('甲');
  const before = workspace.current;
  tell({ event: 'store', notice: '数据文件已写回', recovery: null });
  await vi.waitFor(() => expect(workspace.messages.last.text).toBe('数据文件已写回'));
  expect(workspace.current).toBe(before);
});

test('undo pressed before the steps are read is not lost: at the opening, and after another window has saved', async () => {
  const { workspace, ids } = await windowOn('甲', '乙');
  const [first, second] = ids as [number, number];
  const context = { workspace, grid: { current: null }, uncover: () => undefined };
  const goal = () => workspace.current?.filing.values.annualGoal;
  /** Another window: it only saves. */
  async function saves(id: number, text: string): Promise<void> {
    const { filing, revision } = backend.open(id);
    const edit = setText(filing, { field: 'annualGoal' }, text);
    const saved = await backend.call('filings.commit', { id, revision, label: '填写', edits: edit ? [edit] : [] });
    const told = { event: 'filing', id, savedAt: '', name: '', unit: '', year: 2026 } as const;
    tell({ ...told, revision: (saved as { revision: number }).revision });
  }
  function holdSteps(): () => void {
    const { opened, open } = gate();
    backend.hold = (method) => (method === 'filings.history' ? opened : undefined);
    return open;
  }

  for (const text of ['一', '二', '三']) await saves(second, text);
  let letThrough = holdSteps();
  await workspace.open(second);
  runAction(actionOf('undo'), context);
  runAction(actionOf('undo'), context);
  runAction(actionOf('redo'), context);
  await turn();
  expect(goal()).toBe('三');
  letThrough();
  await vi.waitFor(() => expect(goal()).toBe('二'));
  await workspace.current?.flush();

  letThrough = holdSteps();
  await saves(second, '四');
  await vi.waitFor(() => expect(goal()).toBe('四'));
  runAction(actionOf('undo'), context);
  runAction(actionOf('undo'), context);
  letThrough();
  await vi.waitFor(() => expect(goal()).toBe('一'));

  // Another table shown meanwhile is not the one that was meant.
  await workspace.current?.flush();
  letThrough = holdSteps();
  await saves(second, '五');
  await vi.waitFor(() => expect(goal()).toBe('五'));
  runAction(actionOf('undo'), context);
  await workspace.open(first);
  letThrough();
  await turn();
  expect([backend.open(first).revision, backend.open(second).filing.values.annualGoal]).toEqual([1, '五']);
});
