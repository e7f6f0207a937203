import * as XLSX from '@e965/xlsx';
import { unzipSync, zipSync } from 'fflate';
import { readOle } from '../../electron/import/ole.ts';
import type { Random } from './random.ts';

/** Ways to damage a file, each of which leaves most of it as it was. */
type Mutation = (bytes: Uint8Array, random: Random) => Uint8Array;

/** Largest piece that one mutation adds, in bytes; the reader refuses what is beyond its own limits. */
const MOST_ADDED = 1_000_000;

/**
 * A file damaged once to four times in ways that fit its kind: packages within their parts, and workbooks within their
 * records too.
 */
export function mutate(bytes: Uint8Array, random: Random): Uint8Array {
  let result = bytes;
  for (let left = 1 + random.int(4); left > 0; left--) {
    const zip = startsAs(result, 'PK\x03\x04');
    const text = !zip && isText(result);
    const ole = startsAs(result, '\xd0\xcf\x11\xe0');
    const within = (zip && random.chance(0.8) && inParts) || (ole && random.chance(0.6) && inRecords);
    const ways = within ? [within] : text && random.chance(0.7) ? textMutations : byteMutations;
    result = random.pick(ways)(result, random);
  }
  return result;
}

function startsAs(bytes: Uint8Array, mark: string): boolean {
  return Buffer.from(bytes.subarray(0, mark.length)).toString('latin1') === mark;
}

function isText(bytes: Uint8Array): boolean {
  return !bytes.subarray(0, 2000).includes(0);
}

/** A place in the file, and a length from there on that is mostly short. */
function range(bytes: Uint8Array, random: Random): [from: number, to: number] {
  const from = random.int(bytes.length + 1);
  const most = random.pick([1, 2, 4, 8, 64, 1024, bytes.length]);
  return [from, Math.min(bytes.length, from + random.int(most + 1))];
}

const splice = (bytes: Uint8Array, from: number, to: number, put: Uint8Array) =>
  Buffer.concat([bytes.subarray(0, from), put, bytes.subarray(to)]);

const NUMBERS = [0, 1, 2, 0x7f, 0x80, 0xff, 0x7fff, 0x8000, 0xffff, 0x7fffffff, 0x80000000, 0xfffffffe, 0xffffffff];

/** A piece as often as fits. */
function often(piece: string, times: number): string {
  return piece.repeat(Math.min(times, Math.ceil(MOST_ADDED / Math.max(1, piece.length))));
}

const byteMutations: Mutation[] = [
  // Some bytes changed.
  (bytes, random) => {
    const changed = Buffer.from(bytes);
    for (let left = 1 + random.int(20); left > 0 && changed.length > 0; left--)
      changed[random.int(changed.length)] = random.int(256);
    return changed;
  },
  // A number of one, two or four bytes at a limit.
  (bytes, random) => {
    const put = Buffer.alloc(random.pick([1, 2, 4]));
    const number = random.pick(NUMBERS);
    for (let at = 0; at < put.length; at++) put[at] = (number >>> (at * 8)) & 255;
    const from = random.int(Math.max(1, bytes.length - put.length));
    return splice(bytes, from, Math.min(bytes.length, from + put.length), put);
  },
  // Cut off, and what is behind thrown away.
  (bytes, random) => bytes.subarray(0, random.int(bytes.length + 1)),
  (bytes, random) => {
    const [from, to] = range(bytes, random);
    return splice(bytes, from, to, Buffer.alloc(0));
  },
  // A piece twice, or very often.
  (bytes, random) => {
    const [from, to] = range(bytes, random);
    const piece = bytes.subarray(from, to);
    const times = random.pick([1, 1, 2, 10, 1000, 100_000]);
    const fits = Math.min(times, Math.floor(MOST_ADDED / Math.max(1, piece.length)));
    return splice(bytes, to, to, Buffer.concat(Array.from({ length: fits }, () => piece)));
  },
  // A piece put elsewhere.
  (bytes, random) => {
    const [from, to] = range(bytes, random);
    const piece = bytes.slice(from, to);
    const rest = splice(bytes, from, to, Buffer.alloc(0));
    const at = random.int(rest.length + 1);
    return splice(rest, at, at, piece);
  },
  // One byte all over.
  (bytes, random) => {
    const [from, to] = range(bytes, random);
    return splice(bytes, from, to, Buffer.alloc(to - from, random.int(256)));
  },
];

const HUGE = ['0', '-1', '1e999', '65535', '1048577', '2147483648', '99999999999999999999', '', 'A1:XFD1048576'];
const WORDS = [
  '项目名称',
  '一级指标',
  '产出指标',
  '绩效目标',
  '单位：元',
  '\t',
  '\n\n',
  '"',
  ',',
  ';',
  '<td>',
  '&#0;',
  '&amp',
  ']]>',
];

const textMutations: Mutation[] = [
  // A number at a limit.
  onMatches(/\d+(?:\.\d+)?/g, (_, random) => random.pick(HUGE)),
  // A tag, or all between two, left out, twice, or very often.
  onMatches(/<[^<>]{1,2000}>/g, (tag, random) =>
    random.pick(['', tag + tag, often(tag, random.pick([10, 1000, 20_000]))]),
  ),
  onMatches(/<(\w[\w:]*)\b[^<>]{0,500}>[^<]{0,2000}<\/\1>/g, (element, random) =>
    random.pick(['', element + element, often(element, random.pick([100, 2000]))]),
  ),
  // A value of an attribute of another one, or very long.
  onMatches(/"[^"\n]{0,200}"/g, (value, random) =>
    random.pick([`"${random.pick(HUGE)}"`, value.slice(1), `"${'a'.repeat(random.pick([300, 200_000]))}"`]),
  ),
  // A line left out, twice, or very often.
  onMatches(/^[^\n]*\n/gm, (line, random) => random.pick(['', line + line, often(line, random.pick([50, 5000]))])),
  // A word of the forms or of a syntax where none belongs.
  onMatches(/(?<=.)(?=.)/gs, (_, random) => random.pick(WORDS).repeat(random.pick([1, 1, 3, 2000]))),
  // A long text in one place.
  onMatches(
    />[^<>]+</g,
    (text, random) =>
      `>${random.pick(['长', '\n', ' ', '1', '&lt;']).repeat(random.pick([40_000, 400_000]))}${text.slice(1)}`,
  ),
];

/** Changes one place that the pattern finds in a text; none where it finds none. */
function onMatches(pattern: RegExp, change: (found: string, random: Random) => string): Mutation {
  return (bytes, random) => {
    const text = Buffer.from(bytes).toString('latin1');
    const from = random.int(text.length + 1);
    pattern.lastIndex = from;
    const found = pattern.exec(text);
    if (!found) return bytes;
    const words = change(found[0], random);
    const put = Buffer.from(words, /[^\0-\xff]/.test(words) ? 'utf8' : 'latin1').subarray(0, MOST_ADDED);
    return splice(bytes, found.index, found.index + found[0].length, put);
  };
}

/** Changes a package within: a part, its name, or which part is which; the archive itself stays sound. */
function inParts(bytes: Uint8Array, random: Random): Uint8Array {
  let parts: Record<string, Uint8Array>;
  try {
    parts = unzipSync(bytes);
  } catch {
    return bytes;
  }
  const names = Object.keys(parts);
  if (names.length === 0) return bytes;
  const name = random.pick(names);
  const other = random.pick(names);
  const part = parts[name] as Uint8Array;
  const way = random.int(10);
  if (way === 0) delete parts[name];
  else if (way === 1) [parts[name], parts[other]] = [parts[other] as Uint8Array, part];
  else if (way === 2) parts[`${name}${random.int(10)}`] = part;
  else parts[name] = random.pick(isText(part) && random.chance(0.8) ? textMutations : byteMutations)(part, random);
  return zipSync(parts, { level: 1 });
}

/**
 * Changes the records of a binary workbook; the container is made anew and sound. Other containers stay as they are.
 */
function inRecords(bytes: Uint8Array, random: Random): Uint8Array {
  try {
    const stream = readOle(bytes).stream('Workbook') ?? readOle(bytes).stream('Book');
    if (!stream) return random.pick(byteMutations)(bytes, random);
    const container = XLSX.CFB.utils.cfb_new();
    XLSX.CFB.utils.cfb_add(container, '/Workbook', Buffer.from(changeRecords(Buffer.from(stream), random)));
    return Buffer.from(XLSX.CFB.write(container, { type: 'buffer' }));
  } catch {
    return bytes;
  }
}

function changeRecords(stream: Buffer, random: Random): Uint8Array {
  const records: Buffer[] = [];
  for (let at = 0; at + 4 <= stream.length; ) {
    const end = at + 4 + stream.readUInt16LE(at + 2);
    records.push(stream.subarray(at, end));
    at = end;
  }
  for (let left = 1 + random.int(3); left > 0; left--) {
    const at = random.int(records.length);
    const record = Buffer.from(records[at] as Buffer);
    const way = random.int(6);
    if (way === 0) records.splice(at, 1);
    else if (way === 1)
      records.splice(at, 0, ...Array.from({ length: random.pick([1, 3, 500, 20_000]) }, () => record));
    else if (way === 2) records.splice(at, 1, records[random.int(records.length)] as Buffer, record);
    else if (way === 3 && record.length >= 4) {
      record.writeUInt16LE(random.pick([0x3c, 0xfc, 0xfd, 0xbd, 0x6, 0x207, 0x204, 0xe5, 0x85, 0x809, 0xa, 0x2f]), 0);
      records[at] = record;
    } else if (record.length > 4) {
      const changed = Buffer.from(random.pick(byteMutations)(record.subarray(4), random)).subarray(0, 8224);
      const head = Buffer.from(record.subarray(0, 4));
      if (way === 4) head.writeUInt16LE(changed.length, 2);
      records[at] = Buffer.concat([head, changed]);
    }
  }
  return Buffer.concat(records);
}
