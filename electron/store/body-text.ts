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

/** Null where it is damaged. */
export function unpackBody(packed: Buffer): string | null {
  try {
    return inflateSync(packed).toString();
  } catch {
    // zlib says that in many ways.
    return null;
  }
}

/** What a text of the data file holds; null for one that is no JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
