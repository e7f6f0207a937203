import type { Filing } from '../../shared/filing/filing.ts';
import { formOf } from '../../shared/filing/form-of.ts';
import { begun, held, type ModelFiling } from './api-model.ts';
import type { Program, World } from './api-world.ts';

/** One call, or a few that belong together, made on one of the programs and on the model. Throws where they differ. */
export type Step = (world: World, program: Program) => Promise<void>;

export function check(fits: boolean, what: string): asserts fits {
  if (!fits) throw new Error(what);
}

/** Some filings that lie in the list, or in 回收站; none where there are none. */
export function some({ model, random }: World, trashed = false): [id: number, filing: ModelFiling][] {
  const there = [...model.filings].filter(([, filing]) => filing.trashed === trashed);
  if (there.length === 0) return [];
  return Array.from(new Map(Array.from({ length: 1 + random.int(3) }, () => random.pick(there))));
}

/** The same of those that can be changed: they are not 定稿. */
export function changeable(world: World): [id: number, filing: ModelFiling][] {
  return some(world).filter(([, { locked }]) => !locked);
}

/** Takes new filings into the model as the program shows them. */
export async function adopt(
  world: World,
  program: Program,
  ids: readonly number[],
  as?: readonly Filing[],
): Promise<void> {
  for (const [n, id] of ids.entries()) {
    check(!world.model.filings.has(id), `the number ${id} is given twice`);
    const { revision, filing } = await program.value('filings.open', { id });
    const wanted = as?.[n];
    check(revision === 1, `filing ${id} begins at ${revision}`);
    check(!wanted || held(filing, { ids: false }) === held(wanted, { ids: false }), `filing ${id} is not what came`);
    world.model.filings.set(id, begun(filing, ++world.named));
  }
}

/** What the program takes of a filing: what its form has. */
export function onForm(filing: Filing): Filing {
  const known = new Set(formOf(filing).fields.map(({ id }) => id));
  return { ...filing, values: Object.fromEntries(Object.entries(filing.values).filter(([id]) => known.has(id))) };
}
