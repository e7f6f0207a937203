import { writeSync } from 'node:fs';
import { createBackend } from '../../electron/backend.ts';
import { openStore, type Store } from '../../electron/store/store.ts';
import { ApiError, isSentence } from '../../shared/api.ts';
import { fakeShell } from '../fake-shell.ts';
import { typed } from '../store/typed.ts';

/**
 * The process that gets killed: does one kind of work on the data file at `path` again and again, and says on a line of
 * its own what is done. Revision r of a filing has 第r次保存 as its goal.
 */
const [work = '', path = '', second = '0'] = process.argv.slice(2);

const say = (...words: (string | number)[]) => writeSync(1, `${words.join(' ')}\n`);

/** Every look at the clock is a second later, so that backups get names of their own. */
let time = new Date('2026-03-02T09:00:00').getTime() + Number(second) * 1000;
const now = () => {
  time += 1000;
  return new Date(time);
};

function save(store: Store, id: number): number {
  const { revision, filing } = store.open(id);
  const goal = `第${revision + 1}次保存`;
  const saved = store.commit({
    id,
    revision,
    label: '填写',
    edits: [typed('annualGoal', goal, filing.values.annualGoal)],
  });
  say('saved', id, saved.revision);
  return saved.revision;
}

function nameVersion(store: Store, id: number, revision: number): void {
  const name = `送审稿${revision}`;
  store.versions.name(id, revision, name);
  say('named', id, revision, name);
}

function lock(store: Store, ids: number[]): void {
  for (const id of ids) say('locking', id);
  store.lock(ids);
  for (const id of ids) say('locked', id);
}

function unlock(store: Store, id: number): void {
  say('unlocking', id);
  store.unlock(id, '金额有误');
  say('unlocked', id);
}

const works: Record<string, () => Promise<void>> = {
  /** One new data file. */
  async begin() {
    say('begin');
    await (await openStore(path, { now })).close();
    for (;;) await new Promise((resolve) => setTimeout(resolve, 1000));
  },
  /** Cells of several filings. */
  async cells() {
    const store = await openStore(path, { now });
    for (let id = 1; ; id = (id % 5) + 1) save(store, id);
  },
  /** A backup after every third change. */
  async backup() {
    const store = await openStore(path, { now });
    for (;;) {
      for (let id = 1; id <= 3; id++) save(store, id);
      say('backup', (await store.backups.make()).name);
    }
  },
  /** Versions named, kept and unnamed. */
  async versions() {
    const store = await openStore(path, { now });
    for (let id = 1; ; id = (id % 5) + 1) {
      nameVersion(store, id, save(store, id));
      const earlier = store.versions.list(id).versions.filter(({ name }) => name !== '')[1];
      if (earlier) {
        say('unnaming', id, earlier.name);
        store.versions.unname(id, earlier.name);
        say('unnamed', id, earlier.name);
      }
      save(store, id);
      store.versions.keep([id]);
    }
  },
  /** Filings made 定稿 and let go again, some of them several at once. */
  async locks() {
    const store = await openStore(path, { now });
    for (let id = 1; ; id = (id % 5) + 1) {
      if (store.isLocked(id)) unlock(store, id);
      save(store, id);
      lock(store, id === 5 ? [1, 3, 5] : [id]);
      try {
        save(store, id);
        say('fault', `filing ${id} was changed though it is 定稿`);
      } catch (error) {
        if (!(error instanceof ApiError && error.code === 'read-only')) throw error;
      }
    }
  },
  /** An older format brought up to date. */
  async migrate() {
    say('begin');
    const store = await openStore(path, { now });
    for (;;) save(store, 1);
  },
  /** A backup, changes, and the backup put in the place of the file. */
  async restore() {
    const store = await openStore(path, { now });
    for (;;) {
      const revision = save(store, 1);
      const { name } = await store.backups.make();
      for (let left = 0; left < 3; left++) save(store, 1);
      say('restoring', 1, revision);
      await store.backups.restore('own', name);
      say('restored', 1, revision);
    }
  },
  /** Everything once; what is refused is gone on after. */
  async tour() {
    const attempt = async (step: () => unknown) => {
      try {
        await step();
      } catch (error) {
        if (error instanceof ApiError && isSentence(error.message)) say('refused', error.code);
        else say('fault', String(error).replaceAll('\n', ' '));
      }
    };
    await attempt(async () => {
      const store = await openStore(path, { now, tell: (sentence) => say('told', sentence ?? 'to decide') });
      if (store.notice !== null) say('fault', store.notice);
      for (const id of [1, 2, 1]) await attempt(() => save(store, id));
      await attempt(() => say('saved', ...store.add([store.open(3).filing], '新建'), 1));
      let [backup, revision] = ['', 0];
      await attempt(async () => {
        revision = store.open(1).revision;
        backup = (await store.backups.make()).name;
        say('backup', backup);
      });
      for (const id of [1, 2]) await attempt(() => save(store, id));
      await attempt(() => store.trash([5]));
      await attempt(() => store.restore([5]));
      if (backup !== '')
        await attempt(async () => {
          say('restoring', 1, revision);
          say('restoring', 2, 2);
          await store.backups.restore('own', backup);
          say('restored', 1, revision);
          say('restored', 2, 2);
        });
      for (const id of [1, 2, 3]) await attempt(() => save(store, id));
      await attempt(() => nameVersion(store, 4, 1));
      await attempt(() => lock(store, [2, 4]));
      await attempt(() => unlock(store, 2));
      if (backup !== '')
        await attempt(async () => {
          const taken = store.add(await store.backups.filings('own', backup, [1, 3]), '从备份取出');
          for (const id of taken) say('saved', id, 1);
        });
      await attempt(() => store.close());
    });
    say('end');
  },
  /** Tables of a file taken in: new ones and such as replace what is there. */
  async import() {
    const store = await openStore(path, { now });
    const unused = () => Promise.reject(new Error('not asked for'));
    const calls = createBackend({
      store,
      now,
      version: '',
      shell: fakeShell({}),
      // The content of the file says how often it was imported.
      readFilings: async (_, bytes) => {
        const { filing } = store.open(2);
        const goal = Buffer.from(bytes).toString();
        return { filings: [{ ...filing, values: { ...filing.values, annualGoal: goal } }, filing], notes: [] };
      },
      exportFilings: unused,
      exportBook: unused,
      countBook: unused,
      writeListing: unused,
      emit: () => undefined,
      log: (error) => say('fault', String(error)),
    });
    for (;;) {
      const next = store.open(2).revision + 1;
      const bytes = Buffer.from(`第${next}次保存`);
      await calls['import.files']({ job: 'read', files: [{ name: '表.json', bytes }] });
      const choices = [
        { index: 0, how: 'replace' as const },
        { index: 1, how: 'add' as const },
      ];
      const { ids } = await calls['import.take']({ job: 'read', choices });
      say('imported', ids[0] ?? 0, store.open(ids[0] ?? 0).revision, ids[1] ?? 0);
    }
  },
};

await works[work]?.();
