/** Pieces of the XML of a Word document (WordprocessingML, ECMA-376 part 1, 17). */

/** Word's unit of length, a twentieth of a point. */
export function twips(mm: number): number {
  return Math.round((mm / 25.4) * 1440);
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** A text in an element or an attribute; what XML cannot hold is left out. */
export function xmlText(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out
  return text.replace(/[&<>"\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, (one) => ENTITIES[one] ?? '');
}

/** Quotation marks and the like are drawn by the Chinese font, as wide as its other characters, where a run says so. */
const EITHER = /[\u0080-\u2fff]/;

const SIGNS: Record<string, string> = { '': '', '\t': '<w:tab/>', '\n': '<w:br/>' };

/** One run of text, tabs and line breaks as such, with further properties; '' for no text. */
export function run(text: string, more = ''): string {
  if (text === '') return '';
  const hint = EITHER.test(text) ? '<w:rFonts w:hint="eastAsia"/>' : '';
  const properties = hint + more === '' ? '' : `<w:rPr>${hint}${more}</w:rPr>`;
  const content = text
    .split(/([\t\n])/)
    .map((part) => SIGNS[part] ?? `<w:t xml:space="preserve">${xmlText(part)}</w:t>`)
    .join('');
  return `<w:r>${properties}${content}</w:r>`;
}

/** A field with the result that it shows until it is updated; '' for one that shows nothing. */
export function field(code: string, result: string): string {
  const separate = result === '' ? '' : `${mark('separate')}${result}`;
  return `${fieldBegin(code)}${separate}${mark('end')}`;
}

/** The beginning of a field; the result of one that goes over several paragraphs follows `fieldSeparate`. */
export function fieldBegin(code: string): string {
  return `${mark('begin')}<w:r><w:instrText xml:space="preserve"> ${xmlText(code)} </w:instrText></w:r>`;
}

export const fieldSeparate = mark('separate');
export const fieldEnd = mark('end');

function mark(type: 'begin' | 'separate' | 'end'): string {
  return `<w:r><w:fldChar w:fldCharType="${type}"/></w:r>`;
}

/** A text in the code of a field. Word takes Chinese quotation marks for its own. */
export function quoted(text: string): string {
  return `"${text.replace(/[\n\t]+/g, ' ').replace(/[\\"“”]/g, '\\$&')}"`;
}

/** A place that fields and links of the document lead to. */
export function bookmark(id: number, name: string): string {
  return `<w:bookmarkStart w:id="${id}" w:name="${name}"/><w:bookmarkEnd w:id="${id}"/>`;
}

export function link(name: string, content: string): string {
  return `<w:hyperlink w:anchor="${name}" w:history="1">${content}</w:hyperlink>`;
}
