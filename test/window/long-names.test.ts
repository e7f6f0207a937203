import { expect, test, vi } from 'vitest';
import { Session } from '../../renderer/state/session.ts';
import { planPaste } from '../../shared/clipboard/paste.ts';
import { fromTsv } from '../../shared/clipboard/table.ts';
import { setText } from '../../shared/filing/edits.ts';
import { newFiling, rowsOf } from '../../shared/filing/filing.ts';
import { replaceEdits } from '../../shared/filing/find.ts';
import { parseFiling } from '../../shared/filing/parse.ts';
import { rollForward } from '../../shared/filing/roll-forward.ts';
import { duplicateRun } from '../../shared/filing/rows.ts';
import { dalianProject as form } from '../../shared/form/catalog/dalian-project.ts';
import { placeIndicator } from '../../shared/library/choose.ts';
import { mergeLibrary } from '../../shared/library/entries.ts';
import { FakeBackend } from './fake-backend.ts';

/** K1: a name of any length that a cell holds, in every way in which it comes into a table. */

const backend = new FakeBackend();
vi.mock('../../renderer/bridge.ts', () => ({
  call: (method: string, request: unknown) => backend.call(method, request),
}));

const column = 'level3';
const row = (level3: string) => ({ level1: '产出指标', level2: '数量指标', level3, value: '' });

/** A session on a stored table with these names. */
function on(...names: string[]): Session {
  return new Session(backend.open(backend.add({ ...newFiling(form, 2026), tables: { indicators: names.map(row) } })));
}

/** Ways by which a name comes into the rows of a table, each by what the window makes of it. */
const ways: Record<string, (name: string) => Session> = {
  typed: (name) => {
    const session = on('甲');
    const edit = setText(session.filing, { table: 'indicators', row: 0, column }, name);
    session.perform({ label: `填写${name}`, path: '', edits: edit ? [edit] : [] });
    return session;
  },
  pasted: (name) => {
    const session = on('甲');
    const { screen } = session.sheet(null);
    const cell = screen.cells.find(({ path }) => path === 'indicators[0].level3');
    if (!cell) throw new Error('no cell');
    const { row: top, col: left, rowSpan, colSpan } = cell;
    const target = { path: 'indicators[0].level3', block: { top, left, bottom: top + rowSpan, right: left + colSpan } };
    const plan = planPaste(form, session.filing, screen, target, fromTsv(name));
    session.perform({ label: `粘贴${name}`, path: '', edits: plan.edits });
    return session;
  },
  filled: (name) => {
    const session = on(name, '乙');
    const { screen } = session.sheet(null);
    const above = screen.cells.find(({ path }) => path === 'indicators[0].level3');
    const edit = setText(session.filing, { table: 'indicators', row: 1, column }, above?.text ?? '');
    session.perform({ label: '填充', path: '', edits: edit ? [edit] : [] });
    return session;
  },
  duplicated: (name) => {
    const session = on('甲', name);
    session.perform({
      label: '复制指标行',
      path: '',
      edits: duplicateRun(session.filing, { table: 'indicators', from: 1, count: 1, column }).edits,
    });
    return session;
  },
  replaced: (name) => {
    const session = on('旧名');
    const edits = replaceEdits(form, session.filing, 'all', '旧名', name);
    if ('refused' in edits) throw new Error(edits.refused);
    session.perform({ label: `替换为${name}`, path: '', edits });
    return session;
  },
  'taken from the library': (name) => {
    const session = on('甲');
    const uses = [{ unit: '馆', project: '项目', level2: '数量指标', name, value: '' }];
    const entry = mergeLibrary({ entries: [], names: [], uses }).entries.find(({ id }) => id.startsWith('used-'));
    if (!entry) throw new Error('nothing was learnt');
    const { edits } = placeIndicator(form, session.filing, 'indicators', entry);
    session.perform({ label: `插入指标${entry.name}`, path: '', edits });
    return session;
  },
  'rolled forward': (name) => {
    const { filing } = on(name);
    const session = new Session(backend.open(backend.add(rollForward(form, filing, 2027, { amounts: 'keep' }))));
    const edit = setText(session.filing, { field: 'projectName' }, name);
    session.perform({ label: '填写项目名称', path: '', edits: edit ? [edit] : [] });
    return session;
  },
  imported: (name) => {
    const parsed = parseFiling({ form: form.id, projectName: name, indicators: [row(name)] });
    if ('error' in parsed) throw new Error(parsed.error);
    expect(parsed.problems).toEqual([]);
    const session = new Session(backend.open(backend.add(parsed.filing)));
    const edit = setText(session.filing, { field: 'annualGoal' }, '目标');
    session.perform({ label: '填写年度目标', path: '', edits: edit ? [edit] : [] });
    return session;
  },
};

const cases = Object.keys(ways).flatMap((way) => [97, 101, 32_767].map((length): [string, number] => [way, length]));

test.each(cases)(
  'K1: %s, a name of %i characters is saved, taken back and done again, and blocks nothing',
  async (way, length) => {
    const name = '特长的名称'.repeat(7000).slice(0, length);
    const session = (ways[way] as (text: string) => Session)(name);
    await session.flush();
    const done = session.filing;
    expect(rowsOf(done, 'indicators').map(({ level3 }) => level3)).toContain(name);
    expect(backend.open(session.id).filing).toEqual(done);
    session.move('undo');
    await session.flush();
    expect(backend.open(session.id).filing).toEqual(session.filing);
    session.move('redo');
    const edit = setText(session.filing, { field: 'periodGoal' }, '以后的修改');
    session.perform({ label: '填写', path: '', edits: edit ? [edit] : [] });
    await session.flush();
    expect(session.saving).toEqual({ state: 'saved' });
    expect(session.told).toEqual([]);
    expect(backend.open(session.id).filing).toEqual(session.filing);
    expect(rowsOf(session.filing, 'indicators')).toEqual(rowsOf(done, 'indicators'));
  },
);
