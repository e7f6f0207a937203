import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readTables } from '../../electron/import/kinds.ts';
import { readBytes } from '../../electron/import/read-bytes.ts';
import { layout } from '../../shared/layout/layout.ts';
import type { Sheet, SheetCell } from '../../shared/layout/sheet.ts';
import { everyForm } from '../forms/every-form.ts';
import { asJson, sampleOf } from './samples.ts';

/** A page of a web system keeps what the clerk filled in in its fields, not in its text. */

const markup = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
const lines = (text: string) => markup(text).replaceAll('\n', '<br>');

const WAYS: ((text: string) => string)[] = [
  lines,
  (text) => (text.includes('\n') ? lines(text) : `<input type="text" value="${markup(text)}">`),
  (text) => `<textarea rows=3>\n${markup(text)}</textarea>`,
  (text) =>
    text.includes('\n')
      ? lines(text)
      : `<select><option value="">--请选择--</option><option value=1 selected>${markup(text)}</option><option>别的</option></select>`,
];

function page(sheet: Sheet, wayOf: (cell: SheetCell) => number): string {
  const rows = sheet.rows.map((_, row) =>
    sheet.cells
      .filter((cell) => cell.row === row)
      .sort((a, b) => a.col - b.col)
      .map((cell) => {
        const way = cell.kind === 'label' ? lines : (WAYS[wayOf(cell)] ?? lines);
        return `<td rowspan=${cell.rowSpan} colspan=${cell.colSpan}>${way(cell.text)}</td>`;
      })
      .join(''),
  );
  return `<html><meta charset="utf-8"><body><table><tr>${rows.join('</tr><tr>')}</tr></table></body></html>`;
}

const forms = everyForm.all.filter(
  ({ id, bands }) => sampleOf(id) !== null && bands.every(({ kind }) => kind !== 'text'),
);

describe('a saved page of a web system', () => {
  test.each(forms.map((form) => [form.id, form] as const))('%s: fields read as the texts they show', (id, form) => {
    const sheet = layout(form, sampleOf(id) as never, { seal: null, blankRows: false });
    const read = async (wayOf: (cell: SheetCell) => number) => {
      const { filings, notes } = await readBytes('页.html', Buffer.from(page(sheet, wayOf)), everyForm);
      return { filings: asJson(filings), notes: notes.map(({ message }) => message) };
    };
    return fc.assert(
      fc.asyncProperty(
        fc.array(fc.nat(WAYS.length - 1), { minLength: sheet.cells.length, maxLength: sheet.cells.length }),
        async (ways) => {
          const plain = await read(() => 0);
          expect(plain.filings).toHaveLength(1);
          expect(await read((cell) => ways[sheet.cells.indexOf(cell)] ?? 0)).toEqual(plain);
        },
      ),
      { numRuns: 3 },
    );
  });

  test('shows boxes ticked or not, the first choice where none is made, and nothing that is no text', async () => {
    const html =
      '<table><tr><td><input type=radio checked>新增项目 <INPUT TYPE="radio">延续项目</td>' +
      '<td><select><option>甲局<option>乙局</select></td><td><select><option value="">请选择</option><option>甲</select></td>' +
      '<td><select multiple><option selected>甲<option>乙<option selected>丙</select></td></tr>' +
      '<tr><td><input type=checkbox></td><td><input type=hidden value=隐><input type=submit value=保存><button>删除</button>3</td>' +
      '<td><input value="  5 &lt; 6 "></td><td><input list=x><datalist id=x><option>甲</datalist></td></tr></table>';
    const tables = await readTables('页.html', Buffer.from(html));
    expect([...(tables?.grids ?? [])][0]?.rows.map(({ cells }) => cells.map(({ text }) => text))).toEqual([
      ['☑新增项目 ☐延续项目', '甲局', '', '甲、丙'],
      ['', '3', '5 < 6', ''],
    ]);
  });
});
