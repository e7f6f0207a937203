import { beforeEach, expect, test, vi } from 'vitest';
import type { EditedBook } from '../../renderer/state/edited-book.ts';
import { ExportQuestion } from '../../renderer/state/export-question.ts';
import { Exports } from '../../renderer/state/exports.ts';
import { Jobs } from '../../renderer/state/jobs.ts';
import { Messages } from '../../renderer/state/messages.ts';
import { Remembered } from '../../renderer/state/remembered.ts';
import { Reports } from '../../renderer/state/report.ts';
import { Review } from '../../renderer/state/review.ts';
import type { ExportOutcome } from '../../shared/api.ts';
import type { Problem } from '../../shared/problem.ts';

let calls: [string, unknown][] = [];
let downloads: string[] = [];
let outcome: Partial<ExportOutcome> = {};
/** Errors that stand in the filings that go out. */
let errors = 0;
vi.mock('../../renderer/bridge.ts', () => ({
  call: async (method: string, request: { ids?: number[] }) => {
    calls.push([method, request]);
    if (method === 'review.counts')
      return { counts: (request.ids ?? []).map((id) => ({ id, error: errors, warning: 0, hint: 0, fill: 0 })) };
    return { outcome: 'saved', name: '书车.xlsx', problems: [], ...outcome };
  },
  download: (address: string) => downloads.push(address),
}));

beforeEach(() => {
  calls = [];
  downloads = [];
  outcome = {};
  errors = 0;
});

function exporter() {
  const messages = new Messages();
  const jobs = new Jobs((text) => messages.say(text), vi.fn());
  const shown: string[] = [];
  const reports = new Reports((tab) => shown.push(tab));
  const question = new ExportQuestion();
  const review = new Review(new Remembered(() => undefined), () => undefined);
  const flushed: (readonly number[] | undefined)[] = [];
  const exports = new Exports({
    jobs,
    messages,
    reports,
    review,
    question,
    seal: () => ({ seal: 42, sealCircle: true }),
    archive: () => true,
    flush: async (ids) => void flushed.push(ids),
  });
  return { exports, messages, reports, question, shown, flushed };
}

const went = () => calls.filter(([method]) => !method.startsWith('review.'));

test('what goes out is on disk first, and is named; a browser has it in its downloads', async () => {
  const { exports, messages, flushed } = exporter();
  outcome = { download: 'files/1' };
  await exports.start('xlsx', [1]);
  expect(flushed).toEqual([[1]]);
  expect(went()).toEqual([
    ['export.start', { job: expect.any(String), ids: [1], seal: 42, sealCircle: true, kind: 'xlsx', archive: true }],
  ]);
  expect(downloads).toEqual(['files/1']);
  expect(messages.last).toMatchObject({ manner: 'line', text: '已导出 书车.xlsx' });
});

test('a book has the seal that the clerk has set', async () => {
  const { exports } = exporter();
  outcome = { download: 'files/1' };
  await exports.book('pdf', { id: 7, printed: [], missing: 0 } as unknown as EditedBook);
  expect(went()).toEqual([
    ['books.export', { job: expect.any(String), id: 7, seal: 42, sealCircle: true, kind: 'pdf', archive: true }],
  ]);
});

test('a file in a folder is named with it, to be opened or shown there', async () => {
  const { exports, messages } = exporter();
  outcome = { place: { id: 'one', folder: '报送' } };
  await exports.start('pdf', [1]);
  expect(messages.last.text).toBe('已导出 书车.xlsx（文件夹 报送）');
  expect(messages.last.offers.map(({ label }) => label)).toEqual(['打开文件', '打开所在文件夹']);
  for (const offer of messages.last.offers) await offer.take();
  expect(went().slice(1)).toEqual([
    ['files.open', { id: 'one' }],
    ['files.show', { id: 'one' }],
  ]);
});

test('tables with errors go out only after the clerk’s word', async () => {
  const { exports, question, messages } = exporter();
  errors = 2;
  await exports.start('print', [1, 2]);
  expect(went()).toEqual([]);
  expect(question.asked).toMatchObject({ kind: 'print', ids: [1, 2], errors: 4, wrong: 2, first: 1 });
  await exports.start('print', [1, 2], true);
  expect(went().map(([method]) => method)).toEqual(['print.start']);
  expect(messages.last.text).toBe('已生成 PDF，请在打开的窗口中打印');
});

test('an export that is cancelled says that nothing was changed', async () => {
  const { exports, messages, shown } = exporter();
  outcome = { outcome: 'cancelled' };
  await exports.start('xlsx', [1]);
  expect(messages.last.text).toBe('已取消，原有文件未改动');
  expect(shown).toEqual([]);
});

test('what could not be printed of one table leads to its cell; of several it is told without a place', async () => {
  const { exports, reports, shown } = exporter();
  const problem: Problem = { rule: '', severity: 'warning', message: '“㐀”印不出来', path: 'projectName' };
  outcome = { problems: [problem] };
  await exports.start('pdf', [1]);
  expect(reports.report?.lines).toEqual([
    { severity: 'warning', text: '“㐀”印不出来', place: { id: 1, path: 'projectName' } },
  ]);
  await exports.start('pdf', [2]);
  expect(reports.report?.lines[0]?.place?.id).toBe(2);
  await exports.start('pdf', [1, 2]);
  expect(reports.report?.lines[0]?.place).toBeUndefined();
  expect(shown).toEqual(['report', 'report', 'report']);
});
