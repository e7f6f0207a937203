import { beforeEach, expect, test, vi } from 'vitest';
import { Workspace } from '../../renderer/workspace.ts';
import { ApiError } from '../../shared/api.ts';
import { setText } from '../../shared/filing/edits.ts';
import { newFiling } from '../../shared/filing/filing.ts';
import { dalianProject as form } from '../../shared/form/catalog/dalian-project.ts';
import { FakeBackend } from './fake-backend.ts';

let backend = new FakeBackend();
vi.mock('../../renderer/bridge.ts', () => ({
  call: (method: string, request: unknown) => backend.call(method, request),
  forgetAhead: () => undefined,
  onEvent: () => undefined,
  onFlush: () => undefined,
  download: () => undefined,
}));

beforeEach(() => {
  backend = new FakeBackend();
  vi.stubGlobal('requestIdleCallback', (work: () => void) => setTimeout(work));
});

/** A window on tables of these names and years. */
async function windowOn(...tables: [name: string, year: number][]) {
  const ids = tables.map(([projectName, year]) =>
    backend.add({ ...newFiling(form, year), values: { projectName, fiscalYear: String(year) } }),
  );
  const workspace = new Workspace();
  await workspace.begin();
  const names = () => ids.map((id) => backend.open(id).filing.values.projectName);
  return { workspace, ids, names };
}

/** Searches all tables, or those of a year, for a text that is to become another. */
async function find({ finding, replacing }: Workspace, query: string, replacement: string, year: number | null = null) {
  finding.search(query, { matchCase: true });
  finding.replaceBy(replacement);
  await replacing.search(year);
}

const last = ({ messages }: Workspace) => messages.last;
const undo = (workspace: Workspace) => last(workspace).offers[0]?.take();

test('what is found is shown by table, in the year that is asked for, before anything is replaced', async () => {
  const { workspace, names } = await windowOn(['A项目', 2026], ['B项目的项目', 2026], ['D项目', 2025]);
  await find(workspace, '项目', '工程', 2026);
  expect(workspace.replacing.tables.map(({ name, hits }) => [name, hits.length])).toEqual([
    ['A项目', 1],
    ['B项目的项目', 2],
  ]);
  await find(workspace, '项目', '工程');
  expect(workspace.replacing.tables).toHaveLength(3);
  expect(names()).toEqual(['A项目', 'B项目的项目', 'D项目']);
});

test('only what is left chosen is replaced, in one step of each table, and taken back as a whole', async () => {
  const { workspace, ids, names } = await windowOn(['A项目', 2026], ['B项目的项目', 2026], ['D项目', 2026]);
  await find(workspace, '项目', '工程');
  const [first, second] = workspace.replacing.tables;
  workspace.replacing.leave([first?.hits[0]?.key ?? '', second?.hits[0]?.key ?? '']);
  await workspace.replacing.replace();
  expect(names()).toEqual(['A项目', 'B项目的工程', 'D工程']);
  expect(last(workspace).text).toBe('已在 2 张表中替换 2 处');
  expect(backend.commits.map(({ id, label }) => [id, label])).toEqual([
    [ids[1], '替换'],
    [ids[2], '替换'],
  ]);
  await undo(workspace);
  expect(names()).toEqual(['A项目', 'B项目的项目', 'D项目']);
  expect(last(workspace).text).toBe('已撤销 2 张表中的替换');
  expect(workspace.replacing.last).toEqual([]);
});

test('a table that was changed since keeps its replacement when all is taken back, and is named', async () => {
  const { workspace, ids, names } = await windowOn(['A项目', 2026], ['C项目', 2026]);
  await find(workspace, '项目', '工程');
  await workspace.replacing.replace();
  const offer = last(workspace).offers[0];
  const session = await workspace.sessions.session(ids[0] as number);
  const edit = setText(session.filing, { field: 'annualGoal' }, '另写的');
  if (edit) session.perform({ label: '填写年度目标', path: 'annualGoal', edits: [edit] });
  await offer?.take();
  expect(names()).toEqual(['A工程', 'C项目']);
  expect(last(workspace).text).toBe('已撤销 1 张表中的替换；1 张未撤销或未保存，见右侧');
  expect(workspace.reports.report?.lines.map(({ text }) => text)).toEqual(['A工程：替换之后又有修改，未撤销']);
});

test('a change that was itself taken back does not count as one', async () => {
  const { workspace, ids, names } = await windowOn(['A项目', 2026]);
  await find(workspace, '项目', '工程');
  await workspace.replacing.replace();
  const offer = last(workspace).offers[0];
  const session = await workspace.sessions.session(ids[0] as number);
  const edit = setText(session.filing, { field: 'annualGoal' }, '另写的');
  if (edit) session.perform({ label: '填写年度目标', path: 'annualGoal', edits: [edit] });
  session.move('undo');
  await offer?.take();
  expect(names()).toEqual(['A项目']);
});

test('it is said to be done only once all are saved', async () => {
  const { workspace } = await windowOn(['A项目', 2026], ['C项目', 2026]);
  await find(workspace, '项目', '工程');
  backend.fate = (method) => (method === 'filings.commit' ? new ApiError('store-full') : 'goes');
  await expect(workspace.replacing.replace()).rejects.toThrow('磁盘空间不足');
  expect(last(workspace).text).not.toContain('已在');
});

test('where no table takes the replacement, the reason stands beside it and nothing is replaced', async () => {
  const { workspace } = await windowOn([`甲${'长'.repeat(32_766)}`, 2026]);
  await find(workspace, '长', '很长');
  const [hit] = workspace.replacing.tables[0]?.hits ?? [];
  expect(hit?.refused).toContain('不能超过');
  expect(workspace.replacing.chosen).toEqual([]);
  workspace.finding.replaceBy('短');
  workspace.replacing.refuse();
  expect(workspace.replacing.chosen).toHaveLength(1);
});

test('what changed after it was found is left alone, and its table is named in short', async () => {
  const { workspace, ids, names } = await windowOn([`A项目${'长'.repeat(200)}`, 2026], ['C项目', 2026]);
  await find(workspace, '项目', '工程');
  const session = await workspace.sessions.session(ids[0] as number);
  const edit = setText(session.filing, { field: 'projectName' }, '另起的项目名');
  if (edit) session.perform({ label: '填写项目名称', path: 'projectName', edits: [edit] });
  await workspace.replacing.replace();
  expect(names()).toEqual(['另起的项目名', 'C工程']);
  const [line] = workspace.reports.report?.lines ?? [];
  expect(line?.text).toContain('未替换');
  expect(line?.text.length).toBeLessThan(120);
});

test('cancelled, it stops between two tables, and what it did is told and can be taken back', async () => {
  const { workspace, names } = await windowOn(['A项目', 2026], ['C项目', 2026], ['D项目', 2026]);
  backend.others['export.cancel'] = () => ({});
  await find(workspace, '项目', '工程');
  backend.hold = (method) => (method === 'filings.commit' ? workspace.jobs.cancel() : undefined);
  await workspace.replacing.replace();
  expect(names()).toEqual(['A工程', 'C项目', 'D项目']);
  expect(last(workspace).text).toBe('已在 1 张表中替换 1 处，其余 2 张已取消');
  backend.hold = () => undefined;
  await undo(workspace);
  expect(names()).toEqual(['A项目', 'C项目', 'D项目']);
});

test('what is typed into the dialog while tables are replaced is for the next time', async () => {
  const { workspace, names } = await windowOn(['A项目', 2026], ['C项目', 2026]);
  await find(workspace, '项目', '工程');
  backend.hold = (method) => {
    if (method === 'filings.commit') {
      workspace.finding.search('C', { matchCase: true });
      workspace.finding.replaceBy('别的');
    }
    return undefined;
  };
  await workspace.replacing.replace();
  expect(names()).toEqual(['A工程', 'C工程']);
});

test('where saving fails half-way, what was replaced is told and can be taken back, also what is saved later', async () => {
  const { workspace, names } = await windowOn(['A项目', 2026], ['C项目', 2026], ['D项目', 2026]);
  await find(workspace, '项目', '工程');
  let saved = 0;
  backend.fate = (method) => (method === 'filings.commit' && saved++ > 0 ? new ApiError('store-full') : 'goes');
  await expect(workspace.replacing.replace()).rejects.toThrow('磁盘空间不足');
  expect(last(workspace).text).toContain('替换中断：2 张表中已替换 2 处');
  expect(workspace.replacing.last).toHaveLength(2);
  backend.fate = () => 'goes';
  await workspace.flush();
  expect(names()).toEqual(['A工程', 'C工程', 'D项目']);
  await undo(workspace);
  expect(names()).toEqual(['A项目', 'C项目', 'D项目']);
});

test('each replacement is taken back by its own button', async () => {
  const { workspace, names } = await windowOn(['A项目', 2026], ['C工程', 2026]);
  await find(workspace, 'A', 'B');
  await workspace.replacing.replace();
  const first = last(workspace).offers[0];
  await find(workspace, 'C', 'D');
  await workspace.replacing.replace();
  await first?.take();
  expect(names()).toEqual(['A项目', 'D工程']);
});

test('a table that cannot be read is a line of what was found, and the others are searched', async () => {
  const { workspace, ids } = await windowOn(['A项目', 2026], ['C项目', 2026]);
  backend.fate = (method, request) =>
    method === 'filings.open' && (request as { id: number }).id === ids[0] ? new ApiError('store-broken') : 'goes';
  await find(workspace, '项目', '工程');
  const { tables, unread, going } = workspace.replacing;
  expect([tables.map(({ name }) => name), unread.map(({ name }) => name), going]).toEqual([['C项目'], ['A项目'], null]);
});

test('a search that cannot begin ends', async () => {
  const { workspace } = await windowOn(['A项目', 2026]);
  workspace.commitDraft = () => false;
  await expect(find(workspace, '项目', '工程')).rejects.toThrow('还不能确认');
  expect(workspace.replacing.going).toBeNull();
});

test('a search that was asked for anew, or ended, shows nothing of the one before', async () => {
  const { workspace } = await windowOn(['A项目', 2026], ['C工程', 2026]);
  const before = find(workspace, '项目', '');
  await find(workspace, '工程', '');
  await before;
  expect(workspace.replacing.tables.map(({ name }) => name)).toEqual(['C工程']);
  const ended = find(workspace, '项目', '');
  workspace.replacing.end();
  await ended;
  expect(workspace.replacing.tables).toEqual([]);
});

test('a table that is back already is not named, and what cannot be taken any more is not offered', async () => {
  const { workspace, ids, names } = await windowOn(['A项目', 2026], ['C项目', 2026]);
  await find(workspace, '项目', '工程');
  await workspace.replacing.replace();
  expect(workspace.messages.standing).not.toBeNull();
  (await workspace.sessions.session(ids[0] as number)).move('undo');
  await workspace.replacing.undo();
  expect(names()).toEqual(['A项目', 'C项目']);
  expect(last(workspace).text).toBe('已撤销 2 张表中的替换');
  expect(workspace.reports.report).toBeNull();
  expect(workspace.messages.standing).toBeNull();
});
