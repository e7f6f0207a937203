import { plainIndicator } from '../../shared/library/import-plan.ts';
import type { LibraryIndicator } from '../../shared/library/library.ts';
import { check, type Step } from './api-step.ts';
import type { Program, World } from './api-world.ts';

/** The unit's own part of the library. All names of the model are of these steps. */
export const librarySteps: Record<string, Step> = {
  async indicator(world, program) {
    const indicator = await newIndicator(world, program);
    await program.value('library.save', { id: null, indicator });
    world.model.indicators.add(indicator.name);
  },
  async indicatorHidden(world, program) {
    const name = oneOf(world, world.model.indicators);
    if (name === null) return;
    await program.value('library.remove', { ids: [await idOf(program, name)] });
    world.model.indicators.delete(name);
    world.model.hidden.add(name);
  },
  async indicatorShown(world, program) {
    const name = oneOf(world, world.model.hidden);
    if (name === null) return;
    await program.value('library.restore', { names: [name], ids: [] });
    world.model.hidden.delete(name);
    world.model.indicators.add(name);
  },
  /** Merged, and now and then taken back. */
  async indicatorsMerged(world, program) {
    const [into, other] = [oneOf(world, world.model.indicators), oneOf(world, world.model.indicators)];
    if (into === null || other === null || into === other) return;
    const ids = [await idOf(program, other)];
    const { undo } = await program.value('library.merge', { into: await idOf(program, into), ids });
    if (world.random.chance(0.5)) await program.value('library.undo', { undo });
    else {
      world.model.indicators.delete(other);
      world.model.hidden.add(other);
    }
  },
  async indicatorsImported(world, program) {
    const indicators = [await newIndicator(world, program), await newIndicator(world, program)];
    const { undo } = await program.value('library.import', { indicators });
    await program.value('library.undo', { undo });
    const again = await program.ask('library.undo', { undo });
    check(!again.ok && again.code === 'bad-request', 'an import of the library is taken back twice');
    await program.value('library.import', { indicators });
    for (const { name } of indicators) world.model.indicators.add(name);
  },
};

function oneOf({ random }: World, names: ReadonlySet<string>): string | null {
  return names.size === 0 ? null : random.pick([...names]);
}

async function newIndicator(world: World, program: Program): Promise<LibraryIndicator> {
  const { entries } = await program.value('library.list', {});
  const [first] = entries;
  check(first !== undefined, 'the library is empty');
  return { ...plainIndicator(first), name: `指标${world.named++}` };
}

async function idOf(program: Program, name: string): Promise<string> {
  const { entries } = await program.value('library.list', {});
  const found = entries.find((entry) => entry.name === name);
  check(found !== undefined, `${name} is not listed`);
  return found.id;
}
