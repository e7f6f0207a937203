import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { answer, type Handlers } from '../../shared/api.ts';
import { type PageFolders, pageFile, pageHeaders } from '../page-files.ts';
import type { Downloads } from './downloads.ts';
import type { Events } from './events.ts';
import { createGuard, type Guard } from './guard.ts';
import { BadBody, requestBody } from './request-body.ts';

export interface ServerParts {
  folders: PageFolders;
  handlers: Handlers;
  downloads: Downloads;
  events: Events;
  log: (error: unknown) => void;
  /** Called with a fresh address when somebody came without a valid one. */
  announce: (address: string) => void;
}

export interface LoopbackServer {
  /** A new address to open in a browser, good for one visit. */
  address(): string;
  /** Stops listening; resolves when the calls under way are answered. */
  close(): Promise<void>;
}

/** Serves the window to a browser on this machine: 127.0.0.1 only, a port of the system's choice. */
export async function listen(parts: ServerParts): Promise<LoopbackServer> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const guard = createGuard((server.address() as AddressInfo).port);
  server.on('request', (message, response) => {
    respond(parts, guard, message, response).catch((error: unknown) => {
      if (!(error instanceof BadBody)) parts.log(error);
      if (response.headersSent) response.destroy();
      else refuse(response, error instanceof BadBody ? 400 : 500, '请求无法处理，请重新打开页面后再试');
    });
  });
  return { address: () => guard.address(), close: () => stop(server, parts.events) };
}

async function respond(
  parts: ServerParts,
  guard: Guard,
  message: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const url = new URL(message.url ?? '/', 'http://127.0.0.1');
  const called = url.pathname.match(/^\/call\/([A-Za-z.]+)$/)?.[1];
  if (message.method !== (called ? 'POST' : 'GET')) return refuse(response, 405, '不支持的请求');
  const token = url.pathname === '/' ? url.searchParams.get('token') : null;
  if (token !== null && guard.passes(message.headers, { cookie: false, origin: 'optional' })) {
    const cookie = guard.admit(token);
    if (cookie !== null) {
      response
        .writeHead(303, { ...pageHeaders, location: '/', 'set-cookie': cookie, 'cache-control': 'no-store' })
        .end();
      return;
    }
  }
  if (!guard.passes(message.headers, { cookie: true, origin: called ? 'required' : 'optional' })) {
    if (url.pathname === '/') parts.announce(guard.address());
    return refuse(response, 403, '此地址已用过或已失效，请打开命令行窗口里最新的地址');
  }
  if (called) return sendJson(response, await answer(parts.handlers, called, await requestBody(message), parts.log));
  if (url.pathname === '/events') return parts.events.subscribe(response);
  const download = url.pathname.match(/^\/(?:download|view)\/([\w-]+)$/)?.[1];
  if (download) {
    if (!(await parts.downloads.send(download, response))) refuse(response, 404, '此文件已下载过，请重新导出');
    return;
  }
  await sendPage(parts.folders, token === null ? url.pathname : '/', response);
}

async function sendPage(folders: PageFolders, pathname: string, response: ServerResponse): Promise<void> {
  const file = await pageFile(folders, pathname);
  if (!file) return refuse(response, 404, '没有此页面');
  // Built files have their hash in the name, and fonts are 10 MB; only the page itself is asked for each time.
  const lasting = /^\/(assets|fonts)\//.test(pathname);
  const cache = lasting ? 'private, max-age=86400' : 'no-cache';
  response.writeHead(200, { ...pageHeaders, 'content-type': file.type, 'cache-control': cache }).end(file.bytes);
}

function sendJson(response: ServerResponse, value: unknown): void {
  response
    .writeHead(200, { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store', ...pageHeaders })
    .end(JSON.stringify(value));
}

function refuse(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { ...pageHeaders, 'content-type': 'text/plain; charset=utf-8', connection: 'close' });
  response.end(text);
}

function stop(server: Server, events: Events): Promise<void> {
  events.close();
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeIdleConnections();
  });
}
