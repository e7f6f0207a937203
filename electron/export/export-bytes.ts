import { ApiError, type ExportKind } from '../../shared/api.ts';
import { type Filing, summarise } from '../../shared/filing/filing.ts';
import { catalog } from '../../shared/form/catalog/catalog.ts';
import type { Form } from '../../shared/form/form.ts';
import { layout, sheetTitle } from '../../shared/layout/layout.ts';
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
export function exportBytes(
  { kind, archive, filings, seal, sealCircle, now }: ExportJob,
  fonts: () => Fonts,
  onProgress: (done: number, total: number) => void,
): { bytes: Uint8Array; problems: Problem[] } {
  const known = filings.map((filing) => ({ filing, form: knownForm(filing) }));
  /** One by one, so that no more than one is in memory where the file is written as it comes. */
  function* laidOut(): Generator<Sheet> {
    for (const [index, { form, filing }] of known.entries()) {
      const sheet = layout(form, filing, { seal, blankRows: false });
      onProgress(index + 1, known.length);
      yield sealCircle === false ? { ...sheet, seal: null } : sheet;
    }
  }
  const titles = known.map(({ form, filing }) => sheetTitle(form, filing));
  return makeFile({ kind, archive }, laidOut(), titles, describe(known, titles, now), fonts);
}

function knownForm({ form, version }: Filing): Form {
  const known = catalog.find(form, version);
  if (!known) throw new ApiError('not-found', `没有表样“${form} ${version}”，请更新软件后再导出`);
  return known;
}

/**
 * The bytes of a file with these sheets of these titles; the problems name characters that the PDF's fonts lack.
 */
export function makeFile(
  { kind, archive }: Pick<ExportJob, 'kind' | 'archive'>,
  sheets: Iterable<Sheet>,
  titles: readonly string[],
  info: DocumentInfo,
  fonts: () => Fonts,
): { bytes: Uint8Array; problems: Problem[] } {
  if (kind === 'xlsx') return { bytes: makeXlsx(sheets, info, titles), problems: [] };
  if (kind === 'docx') return { bytes: makeDocx([...sheets], info), problems: [] };
  const { bytes, problems } = kind === 'ofd' ? makeOfd(sheets, info, fonts()) : makePdf(sheets, info, fonts(), archive);
  return { bytes, problems: problems.map(({ sheet, ...problem }) => named(problem, titles, sheet)) };
}

/** Title, author and subject of a file with these tables. */
function describe(
  known: readonly { form: Form; filing: Filing }[],
  titles: readonly string[],
  now: Date,
): DocumentInfo {
  const [first = ''] = titles;
  const title = titles.length > 1 ? `${first}等${titles.length}张表` : first;
  const units = [...new Set(known.map(({ form, filing }) => summarise(form, filing).unit))].filter(
    (unit) => unit !== '',
  );
  const author = units.length > 3 ? `${units.slice(0, 3).join('、')}等` : units.join('、');
  const subject = [...new Set(known.map(({ form }) => form.name))].join('、');
  return { title, author, subject, now };
}

/** A path does not say which of several tables it is in, so the message does. */
function named(problem: Problem, titles: readonly string[], sheet: number): Problem {
  if (titles.length === 1) return problem;
  return { ...problem, message: `第${sheet + 1}张表《${titles[sheet] ?? ''}》${problem.message}` };
}
