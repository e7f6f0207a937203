import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { noteLine, readFilings } from '../../electron/import/read-file.ts';
import { asJson, ownSamples } from './samples.ts';
import { bookParts, MAIN, zipped } from './workbook-xml.ts';

/** The lines a user gets for a file of which nothing can be read. */
async function refusal(name: string, bytes: Uint8Array): Promise<string> {
  const { filings, notes } = await readFilings(name, bytes);
  expect(filings).toEqual([]);
  expect(notes.every((note) => note.severity === 'error')).toBe(true);
  return notes.map((note) => noteLine(name, note)).join('\n');
}

/** A workbook of one sheet with this XML for its rows. */
function workbook(rows: string, after = ''): Uint8Array {
  return zipped(bookParts({ sheets: [{ name: '表', rows, after }] }));
}

test('an empty file', async () => {
  expect(await refusal('空.txt', new Uint8Array())).toBe('空.txt：文件是空的');
  expect(await refusal('空.xlsx', new Uint8Array())).toBe('空.xlsx：文件是空的');
  expect(await refusal('空.txt', Buffer.from(' \n\n\t\n'))).toBe('空.txt：文件是空的');
});

test('text without any table says which forms are known', async () => {
  expect(await refusal('通知.txt', Buffer.from('关于报送预算的通知\n各单位：\n'))).toMatch(
    /^通知\.txt：没有找到可识别的绩效目标表；能识别的表样有“本级预算项目绩效目标表”（大连）、“绩效目标表”（河北）、.*等 \d+ 种$/,
  );
});

test('binary rubbish and unknown encodings', async () => {
  expect(await refusal('乱.txt', Uint8Array.of(0x89, 0xff, 0x4e, 0x47, 0, 0, 0, 0xff))).toContain(
    '编码不是 UTF-8、GB18030',
  );
  expect(await refusal('零.txt', new Uint8Array(1000))).toContain('二进制文件');
});

test('a zip that is none, and one cut short', async () => {
  expect(await refusal('坏.xlsx', Buffer.from('PK\u0003\u0004 not a zip'))).toBe(
    '坏.xlsx：文件不完整或已损坏，请重新复制或下载',
  );
  const whole = workbook('<row r="1"><c r="A1"><v>1</v></c></row>');
  for (const length of [2, 30, 200, whole.length - 30]) {
    expect(await refusal('断.xlsx', whole.subarray(0, length))).toContain('断.xlsx：文件');
  }
  expect(await refusal('文.xlsx', Buffer.from('这不是工作簿'))).toContain('不是 Excel 工作簿');
});

test('a zip that holds something else, and a sheet of broken XML', async () => {
  expect(await refusal('包.zip', zipSync({ 'a.txt': strToU8('a') }))).toContain('是压缩包；请先解压');
  expect(await refusal('包.docx', zipSync({ 'a.txt': strToU8('a') }))).toContain('是压缩包；请先解压');
  expect(await refusal('坏.xlsx', workbook('<row r="1"><c r="A1"><v>1</row>'))).toContain(
    '坏.xlsx：工作表“表”：工作表已损坏，没有读入',
  );
  expect(await refusal('坏.docx', zipSync({ 'word/document.xml': strToU8('<w:document>') }))).toContain(
    'Word 文档已损坏',
  );
});

test('an old or encrypted Office file comes with the advice to save it anew', async () => {
  const ole = Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0, 0);
  expect(await refusal('旧.xls', ole)).toContain('另存为 .xlsx');
  expect(await refusal('密.xlsx', ole)).toContain('去掉密码');
});

test('a workbook of a million cells is refused within a second or two, naming the limit', async () => {
  const cells = '<c r="A1"><v>1</v></c>'.repeat(1000);
  const huge = workbook(`<row r="1">${cells}</row>`.repeat(1000));
  expect(await refusal('大.xlsx', huge)).toBe('大.xlsx：单元格超过 50 万个的上限，请只保留绩效目标表后再导入');
});

test('a row number out of range and a zip bomb are refused', async () => {
  expect(await refusal('行.xlsx', workbook('<row r="4000000000"><c r="A4000000000"><v>1</v></c></row>'))).toContain(
    '已损坏',
  );
  const bomb = Buffer.from(workbook('<row r="1"/>'));
  // What the directory says is the size of the sheet, 24 bytes on in its entry, which has its name 46 bytes on.
  bomb.writeUInt32LE(401 * 1024 * 1024, bomb.lastIndexOf('xl/worksheets/sheet1.xml') - 46 + 24);
  expect(await refusal('弹.xlsx', bomb)).toContain('MB 的上限');
});

describe('the bounds hold however the XML is written', () => {
  const cell = '<c r="A1"><v>1</v></c>';
  test.each([
    ['a line break after the name', cell.replace('<c ', '<c\n')],
    ['a tab after the name', cell.replace('<c ', '<c\t')],
    ['a prefix', `<x:c xmlns:x="${MAIN}" r="A1"><x:v>1</x:v></x:c>`],
    ['no place', '<c><v>1</v></c>'],
  ])('half a million cells with %s', async (_, written) => {
    const huge = workbook(`<row r="1">${written.repeat(1000)}</row>`.repeat(501));
    expect(await refusal('大.xlsx', huge)).toContain('单元格超过 50 万个的上限');
  });

  test.each([
    "<mergeCell ref='A1:XFD1048576'/>",
    '<mergeCell\nref = "A1:XFD1048576" />',
    '<mergeCell x="\'>" ref="$A$1:$XFD$1048576"/>',
    `<x:mergeCell xmlns:x="${MAIN}" ref="A1:XFD1048576"/>`,
    '<mergeCell ref="XFD1:A1048576"/>',
    '<mergeCell ref="A1048576:XFD1"/>',
  ])('a merge over the whole sheet reaches as far as the sheet holds anything: %s', async (merge) => {
    const area = `<mergeCells>${merge}</mergeCells>`;
    expect(await refusal('并.xlsx', workbook(`<row r="1">${cell}</row>`, area))).toContain('没有找到可识别');
    const far = `<row r="1">${cell}</row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>`;
    expect(await refusal('并.xlsx', workbook(far, area))).toContain('单元格超过 50 万个的上限');
  });

  test('a merge that is no area, and a row number in other quotes', async () => {
    for (const ref of ['A1:B2:C3', '表!A1:XFD1048576', 'A1:XFD&#49;&#49;048576'])
      expect(
        await refusal(
          '并.xlsx',
          workbook(`<row r="1">${cell}</row>`, `<mergeCells><mergeCell ref="${ref}"/></mergeCells>`),
        ),
      ).toMatch(/合并单元格的范围“.*”无法识别/);
    expect(await refusal('行.xlsx', workbook(`<row\nr='4000000000'>${cell}</row>`))).toContain('行号或列号超出范围');
  });

  test('columns without end are left unread', async () => {
    const parts = unzipSync(workbook(`<row r="1">${cell}</row>`));
    const sheet = strFromU8(parts['xl/worksheets/sheet1.xml'] as Uint8Array);
    const wide = sheet.replace('<sheetData>', '<cols><col min="1" max="99999999" width="9"/></cols><sheetData>');
    const bytes = zipSync({ ...parts, 'xl/worksheets/sheet1.xml': strToU8(wide) });
    expect(await refusal('列.xlsx', bytes)).toContain('没有找到可识别的绩效目标表');
  });
});

test('a long text of rows that all begin like a table is read through', async () => {
  for (const row of ['项目名称\t"未闭合\n', '项目名称\t项目实施期\n', '\t"\n', '\t"""\n\t""\n'])
    expect(await refusal('长.txt', Buffer.from(row.repeat(30_000)))).toContain('没有找到可识别的绩效目标表');
});

test('a file over 64 MB is refused unread', async () => {
  expect(await refusal('大.txt', new Uint8Array(64 * 1024 * 1024 + 1))).toBe(
    '大.txt：文件超过 64 MB 的上限，请拆分后再导入',
  );
});

test('a text cut within a character keeps its tables and says that it was cut', async () => {
  const bytes = ownSamples()[0]?.bytes as Buffer;
  const end = bytes.lastIndexOf(Buffer.from('满意度'));
  const { filings, notes } = await readFilings('断.txt', bytes.subarray(0, end + 1));
  expect(filings).toHaveLength(2);
  expect(notes.map((note) => noteLine('断.txt', note))).toContain('断.txt：文件末尾：最后一个字不完整，文件可能被截断');
});

test('JSON: filings in, what is wrong by table', async () => {
  const sample = ownSamples()[0]?.expected as Record<string, unknown>[];
  const read = (value: unknown) => readFilings('表.json', Buffer.from(JSON.stringify(value)));
  expect(asJson((await read(sample)).filings)).toEqual(sample);
  expect(asJson((await read(sample[0])).filings)).toEqual([sample[0]]);
  const { filings, notes } = await read([
    { form: 'no-such', indicators: [] },
    { ...sample[1], annualFunding: { total: '很多' } },
  ]);
  expect(filings).toHaveLength(1);
  expect(notes.map((note) => noteLine('表.json', note))).toEqual([
    '表.json：第 1 张表：没有表样“no-such”，可用的表样请用 forms 命令查看',
    '表.json：第 2 张表：年度金额“很多”不是金额，请改为数字',
  ]);
  expect(await refusal('表.json', Buffer.from('[{"form": "dalian-project",\n "ind'))).toBe(
    '表.json：不是完整的 JSON（第 2 行附近有错），文件可能被截断或改坏',
  );
  expect(await refusal('表.json', Buffer.from('[]'))).toBe('表.json：JSON 中没有绩效目标表');
  expect(await refusal('表.json', Buffer.from('['.repeat(200_000)))).toContain('表.json：');
});
