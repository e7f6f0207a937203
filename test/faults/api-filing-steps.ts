import { type Edit, invertAll } from '../../shared/filing/edits.ts';
import { formOf } from '../../shared/filing/form-of.ts';
import { catalog } from '../../shared/form/catalog/catalog.ts';
import { change, type ModelFiling } from './api-model.ts';
import { editFor, UNITS, WORDS } from './api-random.ts';
import { adopt, changeable, check, onForm, type Step, some } from './api-step.ts';
import type { Program, World } from './api-world.ts';

export const filingSteps: Record<string, Step> = {
  async create(world, program) {
    const form = world.random.pick(catalog.all).id;
    const known = { projectName: world.random.pick(WORDS), unit: world.random.pick(UNITS) };
    const { id } = await program.value('filings.create', { form, year: 2026, ...known });
    await adopt(world, program, [id]);
  },
  async commit(world, program) {
    for (const [id, own] of changeable(world).slice(0, 1)) {
      const edits: Edit[] = [];
      const trial = structuredClone(own);
      for (let left = 1 + world.random.int(3); left > 0; left--) {
        const edit = editFor(formOf(trial.filing), trial.filing, world.random);
        change(trial, [edit]);
        edits.push(edit);
      }
      await commitOn(world, program, id, edits);
    }
  },
  async sentTwice(world, program) {
    for (const [id, own] of changeable(world).slice(0, 1)) {
      const edits = [editFor(formOf(own.filing), own.filing, world.random)];
      const [step, revision] = [`step${world.named++}`, own.revision];
      await commitOn(world, program, id, edits, { step });
      const again = await program.value('filings.commit', { id, revision, label: '填写', edits, step });
      check(again.revision === own.revision, 'a step that is sent again is saved again');
    }
  },
  async staged(world, program) {
    for (const [id, own] of changeable(world).slice(0, 1)) {
      const first = editFor(formOf(own.filing), own.filing, world.random);
      const trial = structuredClone(own);
      change(trial, [first]);
      const second = editFor(formOf(trial.filing), trial.filing, world.random);
      const step = `step${world.named++}`;
      await program.value('filings.stage', { step, part: 0, edits: [first] });
      const staged = { step, parts: 1 };
      await program.value('filings.commit', { id, revision: own.revision, label: '粘贴', edits: [second], staged });
      change(own, [first, second]);
    }
  },
  async undo(world, program) {
    for (const [id, own] of changeable(world).slice(0, 1)) {
      const last = own.steps.at(-1);
      if (last && last.length > 0) await commitOn(world, program, id, invertAll(last));
    }
  },
  async refused(world, program) {
    const [live] = changeable(world);
    const [dead] = some(world, true);
    const at = (id: number, revision: number, { filing }: ModelFiling) => ({
      id,
      revision,
      label: '填写',
      edits: [editFor(formOf(filing), filing, world.random)],
    });
    const asked = [
      ...(live ? [await program.ask('filings.commit', at(live[0], live[1].revision + 1, live[1]))] : []),
      ...(dead ? [await program.ask('filings.commit', at(dead[0], dead[1].revision, dead[1]))] : []),
      await program.ask('filings.create', { form: 'mars', year: 2026 }),
      await program.ask('filings.open', { id: 1_000_000 }),
      await program.ask('filings.purge', { ids: [1_000_000] }),
      await program.ask('data.restore', { place: 'own', name: '../别的.db' }),
    ];
    for (const given of asked) check(!given.ok && given.code !== 'internal', `not refused: ${JSON.stringify(given)}`);
  },
  async trash(world, program) {
    const chosen = changeable(world);
    if (chosen.length === 0) return;
    await program.value('filings.trash', { ids: chosen.map(([id]) => id) });
    for (const [, own] of chosen) own.trashed = true;
  },
  async restore(world, program) {
    const chosen = some(world, true);
    if (chosen.length === 0) return;
    await program.value('filings.restore', { ids: chosen.map(([id]) => id) });
    for (const [, own] of chosen) own.trashed = false;
  },
  async purge(world, program) {
    const chosen = some(world, true);
    if (chosen.length === 0) return;
    await program.value('filings.purge', { ids: chosen.map(([id]) => id) });
    for (const [id] of chosen) {
      world.model.filings.delete(id);
      for (const [key, { filing }] of world.model.waivers) if (filing === id) world.model.waivers.delete(key);
    }
  },
  async copy(world, program) {
    const chosen = some(world);
    if (chosen.length === 0) return;
    const { ids } = await program.value('filings.copy', { ids: chosen.map(([id]) => id), year: 2027 });
    const copies = chosen.map(([, { filing }]) => ({ ...filing, values: { ...filing.values, fiscalYear: '2027' } }));
    check(ids.length === copies.length, `${ids.length} copies of ${copies.length}`);
    await adopt(
      world,
      program,
      ids,
      copies.map((copy) => onForm(copy)),
    );
  },
  async rollForward(world, program) {
    const ids = some(world).map(([id]) => id);
    if (ids.length === 0) return;
    const request = { job: 'roll', ids, year: 2099, amounts: world.random.pick(['keep', 'empty'] as const) };
    const made = await program.value('filings.rollForward', request);
    check(made.ids.length + made.skipped + made.results === ids.length, 'some were not rolled forward');
    await adopt(world, program, made.ids);
  },
};

export async function commitOn(world: World, program: Program, id: number, edits: Edit[], extra = {}): Promise<void> {
  const own = world.model.filings.get(id) as ModelFiling;
  const request = { id, revision: own.revision, label: '填写', edits, ...extra };
  const { revision } = await program.value('filings.commit', request);
  change(own, edits);
  check(revision === own.revision, `filing ${id} is saved as ${revision}, not ${own.revision}`);
}
