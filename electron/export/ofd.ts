import type { Sheet } from '../../shared/layout/sheet.ts';
import type { DocumentInfo } from './document-info.ts';
import type { Fonts } from './fonts.ts';
import { ofdPackage } from './ofd-document.ts';
import { drawSheets, fontProblems, type Printed } from './pdf.ts';

/** One OFD of all sheets, whose pages are those of the PDF. */
export function makeOfd(sheets: Iterable<Sheet>, info: DocumentInfo, fonts: Fonts): Printed {
  const { report, problems } = fontProblems();
  const bytes = ofdPackage(drawSheets(sheets, fonts, report), info, fonts);
  return { bytes, problems: [...problems.values()] };
}
