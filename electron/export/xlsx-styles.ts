import { xmlText } from './docx-xml.ts';

/** How a cell of a worksheet looks. */
export interface XlsxStyle {
  font: '宋体' | '黑体';
  /** Points. */
  size: number;
  bold: boolean;
  align: 'left' | 'center' | 'right';
  vertical: 'top' | 'center';
  /** Borders on all sides. */
  frame: boolean;
  /** A grey ground. */
  grey: boolean;
  /** Number format; `@` for text. */
  format: string;
}

/** The formats that every workbook has (ECMA-376 part 1, 18.8.30), of those that are used here. */
const BUILT_IN: Record<string, number> = { '0': 1, '0.00': 2, '0%': 9, '0.00%': 10, '@': 49 };
/** Below this number all are built in. */
const FIRST_OWN = 164;

/** Column widths are counted in digits of this font, the workbook's first. */
const DEFAULT_FONT = '<font><sz val="12"/><name val="宋体"/><charset val="134"/></font>';
const SIDES = ['left', 'right', 'top', 'bottom'];
const BORDER = SIDES.map((side) => `<${side} style="thin"><color rgb="FF000000"/></${side}>`).join('');
const NO_BORDER = SIDES.map((side) => `<${side}/>`).join('');
const GREY = '<patternFill patternType="solid"><fgColor rgb="FFF2F2F2"/></patternFill>';

/** The styles of a workbook, each there once (ECMA-376 part 1, 18.8). */
export class XlsxStyles {
  readonly #known = new Map<string, number>();
  readonly #cells = ['<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'];
  readonly #fonts = new Map([[DEFAULT_FONT, 0]]);
  readonly #formats = new Map<string, number>();

  /** The number by which a cell names its style. */
  of(style: XlsxStyle): number {
    const { font, size, bold, align, vertical, frame, grey, format } = style;
    const key = `${font} ${size} ${bold} ${align} ${vertical} ${frame} ${grey} ${format}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const index = this.#cells.push(this.#xml(style)) - 1;
    this.#known.set(key, index);
    return index;
  }

  #xml({ font, size, bold, align, vertical, frame, grey, format }: XlsxStyle): string {
    const fontXml = `<font>${bold ? '<b/>' : ''}<sz val="${size}"/><name val="${font}"/><charset val="134"/></font>`;
    const number = BUILT_IN[format] ?? FIRST_OWN + indexIn(this.#formats, format);
    return (
      `<xf numFmtId="${number}" fontId="${indexIn(this.#fonts, fontXml)}" fillId="${grey ? 2 : 0}"` +
      ` borderId="${frame ? 1 : 0}" xfId="0" applyNumberFormat="1" applyFont="1"${grey ? ' applyFill="1"' : ''}` +
      `${frame ? ' applyBorder="1"' : ''} applyAlignment="1">` +
      `<alignment horizontal="${align}" vertical="${vertical}" wrapText="1"/></xf>`
    );
  }

  /** The part `xl/styles.xml`. */
  xml(): string {
    const formats = [...this.#formats].map(
      ([format, index]) => `<numFmt numFmtId="${FIRST_OWN + index}" formatCode="${xmlText(format)}"/>`,
    );
    const fills = ['<patternFill patternType="none"/>', '<patternFill patternType="gray125"/>', GREY];
    const list = (name: string, items: readonly string[]) =>
      items.length === 0 ? '' : `<${name} count="${items.length}">${items.join('')}</${name}>`;
    return [
      '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n',
      '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">',
      list('numFmts', formats),
      list('fonts', [...this.#fonts.keys()]),
      list(
        'fills',
        fills.map((fill) => `<fill>${fill}</fill>`),
      ),
      list(
        'borders',
        [NO_BORDER, BORDER].map((sides) => `<border>${sides}<diagonal/></border>`),
      ),
      list('cellStyleXfs', ['<xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>']),
      list('cellXfs', this.#cells),
      list('cellStyles', ['<cellStyle name="Normal" xfId="0" builtinId="0"/>']),
      '</styleSheet>',
    ].join('');
  }
}

/** The place of an item in a list without repetitions, to which a new one is added. */
function indexIn(list: Map<string, number>, item: string): number {
  const index = list.get(item) ?? list.size;
  list.set(item, index);
  return index;
}
