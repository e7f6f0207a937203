import type { Form } from '../form.ts';
import { dalianProject } from './dalian-project.ts';
import { hebeiProject } from './hebei-project.ts';

/** Every official form, newest version of an id first. Old versions stay, so that their filings can be reproduced. */
export const catalog: readonly Form[] = [dalianProject, hebeiProject];

/** The form of a filing; without `version` the newest one. Null when this program does not know it. */
export function findForm(id: string, version?: string): Form | null {
  return catalog.find((form) => form.id === id && (version === undefined || form.version === version)) ?? null;
}
