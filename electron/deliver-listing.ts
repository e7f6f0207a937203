import type { ExportOutcome } from '../shared/api.ts';
import type { Listing } from '../shared/listing.ts';
import type { BackendDeps } from './backend-deps.ts';

/** What handing out a listing takes of the backend. */
export type ListingDeps = Pick<BackendDeps, 'now' | 'shell' | 'fontsFolder' | 'writeListing'>;

/** Has a listing written where the clerk wants it, under `name` without an extension, until `signal` ends it. */
export async function deliverListing(
  { now, shell, fontsFolder, writeListing }: ListingDeps,
  name: string,
  kind: 'xlsx' | 'pdf',
  listing: Listing,
  signal?: AbortSignal,
): Promise<ExportOutcome> {
  let problems: ExportOutcome['problems'] = [];
  const delivery = await shell.deliver(`${name}.${kind}`, kind, async (path) => {
    const options = { now: now(), fontsFolder, ...(signal && { signal }) };
    problems = (await writeListing(listing, kind, path, options)).problems;
  });
  return { ...delivery, problems };
}
