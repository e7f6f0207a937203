import { expect, test } from 'vitest';

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
