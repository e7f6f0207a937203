import { formOf } from '../../shared/filing/form-of.ts';
import { takeBackAll } from '../../shared/filing/take-back.ts';
import { commitOn } from './api-filing-steps.ts';
import { digest, type ModelFiling } from './api-model.ts';
import { changeable, check, type Step, some } from './api-step.ts';
import type { Program, World } from './api-world.ts';

/** Versions and what is taken back from them, and 定稿. */
export const pastSteps: Record<string, Step> = {
  async lock(world, program) {
    const chosen = some(world);
    if (chosen.length === 0) return;
    await program.value('filings.lock', { ids: chosen.map(([id]) => id) });
    for (const [id, own] of chosen) {
      if (own.locked) continue;
      own.locked = true;
      own.locks.push(own.revision);
      await nameOfLock(program, id, own);
    }
  },
  async unlock(world, program) {
    const locked = [...world.model.filings].filter(([, own]) => own.locked);
    if (locked.length === 0) return;
    const [id, own] = world.random.pick(locked);
    await program.value('filings.unlock', { id, reason: '金额有误' });
    own.locked = false;
  },
  /** What 定稿 and 回收站 refuse. */
  async lockRefused(world, program) {
    const locked = [...world.model.filings].find(([, own]) => own.locked);
    const [dead] = some(world, true);
    const [free] = changeable(world);
    if (locked) {
      const [id, { revision, filing }] = locked;
      const edits = [{ kind: 'value' as const, field: 'fiscalYear', from: filing.values.fiscalYear ?? '', to: '2030' }];
      await refused(program, 'filings.commit', { id, revision, label: '填写', edits });
      await refused(program, 'filings.trash', { ids: [id, ...(free ? [free[0]] : [])] });
    }
    if (dead) await refused(program, 'filings.lock', { ids: [dead[0], ...(free ? [free[0]] : [])] });
    if (free) {
      const given = await program.ask('filings.unlock', { id: free[0], reason: '金额有误' });
      check(!given.ok && given.code === 'bad-request', `unlocked though it is not 定稿: ${JSON.stringify(given)}`);
    }
  },
  async versionNamed(world, program) {
    for (const [id, own] of some(world).slice(0, 1)) {
      const [taken] = world.random.chance(0.2) ? own.names : [];
      const name = taken?.[0] ?? `送审稿${world.named++}`;
      const revision = 1 + world.random.int(own.revision);
      const given = await program.ask('versions.name', { id, revision, name });
      const isFree = taken === undefined || taken[1] === revision;
      check(given.ok === isFree, `${name} for revision ${revision} of filing ${id}: ${JSON.stringify(given)}`);
      if (given.ok) own.names.set(name, revision);
    }
  },
  async versionUnnamed(world, program) {
    const called = [...world.model.filings].filter(([, { names }]) => names.size > 0);
    if (called.length === 0) return;
    const [id, own] = world.random.pick(called);
    const [name] = world.random.pick([...own.names]);
    await program.value('versions.unname', { id, name });
    own.names.delete(name);
    const again = await program.ask('versions.unname', { id, name });
    check(!again.ok && again.code === 'not-found', `${name} is taken away twice`);
  },
  /** The whole of an earlier version, as the window takes it back. */
  async takenBack(world, program) {
    for (const [id, own] of changeable(world).slice(0, 1)) {
      const revision = 1 + world.random.int(own.revision);
      const then = await program.value('versions.read', { id, revision });
      check(digest(then.filing) === own.past[revision - 1], `revision ${revision} of filing ${id} is another`);
      const edits = takeBackAll(formOf(own.filing), own.filing, then.filing);
      if (edits.length === 0) return;
      await commitOn(world, program, id, edits);
      check(own.past.at(-1) === own.past[revision - 1], `filing ${id} is not what revision ${revision} was`);
    }
  },
};

async function refused(
  program: Program,
  method: 'filings.commit' | 'filings.trash' | 'filings.lock',
  request: Parameters<Program['ask']>[1],
): Promise<void> {
  const given = await program.ask(method, request as never);
  check(!given.ok && given.code === 'read-only', `${method} of what is 定稿 or in 回收站: ${JSON.stringify(given)}`);
}

/** What it is now is called 定稿 under one name, unless the clerk has called it so before. */
async function nameOfLock(program: Program, id: number, own: ModelFiling): Promise<void> {
  const { versions } = await program.value('versions.list', { id });
  const fresh = versions.filter(({ name }) => name !== '' && !own.names.has(name));
  const isCalled = [...own.names].some(([name, revision]) => name.startsWith('定稿') && revision === own.revision);
  check(fresh.length === (isCalled ? 0 : 1), `as 定稿 filing ${id} is called ${fresh.map(({ name }) => name)}`);
  for (const { name, revision } of fresh) {
    check(name.startsWith('定稿') && revision === own.revision, `${name} is at ${revision}, not ${own.revision}`);
    own.names.set(name, revision);
  }
}

/** Throws where the versions that a program lists of a filing are not those of the model. */
export async function compareVersions(world: World, program: Program, id: number, own: ModelFiling): Promise<void> {
  const { versions, steps, locked, locks } = await program.value('versions.list', { id });
  const spelt = (names: Iterable<readonly [string, number]>) => [...names].map(String).sort().join();
  const named = versions.flatMap(({ name, revision }) => (name === '' ? [] : [[name, revision] as const]));
  check(spelt(named) === spelt(own.names), `filing ${id} has the names ${spelt(named)}, not ${spelt(own.names)}`);
  const kept = new Set(versions.map(({ revision }) => revision));
  for (let revision = 50; revision <= own.revision; revision += 50)
    check(kept.has(revision), `revision ${revision} of filing ${id} is not kept`);
  check(steps.length === own.revision && steps.every(({ damaged }) => !damaged), `filing ${id}: ${steps.length} steps`);
  check((locked !== null) === own.locked, `filing ${id} is ${locked ? '' : 'not '}定稿`);
  const at = locks.map(({ revision }) => revision).reverse();
  check(String(at) === String(own.locks), `filing ${id} was 定稿 at ${at}, not ${own.locks}`);
  const revision = 1 + world.random.int(own.revision);
  const then = await program.value('versions.read', { id, revision });
  check(digest(then.filing) === own.past[revision - 1], `revision ${revision} of filing ${id} is another`);
}
