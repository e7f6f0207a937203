import { type Book, newBook } from '../../shared/book/book.ts';
import { check, type Step, some } from './api-step.ts';
import type { World } from './api-world.ts';

/** Books (套表): they name their tables by id, and outlive them. */
export const bookSteps: Record<string, Step> = {
  async bookMade(world, program) {
    const ids = some(world).map(([id]) => id);
    if (ids.length === 0) return;
    const { id } = await program.value('books.make', { ids });
    check(!world.model.books.has(id), `the number ${id} of a book is given twice`);
    const { book, tables } = await program.value('books.get', { id });
    // The first cover among them becomes that of the book.
    const given = ids.find((one) => world.model.filings.get(one)?.filing.form === 'cover');
    const inside = ids.filter((one) => one !== given);
    check(tables.length === inside.length, `a book of ${ids} has ${tables.map((table) => table.id)}`);
    check(
      tables.every((table) => inside.includes(table.id)),
      `a book of ${ids} has others`,
    );
    world.model.books.set(id, book);
  },
  async bookSaved(world, program) {
    const known = world.random.chance(0.7) ? oneOf(world) : null;
    const before = known ? known[1] : newBook({ title: '新书', unit: '', year: 2026, cover: {} }, []);
    const book: Book = { ...before, title: `书${world.named++}`, items: [...before.items].reverse() };
    const { id } = await program.value('books.save', { id: known?.[0] ?? null, book });
    check(known ? id === known[0] : !world.model.books.has(id), `a book is saved as ${id}`);
    world.model.books.set(id, book);
  },
  async bookCounted(world, program) {
    const known = oneOf(world);
    if (!known) return;
    const [id, { items }] = known;
    const job = `count${world.named++}`;
    const { count } = await program.value('books.count', { job, id });
    check(count?.firsts.length === items.length, `book ${id} of ${items.length}: ${JSON.stringify(count)}`);
    for (const [place, item] of items.entries()) {
      const isThere = 'page' in item || world.model.filings.get(item.filing)?.trashed === false;
      check((count?.firsts[place] !== null) === isThere, `item ${place} of book ${id}: ${JSON.stringify(count)}`);
    }
    await program.value('books.ahead', { id, year: 2027 });
  },
  /** What is handed out is kept as a version. */
  async bookHandedOut(world, program) {
    const known = oneOf(world);
    if (!known) return;
    const [id, { items }] = known;
    const job = `out${world.named++}`;
    await program.value('books.preview', { job, id });
    await program.value('books.export', { job, id, kind: 'pdf' });
    await program.value('books.print', { job, id });
    for (const item of items) {
      const own = 'filing' in item ? world.model.filings.get(item.filing) : undefined;
      if (!own || own.trashed || !('filing' in item)) continue;
      const { versions } = await program.value('versions.list', { id: item.filing });
      check(
        versions.some(({ revision }) => revision === own.revision),
        `filing ${item.filing} is not kept at ${own.revision} though its book was handed out`,
      );
    }
  },
  async bookRemoved(world, program) {
    const known = oneOf(world);
    if (!known) return;
    await program.value('books.remove', { id: known[0] });
    world.model.books.delete(known[0]);
    const again = await program.ask('books.get', { id: known[0] });
    check(!again.ok && again.code === 'not-found', `a removed book: ${JSON.stringify(again)}`);
  },
};

/** A book with something in it; null where there is none. */
function oneOf({ model, random }: World): [number, Book] | null {
  const known = [...model.books].filter(([, { items }]) => items.length > 0);
  return known.length === 0 ? null : random.pick(known);
}
