import { expect } from 'vitest';
import { makeDocx } from '../../electron/export/docx.ts';
import { loadFonts } from '../../electron/export/fonts.ts';
import { makePdf } from '../../electron/export/pdf.ts';
import { makeXlsx } from '../../electron/export/xlsx.ts';
import type { Note } from '../../electron/import/note.ts';
import { readBytes } from '../../electron/import/read-bytes.ts';
import { type Filing, type Row, rowsOf } from '../../shared/filing/filing.ts';
import { toJson } from '../../shared/filing/json.ts';
import { type Form, levelsOf, tablesOf } from '../../shared/form/form.ts';
import { layout } from '../../shared/layout/layout.ts';
import type { Sheet } from '../../shared/layout/sheet.ts';
import { everyForm } from '../forms/every-form.ts';
import { asPrinted } from './as-printed.ts';
import { readsAsLevel } from './label-like.ts';
import { oneLine, onPages, plausible } from './plausible.ts';
import { gridText, webText } from './sheet-texts.ts';

/** The ways that a filing leaves the program and comes back. */

const info = { title: '套表', author: '', now: new Date(Date.UTC(2025, 0, 1)) };
const fonts = loadFonts();

export type Way = [name: string, file: string, write: (sheet: Sheet) => Promise<Uint8Array> | Uint8Array];

export const WAYS: Way[] = [
  ['our own workbook', '表.xlsx', (sheet) => makeXlsx([sheet], info)],
  ['our own Word document', '表.docx', (sheet) => makeDocx([sheet], info)],
  ['our own PDF', '表.pdf', async (sheet) => (await makePdf([sheet], info, fonts)).bytes],
  ['a text copied from a worksheet', '表.txt', (sheet) => Buffer.from(gridText(sheet))],
  ['a text copied from a web page', '表.txt', (sheet) => Buffer.from(webText(sheet))],
];

/** Every form of tables (running text: running-text.test.ts). */
export const formsOfTables = everyForm.all.filter(({ bands }) => bands.every(({ kind }) => kind !== 'text'));

/** A filing as this way can carry it. */
export function carried(form: Form, filing: Filing, file: string): Filing {
  const given = plausible(form, filing);
  const can = file.endsWith('.txt') ? oneLine(form, given) : file.endsWith('.pdf') ? onPages(form, given) : given;
  return asPrinted(form, can);
}

/** A web page is one page, however long. */
const sheetOf = (form: Form, filing: Filing, way: string) =>
  layout(way.includes('web page') ? { ...form, page: { ...form.page, height: 20_000 } } : form, filing, {
    seal: null,
    blankRows: false,
  });

export async function readBack(form: Form, filing: Filing, [way, file, write]: Way) {
  const bytes = await write(sheetOf(form, filing, way));
  const { filings, notes } = await readBytes(file, bytes, everyForm);
  return { json: filings.map((read) => toJson(everyForm.find(read.form, read.version) as Form, read)), notes };
}

/** Merged cells of a table without levels: in a web page's text nothing tells whose the cells left of them are. */
function isCovered(form: Form, filing: Filing): boolean {
  const sheet = sheetOf(form, filing, 'a web page');
  const plain = form.bands.flatMap((band) =>
    band.kind === 'table' ? band.lanes.filter(({ levels }) => !levels).map(({ id }) => id) : [],
  );
  return sheet.cells.some(({ run, rowSpan }) => rowSpan > 1 && run?.some(({ table }) => plain.includes(table)));
}

/**
 * Expects the filing to come back as it was, without an error, but for what a web page's text cannot tell, where cells
 * that a merge covers are absent:
 * - whose the cells of a table without levels are, when some are merged: the row is named and not read;
 * - whether an indicator whose name reads like a level, beside levels that reach down past it, goes on in the next line:
 *   it is read as it was, and named;
 * - of which lane a level is, when a text of the row reads like one: the row and those that have its levels are named and
 *   not read, the others are read as they were.
 */
export async function expectBack(form: Form, filing: Filing, way: Way): Promise<void> {
  const { json, notes } = await readBack(form, filing, way);
  const errors = notes.filter(({ severity }) => severity === 'error').map(({ message }) => message);
  // A page of PDF has no merged cells: a text in the place of a value that reads like a label is named, and not read.
  if (way[1].endsWith('.pdf') && errors.length > 0) {
    expect(errors.filter((message) => !/^表样中没有“.*”一栏/s.test(message))).toEqual([]);
    return;
  }
  if (!way[0].includes('web page')) expect(errors).toEqual([]);
  else if (isCovered(form, filing)) {
    expect(errors.join()).toContain('看不出各格属于哪一列');
    return;
  } else if (errors.some(isOfLanes)) {
    const [read] = json;
    expect(errors.filter((message) => !isOfLanes(message))).toEqual([]);
    expect(texts(form, filing).some((text) => errors[0]?.includes(text))).toBe(true);
    for (const { id } of tablesOf(form)) {
      const rows = (tables: unknown) => (tables as Record<string, Row[]>)[id]?.map((row) => JSON.stringify(row)) ?? [];
      const all = rows(toJson(form, filing));
      expect(rows(read).filter((row) => !all.includes(row))).toEqual([]);
    }
    return;
  } else
    for (const message of errors) {
      const name = /^“(.*)”已按三级指标读入，它也是指标级别的名称/s.exec(message)?.[1];
      expect(message, 'an indicator that may be a level').toMatch(/^“.*”已按三级指标读入/s);
      expect(reachedPast(form, filing)).toContain(name);
    }
  expect(json).toEqual([toJson(form, filing)]);
}

const isOfLanes = (message: Note['message']) => message.startsWith('看不出这一行各格属于左右哪一栏');

/** Texts of two lanes that read like a level. */
function texts(form: Form, filing: Filing): string[] {
  const lanes = form.bands.flatMap((band) => (band.kind === 'table' && band.lanes.length > 1 ? band.lanes : []));
  return lanes.flatMap(({ id }) =>
    rowsOf(filing, id).flatMap(({ level1: _, level2: __, ...row }) =>
      Object.values(row).filter((text) => readsAsLevel(form, text)),
    ),
  );
}

/** Names of indicators that read like a level, with the levels of the row above and of the row below. */
function reachedPast(form: Form, filing: Filing): string[] {
  return tablesOf(form).flatMap(({ id }) => {
    const rows = levelsOf(form, id).length > 0 ? rowsOf(filing, id) : [];
    const same = (a: Row | undefined, b: Row | undefined) => a?.level1 === b?.level1 && a?.level2 === b?.level2;
    return rows.flatMap((row, at) =>
      same(rows[at - 1], row) && same(row, rows[at + 1]) && readsAsLevel(form, row.level3 ?? '')
        ? [(row.level3 ?? '').trim()]
        : [],
    );
  });
}
