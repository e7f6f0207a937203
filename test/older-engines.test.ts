import { expect, test, vi } from 'vitest';

test('K7: promises with their resolvers are there on an engine that has none', async () => {
  const own = Promise.withResolvers;
  Reflect.deleteProperty(Promise, 'withResolvers');
  try {
    await import('../shared/older-engines.ts');
    expect(Promise.withResolvers).not.toBe(own);
    const kept = Promise.withResolvers<number>();
    kept.resolve(7);
    await expect(kept.promise).resolves.toBe(7);
    const broken = Promise.withResolvers<number>();
    broken.reject(new Error('no'));
    await expect(broken.promise).rejects.toThrow('no');
  } finally {
    Promise.withResolvers = own;
  }
});

test('K7: a buffer hands its bytes on where an engine cannot move them', async () => {
  const buffers = ArrayBuffer.prototype as { transferToFixedLength?: (length?: number) => ArrayBuffer };
  const own = Object.getOwnPropertyDescriptor(buffers, 'transferToFixedLength');
  Reflect.deleteProperty(buffers, 'transferToFixedLength');
  try {
    vi.resetModules();
    await import('../shared/older-engines.ts');
    const moved = (Uint8Array.of(1, 2, 3).buffer as typeof buffers).transferToFixedLength?.(2);
    expect([...new Uint8Array(moved ?? new ArrayBuffer(0))]).toEqual([1, 2]);
  } finally {
    Reflect.deleteProperty(buffers, 'transferToFixedLength');
    if (own) Object.defineProperty(buffers, 'transferToFixedLength', own);
  }
});
