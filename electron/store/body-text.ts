import { createHash } from 'node:crypto';
import { deflateSync, inflateSync } from 'node:zlib';

/** The checksum that is stored beside a body: a body that does not have it was changed by something else. */
export function bodySum(body: string): string {
  return sha256(body).slice(0, 32);
}

/** The checksum that a saved change has beside it. `edits` is the text that is stored. */
export function revisionSum(id: number, revision: number, label: string, edits: string): string {
  return sha256(`${id}\n${revision}\n${label}\n${edits}`).slice(0, 16);
}

/** A body as a version keeps it: deflated JSON, with the checksum that zlib's format has. */
export function packBody(body: string): Buffer {
  return deflateSync(body);
}

/** Throws where it is damaged. */
export function unpackBody(packed: Buffer): string {
  return inflateSync(packed).toString();
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
