import type { ServerResponse } from 'node:http';
import type { BackendEvent } from '../../shared/api.ts';

/** Tells every open page what goes on in the backend, as server-sent events. */
export interface Events {
  emit(event: BackendEvent): void;
  /** Keeps the answer open and sends it every event from now on. */
  subscribe(response: ServerResponse): void;
  close(): void;
}

export function createEvents(): Events {
  const open = new Set<ServerResponse>();
  return {
    emit(event) {
      for (const response of open) response.write(`data: ${JSON.stringify(event)}\n\n`);
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
