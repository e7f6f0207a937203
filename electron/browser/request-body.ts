import type { IncomingMessage } from 'node:http';
import { MOST_FILE, MOST_FILES } from '../../shared/file-limits.ts';

/** Most that a request may hold, in bytes: files and what stands about them. The page refuses larger ones itself. */
const maxRequest = MOST_FILES + 1024 * 1024;

/** What a request said is not what a page of ours sends, or is too large. */
export class BadBody extends Error {}

/**
 * The request of a call: JSON, or a form of `request` (JSON, with `{"$bytes": n}` for the nth file) and parts `bytes`.
 * @throws BadBody
 */
export async function requestBody(message: IncomingMessage): Promise<unknown> {
  const body = await bytesOf(message);
  const type = message.headers['content-type'] ?? '';
  if (!type.startsWith('multipart/form-data')) return json(body.toString('utf8'));
  const form = await new Response(body, { headers: { 'content-type': type } }).formData().catch(() => {
    throw new BadBody('multipart');
  });
  const parts = await Promise.all(form.getAll('bytes').map(filePart));
  return json(String(form.get('request')), (index) => parts[index]);
}

async function bytesOf(message: IncomingMessage): Promise<Buffer<ArrayBuffer>> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of message as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maxRequest) throw new BadBody('size');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

async function filePart(part: ReturnType<FormData['getAll']>[number]): Promise<Uint8Array> {
  if (typeof part === 'string' || part.size > MOST_FILE) throw new BadBody('bytes');
  return new Uint8Array(await part.arrayBuffer());
}

function json(text: string, bytes: (index: number) => unknown = () => undefined): unknown {
  try {
    return JSON.parse(text, (_, value) => {
      const index = (value as { $bytes?: unknown } | null)?.$bytes;
      return typeof index === 'number' ? bytes(index) : value;
    });
  } catch {
    throw new BadBody('json');
  }
}
