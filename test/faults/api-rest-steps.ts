import { textFrom, UNITS } from './api-random.ts';
import { adopt, check, type Step, some } from './api-step.ts';
import { openProgram, type World } from './api-world.ts';

/** Warnings and settings, and what is done with the data file as a whole. */
export const restSteps: Record<string, Step> = {
  async waive(world, program) {
    const { random, model } = world;
    const [unit, rule, reason] = [random.pick(UNITS), random.pick(['R11', 'R12', 'R21']), textFrom(random) || '有理由'];
    const filing = random.chance(0.5) ? (some(world)[0]?.[0] ?? null) : null;
    await program.value('waivers.set', { unit, rule, filing, path: null, reason });
    model.waivers.set([rule, filing ?? unit].join(), { filing, reason });
  },
  async waiversEnd(world, program) {
    const { waivers } = await program.value('waivers.list', {});
    if (waivers.length === 0) return;
    const { id, rule, filing, unit } = world.random.pick(waivers);
    await program.value('waivers.remove', { id });
    world.model.waivers.delete([rule, filing ?? unit].join());
  },
  async judge(world, program) {
    const chosen = some(world);
    if (chosen.length === 0) return;
    await program.value('review.judge', { ids: chosen.map(([id]) => id) });
    for (const [, own] of chosen) own.judged = true;
  },
  async total(world, program) {
    const [unit, year] = [world.random.pick(UNITS), 2025 + world.random.int(3)];
    const total = world.random.chance(0.2) ? '' : `${1 + world.random.int(9000)}.5`;
    await program.value('totals.set', { unit, year, total });
    if (total === '') world.model.totals.delete(`${unit},${year}`);
    else world.model.totals.set(`${unit},${year}`, total);
  },
  async setting(world, program) {
    const [key, value] = [world.random.pick(['zoom', 'theme', 'pane']), textFrom(world.random)];
    await program.value('settings.set', { key, value });
    if (value === '') world.model.settings.delete(key);
    else world.model.settings.set(key, value);
  },
  async backup(world, program) {
    const given = await program.ask('data.backup', {});
    const isEmpty = ![...world.model.filings.values()].some(({ trashed }) => !trashed);
    check(given.ok !== isEmpty, `a backup: ${JSON.stringify(given)}`);
    if (given.ok) world.backups.set(given.value.backup.name, structuredClone(world.model));
  },
  async backupRestored(world, program) {
    const { places } = await program.value('backups.list', {});
    const listed = places.flatMap(({ backups }) => backups);
    const known = listed.filter(({ name }) => world.backups.has(name));
    if (known.length === 0) return;
    const { name } = world.random.pick(known);
    await program.value('data.restore', { place: 'own', name });
    world.model = structuredClone(world.backups.get(name)) as World['model'];
    // The other program still has the file that was put aside: it must not write into the new one unasked.
    const other = world.programs[0] === program ? 1 : 0;
    const key = 'other';
    const given = await world.programs[other].ask('settings.set', { key, value: name });
    check(given.ok || given.code === 'store-replaced', `the other program: ${JSON.stringify(given)}`);
    if (given.ok) world.model.settings.set(key, name);
    for (const each of world.programs) each.imports = [];
    await world.programs[other].store.close().catch(() => undefined);
    world.programs[other] = await openProgram(world.path, world.now);
  },
  async backupTaken(world, program) {
    const { places } = await program.value('backups.list', {});
    const known = places.flatMap(({ place, backups }) =>
      backups.flatMap(({ name }) => (world.backups.has(name) ? [{ place, name }] : [])),
    );
    if (known.length === 0) return;
    const file = world.random.pick(known);
    const then = world.backups.get(file.name) as World['model'];
    const { filings, damaged, unread } = await program.value('backups.look', file);
    check(!damaged && unread === 0, `${file.name} is damaged, ${unread} are not read`);
    const wanted = [...then.filings].filter(([, { trashed }]) => !trashed);
    check(spelt(filings.map(({ id }) => id)) === spelt(wanted.map(([id]) => id)), `${file.name} holds other filings`);
    // One that was changed and changed back may be called changed: its body spells the same in another way.
    for (const { id, state } of filings) {
      const [was, is] = [then.filings.get(id), world.model.filings.get(id)];
      const same = was?.past.at(-1) === is?.past.at(-1);
      const expected =
        is?.made !== was?.made
          ? ['gone', 'same']
          : is?.trashed
            ? ['trashed']
            : same
              ? ['same', 'changed']
              : ['changed'];
      check(expected.includes(state), `filing ${id} of ${file.name} is ${state}, not ${expected}`);
    }
    if (wanted.length === 0) return;
    const chosen = [world.random.pick(wanted)];
    const taken = await program.value('backups.take', { ...file, ids: chosen.map(([id]) => id) });
    check(taken.unread === 0 && taken.ids.length === chosen.length, `${taken.ids} are taken of ${chosen.length}`);
    await adopt(
      world,
      program,
      taken.ids,
      chosen.map(([, { filing }]) => filing),
    );
  },
  async second(_, program) {
    check((await program.value('backups.pick', {})).second?.present === true, 'the second folder is not there');
  },
  async secondForgotten(_, program) {
    await program.value('backups.forget', {});
  },
  async reopen(world, program) {
    const at = world.programs[0] === program ? 0 : 1;
    await program.store.close();
    world.programs[at] = await openProgram(world.path, world.now);
    check(world.programs[at].store.notice === null, `the next start says ${world.programs[at].store.notice}`);
  },
};

const spelt = (ids: readonly number[]) => [...ids].sort((a, b) => a - b).join();
