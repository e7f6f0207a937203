import { inMb, MOST_FILE } from '../../shared/file-limits.ts';
import type { ReadInTurn } from './grid.ts';
import { UnreadableError } from './limits.ts';
import { isLabel } from './recognition/is-label.ts';
import type { Share } from './share.ts';
import { type Kind, kindOf } from './sniff.ts';

type Reader = (bytes: Uint8Array, share?: Share) => Promise<ReadInTurn>;

/**
 * Kinds with a reader, which is loaded when a file of its kind comes. A reader throws `UnreadableError` for what it
 * cannot read, and leaves memory and time to the thread that it runs in (read-file.ts).
 */
const READERS = {
  xlsx: async () => (await import('./xlsx.ts')).xlsxGrids,
  xls: async () => (await import('./xls.ts')).readXls,
  ods: async () => (await import('./ods.ts')).readOds,
  fods: async () => (await import('./ods.ts')).readFods,
  xml2003: async () => (await import('./xml2003.ts')).readXml2003,
  csv: async () => (await import('./csv.ts')).readCsv,
  html: async () => (await import('./html.ts')).readHtml,
  mhtml: async () => (await import('./mhtml.ts')).readMhtml,
  docx: async () => (await import('./docx.ts')).docxGrids,
  doc: async () => (await import('./doc.ts')).docGrids,
  rtf: async () => (await import('./rtf.ts')).rtfGrids,
  odt: async () => (await import('./odt.ts')).odtGrids,
  pdf: async () => {
    const { pdfGrids } = await import('./pdf.ts');
    return (bytes: Uint8Array) => pdfGrids(bytes, isLabel);
  },
  ofd: async () => {
    const { ofdGrids } = await import('./ofd.ts');
    return (bytes: Uint8Array) => ofdGrids(bytes, isLabel);
  },
} satisfies Partial<Record<Kind, () => Promise<Reader>>>;

const SAVE_DOCX = '请用 Word 或 WPS 打开后另存为 .docx 再导入';
const SAVE_XLSX = '请用 Excel 或 WPS 打开后另存为 .xlsx 再导入';

/** Kinds that are told by name, each with what to do. `text` and `json` are read by read-bytes.ts itself. */
const REFUSED = {
  empty: '文件是空的',
  encrypted: '加了密码；请用 Excel、Word 或 WPS 打开，去掉密码后另存再导入',
  wordml: `是 XML 格式的 Word 文档；${SAVE_DOCX}`,
  xlsb: `是二进制的 Excel 工作簿（.xlsb）；${SAVE_XLSX}`,
  iwork: '是苹果电脑的 Numbers 或 Pages 文件；请在其中导出为 Excel 或 Word 文件再导入',
  slides: '是演示文稿，其中没有可读的绩效目标表；请把表格存为 .xlsx 或 .docx 再导入',
  fixed: '是版式文件，不能读取其中的表格；请用填表时的 Excel、Word 文件或 PDF 导入',
  picture: '是图片或扫描件，不能读取其中的文字；请用填表时的 Excel 或 Word 文件导入',
  archive: '是压缩包；请先解压，再导入其中的文件',
  ole: '不是完整的表格或文档，文件可能已损坏或加了密码；请用 Excel 或 WPS 打开，去掉密码并另存为 .xlsx 后再导入',
  xml: `是 XML 文件，但不是 Excel 或 Word 存的表格；${SAVE_XLSX}`,
} satisfies Record<Exclude<Kind, keyof typeof READERS | 'text' | 'json'>, string>;

/** Whether a file of this kind is unpacked or parsed, which takes memory and time. */
export function isHeavy(kind: Kind): boolean {
  return kind in READERS;
}

/** Whether the reader of this kind can read a share of the tables in the time that the share takes. */
export function isShareable(kind: Kind): boolean {
  return kind === 'xlsx';
}

/**
 * The tables of a file by the reader of its kind, or a share of them (of a kind that is shareable); null for text and
 * JSON, which have none. Throws `UnreadableError` with the name of the kind where there is no reader.
 */
export async function readTables(name: string, bytes: Uint8Array, share?: Share): Promise<ReadInTurn | null> {
  if (bytes.length > MOST_FILE) throw new UnreadableError(`文件超过 ${inMb(MOST_FILE)} MB 的上限，请拆分后再导入`);
  const kind = kindOf(name, bytes);
  if (kind === 'text' || kind === 'json') return null;
  if (kind in REFUSED) throw new UnreadableError(REFUSED[kind as keyof typeof REFUSED]);
  const reader: Reader = await READERS[kind as keyof typeof READERS]();
  return reader(bytes, share);
}
