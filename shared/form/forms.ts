import type { Form } from './form.ts';

/** The forms that a reader or a store knows, newest version of an id first. */
export interface Forms {
  readonly all: readonly Form[];
  /** The form of a filing; without `version` the newest one. Null when it is not known. */
  find(id: string, version?: string): Form | null;
}

export function formsOf(all: readonly Form[]): Forms {
  return {
    all,
    find: (id, version) =>
      all.find((form) => form.id === id && (version === undefined || form.version === version)) ?? null,
  };
}
