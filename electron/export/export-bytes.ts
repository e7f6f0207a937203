import { ApiError, type ExportKind } from '../../shared/api.ts';
import { type Filing, summarise } from '../../shared/filing/filing.ts';
import { catalog } from '../../shared/form/catalog/catalog.ts';
import { layout } from '../../shared/layout/layout.ts';
import type { Sheet } from '../../shared/layout/sheet.ts';
import type { Problem } from '../../shared/problem.ts';
import type { DocumentInfo } from './document-info.ts';
import { makeDocx } from './docx.ts';
import type { Fonts } from './fonts.ts';
import { makeOfd } from './ofd.ts';
import { makePdf } from './pdf.ts';
import { makeXlsx } from './xlsx.ts';

/** One file to make of filings, in order. */
export interface ExportJob {
  kind: ExportKind;
  filings: readonly Filing[];
  /** Diameter in mm of the seal's guide circle in a PDF or OFD, or null for none. */
  seal: 42 | 45 | null;
  /** False where only its room is left, and no circle printed. */
  sealCircle?: boolean | undefined;
  /** Whether a PDF is PDF/A, for the archive. */
  archive?: boolean | undefined;
  /** Time that the file carries. */
  now: Date;
  /** Folder of the fonts; without it the fonts of the npm packages or of the bundle. */
  fontsFolder?: string | undefined;
}

/**
 * Lays the filings out and makes the file's bytes; `onProgress` hears of every filing laid out.
 * @throws ApiError `not-found` for a filing of a form that this program does not know.
 */
export async function exportBytes(
  job: ExportJob,
  fonts: () => Fonts,
  onProgress: (done: number, total: number) => void,
): Promise<{ bytes: Uint8Array; problems: Problem[] }> {
  const sheets: Sheet[] = [];
  const units = new Set<string>();
  for (const filing of job.filings) {
    const form = catalog.find(filing.form, filing.version);
    if (!form) throw new ApiError('not-found', `没有表样“${filing.form} ${filing.version}”，请更新软件后再导出`);
    const sheet = layout(form, filing, { seal: job.seal, blankRows: false });
    sheets.push(job.sealCircle === false ? { ...sheet, seal: null } : sheet);
    const { unit } = summarise(form, filing);
    if (unit) units.add(unit);
    onProgress(sheets.length, job.filings.length);
  }
  return makeFile(job, sheets, describe(sheets, [...units], job.now), fonts);
}

/** The bytes of a file with these sheets; the problems name characters that the PDF's fonts lack. */
export async function makeFile(
  { kind, archive }: Pick<ExportJob, 'kind' | 'archive'>,
  sheets: readonly Sheet[],
  info: DocumentInfo,
  fonts: () => Fonts,
): Promise<{ bytes: Uint8Array; problems: Problem[] }> {
  if (kind === 'xlsx') return { bytes: await makeXlsx(sheets, info), problems: [] };
  if (kind === 'docx') return { bytes: makeDocx(sheets, info), problems: [] };
  const { bytes, problems } = kind === 'ofd' ? makeOfd(sheets, info, fonts()) : makePdf(sheets, info, fonts(), archive);
  return { bytes, problems: problems.map(({ sheet, ...problem }) => named(problem, sheets, sheet)) };
}

/** Title, author and subject of a file with these tables. */
function describe(sheets: readonly Sheet[], units: readonly string[], now: Date): DocumentInfo {
  const first = sheets[0]?.title ?? '';
  const title = sheets.length > 1 ? `${first}等${sheets.length}张表` : first;
  const author = units.length > 3 ? `${units.slice(0, 3).join('、')}等` : units.join('、');
  const subject = [...new Set(sheets.map(({ form }) => form.name))].join('、');
  return { title, author, subject, now };
}

/** A path does not say which of several tables it is in, so the message does. */
function named(problem: Problem, sheets: readonly Sheet[], sheet: number): Problem {
  if (sheets.length === 1) return problem;
  return { ...problem, message: `第${sheet + 1}张表《${sheets[sheet]?.title ?? ''}》${problem.message}` };
}
