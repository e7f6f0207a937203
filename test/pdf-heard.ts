import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { PDFDocumentProxy } from 'pdfjs-dist/types/src/pdf.d.ts';
import { type Dictionary, Name, PdfObjects, Reference, Text } from './pdf-objects.ts';

/** The file as pdf.js has it, for as long as `look` takes. */
export async function opened<T>(bytes: Uint8Array, look: (document: PDFDocumentProxy) => Promise<T>): Promise<T> {
  const document = await getDocument({ data: new Uint8Array(bytes), verbosity: 0 }).promise;
  try {
    return await look(document);
  } finally {
    await document.loadingTask.destroy();
  }
}

export interface Heard {
  type: string;
  /** What is read: the text of the element itself, or what the file says is to be read in its place. */
  text: string;
  scope?: string;
  rowSpan: number;
  colSpan: number;
  children: Heard[];
}

/** The structure of a file with the words of each element, as pdf.js has the texts of its marks. */
export async function heard(bytes: Uint8Array): Promise<Heard> {
  const marks = await opened(bytes, async (document) => {
    const pages: Map<number, string>[] = [];
    for (let number = 1; number <= document.numPages; number++) {
      const texts = new Map<number, string>();
      let mark: number | null = null;
      const page = await document.getPage(number);
      const { items } = await page.getTextContent({ includeMarkedContent: true, disableNormalization: true });
      for (const item of items) {
        if ('str' in item) {
          if (mark !== null) texts.set(mark, (texts.get(mark) ?? '') + item.str);
        } else if (item.type === 'beginMarkedContentProps') {
          const id = /mc(\d+)$/.exec(item.id ?? '')?.[1];
          mark = id === undefined ? null : Number(id);
        } else if (item.type === 'endMarkedContent') mark = null;
      }
      pages.push(texts);
    }
    return pages;
  });
  const pdf = new PdfObjects(bytes);
  const numbers = new Map(pdf.pages.map(({ ref }, index) => [ref, index]));
  const listen = (ref: Reference): Heard => {
    const element = pdf.dictionary(ref);
    const textOf = (page: unknown, mark: unknown) =>
      marks[numbers.get((page as Reference).number) as number]?.get(mark as number) ?? '';
    let text = '';
    const children: Heard[] = [];
    for (const kid of 'K' in element ? pdf.list(element.K) : []) {
      if (kid instanceof Reference) children.push(listen(kid));
      else if (typeof kid === 'number') text += textOf(element.Pg, kid);
      else if ('MCID' in (kid as Dictionary)) text += textOf((kid as Dictionary).Pg, (kid as Dictionary).MCID);
    }
    // pdf.js puts blanks of its own between texts that stand apart.
    text = element.ActualText instanceof Text ? element.ActualText.text : text.trim();
    const { Scope, RowSpan = 1, ColSpan = 1 } = ('A' in element ? element.A : {}) as Dictionary;
    const scope = Scope instanceof Name ? { scope: Scope.name } : {};
    const spans = { rowSpan: RowSpan as number, colSpan: ColSpan as number };
    return { type: (element.S as Name).name, text, ...scope, ...spans, children };
  };
  return listen(pdf.dictionary(pdf.catalog.StructTreeRoot).K as Reference);
}

/** The element and all within it, in the order in which they are heard. */
export const all = (one: Heard): Heard[] => [one, ...one.children.flatMap(all)];

/** How many cells cover each place of a table's grid; rows with places that no cell covers, or two do, are not even. */
export function grid(table: Heard): number[][] {
  const covered: number[][] = table.children.map(() => []);
  for (const [row, { children }] of table.children.entries()) {
    let col = 0;
    for (const { rowSpan, colSpan } of children) {
      while (covered[row]?.[col]) col++;
      for (let down = 0; down < rowSpan; down++)
        for (let across = 0; across < colSpan; across++) {
          const line = covered[row + down];
          if (!line) throw new Error('a cell reaches below its table');
          line[col + across] = (line[col + across] ?? 0) + 1;
        }
      col += colSpan;
    }
  }
  return covered.map((line) => Array.from(line, (count) => count ?? 0));
}
