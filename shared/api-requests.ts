import * as z from 'zod';
import {
  exportKinds,
  LONGEST_SETTING,
  LONGEST_VERSION_NAME,
  MOST_OUT,
  MOST_SUMMARIES,
  TOO_MANY_OUT,
  YEARS,
} from './api-limits.ts';
import { type Grouping, groupings, type Sort, sorts } from './arrangement.ts';
import { bookSchema } from './book/book.ts';
import type { Edit } from './filing/edits.ts';
import { stepLabel } from './filing/history.ts';
import { MAX_TEXT } from './filing/parse.ts';
import { MOST_EDITS } from './filing/step-parts.ts';
import { indicatorSchema } from './library/library-schema.ts';

/** What the window asks of the backend. Every call has its request here and its answer in `api-responses.ts`. */

const id = z.int().positive();
const ids = z.array(id).min(1).max(100_000, '所选的表太多，请分批选择后再试');
const idsOut = z.array(id).min(1).max(MOST_OUT, TOO_MANY_OUT);
const year = z.int().min(YEARS.first).max(YEARS.last);
const text = z.string().max(MAX_TEXT, `一格最多 ${MAX_TEXT} 个字，请缩短后再填`);
const row = z.record(z.string(), text);
const index = z.int().nonnegative();
const query = z.string().max(200, '搜索内容最多 200 个字，请缩短后再搜索');
const stepName = z.string().max(40);
const versionName = z
  .string()
  .trim()
  .min(1, '请填写版本名称')
  .max(LONGEST_VERSION_NAME, `版本名称最多 ${LONGEST_VERSION_NAME} 个字，请缩短后再填`)
  .regex(/^[^\r\n]*$/, '版本名称只能有一行');

/** The table of an edit; revisions from before forms had several say none. */
const table = z.string().max(40).default('indicators');

const edit: z.ZodType<Edit> = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('value'), field: z.string(), from: text, to: text }),
  z.strictObject({
    kind: z.literal('cell'),
    table,
    row: index,
    id: z.string().max(40).optional(),
    column: z.string(),
    from: text,
    to: text,
  }),
  z.strictObject({ kind: z.literal('section'), section: z.string(), on: z.boolean() }),
  z.strictObject({ kind: z.literal('insert'), table, at: index, rows: z.array(row).max(2000) }),
  z.strictObject({ kind: z.literal('remove'), table, at: index, rows: z.array(row).max(2000) }),
  z.strictObject({ kind: z.literal('move'), table, from: index, count: index, to: index }),
]);

/** The edits of a revision as the data file keeps them. */
export const storedEdits = z.array(edit);

/** Diameter in mm of the guide circle where the unit's seal goes, or null for none. */
const seal = z.union([z.literal(42), z.literal(45)]).nullable();
export type SealDiameter = z.infer<typeof seal>;
/** The same of a book, which itself says where seals go. */
const bookSeal = seal.optional();
/** Whether a PDF is PDF/A, for the archive. */
const archive = z.boolean().optional();
/** Whether the circle itself is printed; without it only its room is left. Printed unless said otherwise. */
const sealCircle = z.boolean().optional();

/** A name of the library is any text that a cell of a table held; the id of one that was only used holds its name. */
const libraryName = z.string().max(MAX_TEXT + 10);
const libraryNames = z.array(libraryName).max(50_000, '所选的指标太多，请分批选择后再试');
const libraryIds = libraryNames.min(1);
const file = z.strictObject({ name: z.string().max(255), bytes: z.instanceof(Uint8Array) });

/**
 * What becomes of a table that was read: `replace` writes it over the filing that it is the same as, as a change that can
 * be undone.
 */
const importChoice = z.strictObject({ index, how: z.enum(['add', 'skip', 'replace']) });
export type ImportChoice = z.infer<typeof importChoice>;

/** A command of the window in a menu; what a click on it does is a `CommandEvent`. */
const menuItem = z.strictObject({
  id: z.string().max(60),
  label: z.string().max(100),
  /** The key that is shown beside it, as `Ctrl+Shift+S`; '' for none. */
  key: z.string().max(30),
  enabled: z.boolean(),
});
const menuModel = z.strictObject({
  label: z.string().max(20),
  items: z.array(menuItem).max(100),
});
export type MenuModel = z.infer<typeof menuModel>;

const job = z.string().max(40);
/** What the window saves of a book: no more tables than go into one file. */
const book = bookSchema.refine(({ items }) => items.length <= MOST_OUT, `一套最多 ${MOST_OUT} 张表，请分成几套`);

const fileId = z.string().max(40);

/** A backup by its folder (`BackupPlace`) and file name. */
const backup = z.strictObject({ place: z.enum(['own', 'second']), name: z.string().max(255) });

/** How the request of each call is parsed. */
export const requests = {
  'app.info': z.strictObject({}),
  /** Writes a fault of the window to the log. */
  'app.log': z.strictObject({ text: z.string().max(4000) }),
  /** Answers what `Recovery` asks: restores a backup, goes on with the new file, or puts the own content back. */
  'store.recover': z.discriminatedUnion('how', [
    z.strictObject({ how: z.literal('backup'), name: z.string().max(255) }),
    z.strictObject({ how: z.literal('new') }),
    z.strictObject({ how: z.literal('own') }),
  ]),
  'settings.set': z.strictObject({
    key: z.string().regex(/^[a-z][A-Za-z.]{0,40}$/),
    value: z.string().max(LONGEST_SETTING),
  }),
  /**
   * The filings of the list or of 回收站, of these years alone, a page of them `from` the so manieth on; or those that a
   * search finds.
   */
  'filings.list': z.strictObject({
    query,
    trashed: z.boolean(),
    years: z.array(year).max(100).optional(),
    from: z.int().min(0).optional(),
  }),
  /**
   * The list as the window shows it: where each filing stands, and what those are that stand first and these `beside`.
   * Without `sort` and `grouping` as they were set last.
   */
  'filings.arranged': z.strictObject({
    query,
    sort: z.enum(Object.keys(sorts) as [Sort, ...Sort[]]).optional(),
    grouping: z.enum(Object.keys(groupings) as [Grouping, ...Grouping[]]).optional(),
    beside: z.array(id).max(MOST_SUMMARIES),
  }),
  /** What the list shows of these filings, where they have what is searched for; nothing of those that are not in it. */
  'filings.summaries': z.strictObject({ ids: z.array(id).max(MOST_SUMMARIES), query }),
  'filings.open': z.strictObject({ id }),
  /** What a list of a few filings shows beside their summaries. */
  'filings.facts': z.strictObject({ ids: z.array(id).max(100) }),
  /**
   * `projectName` is written into the new filing, where its form has what lists call it by (`form.list.name`); so are its
   * unit and department where it has fields for them.
   */
  'filings.create': z.strictObject({
    form: z.string(),
    year,
    projectName: text.optional(),
    unit: text.optional(),
    department: text.optional(),
  }),
  /** The example table (示例表) for a year. */
  'filings.example': z.strictObject({ year }),
  /** A self-evaluation or monitoring table (`form`) of the project whose target table is `id`. */
  'filings.makeFrom': z.strictObject({ id, form: z.string() }),
  /** What a filing was made from. */
  'filings.source': z.strictObject({ id }),
  /** Copies to a fiscal year: values as they are, in the given order. */
  'filings.copy': z.strictObject({ ids, year }),
  /** Makes the filings of the next year from these (结转下年), as a job with progress that `export.cancel` can end. */
  'filings.rollForward': z.strictObject({
    job: z.string().max(40),
    ids,
    year,
    amounts: z.enum(['keep', 'empty']),
  }),
  'compare.years': z.strictObject({ before: year, after: year }),
  /** Hands out the comparison of two filings (ids) or two years as a workbook. */
  'compare.export': z.strictObject({
    subject: z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('filings'), before: id, after: id }),
      z.strictObject({ kind: z.literal('years'), before: year, after: year }),
    ]),
    changesOnly: z.boolean(),
  }),
  /** The saved changes of a filing before a revision, the last ones of them. */
  'filings.history': z.strictObject({ id, before: index }),
  'filings.commit': z.strictObject({
    id,
    /** The data file that the filing was opened in: in another one that has come since, its number is of another. */
    file: index.optional(),
    revision: index,
    label: z.string().transform(stepLabel),
    edits: z.array(edit).min(1).max(MOST_EDITS),
    /** Name of this very step: sent again because its answer did not come, it is saved once and answered as before. */
    step: stepName.optional(),
    /** Edits that were sent before these (`filings.stage`): how many parts under which name. All are saved as one. */
    staged: z.strictObject({ step: stepName, parts: index }).optional(),
  }),
  /**
   * Keeps a part of a step that one request cannot hold until its last part is committed; changes nothing by itself.
   */
  'filings.stage': z.strictObject({ step: stepName, part: index, edits: z.array(edit).min(1).max(MOST_EDITS) }),
  'filings.trash': z.strictObject({ ids }),
  'filings.restore': z.strictObject({ ids }),
  /** Deletes for good what lies in 回收站. */
  'filings.purge': z.strictObject({ ids }),
  /** Makes filings 定稿: what they hold now is called so, and nothing changes them until they are unlocked. */
  'filings.lock': z.strictObject({ ids }),
  /** Lets a filing that is 定稿 be changed again. */
  'filings.unlock': z.strictObject({
    id,
    reason: z.string().trim().min(1, '请填写解除定稿的理由').max(500, '理由最多 500 个字，请缩短后再填'),
  }),
  /** What is known of a filing's past. */
  'versions.list': z.strictObject({ id }),
  /** The filing as it was saved with a revision. */
  'versions.read': z.strictObject({ id, revision: index }),
  /** Gives a revision a name that no other one of the filing has. */
  'versions.name': z.strictObject({ id, revision: index, name: versionName }),
  /** Takes a name away; the version stays. */
  'versions.unname': z.strictObject({ id, name: versionName }),
  /**
   * Reads files and says what taking them in would bring; writes nothing. The shell asks for them with its own dialog:
   * the page never names a path. `job` is ended by `export.cancel`.
   */
  'import.pick': z.strictObject({ job: z.string().max(40) }),
  /** The same of files dropped on the window. */
  'import.files': z.strictObject({ job: z.string().max(40), files: z.array(file).min(1).max(50) }),
  /** Writes what was read as `job`, which is again a job of this name. A table without a choice is skipped. */
  'import.take': z.strictObject({ job: z.string().max(40), choices: z.array(importChoice).max(100_000) }),
  /** Takes a whole import back, as far as nothing else has changed what it brought. */
  'import.undo': z.strictObject({ undo: z.int().positive() }),
  /** `job` names the export for its progress events and for `export.cancel`. */
  'export.start': z.strictObject({
    job: z.string().max(40),
    kind: z.enum(exportKinds),
    ids: idsOut,
    seal,
    sealCircle,
    archive,
  }),
  /** Writes filings to a workbook as the window has them: what could not be saved in the data file. */
  'unsaved.export': z.strictObject({
    job: z.string().max(40),
    filings: z
      .array(z.looseObject({ form: z.string() }))
      .min(1)
      .max(MOST_OUT, TOO_MANY_OUT),
    seal,
    sealCircle,
  }),
  'export.cancel': z.strictObject({ job: z.string().max(40) }),
  /** Opens a file that this run has written (`ExportOutcome.place`) with the program that the system has for it. */
  'files.open': z.strictObject({ id: fileId }),
  /** Shows it in its folder. */
  'files.show': z.strictObject({ id: fileId }),
  /** Makes the same PDF and hands it to the system's viewer, which prints it. */
  'print.start': z.strictObject({ job: z.string().max(40), ids: idsOut, seal, sealCircle }),
  /** Makes the same PDF for the window to show. */
  'print.preview': z.strictObject({ job: z.string().max(40), ids: idsOut, seal, sealCircle }),
  /** What the clerk can read and do about the data file. */
  'data.info': z.strictObject({}),
  /** Shows its folder. */
  'data.open': z.strictObject({}),
  /** Makes a backup now. */
  'data.backup': z.strictObject({}),
  /** Puts a backup in the place of the data file, which is kept first: as a backup, and under another name. */
  'data.restore': backup,
  /** Every backup, in the folder beside the data file and in the second one. */
  'backups.list': z.strictObject({}),
  /** What is in a backup, compared with what is here. Changes nothing. */
  'backups.look': backup,
  /** Takes filings out of a backup as additional ones; `ids` are those in the backup. */
  'backups.take': backup.extend({ ids }),
  /** Asks for a second folder for backups with the system's dialog, and makes a backup there at once. */
  'backups.pick': z.strictObject({}),
  /** From now on no backup goes to a second folder; those in it stay. */
  'backups.forget': z.strictObject({}),
  /** The menu bar of the window that calls; a browser has none. */
  'menu.set': z.strictObject({ menus: z.array(menuModel).max(12) }),
  /** The title of the window that calls. */
  'window.title': z.strictObject({
    title: z
      .string()
      .max(200)
      .regex(/^[^\r\n]*$/),
  }),
  /** Opens another window, on a filing where one is given. */
  'window.open': z.strictObject({ id: id.optional() }),
  'library.list': z.strictObject({}),
  /** Writes an indicator: a new one (null), one of the unit's own, or its wording of a shipped or learnt one. */
  'library.save': z.strictObject({ id: libraryName.nullable(), indicator: indicatorSchema }),
  /** Takes indicators out of the list, shipped ones too. */
  'library.remove': z.strictObject({ ids: libraryIds }),
  /** The uses of `ids` count for `into` from now on, and they are no longer listed. */
  'library.merge': z.strictObject({ into: libraryName, ids: libraryIds }),
  /** Lists removed or merged names again, and gives changed shipped indicators their own wording back. */
  'library.restore': z.strictObject({ names: libraryNames, ids: libraryNames }),
  'library.pick': z.strictObject({}),
  /** What these files would change of the library, as `library.pick` says it of picked ones. Changes nothing. */
  'library.read': z.strictObject({ files: z.array(file).min(1).max(10) }),
  /** Writes the indicators of a plan. `undo` takes it back, as long as nothing else has changed the library since. */
  'library.import': z.strictObject({ indicators: z.array(indicatorSchema).min(1).max(50_000) }),
  'library.undo': z.strictObject({ undo: z.number().int().min(1) }),
  'library.export': z.strictObject({}),
  /** What stands of the problems of filings, those of their unit's year included. */
  'review.counts': z.strictObject({ ids }),
  /** From now on these filings are judged: what is not filled in is an error, no longer 待填. */
  'review.judge': z.strictObject({ ids }),
  /**
   * What the open filing's window cannot find by itself: problems that only the year shows, what is switched off, and
   * whether it is judged.
   */
  'review.filing': z.strictObject({ id }),
  /** The whole year by unit. `job` is ended by `export.cancel`. */
  'review.year': z.strictObject({ job: z.string().max(40), year }),
  /** The problems of one rule and severity in one unit's filings of a year. */
  'review.lines': z.strictObject({
    year,
    unit: text,
    rule: z.string().max(10),
    severity: z.enum(['error', 'fill', 'warning', 'hint']),
  }),
  /** Hands out the 审核报告 of filings or of a year. */
  'review.export': z.strictObject({
    job: z.string().max(40),
    kind: z.enum(['xlsx', 'pdf']),
    scope: z.union([z.strictObject({ ids: idsOut }), z.strictObject({ year })]),
  }),
  /**
   * Switches a warning off: for one place of a filing (`path` as `lastingPlace` names it), with `path` null for one
   * filing, with `filing` null too for all of the unit. Errors stand all the same.
   */
  'waivers.set': z.strictObject({
    unit: text,
    rule: z.string().max(10),
    filing: id.nullable(),
    path: text.min(1).nullable(),
    reason: z.string().trim().min(1).max(500, '理由最多 500 个字，请缩短后再填'),
  }),
  'waivers.remove': z.strictObject({ id }),
  /** Every warning that is switched off, oldest first. */
  'waivers.list': z.strictObject({}),
  /** The total approved for a unit's projects of a year, in 万元; '' takes it away. */
  'totals.set': z.strictObject({ unit: text, year, total: z.string().max(60, '批复总额太长，请核对后再填') }),
  /** Every book (套表). */
  'books.list': z.strictObject({}),
  'books.get': z.strictObject({ id }),
  /** Makes a book of filings: in the order of a book, with the cover that is among them. */
  'books.make': z.strictObject({ ids: idsOut }),
  /** Writes a book; a new one where `id` is null. */
  'books.save': z.strictObject({ id: id.nullable(), book }),
  'books.remove': z.strictObject({ id }),
  /** Counts the pages of a book as it is saved; `export.cancel` ends it. */
  'books.count': z.strictObject({ job, id }),
  /** Makes one file of a book, without the tables that lie in 回收站 or are gone; a job as `export.start`. */
  'books.export': z.strictObject({ job, id, kind: z.enum(exportKinds), seal: bookSeal, sealCircle, archive }),
  'books.print': z.strictObject({ job, id, seal: bookSeal, sealCircle }),
  'books.preview': z.strictObject({ job, id, seal: bookSeal, sealCircle }),
  /** What the tables of a book have become in another year. */
  'books.ahead': z.strictObject({ id, year }),
} as const;
