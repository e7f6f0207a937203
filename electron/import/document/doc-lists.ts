import type { Bytes, DocFile } from './doc-file.ts';
import { LEVELS, type Level, type List } from './lists.ts';

/** Numbers of formats as [MS-OSHARED] 2.2.1.3 (MSONFC) gives them, by their names in .docx. */
const FORMATS: Record<number, string> = {
  0: 'decimal',
  1: 'upperRoman',
  2: 'lowerRoman',
  3: 'upperLetter',
  4: 'lowerLetter',
  5: 'ordinal',
  6: 'cardinalText',
  10: 'ideographDigital',
  11: 'japaneseCounting',
  14: 'decimalFullWidth',
  15: 'decimalHalfWidth',
  16: 'japaneseLegal',
  17: 'japaneseDigitalTenThousand',
  18: 'decimalEnclosedCircle',
  19: 'decimalFullWidth2',
  22: 'decimalZero',
  23: 'bullet',
  26: 'decimalEnclosedFullstop',
  27: 'decimalEnclosedParen',
  28: 'decimalEnclosedCircleChinese',
  29: 'ideographEnclosedCircle',
  30: 'ideographTraditional',
  31: 'ideographZodiac',
  32: 'ideographZodiacTraditional',
  33: 'taiwaneseCounting',
  34: 'ideographLegalTraditional',
  35: 'taiwaneseCountingThousand',
  36: 'taiwaneseDigital',
  37: 'chineseCounting',
  38: 'chineseLegalSimplified',
  39: 'chineseCountingThousand',
  57: 'numberInDash',
  255: 'none',
};
const LIST = 28;
const OVERRIDE = 16;
const MOST = 5000;

/** The lists of a binary Word document by the numbers that paragraphs name (from 1). */
export function readLists(file: DocFile): Map<string, List> {
  const definitions = readDefinitions(file);
  const lists = new Map<string, List>();
  const table = file.part(0x02ea);
  const count = Math.min(MOST, table.u32(0));
  let at = 4 + count * OVERRIDE;
  for (let k = 0; k < count; k++) {
    const entry = 4 + k * OVERRIDE;
    const definition = String(table.u32(entry));
    const levels = [...(definitions.get(definition) ?? [])];
    const starts = new Map<number, number>();
    at += 4;
    for (let changed = 0; changed < Math.min(LEVELS, table.u8(entry + 12)); changed++) {
      const flags = table.u32(at + 4);
      const level = flags & 0xf;
      if (flags & 0x10) starts.set(level, table.u32(at));
      at += 8;
      if (!(flags & 0x20)) continue;
      const own = readLevel(table, at, level);
      levels[level] = own.level;
      if (flags & 0x10) starts.set(level, own.level.start);
      at = own.end;
    }
    lists.set(String(k + 1), { levels, definition, starts });
  }
  return lists;
}

/** The levels of each definition; they stand behind the list of definitions, in its order. */
function readDefinitions(file: DocFile): Map<string, Level[]> {
  const table = file.part(0x02e2);
  // The levels are no part of the length that the header gives.
  const rest = file.behind(0x02e2);
  const definitions = new Map<string, Level[]>();
  let at = 0;
  for (let k = 0; k < Math.min(MOST, table.u16(0)); k++) {
    const entry = 2 + k * LIST;
    const levels: Level[] = [];
    for (let level = 0; level < (table.u8(entry + 26) & 1 ? 1 : LEVELS); level++) {
      const read = readLevel(rest, at, level);
      levels.push(read.level);
      at = read.end;
    }
    definitions.set(String(table.u32(entry)), levels);
  }
  return definitions;
}

/** [MS-DOC] 2.9.150 LVL. */
function readLevel(table: Bytes, at: number, level: number): { level: Level; end: number } {
  const text = at + LIST + table.u8(at + 24) + table.u8(at + 25);
  const length = table.u16(text);
  let pattern = '';
  for (let k = 0; k < length && k < 100; k++) {
    const code = table.u16(text + 2 + k * 2);
    pattern += code < LEVELS ? `%${code + 1}` : String.fromCharCode(code);
  }
  const flags = table.u8(at + 5);
  const nfc = table.u8(at + 4);
  const format = FORMATS[nfc] ?? `nfc${nfc}`;
  return {
    level: {
      start: table.u32(at),
      format,
      custom: '',
      pattern: format === 'bullet' ? pattern.replace(/[\uf000-\uf0ff]/g, '•') : pattern,
      restart: flags & 0x08 ? table.u8(at + 26) : level,
      plain: (flags & 0x04) !== 0,
      style: '',
      hidden: false,
    },
    end: text + 2 + length * 2,
  };
}
