import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ByteBlocks } from '../../electron/export/byte-blocks.ts';

test('bytes come out as they went in, over the ends of blocks too, in a buffer of their own', () => {
  const size = fc.oneof(fc.nat(300), fc.integer({ min: (1 << 20) - 2, max: (1 << 20) + 2 }), fc.nat(2_500_000));
  fc.assert(
    fc.property(fc.array(size, { maxLength: 5 }), (sizes) => {
      const blocks = new ByteBlocks();
      const parts = sizes.map((length, k) => new Uint8Array(length).map((_, at) => at * 7 + k));
      for (const part of parts) blocks.push(part);
      const all = Buffer.concat(parts);
      expect(blocks.length).toBe(all.length);
      const whole = blocks.whole();
      expect(Buffer.compare(whole, all)).toBe(0);
      expect(whole.buffer.byteLength).toBe(all.length);
      expect(Buffer.compare(Buffer.concat([...blocks]), all)).toBe(0);
    }),
    { numRuns: 30 },
  );
});
