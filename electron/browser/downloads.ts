import { randomBytes } from 'node:crypto';
import { mkdtemp, open } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { basename, extname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { discard } from '../patience.ts';
import { temporaryFolder } from '../temporary.ts';

/** Files that wait in a temporary folder for the page to fetch them, each once. */
export interface Downloads {
  /** A path to write a file to before it is offered. */
  place(name: string): Promise<string>;
  /** Address, relative to the page, where the file can be fetched once. `inline` shows it in the browser. */
  offer(path: string, how: 'attachment' | 'inline'): string;
  /** Sends the offered file and removes it. False when nothing is offered under this token, or the file has gone. */
  send(token: string, response: ServerResponse): Promise<boolean>;
  close(): Promise<void>;
}

const types: Record<string, string> = {
  '.pdf': 'application/pdf',
  '.ofd': 'application/ofd',
  '.xlsx': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  '.docx': 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
};

export async function createDownloads(): Promise<Downloads> {
  const folder = temporaryFolder();
  const offered = new Map<string, { path: string; how: 'attachment' | 'inline' }>();
  return {
    async place(name) {
      return join(await mkdtemp(join(folder, 'file-')), basename(name));
    },
    offer(path, how) {
      const token = randomBytes(24).toString('base64url');
      offered.set(token, { path, how });
      return `${how === 'inline' ? 'view' : 'download'}/${token}`;
    },
    async send(token, response) {
      const file = offered.get(token);
      if (!file) return false;
      offered.delete(token);
      const bytes = await open(file.path).catch(() => null);
      if (!bytes) return false;
      response.writeHead(200, {
        'content-type': types[extname(file.path)] ?? 'application/octet-stream',
        'content-disposition': `${file.how}; filename*=UTF-8''${encodeURIComponent(basename(file.path))}`,
        'cache-control': 'no-store',
        'x-content-type-options': 'nosniff',
      });
      await pipeline(bytes.createReadStream(), response);
      await discard(file.path);
      return true;
    },
    async close() {
      await discard(folder);
    },
  };
}
