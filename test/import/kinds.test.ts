import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as XLSX from '@e965/xlsx';
import { strToU8, unzipSync, zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { noteLine, readFilings } from '../../electron/import/read-file.ts';
import { kindOf } from '../../electron/import/sniff.ts';
import { asJson, encodeGb18030 } from './samples.ts';

const folder = join(import.meta.dirname, '../fixtures/import');
const faults = join(import.meta.dirname, '../../../shared/seeds/faults');
/** What LibreOffice made of the workbooks that this program writes of its samples. */
const stored = (name: string) => readFileSync(join(folder, 'libreoffice', name));
const expected = (name: string): unknown[] => JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8'));

const read = (name: string, bytes: Uint8Array) => readFilings(name, bytes);
const errors = ({ notes }: Awaited<ReturnType<typeof readFilings>>) =>
  notes.filter((note) => note.severity === 'error').map((note) => noteLine('', note));

describe.each(['rows', 'cells'])('X11: sample %s, written by LibreOffice', (sample) => {
  test.each(['xls', 'ods', 'html'])('as .%s, reads as the text does', async (extension) => {
    const result = await read(`表.${extension}`, stored(`${sample}.${extension}`));
    expect(asJson(result.filings)).toEqual(expected(sample));
    expect(errors(result)).toEqual([]);
  });

  test('as .csv of each sheet, in UTF-8, with a mark and in GB18030, reads as the text does', async () => {
    for (const sheet of [1, 2]) {
      const text = stored(`${sample}-${sheet}.csv`).toString('utf8');
      for (const bytes of [Buffer.from(text), Buffer.from(`\ufeff${text}`), encodeGb18030(text)]) {
        const result = await read('表.csv', bytes);
        expect(asJson(result.filings)).toEqual([expected(sample)[sheet - 1]]);
        expect(result.notes).toEqual([]);
      }
    }
  });

  test('under a name that says another kind, reads the same', async () => {
    for (const [file, name] of [
      ['html', '表.xls'],
      ['xls', '表.xlsx'],
      ['ods', '表.xls'],
      ['html', '表.txt'],
      ['xls', '表'],
    ] as const)
      expect(asJson((await read(name, stored(`${sample}.${file}`))).filings)).toEqual(expected(sample));
    const csv = await read('表.xls', stored(`${sample}-1.csv`));
    expect(asJson(csv.filings)).toEqual([expected(sample)[0]]);
  });

  test('as a page with all that belongs to it in one file, reads as the text does', async () => {
    const page = stored(`${sample}.html`);
    const quoted = page
      .toString('latin1')
      .replace(/[=\x80-\xff]/g, (one) => `=${one.charCodeAt(0).toString(16).toUpperCase()}`);
    const lines = quoted.replace(/[^\n]{70}(?=[^\n]{4})(?<!=.?)/g, '$&=\r\n');
    for (const [encoding, body] of [
      ['quoted-printable', lines],
      ['base64', page.toString('base64').replace(/.{76}/g, '$&\r\n')],
    ] as const) {
      const file = `MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="----=_Next"\r\n\r\n------=_Next\r\nContent-Location: file:///C:/a.htm\r\nContent-Transfer-Encoding: ${encoding}\r\nContent-Type: text/html; charset="utf-8"\r\n\r\n${body}\r\n------=_Next\r\nContent-Type: image/png\r\n\r\nx\r\n------=_Next--\r\n`;
      const result = await read('表.xls', Buffer.from(file));
      expect(asJson(result.filings)).toEqual(expected(sample));
    }
  });

  test('as one XML file, reads as the text does', async () => {
    const content = Buffer.from(unzipSync(stored(`${sample}.ods`))['content.xml'] as Uint8Array).toString('utf8');
    const flat = content
      .replace(
        '<office:document-content',
        '<office:document office:mimetype="application/vnd.oasis.opendocument.spreadsheet"',
      )
      .replace('</office:document-content>', '</office:document>');
    const result = await read('表.fods', Buffer.from(flat));
    expect(asJson(result.filings)).toEqual(expected(sample));
  });
});

describe('X11: files of other programs', () => {
  test.runIf(existsSync(faults))('of the collected faults: XML 2003 named .xls, CSV with a mark', async () => {
    for (const name of ['i02_xml2003.xls', 'i03_utf8bom.csv']) {
      const result = await read(name, readFileSync(join(faults, name)));
      expect(result.filings.map(({ values }) => values.projectName)).toEqual(['河道清淤']);
      expect(errors(result)).toEqual([]);
    }
  });

  const ole = Buffer.from('d0cf11e0a1b11ae1', 'hex');
  const container = (stream: string, bytes: Buffer) => {
    const made = XLSX.CFB.utils.cfb_new();
    XLSX.CFB.utils.cfb_add(made, stream, bytes);
    return Buffer.from(XLSX.CFB.write(made, { type: 'buffer' }));
  };
  const zip = (parts: Record<string, string>) =>
    zipSync(Object.fromEntries(Object.entries(parts).map(([name, text]) => [name, strToU8(text)])));
  test.each<[what: string, name: string, bytes: Uint8Array, message: RegExp]>([
    ['a picture', '扫描.png', Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), /是图片或扫描件/],
    ['a photograph named .pdf', '扫描.pdf', Buffer.from('\xff\xd8\xff\xe0\0\x10JFIF', 'latin1'), /是图片或扫描件/],
    ['an archive', '表.rar', Buffer.from('Rar!\x1a\x07\0', 'latin1'), /是压缩包；请先解压/],
    ['a zip of other files', '表.zip', zip({ '表.txt': '甲' }), /是压缩包；请先解压/],
    ['a broken OFD', '表.ofd', zip({ 'OFD.xml': '<ofd:OFD/>', 'Doc_0/Document.xml': '<a/>' }), /OFD 已损坏或不完整/],
    ['slides', '表.pptx', zip({ '[Content_Types].xml': '<a/>', 'ppt/presentation.xml': '<a/>' }), /是演示文稿/],
    [
      'a binary .xlsb',
      '表.xlsb',
      zip({ '[Content_Types].xml': '<a/>', 'xl/workbook.bin': '' }),
      /是二进制的 Excel 工作簿/,
    ],
    ['a broken older file', '表.xls', ole, /已损坏或加了密码/],
    ['XML of another kind', '表.xml', Buffer.from('<?xml version="1.0"?><data><a/></data>'), /是 XML 文件，但不是/],
    ['a page without a table', '页.html', Buffer.from('<html><body><p>通知</p></body></html>'), /没有找到/],
    [
      'an empty workbook of one XML',
      '表.xls',
      Buffer.from('<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>'),
      /已损坏/,
    ],
  ])('%s is told by its kind', async (_, name, bytes, message) => {
    const { filings, notes } = await read(name, bytes);
    expect(filings).toEqual([]);
    expect(notes.map((note) => noteLine(name, note)).join('\n')).toMatch(message);
  });

  test('an encrypted .ods and a locked .xls say that they have a password', async () => {
    const locked = zipSync({
      mimetype: [strToU8('application/vnd.oasis.opendocument.spreadsheet'), { level: 0 }],
      'content.xml': strToU8('rubbish'),
      'META-INF/manifest.xml': strToU8(
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><manifest:file-entry><manifest:encryption-data/></manifest:file-entry></manifest:manifest>',
      ),
    });
    expect(errors(await read('表.ods', locked)).join()).toContain('加了密码');
    const pass = Buffer.from(
      '0908100000060500000000000000000000000000' + '2f0006000000000000000000' + '0a000000',
      'hex',
    );
    expect(errors(await read('表.xls', container('/Workbook', pass))).join()).toContain('加了密码');
    expect(errors(await read('表.xlsx', container('/EncryptedPackage', pass))).join()).toContain('加了密码');
  });

  test('an older Word document and slides are told from an older workbook by what they hold', () => {
    expect(kindOf('表.wps', container('/WordDocument', Buffer.from('a')))).toBe('doc');
    expect(kindOf('表.xls', container('/PowerPoint Document', Buffer.from('a')))).toBe('slides');
    expect(kindOf('表.et', container('/Workbook', Buffer.from('a')))).toBe('xls');
    expect(kindOf('表.et', container('/Pool/Workbook', Buffer.from('a')))).toBe('ole');
  });
});

test('which text is a table of cells is told by its lines', () => {
  const kind = (text: string, name = '表') => kindOf(name, Buffer.from(text));
  expect(kind('项目名称,甲,主管部门,乙\n实施单位,丙,,\n')).toBe('csv');
  expect(kind('项目名称;甲\n主管部门;乙\n')).toBe('csv');
  expect(kind('sep=;\n项目名称;甲\n')).toBe('csv');
  expect(kind('项目名称\t甲\n主管部门\t"乙, 丙"\n')).toBe('text');
  expect(kind('项目名称\t甲\n主管部门\t乙\n', '表.csv')).toBe('csv');
  expect(kind('关于报送预算的通知\n各单位:\n现将1,000元的预算报上\n谢谢\n')).toBe('text');
  expect(kind('标题\n项目名称,甲\n主管部门,乙,实施单位,丙\n')).toBe('csv');
  expect(kind('[附件2]\n项目名称\t甲\n')).toBe('text');
  expect(kind('[{"form": "a"}]')).toBe('json');
  expect(kind('<注>项目名称\n')).toBe('text');
});
