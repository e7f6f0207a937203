import * as z from 'zod';
import { ApiError, type ErrorCode, isSentence } from './api-error.ts';
import { requests } from './api-requests.ts';
import type { Responses } from './api-responses.ts';

export { ApiError, type ErrorCode, errorTexts, isSentence } from './api-error.ts';
export * from './api-limits.ts';
export * from './api-requests.ts';
export type * from './api-responses.ts';

/**
 * Every call between the window and the backend: how its request is parsed and what it answers. Preload, handlers and
 * the window's types derive from this.
 */

export type Method = keyof typeof requests;
export type Request<M extends Method> = z.infer<(typeof requests)[M]>;

export type Answer<M extends Method> =
  | { ok: true; value: Responses[M] }
  | { ok: false; code: ErrorCode; detail: string };

/** The backend, one function a call. */
export type Handlers = { [M in Method]: (request: Request<M>) => Promise<Responses[M]> | Responses[M] };

/** Calls about the very window that makes them, which its shell answers. */
export type WindowMethod = 'menu.set' | 'window.title' | 'window.open';

export const methods = Object.keys(requests) as Method[];

/**
 * Answers one call: parses the request, runs its handler, and turns every failure into a code with one sentence for the
 * clerk. What a library says, of a wrong request or a fault, goes to the log only. Never throws.
 */
export async function answer(
  handlers: Handlers,
  method: string,
  request: unknown,
  log: (error: unknown) => void,
): Promise<Answer<Method>> {
  try {
    if (!Object.hasOwn(requests, method)) return refused(`no call ${method.slice(0, 100)}`, log);
    const known = method as Method;
    const parsed = requests[known].safeParse(request);
    if (!parsed.success) {
      const why = `${method}: ${z.prettifyError(parsed.error).slice(0, 2000)}`;
      return refused(why, log, sentenceIn(parsed.error.issues));
    }
    const handler = handlers[known] as (request: unknown) => Promise<Responses[Method]>;
    return { ok: true, value: await handler(parsed.data) };
  } catch (error) {
    const told = error instanceof ApiError && isSentence(error.message);
    if (!told || error.cause !== undefined) log(told ? (error.cause ?? error) : error);
    if (error instanceof ApiError) return { ok: false, code: error.code, detail: told ? error.message : '' };
    return { ok: false, code: 'internal', detail: '' };
  }
}

/** A call that the program's own window makes only where it meets a limit; `detail` says that limit. */
function refused(why: string, log: (error: unknown) => void, detail = ''): Answer<Method> {
  log(new Error(why));
  return { ok: false, code: 'bad-request', detail };
}

/**
 * What the first limit that was met says of itself, or ''. What is of another type meets no limit, though it may have a
 * length that is measured.
 */
function sentenceIn(issues: readonly z.core.$ZodIssue[]): string {
  const malformed = new Set(issues.flatMap(({ code, path }) => (code === 'invalid_type' ? [path.join('.')] : [])));
  for (const issue of issues) {
    if (malformed.has(issue.path.join('.'))) continue;
    const inner = issue.code === 'invalid_union' ? issue.errors.map(sentenceIn).find(Boolean) : undefined;
    if (inner || isSentence(issue.message)) return inner ?? issue.message;
  }
  return '';
}
