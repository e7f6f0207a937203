import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createDownloads, type Downloads } from '../electron/browser/downloads.ts';
import { createEvents, type Events } from '../electron/browser/events.ts';
import { type LoopbackServer, listen } from '../electron/browser/server.ts';
import type { Handlers } from '../shared/api.ts';

/** The loopback server with a real socket and real files; only the calls behind it are stand-ins. */

let folder: string;
let server: LoopbackServer;
let downloads: Downloads;
let events: Events;
let announced: string[];
let logged: unknown[];
let received: unknown;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'jixiaobiao-serve-'));
  await mkdir(join(folder, 'renderer', 'assets'), { recursive: true });
  await mkdir(join(folder, 'fonts'));
  await writeFile(join(folder, 'renderer', 'index.html'), '<title>绩效表</title>');
  await writeFile(join(folder, 'renderer', 'assets', 'main.js'), 'export {}');
  await writeFile(join(folder, 'fonts', 'Song.ttf'), 'ttf');
  await writeFile(join(folder, 'secret.json'), '{}');
  await symlink(join(folder, 'secret.json'), join(folder, 'renderer', 'link.json'));
  announced = [];
  logged = [];
  received = undefined;
  downloads = await createDownloads();
  events = createEvents();
  const handlers = {
    'filings.list': (asked: unknown) => {
      received = asked;
      return { filings: [] };
    },
    'import.files': (asked: unknown) => {
      received = asked;
      return { files: [] };
    },
    'app.info': () => {
      throw new Error('a fault inside');
    },
  } as unknown as Handlers;
  server = await listen({
    folders: { renderer: join(folder, 'renderer'), fonts: join(folder, 'fonts') },
    handlers,
    downloads,
    events,
    log: (error) => logged.push(error),
    announce: (address) => announced.push(address),
  });
});

afterEach(async () => {
  await server.close();
  await downloads.close();
  await rm(folder, { recursive: true });
});

interface Reply {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: string;
}

/** A request with every header under the test's control, unlike `fetch`. */
function send(
  url: string,
  options: { method?: string; headers?: Record<string, string>; body?: string | Uint8Array } = {},
) {
  const { method = 'GET', headers = {}, body } = options;
  return new Promise<Reply>((resolve, reject) => {
    const outgoing = httpRequest(url, { method, headers, agent: false }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          body: Buffer.concat(chunks).toString('utf8'),
        }),
      );
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

/** Opens an address as a browser does, and gives the origin and the headers of its later requests. */
async function visit() {
  const address = server.address();
  const reply = await send(address);
  const cookie = String(reply.headers['set-cookie']);
  const origin = new URL(address).origin;
  return { address, reply, cookie, origin, headers: { cookie: cookie.split(';')[0] as string, origin } };
}

describe('who is let in', () => {
  test('an address is good for one visit, gives a cookie and leaves the token out of the next address', async () => {
    const { address, reply, cookie, origin, headers } = await visit();
    expect(reply.status).toBe(303);
    expect(reply.headers.location).toBe('/');
    expect(cookie).toMatch(/HttpOnly; SameSite=Strict/);
    expect((await send(address)).status).toBe(403);
    expect((await send(`${origin}/`, { headers })).body).toContain('绩效表');
  });

  test('a visitor with a used address is told where a fresh one stands', async () => {
    const { address } = await visit();
    const refused = await send(address);
    expect(refused.body).toContain('最新的地址');
    expect(announced).toHaveLength(1);
    expect((await send(announced[0] as string)).status).toBe(303);
  });

  test.each([
    ['no cookie', { cookie: '' }],
    ['another cookie', { cookie: 'jixiaobiao-1=abc' }],
    ['another host name (DNS rebinding)', { host: 'evil.example' }],
    ['another origin', { origin: 'http://evil.example' }],
    ['a page of another site', { 'sec-fetch-site': 'cross-site' }],
  ])('%s: no call, no page, no events', async (_, changed) => {
    const { origin, headers } = await visit();
    const wrong = { ...headers, 'content-type': 'application/json', ...changed };
    for (const path of ['/', '/assets/main.js', '/fonts/Song.ttf', '/events', '/download/x'])
      expect((await send(origin + path, { headers: wrong })).status, path).toBe(403);
    const called = await send(`${origin}/call/filings.list`, { method: 'POST', headers: wrong, body: '{}' });
    expect(called.status).toBe(403);
    expect(received).toBeUndefined();
  });

  test('a call without an Origin is refused', async () => {
    const { origin, headers } = await visit();
    const reply = await send(`${origin}/call/filings.list`, {
      method: 'POST',
      headers: { cookie: headers.cookie },
      body: '{}',
    });
    expect(reply.status).toBe(403);
  });

  test('nothing but GET for pages and POST for calls', async () => {
    const { origin, headers } = await visit();
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS', 'HEAD'])
      expect((await send(`${origin}/`, { method, headers })).status, method).toBe(405);
    expect((await send(`${origin}/call/filings.list`, { headers })).status).toBe(405);
  });
});

describe('the page', () => {
  test('comes with a strict policy, and fonts with their type', async () => {
    const { origin, headers } = await visit();
    const page = await send(`${origin}/`, { headers });
    expect(page.headers['content-security-policy']).toContain("default-src 'none'");
    expect(page.headers['content-security-policy']).toContain("script-src 'self';");
    expect(page.headers['x-content-type-options']).toBe('nosniff');
    expect((await send(`${origin}/fonts/Song.ttf`, { headers })).headers['content-type']).toBe('font/ttf');
    expect((await send(`${origin}/assets/main.js`, { headers })).headers['content-type']).toContain('text/javascript');
  });

  test.each([
    '/../secret.json',
    '/%2e%2e/secret.json',
    '/fonts/..%2f..%2fsecret.json',
    '/fonts/%2e%2e%5csecret.json',
    '/link.json',
    '/assets',
    '/index.html%00.js',
    '/%ff.js',
    '/missing.js',
  ])('%s is not there', async (path) => {
    const { origin, headers } = await visit();
    // `new URL` would tidy the path up before it is sent.
    const { hostname, port } = new URL(origin);
    const status = await new Promise((resolve, reject) => {
      httpRequest({ hostname, port, path, headers, agent: false }, (response) => {
        response.resume();
        resolve(response.statusCode);
      })
        .on('error', reject)
        .end();
    });
    expect(status).toBe(404);
  });
});

describe('calls', () => {
  async function post(method: string, body: string | Uint8Array, type = 'application/json') {
    const { origin, headers } = await visit();
    return send(`${origin}/call/${method}`, { method: 'POST', headers: { ...headers, 'content-type': type }, body });
  }

  test('reach their handler and come back as JSON', async () => {
    const reply = await post('filings.list', '{"query":"档案","trashed":false}');
    expect(JSON.parse(reply.body)).toEqual({ ok: true, value: { filings: [] } });
    expect(received).toEqual({ query: '档案', trashed: false });
  });

  test('bytes of files arrive as they left', async () => {
    const bytes = Uint8Array.from({ length: 70_000 }, (_, i) => i % 256);
    const form = new FormData();
    form.append('request', '{"job":"j","files":[{"name":"表.xlsx","bytes":{"$bytes":0}}]}');
    form.append('bytes', new Blob([bytes]));
    const encoded = new Response(form);
    const type = encoded.headers.get('content-type') as string;
    const reply = await post('import.files', new Uint8Array(await encoded.arrayBuffer()), type);
    expect(JSON.parse(reply.body)).toEqual({ ok: true, value: { files: [] } });
    expect(received).toEqual({ job: 'j', files: [{ name: '表.xlsx', bytes }] });
  });

  test('a call nobody knows, or one that does not parse, is answered with a code', async () => {
    expect(JSON.parse((await post('nothing.here', '{}')).body)).toMatchObject({ ok: false, code: 'bad-request' });
    expect(JSON.parse((await post('filings.list', '{"query":1}')).body)).toMatchObject({
      ok: false,
      code: 'bad-request',
    });
  });

  test('a body that is neither JSON nor a form is refused without a trace', async () => {
    const reply = await post('filings.list', '{"query":');
    expect(reply.status).toBe(400);
    expect(reply.body).not.toMatch(/at |Error/);
    expect((await post('import.files', 'x', 'multipart/form-data; boundary=none')).status).toBe(400);
    expect(logged).toEqual([]);
  });

  test('a fault inside is logged and answered with a code, not with its text', async () => {
    const reply = await post('app.info', '{}');
    expect(JSON.parse(reply.body)).toEqual({ ok: false, code: 'internal', detail: '' });
    expect(String(logged[0])).toContain('a fault inside');
  });

  test('a body beyond all bounds is refused', async () => {
    const { origin, headers } = await visit();
    const sent = send(`${origin}/call/import.files`, {
      method: 'POST',
      headers,
      body: new Uint8Array(102 * 1024 * 1024),
    });
    const outcome = await sent.then(
      (reply) => reply.status,
      (error: NodeJS.ErrnoException) => error.code,
    );
    expect([400, 'ECONNRESET', 'EPIPE']).toContain(outcome);
    expect(received).toBeUndefined();
  });
});

describe('files and progress', () => {
  test('an offered file is fetched once, under its Chinese name', async () => {
    const path = await downloads.place('绩效目标表.pdf');
    await writeFile(path, '%PDF-1.7');
    const address = downloads.offer(path, 'attachment');
    const { origin, headers } = await visit();
    const reply = await send(`${origin}/${address}`, { headers });
    expect(reply.body).toBe('%PDF-1.7');
    expect(reply.headers['content-type']).toBe('application/pdf');
    expect(reply.headers['content-disposition']).toBe(
      `attachment; filename*=UTF-8''${encodeURIComponent('绩效目标表.pdf')}`,
    );
    expect((await send(`${origin}/${address}`, { headers })).status).toBe(404);
  });

  test('progress reaches the page that listens', async () => {
    const { origin, headers } = await visit();
    const heard = new Promise<string>((resolve, reject) => {
      httpRequest(`${origin}/events`, { headers, agent: false }, (response) => {
        response.once('data', (chunk) => resolve(String(chunk)));
        events.emit({ event: 'progress', job: 'j', done: 1, total: 8 });
      })
        .on('error', reject)
        .end();
    });
    expect(await heard).toBe('data: {"event":"progress","job":"j","done":1,"total":8}\n\n');
  });
});
