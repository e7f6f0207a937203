import { ApiError, type ErrorCode, errorTexts } from '../../shared/api-error.ts';

const KINDS: [RegExp, ErrorCode][] = [
  [/^SQLITE_(BUSY|LOCKED)/, 'store-busy'],
  [/^(SQLITE_FULL|ENOSPC|EDQUOT)/, 'store-full'],
  [/^SQLITE_(CORRUPT|NOTADB)/, 'store-broken'],
  [/^SQLITE_READONLY/, 'read-only'],
  [/^SQLITE_(CANTOPEN|PERM|IOERR)/, 'write-failed'],
];

/** Sentences that say more than the code's own one. */
const DETAILS: Partial<Record<ErrorCode, string>> = {
  'read-only': '数据文件或它的文件夹不可写，请检查权限后再试',
  'write-failed': '未能读写数据文件，请检查它的文件夹权限和磁盘',
};

/** The code of a SQLite failure, or null when the error does not come from SQLite. */
export function storeErrorCode(error: unknown): ErrorCode | null {
  const code = (error as { code?: unknown } | null)?.code;
  if (typeof code !== 'string') return null;
  return KINDS.find(([pattern]) => pattern.test(code))?.[1] ?? null;
}

/** A SQLite failure as an `ApiError`; every other error as it is. */
export function asApiError(error: unknown): unknown {
  const code = storeErrorCode(error);
  if (!code) return error;
  const api = new ApiError(code, DETAILS[code] ?? errorTexts[code]);
  api.cause = error;
  return api;
}

/** Runs `work`; a SQLite failure in it is thrown as an `ApiError`. */
export function guarded<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw asApiError(error);
  }
}
