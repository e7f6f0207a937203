import fc from 'fast-check';
import { Zip, ZipDeflate, ZipPassThrough, zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { crc32 } from '../../electron/import/crc32.ts';
import { LIMITS, UnreadableError } from '../../electron/import/limits.ts';
import { openArchive, unpack } from '../../electron/import/zip.ts';
import { bookParts, inline, readPackage, tableRows, zipped } from './workbook-xml.ts';

const bytesOf = (text: string) => new Uint8Array(Buffer.from(text));
const contents = (bytes: Uint8Array) => Object.fromEntries(unpack(bytes, () => true));

/** As programs write that do not know sizes before: they stand behind the data. */
function streamed(files: Record<string, Uint8Array>, packed: boolean): Uint8Array {
  const pieces: Uint8Array[] = [];
  const zip = new Zip((_, piece) => pieces.push(piece));
  for (const [name, bytes] of Object.entries(files)) {
    const file = packed ? new ZipDeflate(name) : new ZipPassThrough(name);
    zip.add(file);
    file.push(bytes, true);
  }
  zip.end();
  return new Uint8Array(Buffer.concat(pieces));
}

const names = fc.uniqueArray(fc.stringMatching(/^[a-z0-9_]{1,12}\.xml$/), { minLength: 1, maxLength: 6 });
const files = names.chain((list) =>
  fc.record(Object.fromEntries(list.map((name) => [name, fc.uint8Array({ maxLength: 3000 })]))),
);

test('CRC-32 as everybody computes it, in pieces too', () => {
  expect(crc32(bytesOf('123456789'))).toBe(0xcbf43926);
  expect(crc32(bytesOf('456789'), crc32(bytesOf('123')))).toBe(0xcbf43926);
  expect(crc32(new Uint8Array())).toBe(0);
});

test('what was packed comes back, however it was written', () => {
  fc.assert(
    fc.property(
      files,
      fc.constantFrom(0, 6),
      fc.boolean(),
      fc.uint8Array({ maxLength: 50 }),
      (given, level, packed, before) => {
        for (const bytes of [zipSync(given, { level: level as 0 | 6 }), streamed(given, packed)]) {
          const behind = new Uint8Array(Buffer.concat([before, bytes]));
          for (const file of [bytes, behind])
            expect(
              Object.entries(contents(file)).map(([name, part]) => [name, Buffer.from(part).toString('hex')]),
            ).toEqual(Object.entries(given).map(([name, part]) => [name, Buffer.from(part).toString('hex')]));
        }
      },
    ),
    { numRuns: 100 },
  );
});

test('a changed byte changes no content: it is told, or was of no account', () => {
  fc.assert(
    fc.property(
      files,
      fc.constantFrom(0, 6),
      fc.nat(),
      fc.integer({ min: 1, max: 255 }),
      (given, level, place, change) => {
        const bytes = Buffer.from(zipSync(given, { level: level as 0 | 6 }));
        const at = place % bytes.length;
        bytes[at] = (bytes[at] as number) ^ change;
        try {
          const read = new Set(
            Object.values(contents(new Uint8Array(bytes))).map((part) => Buffer.from(part).toString('hex')),
          );
          const packed = new Set(Object.values(given).map((part) => Buffer.from(part).toString('hex')));
          for (const part of read) expect(packed.has(part)).toBe(true);
        } catch (error) {
          expect(error).toBeInstanceOf(UnreadableError);
          expect((error as Error).message).toMatch(/文件|压缩|解压/);
        }
      },
    ),
    { numRuns: 500 },
  );
});

test('a value changed inside a stored workbook is told', async () => {
  const parts = bookParts({
    sheets: [{ name: '一', rows: tableRows({ E12: inline('E12', '≥480次') }) }, { name: '二' }],
  });
  const bytes = Buffer.from(
    zipSync(Object.fromEntries(Object.entries(parts).map(([name, text]) => [name, bytesOf(text)])), { level: 0 }),
  );
  const at = bytes.indexOf('≥480次');
  bytes[at + 3] = '9'.charCodeAt(0);
  const { json, lines } = await readPackage(new Uint8Array(bytes));
  expect(json).toHaveLength(1);
  expect(lines).toEqual(['表.xlsx：工作表“一”：文件已损坏，内容与校验码不符；请重新复制或下载，或用原软件打开后另存']);
});

describe('what the directory says', () => {
  const parts = { 'a.txt': bytesOf('甲'.repeat(100)), 'b.txt': bytesOf('乙') };
  const central = (bytes: Buffer, from = 0) => bytes.indexOf(Buffer.from([0x50, 0x4b, 1, 2]), from);
  const changed = (change: (bytes: Buffer) => void, level: 0 | 6 = 6) => {
    const bytes = Buffer.from(zipSync(parts, { level }));
    change(bytes);
    return () => contents(new Uint8Array(bytes));
  };

  test('an encrypted entry is told as such', () => {
    expect(changed((bytes) => bytes.writeUInt16LE(1, central(bytes) + 8))).toThrow('加了密码');
  });

  test('another compression is told as such', () => {
    expect(changed((bytes) => bytes.writeUInt16LE(14, central(bytes) + 10))).toThrow('压缩方式特殊');
  });

  test('a size that is not true, larger and smaller', () => {
    for (const size of [1, 299, 301, 50_000])
      expect(changed((bytes) => bytes.writeUInt32LE(size, central(bytes) + 24))).toThrow('校验码不符');
  });

  test('sizes beyond the limit are refused before anything is unpacked', () => {
    expect(changed((bytes) => bytes.writeUInt32LE(0xf0000000, central(bytes) + 24))).toThrow(
      '解压后超过 400 MB 的上限',
    );
  });

  test('a place outside of the file', () => {
    for (const offset of [1, 200, 0xfffffff0])
      expect(changed((bytes) => bytes.writeUInt32LE(offset, central(bytes) + 42))).toThrow(/文件/);
  });

  test('two entries of one name, and of names that differ in capital letters', () => {
    for (const name of ['a.txt', 'A.TXT'])
      expect(changed((bytes) => bytes.write(name, central(bytes, central(bytes) + 1) + 46))).toThrow('存了两份');
  });

  test('a comment that looks like an end, and bytes behind the end', () => {
    const bytes = Buffer.from(zipSync(parts));
    const comment = Buffer.concat([Buffer.from('备注'), bytes.subarray(-22), Buffer.from('完')]);
    const commented = Buffer.concat([bytes, comment]);
    commented.writeUInt16LE(comment.length, bytes.length - 2);
    expect(Object.keys(contents(commented))).toEqual(['a.txt', 'b.txt']);
    expect(Object.keys(contents(Buffer.concat([bytes, Buffer.from('尾巴')])))).toEqual(['a.txt', 'b.txt']);
  });

  test('sizes in the extra field of zip64', () => {
    const plain = Buffer.from(zipSync({ 'a.txt': parts['a.txt'] }, { level: 0 }));
    const at = central(plain);
    const end = plain.length - 22;
    const header = Buffer.from(plain.subarray(at, end));
    const [size, offset] = [header.readUInt32LE(24), header.readUInt32LE(42)];
    const extra = Buffer.alloc(28);
    extra.writeUInt16LE(1, 0);
    extra.writeUInt16LE(24, 2);
    for (const [index, value] of [size, size, offset].entries()) extra.writeBigUInt64LE(BigInt(value), 4 + 8 * index);
    for (const field of [20, 24, 42]) header.writeUInt32LE(0xffffffff, field);
    header.writeUInt16LE(extra.length, 30);
    const directory = Buffer.concat([header, extra]);
    const record = Buffer.alloc(56);
    record.writeUInt32LE(0x06064b50, 0);
    record.writeBigUInt64LE(BigInt(directory.length), 40);
    record.writeBigUInt64LE(BigInt(at), 48);
    const locator = Buffer.alloc(20);
    locator.writeUInt32LE(0x07064b50, 0);
    locator.writeBigUInt64LE(BigInt(at + directory.length), 8);
    const tail = Buffer.from(plain.subarray(end));
    tail.writeUInt32LE(0xffffffff, 12);
    tail.writeUInt32LE(0xffffffff, 16);
    const bytes = Buffer.concat([plain.subarray(0, at), directory, record, locator, tail]);
    expect(Buffer.from(contents(new Uint8Array(bytes))['a.txt'] as Uint8Array).toString()).toBe('甲'.repeat(100));
  });

  test('folders are no entries, and there may be 30,000', () => {
    const many = Object.fromEntries(Array.from({ length: 30_001 }, (_, at) => [`${at}`, new Uint8Array()]));
    expect(() => openArchive(zipSync(many, { level: 0 }))).toThrow('压缩包内的文件超过 30000 个');
    expect(openArchive(zipSync({ 'xl/': new Uint8Array(), 'xl/a': new Uint8Array() })).paths).toEqual(['xl/a']);
  });
});

describe('bombs are small in memory and time', () => {
  const MB = 1024 * 1024;
  const bombs: [string, string][] = [
    ['one cell of 60 MB', `<row><c t="inlineStr"><is><t>${'a'.repeat(60 * MB)}</t></is></c></row>`],
    ['a value in a million pieces', `<row><c t="str"><v>${'a<!-- -->'.repeat(MB)}</v></c></row>`],
    ['a row with a name of 300,000 letters', `<row ${'a'.repeat(300_000)}><c/></row>`],
    ['100,000 attributes', `<row ${Array.from({ length: 100_000 }, (_, k) => `a${k}=""`).join(' ')}/>`],
    ['elements in elements', '<a>'.repeat(MB)],
    ['a tag of 20 MB', `<row a="${'>'.repeat(20 * MB)}"/>`],
    ['a comment of 20 MB', `<!--${'-a'.repeat(10 * MB)}-->`],
    ['empty cells without end', `<row>${'<c/>'.repeat(LIMITS.elements)}</row>`],
    ['an entity of 20 MB', `<row><c t="str"><v>&${'a'.repeat(20 * MB)}</v></c></row>`],
  ];
  test.each([
    ['digits', `${'1'.repeat(90_000)}x`],
    ['zeros', '0'.repeat(90_000)],
    ['white space', `${' '.repeat(90_000)}x`],
    ['points', '.'.repeat(90_000)],
    ['escapes', '_x000D'.repeat(15_000)],
  ])('a value of 90,000 %s, whatever its kind', async (_, value) => {
    const kinds = ['n', 's', 'b', 'e', 'd', 'str'].map(
      (kind, at) => `<row r="${at + 1}"><c t="${kind}" s="1"><f>${value}</f><v>${value}</v></c></row>`,
    );
    const formats = [`${','.repeat(200_000)}0`];
    const cpu = process.cpuUsage();
    await readPackage(zipped(bookParts({ sheets: [{ name: '表', rows: kinds.join('') }], formats })));
    expect(process.cpuUsage(cpu).user / 1e6).toBeLessThan(2);
  });

  test.each(bombs)('%s', async (_, rows) => {
    const bytes = zipped(bookParts({ sheets: [{ name: '表', rows }] }));
    expect(bytes.length).toBeLessThan(2 * MB);
    const before = process.memoryUsage();
    const cpu = process.cpuUsage();
    const { json, lines } = await readPackage(bytes);
    const used = process.cpuUsage(cpu);
    expect(json).toEqual([]);
    expect(lines.length).toBeGreaterThan(0);
    expect((used.user + used.system) / 1e6).toBeLessThan(15);
    expect(process.memoryUsage().heapUsed - before.heapUsed).toBeLessThan(200 * MB);
  });
});
