import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sentenceOf } from '../renderer/faults.ts';
import { ApiError, answer, type ErrorCode, errorTexts, type Handlers, isSentence, methods } from '../shared/api.ts';

/** What reaches the clerk of a call that went wrong: one Chinese sentence, never what a library says. */

const codes = Object.keys(errorTexts) as ErrorCode[];

/** What the window shows of an answer (renderer/faults.ts). */
function shown(given: Awaited<ReturnType<typeof answer>>): string {
  if (given.ok) return '';
  const error = new ApiError(given.code, given.detail);
  return isSentence(error.message) ? error.message : errorTexts[error.code];
}

/** Handlers that all do the same. */
function all(handler: () => unknown): Handlers {
  return Object.fromEntries(methods.map((method) => [method, handler])) as unknown as Handlers;
}

const refusing = all(() => {
  throw new Error('SqliteError: no such column: trashed_at');
});

test('every code has one Chinese sentence that names the next step and holds no English', () => {
  for (const code of codes) {
    expect(errorTexts[code], code).toMatch(/\p{Script=Han}{6}/u);
    expect(errorTexts[code], code).not.toMatch(/[A-Za-z]/);
  }
});

describe.each(methods)('%s', (method) => {
  test('answers a malformed request in Chinese, with what is wrong of it in the log only', async () => {
    /** What is no list, but says how long it is. */
    const longLooking = fc.record({ length: fc.oneof(fc.integer(), fc.string()) });
    const anything = fc.oneof(
      fc.anything(),
      fc.record({ id: fc.anything(), ids: longLooking }),
      fc.record({ id: fc.anything(), ids: fc.anything(), job: fc.anything(), year: fc.anything() }),
    );
    await fc.assert(
      fc.asyncProperty(anything, async (request) => {
        const logged: unknown[] = [];
        const given = await answer(
          all(() => ({})),
          method,
          request,
          (error) => logged.push(error),
        );
        if (given.ok) return;
        expect(given).toEqual({ ok: false, code: 'bad-request', detail: '' });
        expect(shown(given)).toBe(errorTexts['bad-request']);
        expect(String(logged[0])).toContain(method);
      }),
      { numRuns: 60 },
    );
  });

  test('tells a fault of its handler without a word of it', async () => {
    const logged: unknown[] = [];
    // A request that parses is not to be had for every method here, so the handler is called as `answer` does.
    const given = await answer(refusing, method, requestOf(method), (error) => logged.push(error));
    expect(logged).toHaveLength(1);
    if (given.ok) throw new Error('a refusing handler has answered');
    expect(given.detail).toBe('');
    expect(shown(given)).not.toMatch(/[A-Za-z]/);
  });
});

test('what was thrown on purpose in another language than ours is not shown, and goes to the log', async () => {
  for (const message of ['database is locked', 'EACCES: permission denied, open', 'Invalid input: expected string'])
    for (const code of codes) {
      const logged: unknown[] = [];
      const handlers = all(() => {
        throw new ApiError(code, message);
      });
      const given = await answer(handlers, 'app.info', {}, (error) => logged.push(error));
      expect(given).toEqual({ ok: false, code, detail: '' });
      expect(shown(given)).toBe(errorTexts[code]);
      expect(String(logged[0])).toContain(message);
    }
});

test('a sentence of ours goes through as it is; the failure behind it goes to the log', async () => {
  const failure = new ApiError('write-failed', '未能写入“a.xlsx”：磁盘空间不足，请清理磁盘或另选位置');
  failure.cause = new Error('ENOSPC: no space left on device');
  const logged: unknown[] = [];
  const handlers = all(() => {
    throw failure;
  });
  expect(await answer(handlers, 'app.info', {}, (error) => logged.push(error))).toEqual({
    ok: false,
    code: 'write-failed',
    detail: failure.message,
  });
  expect(logged).toEqual([failure.cause]);
});

test('whatever is larger than a call takes is refused with the limit and what to do', async () => {
  const list = (count: number) => Array.from({ length: count }, (_, index) => index + 1);
  const long = '长'.repeat(40_000);
  const given: [string, Record<string, unknown>][] = [
    ['export.start', { job: 'a', kind: 'xlsx', ids: list(6000), seal: null }],
    ['print.start', { job: 'a', ids: list(6000), seal: null }],
    ['review.export', { job: 'a', kind: 'pdf', scope: { ids: list(6000) } }],
    ['filings.trash', { ids: list(100_001) }],
    ['filings.list', { query: long, trashed: false }],
    ['filings.create', { form: 'dalian-project', year: 2026, projectName: long }],
    ['filings.commit', { id: 1, revision: 1, label: long, edits: [{ kind: 'value', field: 'a', from: '', to: long }] }],
    ['waivers.set', { unit: '', rule: 'R01', filing: 1, path: null, reason: long }],
    ['totals.set', { unit: '', year: 2026, total: long }],
  ];
  for (const [method, request] of given) {
    const said = shown(
      await answer(
        all(() => ({})),
        method,
        request,
        () => undefined,
      ),
    );
    expect(said, method).not.toBe(errorTexts['bad-request']);
    expect(said, method).toMatch(/^[^A-Za-z]{4,}，请[^A-Za-z]+$/);
  }
});

test('what a store of 6,000 tables and texts of any cell bring is taken', async () => {
  const ids = Array.from({ length: 6000 }, (_, index) => index + 1);
  const name = '名'.repeat(32_767);
  const given: [string, Record<string, unknown>][] = [
    ...['filings.trash', 'filings.restore', 'filings.purge', 'review.counts'].map(
      (method): [string, { ids: number[] }] => [method, { ids }],
    ),
    ['filings.copy', { ids, year: 2027 }],
    ['filings.rollForward', { job: 'a', ids, year: 2027, amounts: 'keep' }],
    ['filings.create', { form: 'dalian-project', year: 2026, projectName: name }],
    ['library.remove', { ids: [`used-${name}`] }],
    ['library.merge', { into: `used-${name}`, ids: [`used-${name}`] }],
    ['library.restore', { names: [name], ids: [] }],
    ['settings.set', { key: 'list.closed', value: name }],
  ];
  for (const [method, request] of given)
    expect(
      await answer(
        all(() => ({})),
        method,
        request,
        () => undefined,
      ),
      method,
    ).toEqual({ ok: true, value: {} });
});

test('a call nobody knows is refused in Chinese, however its name is written', async () => {
  for (const name of ['filings.fly', '__proto__', 'constructor', 'toString', '<script>', 'x'.repeat(5000)]) {
    const given = await answer(refusing, name, {}, () => undefined);
    expect(given).toEqual({ ok: false, code: 'bad-request', detail: '' });
  }
});

describe('what the window says of an error', () => {
  test('is what was thrown on purpose', () => {
    expect(sentenceOf(new ApiError('store-full'))).toBe(errorTexts['store-full']);
    expect(sentenceOf(new ApiError('write-failed', '未能写入“a.xlsx”'))).toBe('未能写入“a.xlsx”');
    expect(sentenceOf(new Error('正在填写的内容还不能确认：金额应为数字'))).toBe(
      '正在填写的内容还不能确认：金额应为数字',
    );
    expect(sentenceOf(new ApiError('store-full', 'database or disk is full'))).toBe(errorTexts['store-full']);
  });

  test('is one sentence for every fault, whatever it says and whatever was thrown', () => {
    const faults = [
      new TypeError('Promise.withResolvers is not a function'),
      new SyntaxError('Unexpected token \'中\', "中文" is not valid JSON'),
      'plain text 中文',
      undefined,
      null,
      { code: 'internal', message: '不是错误' },
    ];
    for (const fault of faults) expect(sentenceOf(fault)).toBe(errorTexts.window);
    fc.assert(
      fc.property(fc.string(), (message) => {
        const said = sentenceOf(new Error(message));
        expect(said === errorTexts.window || /^[\p{Script=Han}“《]/u.test(said)).toBe(true);
      }),
    );
  });
});

/** A request that many methods take; the others refuse it, which is told no less in Chinese. */
function requestOf(method: string): unknown {
  if (/^(app\.info|library\.(list|pick|export)|waivers\.list)$/.test(method)) return {};
  if (method === 'filings.open' || method === 'review.filing' || method === 'waivers.remove') return { id: 1 };
  return method.startsWith('filings.') ? { ids: [1] } : {};
}
