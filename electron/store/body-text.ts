import { createHash } from 'node:crypto';
import { deflateRawSync, inflateRawSync } from 'node:zlib';

/** The checksum that is stored beside a body: a body that does not have it was changed by something else. */
export function bodySum(body: string): string {
  return createHash('sha256').update(body).digest('hex').slice(0, 32);
}

/** A body as a version keeps it: deflated JSON. */
export function packBody(body: string): Buffer {
  return deflateRawSync(body);
}

/** Throws where it is damaged. */
export function unpackBody(packed: Buffer): string {
  return inflateRawSync(packed).toString();
}
