import fc from 'fast-check';
import { SaxesParser } from 'saxes';
import { expect, test } from 'vitest';
import { UnreadableError } from '../../electron/import/limits.ts';
import { type XmlEvents, xmlScanner } from '../../electron/import/xml.ts';

const WORD = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';
const SHEET = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const USUAL = new Map([
  [WORD, 'w'],
  [SHEET, 'x'],
  ['http://www.w3.org/XML/1998/namespace', 'xml'],
]);

/** What is heard of a document, texts that follow each other as one; an error for one that is not well-formed. */
type Heard = (readonly [string, ...unknown[]])[] | 'not well-formed';

function hear(scan: (on: Required<XmlEvents>) => void): Heard {
  const heard: [string, ...unknown[]][] = [];
  const on: Required<XmlEvents> = {
    open: (name, attributes) => heard.push(['open', name, { ...attributes }]),
    close: (name) => heard.push(['close', name]),
    text: (text) => {
      const last = heard.at(-1);
      if (last?.[0] === 'text') last[1] += text;
      else heard.push(['text', text]);
    },
    whole: ({ name, attributes, children }) => {
      on.open(name, attributes);
      for (const child of children) typeof child === 'string' ? on.text(child) : on.whole(child);
      on.close(name);
    },
  };
  try {
    scan(on);
  } catch (error) {
    if (error instanceof UnreadableError) return 'not well-formed';
    throw error;
  }
  return heard;
}

const ours = (bytes: Uint8Array, size: number) =>
  hear((on) => {
    const scanner = xmlScanner(on, '坏');
    for (let at = 0; at < bytes.length; at += size) scanner.push(bytes.subarray(at, at + size));
    scanner.end();
  });

/** The same by a parser that others maintain. */
const theirs = (bytes: Uint8Array) =>
  hear((on) => {
    const parser = new SaxesParser({ xmlns: false });
    const fail = () => {
      throw new UnreadableError('坏');
    };
    const scopes = [new Map([['xml', 'http://www.w3.org/XML/1998/namespace']])];
    const named = (written: string, isElement: boolean) => {
      const [prefix, local] = written.includes(':')
        ? [written.slice(0, written.indexOf(':')), written.slice(written.indexOf(':') + 1)]
        : ['', written];
      const uri =
        written.includes(':') || isElement ? (scopes.at(-1)?.get(prefix) ?? (written === local ? '' : null)) : '';
      if (uri === null) return fail();
      return uri === '' ? local : `${USUAL.get(uri) ?? '?'}:${local}`;
    };
    let depth = 0;
    parser.on('error', fail);
    parser.on('opentag', ({ name, attributes }) => {
      const declared = Object.entries(attributes).filter(([key]) => /^xmlns(?::|$)/.test(key));
      scopes.push(new Map([...(scopes.at(-1) ?? []), ...declared.map(([key, uri]) => [key.slice(6), uri] as const)]));
      const others = Object.entries(attributes).filter(([key]) => !/^xmlns(?::|$)/.test(key));
      depth++;
      on.open(named(name, true), Object.fromEntries(others.map(([key, value]) => [named(key, false), value])));
    });
    parser.on('closetag', ({ name }) => {
      on.close(named(name, true));
      scopes.pop();
      depth--;
    });
    const text = (more: string) => depth > 0 && more !== '' && on.text(more);
    parser.on('text', text);
    parser.on('cdata', text);
    parser.write(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    parser.close();
  });

const name = fc.constantFrom('w:p', 'w:rPr', 'w:rPr', 'w:rPrChange', 'c', 'row', 'other:x', '表', 'w:t');
const space = fc.constantFrom(' ', '\n', '\t', '  ', '\r\n');
const words = fc
  .array(
    fc.constantFrom(
      ...[
        '绩效',
        'a',
        '𠮷',
        ' ',
        '\r',
        '\r\n',
        '\n',
        '\t',
        '&lt;',
        '&amp;',
        '&#10;',
        '&#x9;',
        '&#x20BB7;',
        ']',
        '>',
        ']]',
      ],
      ...['目标'.repeat(40), '"', "'"],
    ),
    { maxLength: 6 },
  )
  .map((pieces) => pieces.join('').replaceAll(']]>', ''));
const value = words.map((text) => `"${text.replaceAll('"', '')}"`);
const attribute = fc
  .tuple(space, fc.constantFrom('w:val', 'r', 's', 'xml:space', 'xmlns:q', 'q:z', 'constructor'), value)
  .map(([before, key, quoted]) => `${before}${key}=${quoted}`);
const beside = fc.constantFrom('<!-- 注 > -->', '<?做 什么?>', '', '', '');
const { element } = fc.letrec<{ element: string }>((tie) => ({
  element: fc
    .tuple(
      name,
      fc.array(attribute, { maxLength: 3 }),
      fc.array(
        fc.oneof(
          { depthSize: 'small' },
          words,
          words.map((data) => `<![CDATA[${data}]]>`),
          beside,
          tie('element'),
        ),
        { maxLength: 5 },
      ),
      space,
    )
    .map(([written, attributes, children, gap]) =>
      children.length === 0
        ? `<${written}${attributes.join('')}${gap}/>`
        : `<${written}${attributes.join('')}>${children.join('')}</${written}${gap}>`,
    ),
}));
const root = fc
  .tuple(fc.constantFrom('', '\ufeff'), fc.boolean(), beside, fc.array(element, { maxLength: 6 }), beside)
  .map(
    ([mark, declares, before, children, behind]) =>
      `${mark}${declares ? '<?xml version="1.0" standalone="yes"?>\r\n' : ''}${before}` +
      `<root xmlns="${SHEET}" xmlns:w='${WORD}' xmlns:other="urn:other" xmlns:q="urn:q">${children.join('')}</root>${behind}`,
  );
const edits = fc.array(
  fc.record({
    at: fc.nat(),
    length: fc.nat({ max: 3 }),
    put: fc.constantFrom(
      ...[
        '',
        '<',
        '>',
        '/',
        '&',
        ';',
        '"',
        '=',
        ' ',
        '<!',
        ']]>',
        '--',
        '<?xml?>',
        '\0',
        '\uffff',
        '&#0;',
        '&x;',
        ':',
        '-',
      ],
      ...['<w:p>', '</w:p>', '<!DOCTYPE root [<!ELEMENT a "]">]>', '<![CDATA[', '\u0301', '&#XA;', '&#xd800;'],
    ),
  }),
  { maxLength: 2 },
);
const document = fc.tuple(root, edits).map(([text, changes]) => {
  let changed = text;
  for (const { at, length, put } of changes) {
    const from = at % (changed.length + 1);
    changed = changed.slice(0, from) + put + changed.slice(from + length);
  }
  return changed;
});

test('a document is heard as another parser hears it, in pieces of any size, sound or not', () => {
  let sound = 0;
  let broken = 0;
  fc.assert(
    fc.property(document, fc.integer({ min: 1, max: 300 }), (text, size) => {
      const bytes = Buffer.from(text);
      const heard = theirs(bytes);
      if (heard === 'not well-formed') broken++;
      else sound++;
      expect(ours(bytes, size)).toEqual(heard);
    }),
    { numRuns: 2000 },
  );
  expect(Math.min(sound, broken)).toBeGreaterThan(300);
});
