import { cleanText, shorten } from '../../../shared/filing/parse.ts';
import type { GridCell } from '../grid.ts';
import type { Note } from '../note.ts';
import type { CellStyle, Workbook } from './book.ts';
import { showNumber, showText } from './number-display.ts';
import { PLAIN, type SheetText, showSheetText, textNotes, unescaped } from './text.ts';

/** A cell as the file has it. */
export interface RawCell {
  /** `t` of the cell. */
  type: string;
  style: CellStyle;
  /** The cached value, null where there is none. */
  value: string | null;
  inline: SheetText | null;
  /** The beginning of its formula. */
  formula: string | null;
  /** It has a rich value: a picture, a data type. */
  rich: boolean;
}

export type Shown = Pick<GridCell, 'text' | 'number'>;
export type Tell = (severity: Note['severity'], message: string) => void;

const PICTURE = '单元格里是嵌入的图片，不能读成文字；请改为文字后再导入';

/** What a cell shows in Excel; `tell` hears what is left out, guessed at or wrong. */
export function showCell(cell: RawCell, workbook: Workbook, tell: Tell): Shown {
  if (/\bDISPIMG\(/i.test(cell.formula ?? '')) {
    tell('error', PICTURE);
    return { text: '' };
  }
  const { value } = cell;
  if (cell.formula !== null && !cell.inline && (value === null || (value.trim() === '' && cell.type !== 'str'))) {
    tell('error', '公式没有保存计算结果，请在 Excel 或 WPS 中打开并保存后再导入');
    return { text: '' };
  }
  if (cell.inline && cell.type !== 's') return textShown(cell.inline, cell.style, tell);
  if (value === null) return { text: '' };
  switch (cell.type) {
    case 's': {
      const text = /^\s*\d+\s*$/.test(value) ? workbook.texts[Number(value)] : undefined;
      if (!text && value.trim() !== '') tell('error', '单元格的文字在文件里找不到，文件可能已损坏，请核对');
      return textShown(text ?? [], cell.style, tell);
    }
    case 'str':
    case 'inlineStr':
      return textShown([{ text: value, font: null }], cell.style, tell);
    case 'b':
      return plain(/^(?:1|true)$/i.test(value.trim()) ? 'TRUE' : 'FALSE', cell.style, tell);
    case 'e':
      return errorShown(cell, value, tell);
    case 'd':
      return dateShown(value.trim(), cell.style, tell);
    default:
      return numberShown(value.trim(), cell.style, workbook.date1904, tell);
  }
}

function textShown(runs: SheetText, style: CellStyle, tell: Tell): Shown {
  if (runs.length === 0) return { text: '' };
  const read = showSheetText(runs, style.font);
  const { text } = read;
  if (/^\s*=(?:_xlfn\.)?DISPIMG\(/i.test(text)) {
    tell('error', PICTURE);
    return { text: '' };
  }
  for (const { severity, message } of textNotes(read)) tell(severity, message);
  const shown = text.trim() === '' ? text : showText(text, style.format);
  if (shown === null) tell('hint', '内容按格式（;;;）是不显示的，已读入，请核对');
  return { text: shown ?? text };
}

function errorShown(cell: RawCell, value: string, tell: Tell): Shown {
  if (cell.rich && value === '#VALUE!') {
    tell('error', PICTURE);
    return { text: '' };
  }
  const text = cleanText(unescaped(value));
  tell('error', `单元格显示的是错误“${shorten(text)}”，请改正后再导入`);
  return { text };
}

function numberShown(value: string, style: CellStyle, date1904: boolean, tell: Tell): Shown {
  if (value === '') return { text: '' };
  const number = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?$/i.test(value) ? Number(value) : Number.NaN;
  if (!Number.isFinite(number)) return textShown([{ text: value, font: null }], style, tell);
  const { text, isDate, doubt } = showNumber(number, style.format, date1904);
  if (style.font.strike) return plain(text, style, tell);
  // Programs other than Excel write all digits, and only reading them as a number loses some.
  if (/^\d{15}\d*[1-9]\d*$/.test(value) && /^(?:General|0|@)$/i.test(style.format)) {
    tell('error', '超过 15 位的数字，在 Excel 中只剩前 15 位；已按文件里的各位数字读入，请核对，并把单元格设为文本');
    return { text: value };
  }
  if (doubt !== undefined) tell('error', doubt);
  return isDate ? { text } : { text, number: { value: number, format: style.format } };
}

/** A date of ISO 8601, with or without a time, or a time alone. */
function dateShown(value: string, style: CellStyle, tell: Tell): Shown {
  const found = /^(?:(\d{4})-(\d\d)-(\d\d))?T?(?:(\d\d):(\d\d)(?::(\d\d(?:\.\d+)?))?)?(?:Z|[+-]\d\d:?\d\d)?$/.exec(
    value,
  );
  if (!found || value === '') return plain(cleanText(unescaped(value)), style, tell);
  const [, year, month, day, hours, minutes, seconds] = found;
  const date = year ? (Date.UTC(+year, Number(month) - 1, Number(day)) - Date.UTC(1899, 11, 30)) / 86_400_000 : 0;
  const time = (Number(hours ?? 0) * 3600 + Number(minutes ?? 0) * 60 + Number(seconds ?? 0)) / 86_400;
  // Excel has a 29 February 1900, so that earlier days are counted one less.
  const serial = (year && date < 61 ? date - 1 : date) + time;
  const own = showNumber(serial, style.format);
  // A date alone is written with midnight too.
  const timed = hours && (!year || time > 0);
  const usual = [year ? 'yyyy/m/d' : '', timed ? 'h:mm' : ''].join(' ').trim();
  const shown = own.isDate ? own : showNumber(serial, usual);
  if (shown.doubt !== undefined) tell('error', shown.doubt);
  return plain(shown.doubt === undefined ? shown.text : value, style, tell);
}

/** A text that has no signs of fonts in it. */
function plain(text: string, style: CellStyle, tell: Tell): Shown {
  return textShown([{ text, font: { ...PLAIN, strike: style.font.strike } }], { ...style, format: 'General' }, tell);
}
