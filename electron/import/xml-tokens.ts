import type { XmlNode } from '../../shared/formula/node.ts';
import { TreeBuilder } from './tree-builder.ts';
import { isDeclaration, type Names, type StartTag, XML_NAME } from './xml-names.ts';

/** What a reader hears of a part. Names are `w:p`, `x:c`; one of an unknown namespace is `?:name`. */
export interface XmlEvents {
  /** Attributes by their names: `w:val`, `r:id`, or `ref` where they have no prefix. Not to be changed. */
  open?: (name: string, attributes: Attributes) => void;
  close?: (name: string) => void;
  /**
   * An element with properties of Word, which repeat the same few again and again: it is given whole, the same for the
   * same characters, and not to be changed. Without this, and where it is long, it is heard like any other.
   */
  whole?: (node: XmlNode) => void;
  /** A run of text between two tags, with entities resolved; a long one comes in several pieces. */
  text?: (text: string) => void;
}

export type Attributes = Readonly<Record<string, string>>;

/** Most characters of one tag; Word keeps drawings in attributes of some 100,000. */
const MOST_TAG = 4_000_000;
/** Most characters of one run of text; an Excel cell holds 32,767. What is beyond is left out. */
const MOST_RUN = 200_000;
/** Most elements within each other; tables in tables of Word take some ten a level. */
const MOST_DEPTH = 500;
/** Most characters of a document's type; Office files have none. */
const MOST_DOCTYPE = 10_000;
/** Longest properties that are remembered. */
const MOST_PROPERTIES = 2000;
/** Longest start tag that is remembered. */
const MOST_KNOWN = 200;

const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
/** Characters that no document may hold. Halves of characters do not come out of a decoder. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is refused
const NO_CHARACTER = /[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/;
const DECLARATION =
  /^\s+version\s*=\s*(["'])1\.\d+\1(?:\s+encoding\s*=\s*(["'])[A-Za-z][\w.-]*\2)?(?:\s+standalone\s*=\s*(["'])(?:yes|no)\3)?\s*$/;
const GREATER = 0x3e;
const SLASH = 0x2f;
const EQUALS = 0x3d;
const SPACE = 0x20;

/**
 * Takes a document apart into tags and texts, piece by piece, in memory that does not grow with it. It is XML 1.0
 * without entities of its own; whatever else is not well-formed throws what `fail` makes. Most tags of an Office file
 * are the same few hundred again and again, so that those are known by their characters.
 */
export class XmlTokens {
  #on: XmlEvents;
  /** What prefixes mean at each element that declares some, the innermost last. */
  #scopes: Names[];
  #fail: () => Error;
  #open: StartTag[] = [];
  /** Characters that are not taken yet: of a tag or text that is not complete. */
  #rest = '';
  /** Length of the rest at which to look at it again, so that a long tag is not read over and over. */
  #due = 0;
  /** Half a line break at the end of a piece. */
  #carried = '';
  /** Nothing of the document is behind. */
  #atStart = true;
  #doctype = false;
  #rooted = false;
  /** The run of text goes on, but no more of it is kept. */
  #cut = false;
  /** What the start tag being read has, as it is written. */
  #keys: string[] = [];
  #values: string[] = [];

  /** @param names those of other parts of the package, or new ones */
  constructor(on: XmlEvents, names: Names, fail: () => Error) {
    this.#on = on;
    this.#scopes = [names];
    this.#fail = fail;
  }

  push(piece: string): void {
    let more = this.#carried + piece;
    this.#carried = more.endsWith('\r') ? '\r' : '';
    if (this.#carried !== '') more = more.slice(0, -1);
    if (NO_CHARACTER.test(more)) throw this.#fail();
    this.#rest += more.includes('\r') ? more.replace(/\r\n?/g, '\n') : more;
    if (this.#rest.length >= this.#due) this.#take();
  }

  end(): void {
    if (this.#carried !== '') this.#rest += '\n';
    this.#take();
    if (this.#rest.startsWith('<')) throw this.#fail();
    this.#run(this.#rest, 0, this.#rest.length);
    if (!this.#rooted || this.#open.length > 0) throw this.#fail();
  }

  #take(): void {
    const at = this.#all(this.#rest);
    this.#rest = this.#rest.slice(at);
    const { length } = this.#rest;
    if (length > MOST_TAG) throw this.#fail();
    this.#due = Math.min(MOST_TAG, 2 * length);
  }

  /** Takes what is complete of a text; the place where that ends. */
  #all(text: string): number {
    for (let at = 0; ; ) {
      const tag = text.indexOf('<', at);
      if (tag < 0) return this.#cutRun(text, at);
      if (tag > at) this.#run(text, at, tag);
      this.#cut = false;
      const next = this.#markup(text, tag);
      if (next < 0) return tag;
      this.#atStart = false;
      at = next;
    }
  }

  /** A run of text of which the end is to come: passes on as much of it as is kept when there is more than that. */
  #cutRun(text: string, at: number): number {
    if (this.#cut) return text.length;
    if (text.length - at <= MOST_RUN) return at;
    this.#run(text, at, text.length);
    this.#cut = true;
    return text.length;
  }

  /** A text between two tags, or its beginning. */
  #run(text: string, from: number, to: number): void {
    if (this.#cut || from === to) return;
    const all = text.slice(from, to);
    const run = all.length > MOST_RUN ? all.slice(0, roomFor(all, MOST_RUN)) : all;
    if (run.includes(']]>')) throw this.#fail();
    if (this.#open.length === 0) {
      if (/[^ \t\n]/.test(run)) throw this.#fail();
      this.#atStart = false;
    } else {
      const resolved = run.includes('&') ? this.#resolved(run) : run;
      this.#on.text?.(ownCopy(resolved));
    }
  }

  #resolved(text: string): string {
    return text.replace(/&([^&;]*)(;?)/g, (_, entity: string, end: string) => {
      if (end === '') throw this.#fail();
      const known = Object.hasOwn(ENTITIES, entity) ? ENTITIES[entity] : undefined;
      if (known !== undefined) return known;
      const [, hex, decimal] = /^#(?:x([\da-fA-F]+)|(\d+))$/.exec(entity) ?? [];
      const code = hex === undefined ? Number(decimal ?? Number.NaN) : Number.parseInt(hex, 16);
      const isHalf = code >= 0xd800 && code <= 0xdfff;
      if (!(code > 0 && code <= 0x10ffff) || isHalf) throw this.#fail();
      const character = String.fromCodePoint(code);
      if (NO_CHARACTER.test(character)) throw this.#fail();
      return character;
    });
  }

  /** Takes a tag or another thing that begins with `<`; the place behind it, -1 where the text ends within it. */
  #markup(text: string, at: number): number {
    const code = text.charCodeAt(at + 1);
    if (code === SLASH) return this.#endTag(text, at);
    if (code === 0x21) return this.#declared(text, at);
    if (code === 0x3f) return this.#instruction(text, at);
    const end = text.indexOf('>', at);
    if (end < 0) return -1;
    const raw = text.slice(at + 1, end);
    const known = raw.length <= MOST_KNOWN ? this.#names.tag(raw) : undefined;
    if (!known) return this.#startTag(text, at, raw);
    const behind = known.isProperties && this.#on.whole ? this.#properties(text, at, end + 1, known) : -1;
    if (behind >= 0) return behind;
    this.#begin(known);
    return end + 1;
  }

  /** Gives properties whole that begin at `at`, with their children from `from` on; -1 where they are too long for it. */
  #properties(text: string, at: number, from: number, { written, empty }: StartTag): number {
    if (empty || this.#open.length === 0) return -1;
    const endTag = `</${written}>`;
    const length = text.slice(from, from + MOST_PROPERTIES).indexOf(endTag);
    if (length < 0) return -1;
    const end = from + length + endTag.length;
    const source = text.slice(at, end);
    let node = this.#names.properties(source) ?? null;
    if (!node) {
      // Those of before a change stand within its own.
      if (source.includes(`<${written}`, 1)) return -1;
      node = this.#tree(source);
      this.#names.keepProperties(ownCopy(source), node);
    }
    this.#on.whole?.(node);
    return end;
  }

  /** One element by itself. */
  #tree(source: string): XmlNode {
    const tree = new TreeBuilder();
    let whole: XmlNode | null = null;
    const on: XmlEvents = {
      open: (name, attributes) => tree.open(name, attributes),
      text: (text) => tree.text(text),
      close: () => {
        whole = tree.close();
      },
    };
    const tokens = new XmlTokens(on, this.#names, this.#fail);
    tokens.push(source);
    tokens.end();
    if (!whole) throw this.#fail();
    return whole;
  }

  /** Ends the innermost element. */
  #endTag(text: string, at: number): number {
    const open = this.#open.at(-1);
    if (!open) throw this.#fail();
    let end = at + 2 + open.written.length;
    if (text.charCodeAt(end) !== GREATER) {
      end = text.indexOf('>', at);
      if (end < 0) return -1;
    }
    const { written } = open;
    if (!text.startsWith(written, at + 2) || /[^ \t\n]/.test(text.slice(at + 2 + written.length, end)))
      throw this.#fail();
    this.#end();
    return end + 1;
  }

  #end(): void {
    const { name, names } = this.#open.pop() as StartTag;
    if (names) this.#scopes.pop();
    this.#on.close?.(name);
  }

  #begin(tag: StartTag): void {
    if (this.#open.length === 0 && this.#rooted) throw this.#fail();
    this.#rooted = true;
    this.#open.push(tag);
    if (tag.names) this.#scopes.push(tag.names);
    if (this.#open.length > MOST_DEPTH) throw this.#fail();
    this.#on.open?.(tag.name, tag.attributes);
    if (tag.empty) this.#end();
  }

  /** A start tag that was not met before. `raw`: its characters up to the first `>`. */
  #startTag(text: string, at: number, raw: string): number {
    const end = this.#parts(text, at);
    if (end < 0) return -1;
    const empty = text.charCodeAt(end - 2) === SLASH;
    const [written = '', ...keys] = this.#keys;
    if (new Set(keys).size < keys.length) throw this.#fail();
    const own = this.#names.within(keys, this.#values);
    const names = own ?? this.#names;
    const attributes: Record<string, string> = {};
    for (const [index, key] of keys.entries())
      if (!isDeclaration(key)) attributes[this.#known(names.attribute(key))] = this.#values[index] as string;
      else if (!XML_NAME.test(key)) throw this.#fail();
    const name = this.#known(names.element(written));
    const isProperties = /^w:(?:p|r|tc|tr|tbl)Pr$/.test(name);
    const tag = { written, name, attributes, empty, isProperties, names: own };
    if (!own && raw.length <= MOST_KNOWN && end === at + raw.length + 2) names.keep(ownCopy(raw), tag);
    this.#begin(tag);
    return end;
  }

  get #names(): Names {
    return this.#scopes[this.#scopes.length - 1] as Names;
  }

  #known(name: string | undefined): string {
    if (name === undefined) throw this.#fail();
    return name;
  }

  /** Collects the name of a start tag and its attributes; the place behind it, -1 where the text ends within it. */
  #parts(text: string, at: number): number {
    let from = at + 1;
    let to = nameEnd(text, from);
    this.#keys = [ownCopy(text.slice(from, to))];
    this.#values = [];
    for (;;) {
      from = pastSpace(text, to);
      const code = text.charCodeAt(from);
      if (code === GREATER) return from + 1;
      if (code === SLASH) {
        if (from + 1 === text.length) return -1;
        if (text.charCodeAt(from + 1) !== GREATER) throw this.#fail();
        return from + 2;
      }
      if (Number.isNaN(code)) return -1;
      if (from === to) throw this.#fail();
      to = nameEnd(text, from);
      const equals = pastSpace(text, to);
      const quoted = pastSpace(text, equals + 1);
      const quote = text.charCodeAt(quoted);
      if (equals < text.length && text.charCodeAt(equals) !== EQUALS) throw this.#fail();
      if (Number.isNaN(quote)) return -1;
      if (quote !== 0x22 && quote !== 0x27) throw this.#fail();
      const end = valueEnd(text, quoted + 1, quote);
      if (end < 0) return -1;
      this.#keys.push(ownCopy(text.slice(from, to)));
      this.#values.push(this.#value(text.slice(quoted + 1, end)));
      to = end + 1;
    }
  }

  #value(written: string): string {
    if (!/[<&\t\n]/.test(written)) return ownCopy(written);
    if (written.includes('<')) throw this.#fail();
    return this.#resolved(written.replace(/[\t\n]/g, ' '));
  }

  /** A comment, a CDATA section or the document's type. */
  #declared(text: string, at: number): number {
    if (text.startsWith('<!--', at)) {
      const end = text.indexOf('--', at + 4);
      if (end < 0 || end + 2 === text.length) return -1;
      if (text.charCodeAt(end + 2) !== GREATER) throw this.#fail();
      return end + 3;
    }
    if (text.startsWith('<![CDATA[', at)) {
      if (this.#open.length === 0) throw this.#fail();
      const end = text.indexOf(']]>', at + 9);
      if (end < 0) return -1;
      const data = text.slice(at + 9, end);
      if (data !== '') this.#on.text?.(ownCopy(data.slice(0, roomFor(data, MOST_RUN))));
      return end + 3;
    }
    if (text.startsWith('<!DOCTYPE', at)) {
      if (this.#doctype || this.#rooted) throw this.#fail();
      const end = doctypeEnd(text.slice(at, at + MOST_DOCTYPE));
      if (end < 0 && text.length - at > MOST_DOCTYPE) throw this.#fail();
      this.#doctype = end >= 0;
      return end < 0 ? -1 : at + end;
    }
    if (text.length - at < 9 && ['<!--', '<![CDATA[', '<!DOCTYPE'].some((mark) => mark.startsWith(text.slice(at))))
      return -1;
    throw this.#fail();
  }

  #instruction(text: string, at: number): number {
    const end = text.indexOf('?>', at + 2);
    if (end < 0) return -1;
    const [, target = '', rest = ''] = /^([^ \t\n]*)(.*)$/s.exec(text.slice(at + 2, end)) ?? [];
    if (!XML_NAME.test(target)) throw this.#fail();
    if (/^xml$/i.test(target) && !(target === 'xml' && this.#atStart && DECLARATION.test(rest))) throw this.#fail();
    return end + 2;
  }
}

/** Where a name ends that begins at `at`; `Names` finds whether it is one. */
function nameEnd(text: string, at: number): number {
  for (let end = at; ; end++) {
    const code = text.charCodeAt(end);
    if (!(code > SPACE) || code === SLASH || code === EQUALS || code === GREATER) return end;
  }
}

function pastSpace(text: string, at: number): number {
  for (let end = at; ; end++) {
    const code = text.charCodeAt(end);
    if (code !== SPACE && code !== 0x0a && code !== 0x09) return end;
  }
}

function valueEnd(text: string, at: number, quote: number): number {
  return text.indexOf(quote === 0x22 ? '"' : "'", at);
}

/** Behind the document's type with what it declares itself, which nothing is read of; -1 where the text ends before. */
function doctypeEnd(text: string): number {
  const tokens = /"[^"]*"|'[^']*'|<!--[\s\S]*?-->|<\?[\s\S]*?\?>|[["'\]<>]/g;
  tokens.lastIndex = '<!DOCTYPE'.length;
  let within = false;
  for (let token = tokens.exec(text); token; token = tokens.exec(text)) {
    const [found] = token;
    if (found === '"' || found === "'") return -1;
    if (found === '[') within = true;
    else if (found === ']') within = false;
    else if (found === '>' && !within) return tokens.lastIndex;
  }
  return -1;
}

/** The most characters up to `room` that end neither in an entity nor in a character of two units. */
function roomFor(text: string, room: number): number {
  if (room >= text.length) return text.length;
  const entity = text.lastIndexOf('&', room - 1);
  if (entity > room - 12) return entity;
  return /[\ud800-\udbff]/.test(text[room - 1] as string) ? room - 1 : room;
}

/** The same text by itself: one cut out of a large piece would keep all of it in memory. */
function ownCopy(text: string): string {
  // V8 copies up to 12 characters anyway.
  return text.length > 12 ? ` ${text}`.slice(1) : text;
}
