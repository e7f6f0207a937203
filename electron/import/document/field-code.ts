import { shorten } from '../../../shared/filing/parse.ts';
import { equationField } from '../../../shared/formula/eq-field.ts';
import { isSymbolFont, symbolText } from '../../../shared/formula/symbols.ts';

/** Fields that show nothing where they stand without a result, and page numbers. */
const SILENT =
  /^(?:TC|XE|RD|TA|SET|ASK|PRIVATE|ADVANCE|NEXT|NEXTIF|SKIPIF|=|IF|REF|FORMTEXT|PAGE|NUMPAGES|SECTIONPAGES)$/;

/**
 * What a field shows that keeps no result in the file, computed from its code. Null when only Word knows.
 */
export function fieldText(code: string): string | null {
  const [, name = '', rest = ''] = /^\s*(\S+)\s*([\s\S]*)$/.exec(code) ?? [];
  switch (name.toUpperCase()) {
    case '':
      return '';
    case 'EQ':
      return equationField(rest);
    case 'SYMBOL':
      return symbolField(rest);
    case 'QUOTE':
      return /"([^"]*)"/.exec(rest)?.[1] ?? rest.split('\\')[0]?.trim() ?? '';
    case 'MACROBUTTON':
    case 'GOTOBUTTON':
      return /^\S+\s+([\s\S]*)$/.exec(rest)?.[1]?.trim() ?? '';
    default:
      return SILENT.test(name.toUpperCase()) ? '' : null;
  }
}

function symbolField(rest: string): string | null {
  const [, figure = ''] = /^\s*(0x[\da-f]{1,5}|\d{1,6})/i.exec(rest) ?? [];
  const font = /\\f\s*(?:"([^"]*)"|(\S+))/i.exec(rest);
  const name = font?.[1] ?? font?.[2] ?? 'Symbol';
  const code = Number(figure);
  if (figure === '' || !(code > 0 && code <= 0x10ffff)) return null;
  if (isSymbolFont(name)) return symbolText(name, String.fromCodePoint(code));
  return /\\u\b/i.test(rest) || code < 0x80 ? String.fromCodePoint(code) : null;
}

/** What is told of a field that shows something only in Word. */
export function lostField(code: string): string {
  if (isEmbedded(code)) return '嵌入的对象（如公式、图表）未读入，请改为文字';
  if (/^\s*SHAPE\b/i.test(code)) return '图形（如文本框）未读入，其中的文字请移入表格';
  return `域“${shorten(code)}”没有结果，未读入；请在 Word 或 WPS 中更新域后保存`;
}

/** Whether the field shows the contents of the document, each line with its page. */
export function isContents(code: string): boolean {
  return /^\s*TOC\b/i.test(code);
}

/** Whether the field shows an object of another program, as a picture. */
export function isEmbedded(code: string): boolean {
  return /^\s*(?:EMBED|LINK)\b/i.test(code);
}
