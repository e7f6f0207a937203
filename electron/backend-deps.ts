import type { BackendEvent, ExportKind, ExportOutcome, SealDiameter } from '../shared/api.ts';
import type { BookCount } from '../shared/book/book.ts';
import type { Filing } from '../shared/filing/filing.ts';
import type { Listing } from '../shared/listing.ts';
import type { Problem } from '../shared/problem.ts';
import type { BookOptions } from './export/exporter.ts';
import type { Note } from './import/note.ts';
import type { Store } from './store/store.ts';

export interface PickedFile {
  name: string;
  bytes: Uint8Array;
  /** Why the system did not let it be read; there are no bytes then. */
  refused?: string;
}

/** Where a written file went, as `ExportOutcome` says it. */
export type Delivery = Omit<ExportOutcome, 'problems'>;

/** What a shell does for the backend: everything that needs the system or a window. */
export interface Shell {
  name: 'electron' | 'browser';
  /** Asks for files to import; empty when the clerk cancels. */
  pickFiles(): Promise<PickedFile[]>;
  /** Asks for a folder for backups; null when the clerk cancels. */
  pickFolder(): Promise<string | null>;
  /** Asks where a file goes, under a suggested name with extension, and has it written there by `write`. */
  deliver(suggestedName: string, kind: ExportKind, write: (path: string) => Promise<void>): Promise<Delivery>;
  /** Has a PDF written to a place of its own and opens it in the system's viewer, which prints it. */
  openPdf(suggestedName: string, write: (path: string) => Promise<void>): Promise<Delivery>;
  /** Opens a delivered file, by the id of its place, with the program that the system has for it. */
  openFile(id: string): Promise<void>;
  /** Shows a delivered file in its folder. */
  showFile(id: string): Promise<void>;
  /** Shows a folder of this machine. */
  openFolder(path: string): Promise<void>;
}

export interface ExportRequest {
  kind: ExportKind;
  filings: readonly Filing[];
  path: string;
  seal: SealDiameter;
  sealCircle?: boolean | undefined;
  archive?: boolean | undefined;
  now: Date;
  fontsFolder?: string | undefined;
  onProgress: (done: number, total: number) => void;
  signal: AbortSignal;
}

export interface BackendDeps {
  store: Store;
  now: () => Date;
  version: string;
  shell: Shell;
  /** `readFilings` of import/read-file.ts. */
  readFilings: (name: string, bytes: Uint8Array, signal?: AbortSignal) => Promise<{ filings: Filing[]; notes: Note[] }>;
  /** `exportFilings` of export/exporter.ts. */
  exportFilings: (request: ExportRequest) => Promise<{ problems: Problem[] }>;
  /** `exportBook` and `countBook` of export/exporter.ts. */
  exportBook: (options: BookOptions) => Promise<{ problems: Problem[] }>;
  countBook: (book: Pick<BookOptions, 'frame' | 'parts'>, signal?: AbortSignal) => Promise<BookCount>;
  /** `writeListing` of export/exporter.ts. */
  writeListing: (
    listing: Listing,
    kind: 'xlsx' | 'pdf',
    path: string,
    options: { now: Date; fontsFolder?: string | undefined; signal?: AbortSignal },
  ) => Promise<{ problems: Problem[] }>;
  /** Folder of the fonts to embed; without it the exporter's own. */
  fontsFolder?: string | undefined;
  emit: (event: BackendEvent) => void;
  /** Takes faults of the program that the clerk is not told in detail. */
  log: (error: unknown) => void;
}
