import * as zlib from 'node:zlib';

/** Node's own, which versions before 22 lack. */
const own: typeof zlib.crc32 | undefined = zlib.crc32;

const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
  return value;
});

/** CRC-32 as zip archives have it, carried on from `before` over a further piece. */
export function crc32(piece: Uint8Array, before = 0): number {
  if (own) return own(piece, before);
  let value = ~before;
  for (let at = 0; at < piece.length; at++)
    value = (TABLE[(value ^ (piece[at] as number)) & 255] as number) ^ (value >>> 8);
  return ~value >>> 0;
}
