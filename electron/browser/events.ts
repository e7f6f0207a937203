import type { ServerResponse } from 'node:http';
import type { Progress } from '../../shared/api.ts';

/** Tells every open page how far an export is, as server-sent events. */
export interface Events {
  emit(progress: Progress): void;
  /** Keeps the answer open and sends it every event from now on. */
  subscribe(response: ServerResponse): void;
  close(): void;
}

export function createEvents(): Events {
  const open = new Set<ServerResponse>();
  return {
    emit(progress) {
      for (const response of open) response.write(`event: progress\ndata: ${JSON.stringify(progress)}\n\n`);
    },
    subscribe(response) {
      response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
      response.flushHeaders();
      open.add(response);
      response.on('close', () => open.delete(response));
    },
    close() {
      for (const response of open) response.end();
    },
  };
}
