import type { Listing } from '../../shared/listing.ts';
import type { Problem } from '../../shared/problem.ts';
import type { Fonts } from './fonts.ts';
import { listingPdf } from './listing-pdf.ts';
import { listingXlsx } from './listing-xlsx.ts';

/** One file to make of a listing. */
export interface ListingJob {
  listing: Listing;
  kind: 'xlsx' | 'pdf';
  /** Time that the file carries and prints at its foot. */
  now: Date;
  /** Folder of the fonts; without it the fonts of the npm packages or of the bundle. */
  fontsFolder?: string | undefined;
}

/** The file's bytes, and the characters that a PDF cannot print. */
export function listingBytes(
  { listing, kind, now }: ListingJob,
  fonts: () => Fonts,
): { bytes: Uint8Array; problems: Problem[] } {
  if (kind === 'xlsx') return { bytes: listingXlsx(listing, now), problems: [] };
  return listingPdf(listing, now, fonts());
}
