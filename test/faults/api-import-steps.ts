import type { Filing } from '../../shared/filing/filing.ts';
import { become, held } from './api-model.ts';
import { changed, newFiling } from './api-random.ts';
import { adopt, check, onForm, type Step, some } from './api-step.ts';
import type { Program } from './api-world.ts';

export const importSteps: Record<string, Step> = {
  async import(world, program) {
    const { random, model } = world;
    const filings = Array.from({ length: 1 + random.int(3) }, () => {
      const [there] = some(world);
      return there && random.chance(0.6) ? changed(there[1].filing, random) : newFiling(random);
    });
    const job = `read${world.named++}`;
    const file = { name: '表.json', bytes: new Uint8Array(Buffer.from(JSON.stringify(filings))) };
    const { files } = await program.value('import.files', { job, files: [file] });
    const tables = files.flatMap((plan) => plan.tables);
    check(tables.length === filings.length, `${tables.length} tables are read of ${filings.length}`);
    const choices = tables.map(({ index }) => ({ index, how: random.pick(['add', 'replace', 'skip'] as const) }));
    const isOver = choices.some(
      ({ how }, n) => how === 'replace' && model.filings.get(tables[n]?.same ?? 0)?.locked === true,
    );
    if (isOver) {
      const given = await program.ask('import.take', { job, choices });
      check(!given.ok && given.code === 'read-only', `what is 定稿 is replaced: ${JSON.stringify(given)}`);
      return;
    }
    const { ids, undo } = await program.value('import.take', { job, choices });
    const taken: Program['imports'][number] = { undo: undo ?? 0, added: [], replaced: [] };
    for (const [n, { index, same }] of tables.entries()) {
      const [id, filing] = [ids[index] ?? null, filings[n] as Filing];
      const own = id === null ? undefined : model.filings.get(id);
      check((id === null) === (choices[n]?.how === 'skip'), `table ${n} went as ${id}`);
      if (id === null) continue;
      if (own && id === same) {
        const before = own.filing;
        const opened = await program.value('filings.open', { id });
        check(
          held(opened.filing, { ids: false }) === held(onForm(filing), { ids: false }),
          `filing ${id} is not replaced`,
        );
        const isNew = opened.revision === own.revision + 1;
        check(isNew || held(opened.filing) === held(before), `filing ${id} is replaced at ${opened.revision}`);
        if (isNew) become(own, opened.filing, null);
        taken.replaced.push({ id, revision: opened.revision, before: isNew ? before : null });
      } else {
        await adopt(world, program, [id], [onForm(filing)]);
        taken.added.push(id);
      }
    }
    if (undo !== null) program.imports.push(taken);
  },
  async importUndone(world, program) {
    const { undo, added, replaced } = program.imports.pop() ?? {};
    if (undo === undefined || !added || !replaced) return;
    const there = (id: number) => {
      const own = world.model.filings.get(id);
      return own && !own.trashed ? own : undefined;
    };
    const { kept } = await program.value('import.undo', { undo });
    const stay: number[] = [];
    for (const id of added) {
      const own = there(id);
      if (own?.revision === 1 && !own.locked) own.trashed = true;
      else if (own) stay.push(id);
    }
    for (const { id, revision, before } of replaced) {
      const own = there(id);
      if (own && (own.revision !== revision || own.locked)) stay.push(id);
      else if (own && before) become(own, before, null);
    }
    check(spelt(kept) === spelt(stay), `${kept} stay of an import, not ${stay}`);
  },
};

const spelt = (ids: readonly number[]) => [...ids].sort((a, b) => a - b).join();
