import type { ExportKind, ExportOutcome, Request, SealDiameter } from '../../shared/api.ts';
import { ApiError } from '../../shared/api-error.ts';
import { MOST_OUT, TOO_MANY_OUT } from '../../shared/api-limits.ts';
import type { Filing } from '../../shared/filing/filing.ts';
import { toBody } from '../../shared/filing/parse.ts';
import type { Problem } from '../../shared/problem.ts';
import type { UnitReview } from '../../shared/review.ts';
import { call, download } from '../bridge.ts';
import type { Subject } from './comparison.ts';
import type { EditedBook } from './edited-book.ts';
import type { ExportQuestion } from './export-question.ts';
import type { Jobs } from './jobs.ts';
import type { Messages, Offer } from './messages.ts';
import { exportReport, type Reports } from './report.ts';
import type { Review } from './review.ts';

/** From how many filings on the clerk is told that their review takes a moment. */
const MANY = 100;

interface Beside {
  jobs: Jobs;
  messages: Messages;
  reports: Reports;
  review: Review;
  question: ExportQuestion;
  /** The room for the seal, and whether its circle is printed. */
  seal(): { seal: SealDiameter; sealCircle: boolean };
  /** Whether PDFs are handed out as PDF/A. */
  archive(): boolean;
  /** Has everything that is open, or these filings, on disk. */
  flush(ids?: readonly number[]): Promise<void>;
}

/** What goes out of the window: workbooks, PDFs, prints, reports. */
export class Exports {
  readonly #beside: Beside;

  constructor(beside: Beside) {
    this.#beside = beside;
  }

  /** Exports or prints filings; where errors stand in them, only after the clerk's word, which `anyway` is. */
  async start(kind: ExportKind | 'print', ids: number[], anyway = false): Promise<void> {
    refuseTooMany(ids);
    const { jobs, flush, seal, archive } = this.#beside;
    await flush(ids);
    if (!anyway && (await this.#asksBefore(kind, ids, () => this.start(kind, ids, true)))) return;
    await jobs.run('导出', ids.length, async (job) => {
      const request = { job, ids, ...seal() };
      const outcome =
        kind === 'print'
          ? await call('print.start', request)
          : await call('export.start', { ...request, kind, archive: archive() });
      this.#went(kind, outcome, ids.length === 1 ? ids[0] : undefined);
    });
  }

  /** Exports or prints a book; where errors stand in its tables, only after the clerk's word, which `anyway` is. */
  async book(kind: ExportKind | 'print', book: EditedBook, anyway = false): Promise<void> {
    const { jobs, flush, seal, archive } = this.#beside;
    await flush();
    const { id, printed, missing } = book;
    if (!anyway && printed.length > 0 && (await this.#asksBefore(kind, printed, () => this.book(kind, book, true))))
      return;
    await jobs.run('导出', printed.length, async (job) => {
      const request = { job, id, ...seal() };
      const outcome =
        kind === 'print'
          ? await call('books.print', request)
          : await call('books.export', { ...request, kind, archive: archive() });
      this.#went(kind, outcome, null, missing > 0 ? `；其中 ${missing} 张已删除的表没有印入` : '');
    });
  }

  /** The PDF of a book as it would be printed; null when cancelled. */
  async bookPreview({ id }: EditedBook): Promise<Uint8Array<ArrayBuffer> | null> {
    const { flush, seal } = this.#beside;
    await flush();
    const { outcome, pdf, problems } = await call('books.preview', { job: crypto.randomUUID(), id, ...seal() });
    this.#tell(problems, null);
    return outcome === 'saved' ? bytesOf(pdf) : null;
  }

  /** Writes filings that the data file does not take to a workbook, as they are in the window. */
  async unsaved(filings: readonly Filing[]): Promise<void> {
    const { jobs, seal } = this.#beside;
    await jobs.run('导出', filings.length, async (job) => {
      const sent = filings.map(toBody) as Request<'unsaved.export'>['filings'];
      this.#went('xlsx', await call('unsaved.export', { job, filings: sent, ...seal() }));
    });
  }

  async #asksBefore(kind: ExportKind | 'print', ids: number[], anyway: () => Promise<void>): Promise<boolean> {
    const { messages, review, question } = this.#beside;
    if (ids.length > MANY) messages.say(`正在审核所选的 ${ids.length} 张表，请稍候`);
    await review.judge(ids);
    return question.asksBefore(kind, ids, anyway);
  }

  /** The PDF of a filing as it would be printed, with what could not be printed in the report; null when cancelled. */
  async preview(id: number): Promise<Uint8Array<ArrayBuffer> | null> {
    const { flush, seal } = this.#beside;
    await flush([id]);
    const request = { job: crypto.randomUUID(), ids: [id], ...seal() };
    const { outcome, pdf, problems } = await call('print.preview', request);
    this.#tell(problems, id);
    return outcome === 'saved' ? bytesOf(pdf) : null;
  }

  /** Hands out a comparison as a workbook. */
  async comparison(subject: Subject, changesOnly: boolean): Promise<void> {
    this.#went('xlsx', await call('compare.export', { subject, changesOnly }));
  }

  /** Hands out the indicator library as a workbook. */
  async library(): Promise<void> {
    this.#went('xlsx', await call('library.export', {}));
  }

  /** Hands out the 审核报告 of filings or of a year. */
  async report(kind: 'xlsx' | 'pdf', scope: { ids: number[] } | { year: number }): Promise<void> {
    if ('ids' in scope) refuseTooMany(scope.ids);
    await this.#beside.flush();
    await this.#beside.jobs.run('导出', 1, async (job) => {
      this.#went(kind, await call('review.export', { job, kind, scope }));
    });
  }

  /** The summary of a year by unit; null when it was cancelled, or something else is going on. */
  async reviewYear(year: number): Promise<UnitReview[] | null> {
    await this.#beside.flush();
    return this.#beside.jobs.run('审核', 1, async (job) => (await call('review.year', { job, year })).units);
  }

  /** `id` is the filing that went out, where it was one alone: only then is it known what the places are in. */
  #went(kind: ExportKind | 'print', result: ExportOutcome, id: number | null = null, more = ''): void {
    const { outcome, name = '', place, download: address, problems } = result;
    const { messages } = this.#beside;
    if (outcome === 'cancelled') {
      messages.say('已取消，原有文件未改动');
      return;
    }
    if (address) download(address);
    this.#tell(problems, id);
    const text = `${kind === 'print' ? '已生成 PDF，请在打开的窗口中打印' : `已导出 ${name}`}${more}`;
    if (place) messages.notify('', `${text}（文件夹 ${place.folder}）`, offersOf(place.id));
    else messages.say(text);
  }

  #tell(problems: readonly Problem[], id: number | null): void {
    if (problems.length > 0) this.#beside.reports.tell(exportReport(problems, id));
  }
}

const bytesOf = (base64: string) => Uint8Array.from(atob(base64), (byte) => byte.charCodeAt(0));

/** What can be done with a file that was written. */
const offersOf = (id: string): Offer[] => [
  { label: '打开文件', stays: true, take: async () => void (await call('files.open', { id })) },
  { label: '打开所在文件夹', take: async () => void (await call('files.show', { id })) },
];

/** @throws ApiError when these are more filings than go into one file */
function refuseTooMany({ length }: readonly number[]): void {
  if (length > MOST_OUT) throw new ApiError('bad-request', TOO_MANY_OUT);
}
