import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import fc from 'fast-check';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { exactTexts, type Table, type TableCell, toHtml } from '../../shared/clipboard/table.ts';
import { launchBrowser } from '../e2e/driver.ts';

/** Clipboard HTML is read in a real browser: its parser decides what Excel's loose markup means. */

let browser: Browser;
let page: Page;
const complaints: string[] = [];
beforeAll(async () => {
  const built = await build({
    entryPoints: [join(import.meta.dirname, '../../renderer/grid/clipboard-html.ts')],
    bundle: true,
    write: false,
    format: 'iife',
    globalName: 'clipboardHtml',
  });
  browser = await launchBrowser();
  page = await browser.newPage();
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('request', (request) => complaints.push(`request of ${request.url()}`));
  await page.addScriptTag({ content: built.outputFiles[0]?.text ?? '' });
});
afterAll(async () => {
  await browser?.close();
  expect(complaints).toEqual([]);
});

/** The table that the program reads from clipboard HTML. */
function read(html: string): Promise<Table | null> {
  return page.evaluate((given) => {
    const { clipboardHtml } = globalThis as unknown as { clipboardHtml: { fromHtml(text: string): Table | null } };
    return clipboardHtml.fromHtml(given);
  }, html);
}

const fixture = (name: string) => readFileSync(join(import.meta.dirname, `../fixtures/clipboard/${name}.html`), 'utf8');

/** A row as one would draw it: `text`, `text 3x2` (rows x columns) for merged cells, `.` for covered positions. */
function drawn(table: Table | null): string[][] {
  const cell = (found: TableCell | null) =>
    found === null
      ? '.'
      : found.rowSpan * found.colSpan === 1
        ? found.text
        : `${found.text} ${found.rowSpan}x${found.colSpan}`;
  return (table?.rows ?? []).map((row) => row.map(cell));
}

describe('clipboard HTML', () => {
  test('of Excel: merges, overflow, hidden rows and columns, wrapped texts, line breaks', async () => {
    expect(drawn(await read(fixture('excel')))).toEqual([
      ['一级指标', '二级指标', '三级指标 1x2', '.', '年度指标值', '1234.5'],
      ['产出指标 3x1', '数量指标 2x1', '流动书车全年开进社区、学校和养老机构的服务站点数量 1x2', '.', '≥36个', '86.45'],
      ['.', '.', '出车次数\n（含 public holiday 加班） 1x2', '.', '≥480次', ''],
      ['.', '质量指标', '验收合格率 <抽查> & 复核 1x2', '.', '=100%', ''],
      ['这一行文字太长，显示时盖住了右边的空单元格', '', '', '', '', ''],
    ]);
  });

  test('of WPS', async () => {
    expect(drawn(await read(fixture('wps')))).toEqual([
      ['效益指标 3x1', '社会效益指标 2x1', '借还图书册次', '≥9万册次'],
      ['.', '.', '读书活动场次\n其中：周末场', '24'],
      ['.', '生态效益', '新能源书车 使用率', '100%'],
    ]);
  });

  test('of Word: paragraphs, list numbers, the largest of several tables', async () => {
    expect(drawn(await read(fixture('word')))).toEqual([
      ['绩效目标 2x1', '1.书车全年服务站点不少于36个；\n\n新购图书6000册，\n自助设备正常运行。 1x2', '.'],
      ['.', '', '满意度≥92%'],
    ]);
  });

  test('D3: of Word with comments, changes, phonetic guides, equations, symbols, fields and footnotes', async () => {
    expect(drawn(await read(fixture('word-marks')))).toEqual([
      ['出车次数', '≥40个', '≥40个', '渭河'],
      ['占比1/2[a]', '≥10⁴m²', '③号5', '1. 5公里\n√清淤'],
    ]);
  });

  test('D2: struck-out and hidden text does not come back, from Excel, WPS and browsers', async () => {
    const html =
      '<style>.xl7{color:red;text-decoration:line-through;}\n.font9{text-decoration:line-through}</style><table>' +
      '<tr><td>≥<font class="font9">36</font>40个</td><td class=xl7>旧</td><td>新</td></tr>' +
      '<tr><td><span style="text-decoration: underline line-through">36</span>40</td><td><strike>甲</strike>乙</td>' +
      '<td><p style="display:none">藏</p>显<span hidden-not style="mso-hide:all">藏</span></td></tr>' +
      '<tr style="display:none"><td>行</td><td style="display:none">列</td><td><u>线</u></td></tr></table>';
    expect(drawn(await read(html))).toEqual([
      ['≥40个', '', '新'],
      ['40', '乙', '显'],
      ['行', '列', '线'],
    ]);
  });

  test('of a page with fields to fill in: what they show', async () => {
    const html =
      '<table><tr><td><input value="清淤 3 公里"></td><td><textarea>甲\n乙</textarea></td>' +
      '<td><select><option value="">请选择<option selected>延续</select></td><td><input type=radio checked>是<input type=radio>否</td>' +
      '<td><input type=hidden value=1><button>删除</button></td></tr></table>';
    expect(drawn(await read(html))).toEqual([['清淤 3 公里', '甲\n乙', '延续', '☑是☐否', '']]);
  });

  test('D1: numbers of lists and raised figures that a browser draws', async () => {
    const html =
      '<table><tr><td><ol><li>清淤</li><li><p>5公里</p></li><li value=7>修复<ol type=a><li>护岸</li></ol></li></ol></td>' +
      '<td><ol style="list-style-type: cjk-ideographic" start=2><li>甲</li></ol><ul><li>乙</li></ul></td>' +
      '<td>10<span style="vertical-align:super">4</span>m<span style="vertical-align: baseline">2</span></td></tr></table>';
    expect(drawn(await read(html))).toEqual([['1.清淤\n2. 5公里\n7.修复\na.护岸', '二、甲\n乙', '10⁴m2']]);
  });

  test('D2: paragraphs without a table, from which something was deleted', async () => {
    const html = '<p class=MsoNormal>≥<del>36</del><ins>40</ins>个</p><p>第二行</p>';
    expect(drawn(await read(html))).toEqual([['≥40个'], ['第二行']]);
    expect(await read('<p>≥<ins>40</ins>个</p>')).toBeNull();
  });

  test('D3: comments of Word that do not end take nothing away', async () => {
    const cell = '<table><tr><td>甲<!--[if gte msEquation 12]><m:oMath><m:r>3</m:r></td><td>乙</td></tr></table>';
    expect(await read(cell)).not.toBeNull();
    const many = `<table><tr><td>${'<!--[if supportFields]>'.repeat(20_000)}--&gt;甲</td></tr></table>`;
    const before = performance.now();
    await read(many);
    expect(performance.now() - before).toBeLessThan(2000);
  });

  test('what the program writes is what it reads', async () => {
    const table: Table = {
      rows: [
        [
          { text: '产出 < 指标 & "绩效"', rowSpan: 2, colSpan: 1 },
          { text: '第一行\n  第二行  两个空格', rowSpan: 1, colSpan: 2 },
          null,
        ],
        [null, { text: '=1+1', rowSpan: 1, colSpan: 1 }, { text: '86.45', rowSpan: 1, colSpan: 1, format: '0.00' }],
      ],
      cut: false,
    };
    const html = toHtml(table);
    expect(html).toContain(`mso-number-format:"\\@"'>=1+1`);
    expect(html).toContain(`mso-number-format:"0\\.00"'>86.45`);
    const back = await read(html);
    const plain = table.rows.map((row) =>
      row.map((cell) => cell && { text: cell.text, rowSpan: cell.rowSpan, colSpan: cell.colSpan }),
    );
    expect(back?.rows).toEqual(plain);
  });

  test('the plain text beside it tells which spaces and breaks are in the cells', async () => {
    const html = '<table><tr><td>合格率\n  100%</td><td>甲\n  乙</td></tr><tr><td colspan=2>同一\n行</td></tr></table>';
    const table = (await read(html)) as Table;
    expect(drawn(table)).toEqual([
      ['合格率 100%', '甲乙'],
      ['同一行 1x2', '.'],
    ]);
    expect(drawn(exactTexts(table, '合格率100%\t"甲\n乙"\r\n同一行\t\r\n'))).toEqual([
      ['合格率100%', '甲\n乙'],
      ['同一行 1x2', '.'],
    ]);
    expect(exactTexts(table, '只有一格')).toEqual(table);
  });

  test('without a table is none', async () => {
    expect(await read('')).toBeNull();
    expect(await read('<p>一段话</p>')).toBeNull();
    expect(await read('<table></table>')).toBeNull();
  });

  test('runs and loads nothing', async () => {
    const table = await read(
      '<table><tr><td><script>throw 1</script><style>td{}</style><img src="http://clipboard.invalid/x.png" onerror="throw 2">文字</td></tr></table>',
    );
    expect(drawn(table)).toEqual([['文字']]);
  });

  test('with spans beyond any table is bounded', async () => {
    const spans =
      '<table><tr><td rowspan=65000 colspan=5000>甲</td><td>乙</td></tr><tr><td colspan=9>丙</td></tr></table>';
    const table = (await read(spans)) as Table;
    expect(table.rows.length).toBe(2);
    expect(drawn(table)[0]?.[0]).toBe('甲 2x1000');
    const size = await page.evaluate(
      (html) => {
        const { clipboardHtml } = globalThis as unknown as { clipboardHtml: { fromHtml(text: string): Table | null } };
        const found = clipboardHtml.fromHtml(html);
        return { positions: (found?.rows.length ?? 0) * (found?.rows[0]?.length ?? 0), cut: found?.cut };
      },
      `<table><tr><td rowspan=0 colspan=1000>甲</td></tr>${'<tr><td>乙</td></tr>'.repeat(3000)}</table>`,
    );
    expect(size.cut).toBe(true);
    expect(size.positions).toBeLessThanOrEqual(200_000);
  });

  test('of any kind is a full rectangle or none, and never throws', async () => {
    const piece = fc.constantFrom(
      ...'<table>|</table>|<tr>|</tr>|<td>|<td colspan=3>|<td rowspan=0>|<td rowspan=2 colspan=2>|</td>|<th>|<p>|</p>|<br>'.split(
        '|',
      ),
      ...'<!--|-->|<![if !x]>|<style>|</style>|<span style="mso-list:Ignore">|</span>|&nbsp;|&#0;|&lt;| \n |文字|"|<pre>'.split(
        '|',
      ),
      '<td colspan=4 style="mso-ignore:colspan">',
      '<tr height=0 style="display:none">',
    );
    const samples = fc.sample(
      fc.array(piece, { maxLength: 40 }).map((list) => list.join('')),
      500,
    );
    const ragged = await page.evaluate((list) => {
      const { clipboardHtml } = globalThis as unknown as { clipboardHtml: { fromHtml(text: string): Table | null } };
      return list.filter((html) => new Set(clipboardHtml.fromHtml(html)?.rows.map((row) => row.length)).size > 1);
    }, samples);
    expect(ragged).toEqual([]);
  });
});
