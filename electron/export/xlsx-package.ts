import { strFromU8, strToU8, unzipSync, type Zippable, zipSync } from 'fflate';

/**
 * Finishes a workbook that exceljs wrote: its default font, which column widths are counted in and which exceljs cannot
 * set, becomes 宋体 11; and the times in the package come from `now`, so that the same input gives the same bytes.
 */
export function finishWorkbook(bytes: Uint8Array, now: Date): Uint8Array {
  const parts: Zippable = {};
  // Zip cannot say a year before 1980.
  const mtime = new Date(Math.max(now.getTime(), Date.UTC(1980, 0, 2)));
  for (const [name, content] of Object.entries(unzipSync(bytes)).sort(([a], [b]) => order(a) - order(b))) {
    parts[name] = [name === 'xl/styles.xml' ? setDefaultFont(content) : content, { mtime, level: 6 }];
  }
  return zipSync(parts);
}

/** Readers that guess the type of a file look at its first entry. */
function order(name: string): number {
  return name === '[Content_Types].xml' ? 0 : name === '_rels/.rels' ? 1 : 2;
}

const DEFAULT_FONT = '<font><sz val="11"/><name val="宋体"/><charset val="134"/></font>';

function setDefaultFont(styles: Uint8Array): Uint8Array {
  const xml = strFromU8(styles);
  const changed = xml.replace(/(<fonts[^>]*>)<font>.*?<\/font>/s, `$1${DEFAULT_FONT}`);
  if (changed === xml) throw new Error('styles.xml has no default font');
  return strToU8(changed);
}
