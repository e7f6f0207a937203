import { equationField } from '../../shared/formula/eq-field.ts';
import { equationText } from '../../shared/formula/equation.ts';
import { shifted } from '../../shared/formula/linear.ts';
import { textWithin, type XmlNode } from '../../shared/formula/node.ts';
import { numberWord } from '../../shared/formula/number-words.ts';
import { numbered } from '../../shared/formula/numbered.ts';
import { isSymbolFont, symbolText } from '../../shared/formula/symbols.ts';

/**
 * Clipboard HTML with the text that the program it comes from prints: deleted, struck-out and hidden text, comments,
 * footnote marks and phonetic guides are out; equations, characters of symbol fonts, raised figures and list numbers
 * are text. Rows and columns stay as they are. `cleared` says whether a text was taken out. Nothing of it is run,
 * loaded or shown.
 */
export function shownHtml(html: string): { document: Document; cleared: boolean } {
  const document = new DOMParser().parseFromString(withFormulas(html), 'text/html');
  for (const element of document.querySelectorAll('x-equation')) element.replaceWith(equationOf(element));
  for (const element of document.querySelectorAll('x-field')) element.replaceWith(fieldOf(element));
  const classes = classesOut(document);
  let cleared = false;
  for (const element of document.querySelectorAll('*'))
    if (isOut(element, classes)) {
      cleared ||= element.textContent?.trim() !== '';
      clear(element);
    }
  for (const element of document.querySelectorAll('[style*="ont"], font[face]')) drawSymbols(element);
  for (const element of document.querySelectorAll('sup, sub, span[style*="vertical-align"]')) shift(element);
  for (const list of document.querySelectorAll('td ol, th ol')) numberItems(list);
  for (const element of document.querySelectorAll('[style*="mso-list"]')) number(element);
  return { document, cleared };
}

const EQUATION = '<!--[if gte msEquation 12]>';
const NO_EQUATION = '<![if !msEquation]>';
const FIELD = '<!--[if supportFields]>';

/** What Word hides from browsers in comments, as elements; the pictures that it shows them instead are left out. */
function withFormulas(html: string): string {
  const equations = between(html, EQUATION, '<![endif]-->', (inner) => {
    const closed = inner.replace(/<(m:\w{1,40})([^<>]{0,2000})\/>/gi, '<$1$2></$1>');
    return `<x-equation>${closed}</x-equation>`;
  });
  const pictured = between(equations, NO_EQUATION, '<![endif]>', () => '');
  return between(pictured, FIELD, '<![endif]-->', (inner) => `<x-field>${inner}</x-field>`);
}

/** The text with each piece from `begin` to `end` replaced. */
function between(text: string, begin: string, end: string, replaced: (inner: string) => string): string {
  let made = '';
  let at = 0;
  for (;;) {
    const from = text.indexOf(begin, at);
    const to = from < 0 ? -1 : text.indexOf(end, from + begin.length);
    if (to < 0) return made + text.slice(at);
    made += text.slice(at, from) + replaced(text.slice(from + begin.length, to));
    at = to + end.length;
  }
}

/** Names of OMML that the HTML parser has in small letters. */
const NAMES = new Map(
  (
    'sSup sSub sSubSup sPre groupChr limLow limUpp eqArr borderBox begChr endChr sepChr degHide subHide supHide ' +
    'fName oMath oMathPara'
  )
    .split(' ')
    .map((name) => [name.toLowerCase(), name]),
);

function equationOf(element: Element): string {
  return equationText({ name: 'm:oMath', attributes: {}, children: mathNodes(element) }, textWithin);
}

/** The elements of an equation; what Word puts around them for their looks is passed over. */
function mathNodes(element: Element): (XmlNode | string)[] {
  return [...element.childNodes].flatMap((node): (XmlNode | string)[] => {
    if (node.nodeType === Node.TEXT_NODE) return [(node.nodeValue ?? '').replace(/[\r\n]+/g, '')];
    if (node.nodeType !== Node.ELEMENT_NODE) return [];
    const inner = node as Element;
    const name = /^m:(\w+)$/.exec(inner.tagName.toLowerCase())?.[1];
    if (name === undefined) return mathNodes(inner);
    const base = name.endsWith('pr') ? name.slice(0, -2) : name;
    const value = inner.getAttribute('m:val');
    return [
      {
        name: `m:${NAMES.get(base) ?? base}${base === name ? '' : 'Pr'}`,
        attributes: value === null ? {} : { 'm:val': value },
        children: mathNodes(inner),
      },
    ];
  });
}

/** A field that is whole in the comment shows nothing else; of others the result follows. */
function fieldOf(element: Element): string {
  const marks = [...element.querySelectorAll('[style*="mso-element"]')].map(styleOf).join(' ');
  if (!/field-begin/.test(marks) || !/field-end/.test(marks)) return '';
  const code = /^\s*EQ\b([\s\S]*)$/i.exec((element.textContent ?? '').replaceAll('\u00a0', ' '))?.[1];
  return code === undefined ? '' : (equationField(code) ?? '');
}

const OUT = new Set(['del', 's', 'strike', 'rt', 'rp', 'rtc']);
const TABLE_PARTS = new Set(['table', 'thead', 'tbody', 'tfoot', 'tr', 'col', 'colgroup', 'html', 'body']);
const STRUCK = /text-decoration[\w-]*\s*:[^;]*line-through/i;
const HIDDEN = /mso-hide\s*:\s*all|(?:^|[;\s])display\s*:\s*none/i;
const MARK = /mso-special-character\s*:\s*(?:comment|footnote)|mso-footnote-id|mso-endnote-id|mso-comment-/i;

/** Classes of the style sheet whose text is out. */
function classesOut(document: Document): Set<string> {
  const found = new Set<string>();
  for (const sheet of document.querySelectorAll('style'))
    for (const [, name = '', rules = ''] of (sheet.textContent ?? '').matchAll(
      /\.([\w-]{1,60})\s*(?:,[^{}]{0,500})?\{([^{}]*)\}/g,
    ))
      if (STRUCK.test(rules) || HIDDEN.test(rules)) found.add(name);
  return found;
}

function isOut(element: Element, classes: ReadonlySet<string>): boolean {
  const name = element.tagName.toLowerCase();
  if (TABLE_PARTS.has(name)) return false;
  if (OUT.has(name)) return true;
  const own = [...element.classList];
  if (own.some((one) => /^mso(?:comanchor|commentreference|footnotereference|endnotereference)$/i.test(one)))
    return true;
  const style = styleOf(element);
  if (STRUCK.test(style) || own.some((one) => classes.has(one))) return true;
  if (name !== 'td' && name !== 'th' && HIDDEN.test(style)) return true;
  return name === 'a' && MARK.test(style);
}

/** A cell keeps its place in the table. */
function clear(element: Element): void {
  if (/^t[dh]$/i.test(element.tagName)) element.textContent = '';
  else element.remove();
}

const FONT = /(?:^|[;\s])font(?:-family)?\s*:/i;

function drawSymbols(element: Element): void {
  const style = styleOf(element);
  const family =
    /mso-symbol-font-family\s*:\s*["']?([\w ]{1,40})/i.exec(style)?.[1] ??
    /(?:^|[;\s])font-family\s*:\s*["']?([\w ]{1,40})/i.exec(style)?.[1] ??
    element.getAttribute('face') ??
    '';
  if (isSymbolFont(family)) drawWithin(element, family);
}

/** The texts of an element, those in another font left as they are. */
function drawWithin(element: Element, family: string): void {
  for (const node of element.childNodes) {
    if (node.nodeType === Node.TEXT_NODE)
      node.nodeValue = [...(node.nodeValue ?? '')]
        .map((character) => (/\s/.test(character) ? character : (symbolText(family, character) ?? character)))
        .join('');
    else if (node.nodeType === Node.ELEMENT_NODE) {
      const inner = node as Element;
      if (!FONT.test(styleOf(inner)) && !inner.hasAttribute('face')) drawWithin(inner, family);
    }
  }
}

/** Raised and lowered figures as such: 10 and a raised 4 are not 104. */
function shift(element: Element): void {
  const place = /vertical-align\s*:\s*(super|sub)\b/i.exec(styleOf(element))?.[1] ?? element.tagName;
  if (/^span$/i.test(place)) return;
  const how = /^super$|^sup$/i.test(place) ? 'superscript' : 'subscript';
  const text = shifted(element.textContent ?? '', how);
  if (text !== null) element.textContent = text;
}

const LIST_FORMATS: Record<string, string> = {
  a: 'lowerLetter',
  A: 'upperLetter',
  i: 'lowerRoman',
  I: 'upperRoman',
  'lower-alpha': 'lowerLetter',
  'lower-latin': 'lowerLetter',
  'upper-alpha': 'upperLetter',
  'upper-latin': 'upperLetter',
  'lower-roman': 'lowerRoman',
  'upper-roman': 'upperRoman',
  'decimal-leading-zero': 'decimalZero',
  'cjk-ideographic': 'chineseCounting',
  'cjk-decimal': 'chineseCounting',
  'simp-chinese-informal': 'chineseCounting',
  none: 'none',
};

/** The numbers that a browser puts before the items of a list. */
function numberItems(list: Element): void {
  const type = /list-style(?:-type)?\s*:\s*([\w-]{1,40})/i.exec(styleOf(list))?.[1]?.toLowerCase();
  const format = LIST_FORMATS[type ?? list.getAttribute('type') ?? ''] ?? 'decimal';
  let next = Number.parseInt(list.getAttribute('start') ?? '1', 10) || 1;
  for (const item of list.children) {
    if (item.tagName.toLowerCase() !== 'li') continue;
    next = Number.parseInt(item.getAttribute('value') ?? String(next), 10) || next;
    const word = numberWord(next++, format) ?? '';
    const text = (item.textContent ?? '').trimStart();
    // An item that only holds a list within has no line of its own.
    const within = item.firstElementChild;
    if (word === '' || text === '' || (within?.tagName.toLowerCase() === 'ol' && !leads(item, within))) continue;
    const label = `${word}${format === 'chineseCounting' ? '、' : '.'}`;
    const before = numbered(label, text).slice(0, -text.length);
    (firstLine(item) ?? item).prepend(before);
  }
}

/** Whether text stands in an item before this element. */
function leads(item: Element, before: Element): boolean {
  return [...item.childNodes].slice(0, [...item.childNodes].indexOf(before)).some((node) => node.textContent?.trim());
}

/** The paragraph that an item begins with, where its text stands in one. */
function firstLine(item: Element): Element | null {
  const first = item.firstElementChild;
  return first && /^(?:p|div|h[1-6])$/i.test(first.tagName) && !leads(item, first) ? first : null;
}

/** Word's list number, without the spaces that stand for its tab. */
function number(element: Element): void {
  if (!/mso-list\s*:\s*ignore/i.test(styleOf(element))) return;
  const label = (element.textContent ?? '').replace(/\s+/g, '');
  const paragraph = element.closest('p, li, div, td')?.textContent ?? '';
  const at = paragraph.indexOf(element.textContent ?? '');
  const rest = paragraph.slice(at + (element.textContent ?? '').length).trimStart();
  element.removeAttribute('style');
  element.textContent = numbered(label, rest).slice(
    0,
    label.length + (numbered(label, rest)[label.length] === ' ' ? 1 : 0),
  );
}

function styleOf(element: Element): string {
  return element.getAttribute('style') ?? '';
}
