import { beforeEach, expect, test, vi } from 'vitest';
import { tableEntering } from '../../renderer/list/enter-table.ts';
import { gate } from '../gate.ts';

let entered: string[] = [];
beforeEach(() => {
  entered = [];
  vi.stubGlobal('document', { execCommand: (_: string, __: boolean, text: string) => entered.push(text) });
});

/** A list whose tables open when a test lets them, with what a key does in it. */
function list() {
  const opening = new Map<number, ReturnType<typeof gate>>();
  const failing = new Set<number>();
  const workspace = {
    current: null as { id: number } | null,
    open: async (id: number) => {
      const { opened } = opening.get(id) ?? {};
      await opened;
      if (failing.has(id)) throw new Error('打不开');
      workspace.current = { id };
    },
  };
  const about = { workspace, grid: { current: null }, uncover: () => undefined } as unknown;
  const entering = tableEntering(about as Parameters<typeof tableEntering>[0]);
  const type = (text: string) => {
    for (const key of text)
      entering.keep({
        key,
        ctrlKey: false,
        metaKey: false,
        altKey: false,
        preventDefault: () => undefined,
        stopPropagation: () => undefined,
      });
  };
  const enter = (id: number) => {
    const waits = gate();
    opening.set(id, waits);
    return { done: entering.enter(id), open: waits.open };
  };
  return { enter, type, failing };
}

test('what is typed while a table opens goes into it', async () => {
  const { enter, type } = list();
  const { done, open } = enter(1);
  type('ab');
  open();
  await done;
  type('c');
  expect(entered).toEqual(['ab']);
});

test('what was typed for a table that does not open is not put into the next one', async () => {
  const { enter, type, failing } = list();
  failing.add(1);
  const first = enter(1);
  type('ab');
  first.open();
  await expect(first.done).rejects.toThrow('打不开');
  const second = enter(2);
  second.open();
  await second.done;
  expect(entered).toEqual([]);
});

test('of two that open at a time each keeps its own, and the later one is gone on in', async () => {
  const { enter, type } = list();
  const first = enter(1);
  type('a');
  const second = enter(2);
  type('b');
  first.open();
  await first.done;
  second.open();
  await second.done;
  expect(entered).toEqual(['b']);
});
