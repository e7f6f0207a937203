import type { Form } from './form.ts';

/** The forms that a reader or a store knows, newest version of an id first. */
export interface Forms {
  /** Those that are filled in, offered and looked for in files. */
  readonly all: readonly Form[];
  /** The form of a filing; without `version` the newest one. Null when it is not known. */
  find(id: string, version?: string): Form | null;
}

/** `written` are forms of which the program makes the filings itself. */
export function formsOf(all: readonly Form[], written: readonly Form[] = []): Forms {
  const known = [...all, ...written];
  return {
    all,
    find: (id, version) =>
      known.find((form) => form.id === id && (version === undefined || form.version === version)) ?? null,
  };
}
