import { inflateSync } from 'node:zlib';

/**
 * A small reader of the objects of a PDF as this program writes them (ISO 32000-1, 7): strict, so that what is spelled
 * otherwise than it should be is an error.
 */
export type Value = number | boolean | null | Name | Text | Reference | Value[] | Dictionary;
export class Name {
  readonly name: string;
  constructor(name: string) {
    this.name = name;
  }
}
export class Text {
  readonly bytes: Buffer;
  constructor(bytes: Buffer) {
    this.bytes = bytes;
  }
  get text(): string {
    return this.bytes.length > 1 && this.bytes.readUInt16BE(0) === 0xfeff
      ? Buffer.from(this.bytes.subarray(2)).swap16().toString('utf16le')
      : this.bytes.toString('latin1');
  }
}
export class Reference {
  readonly number: number;
  constructor(number: number) {
    this.number = number;
  }
}
/** An operator of a page's content, or a word such as `obj`. */
export class Word {
  readonly word: string;
  constructor(word: string) {
    this.word = word;
  }
}
export interface Dictionary {
  [key: string]: Value;
}
export interface Stream {
  entries: Dictionary;
  data: Buffer;
}

const END = /[\s()<>[\]{}/%]/;

/** Reads values and words one after the other. */
export class Tokens {
  readonly #text: string;
  at: number;

  constructor(text: string, at = 0) {
    this.#text = text;
    this.at = at;
  }

  #skip(): void {
    while (/\s/.test(this.#text[this.at] ?? '')) this.at++;
  }

  get done(): boolean {
    this.#skip();
    return this.at >= this.#text.length;
  }

  next(): Value | Word {
    this.#skip();
    const text = this.#text;
    if (text.startsWith('<<', this.at)) return this.#dictionary();
    const first = text[this.at];
    if (first === '[') {
      this.at++;
      const list: Value[] = [];
      for (this.#skip(); text[this.at] !== ']'; this.#skip()) list.push(this.value());
      this.at++;
      return list;
    }
    if (first === '(') return this.#string();
    if (first === '<') {
      const end = text.indexOf('>', this.at);
      const hex = text.slice(this.at + 1, end);
      if (!/^([0-9a-f]{2})*$/i.test(hex)) throw new Error(`6.1.6: a hexadecimal string is <${hex}>`);
      this.at = end + 1;
      return new Text(Buffer.from(hex, 'hex'));
    }
    const start = first === '/' ? this.at + 1 : this.at;
    let end = start;
    while (end < text.length && !END.test(text[end] as string)) end++;
    const word = text.slice(start, end);
    if (end === start) throw new Error(`no value at ${this.at}: ${text.slice(this.at, this.at + 20)}`);
    this.at = end;
    if (first === '/') return new Name(word);
    const reference = /^\d+$/.test(word) ? /^ 0 R(?![A-Za-z])/.exec(text.slice(end, end + 5)) : null;
    if (reference) {
      this.at += 4;
      return new Reference(Number(word));
    }
    if (/^[-+]?(\d+\.?\d*|\.\d+)$/.test(word)) return Number(word);
    if (word === 'true' || word === 'false') return word === 'true';
    return word === 'null' ? null : new Word(word);
  }

  value(): Value {
    const value = this.next();
    if (value instanceof Word) throw new Error(`${value.word} where a value belongs`);
    return value;
  }

  #dictionary(): Dictionary {
    this.at += 2;
    const dictionary: Dictionary = {};
    for (this.#skip(); !this.#text.startsWith('>>', this.at); this.#skip()) {
      const key = this.value();
      if (!(key instanceof Name)) throw new Error('a key is no name');
      if (key.name in dictionary) throw new Error(`two entries are named ${key.name}`);
      dictionary[key.name] = this.value();
    }
    this.at += 2;
    return dictionary;
  }

  #string(): Text {
    let bytes = '';
    let depth = 0;
    for (; ; this.at++) {
      const one = this.#text[this.at];
      if (one === undefined) throw new Error('a string does not end');
      if (one === '\\') bytes += this.#text[++this.at];
      else {
        if (one === ')' && --depth === 0) break;
        if (one !== '(' || depth > 0) bytes += one;
        if (one === '(') depth++;
      }
    }
    this.at++;
    return new Text(Buffer.from(bytes, 'latin1'));
  }
}

/** All objects of a file, by number; the trailer is what its cross-reference stream says. */
export class PdfObjects {
  readonly text: string;
  readonly trailer: Dictionary;
  readonly values = new Map<number, Value>();
  readonly streams = new Map<number, Stream>();

  constructor(bytes: Uint8Array) {
    this.text = Buffer.from(bytes).toString('latin1');
    const start = /startxref\n(\d+)\n%%EOF\n$/.exec(this.text);
    if (!start) throw new Error('6.1.3: the file does not end with its end');
    const table = this.#streamAt(Number(start[1]));
    this.trailer = table.entries;
    const rows = unfiltered(table.data, 7);
    const packed: number[][] = [];
    for (const [number, row] of rows.entries()) {
      const [kind, first] = [row.readUInt8(0), row.readUInt32BE(1)];
      if (kind === 1) this.streams.set(number, this.#streamAt(first, number));
      if (kind === 2) packed.push([number, first, row.readUInt16BE(5)]);
    }
    for (const [number, stream, nth] of packed as [number, number, number][])
      this.values.set(number, this.#packed(stream, nth, number));
  }

  #streamAt(offset: number, number?: number): Stream {
    const head = /^(\d+) 0 obj\n/.exec(this.text.slice(offset, offset + 20));
    if (!head || (number !== undefined && Number(head[1]) !== number)) throw new Error(`6.1.9: no object at ${offset}`);
    const tokens = new Tokens(this.text, offset + head[0].length);
    const entries = tokens.value() as Dictionary;
    if (!this.text.startsWith('\nstream\n', tokens.at)) throw new Error('6.1.7: a stream begins otherwise');
    const from = tokens.at + '\nstream\n'.length;
    const to = from + (entries.Length as number);
    if (!this.text.startsWith('\nendstream\nendobj\n', to)) throw new Error('6.1.7: a stream has another length');
    const raw = Buffer.from(this.text.slice(from, to), 'latin1');
    const filter = entries.Filter instanceof Name ? entries.Filter.name : '';
    if (filter !== '' && filter !== 'FlateDecode') throw new Error(`6.1.7: a stream has the filter ${filter}`);
    return { entries, data: filter ? inflateSync(raw) : raw };
  }

  readonly #heads = new Map<number, { text: string; index: number[]; first: number }>();

  #packed(stream: number, nth: number, number: number): Value {
    let head = this.#heads.get(stream);
    if (!head) {
      const { entries, data } = this.streams.get(stream) as Stream;
      const text = data.toString('latin1');
      const first = entries.First as number;
      head = { text, first, index: text.slice(0, first).trim().split(' ').map(Number) };
      this.#heads.set(stream, head);
    }
    if (head.index[2 * nth] !== number) throw new Error(`object ${number} is not where the table says`);
    return new Tokens(head.text, head.first + (head.index[2 * nth + 1] as number)).value();
  }

  /** The value that a reference leads to, or the value itself. */
  get(value: Value | undefined): Value | undefined {
    if (!(value instanceof Reference)) return value;
    const found = this.values.get(value.number);
    if (found === undefined) throw new Error(`there is no object ${value.number}`);
    return found;
  }

  dictionary(value: Value | undefined): Dictionary {
    const found = this.get(value);
    if (found === null || typeof found !== 'object' || Array.isArray(found)) throw new Error('no dictionary');
    return found as Dictionary;
  }

  list(value: Value | undefined): Value[] {
    const found = this.get(value);
    if (!Array.isArray(found)) throw new Error('no array');
    return found;
  }

  stream(value: Value | undefined): Stream {
    const found = value instanceof Reference ? this.streams.get(value.number) : undefined;
    if (!found) throw new Error('no stream');
    return found;
  }

  get catalog(): Dictionary {
    return this.dictionary(this.trailer.Root);
  }

  /** Dictionaries of the pages, and the reference to each. */
  get pages(): { ref: number; page: Dictionary }[] {
    const kids = this.list(this.dictionary(this.catalog.Pages).Kids) as Reference[];
    return kids.map((kid) => ({ ref: kid.number, page: this.dictionary(kid) }));
  }
}

/** Rows of bytes, each written as what it has more than the one above it. */
function unfiltered(data: Buffer, width: number): Buffer[] {
  const rows: Buffer[] = [];
  for (let at = 0; at < data.length; at += width + 1) {
    if (data[at] !== 2) throw new Error('a row has another filter');
    const above = rows.at(-1);
    rows.push(Buffer.from(data.subarray(at + 1, at + 1 + width).map((byte, n) => byte + (above?.[n] ?? 0))));
  }
  return rows;
}
