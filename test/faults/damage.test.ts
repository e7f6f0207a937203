import { copyFileSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openStore } from '../../electron/store/store.ts';
import { ApiError } from '../../shared/api.ts';
import { filingOf, newStore, ownFolder } from '../store/with-store.ts';

const now = () => new Date('2026-03-02T09:00:00');

test('however a file is cut or damaged, it opens or is set aside unchanged, and a new filing can be saved', async () => {
  const { store, path } = await newStore();
  store.add(
    Array.from({ length: 30 }, () => filingOf({ annualGoal: '按期完成。'.repeat(50) })),
    '导入',
  );
  await store.close();
  const sound = readFileSync(path);
  const damage = fc.oneof(
    fc.record({ cut: fc.integer({ min: 0, max: sound.length }) }),
    fc.record({
      at: fc.integer({ min: 0, max: sound.length - 1 }),
      bytes: fc.uint8Array({ minLength: 1, maxLength: 5000 }),
    }),
  );
  await fc.assert(
    fc.asyncProperty(damage, async (how) => {
      const folder = ownFolder();
      const file = join(folder, '绩效表.db');
      copyFileSync(path, file);
      if ('cut' in how) truncateSync(file, how.cut);
      else {
        const bytes = Buffer.from(sound);
        bytes.set(how.bytes.subarray(0, sound.length - how.at), how.at);
        writeFileSync(file, bytes);
      }
      const damaged = readFileSync(file);
      const opened = await openStore(file, { now }).catch((error: unknown) => error);
      if (opened instanceof Error) {
        // The marks of the file were hit: it looks like another program's, and is left alone.
        expect(opened).toBeInstanceOf(ApiError);
        expect(readFileSync(file)).toEqual(damaged);
        return;
      }
      const again = opened as Awaited<ReturnType<typeof openStore>>;
      const [aside] = readdirSync(folder).filter((name) => name.includes('.corrupt-'));
      expect(again.notice === null).toBe(aside === undefined);
      if (aside) expect(readFileSync(join(folder, aside))).toEqual(damaged);
      if (!again.readOnly) expect(again.add([filingOf()], '新建')).toHaveLength(1);
      await again.close().catch(() => undefined);
    }),
    { numRuns: 400 },
  );
});
