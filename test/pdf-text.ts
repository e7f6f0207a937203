import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';

/** A run of text in a PDF: where its baseline begins, in mm from the page's top left corner. */
export interface PdfRun {
  text: string;
  x: number;
  baseline: number;
  width: number;
}

const MM_PER_PT = 25.4 / 72;

/** The runs of each page, in the order of the file, without the spaces that pdf.js itself puts between them. */
export async function pdfRuns(bytes: Uint8Array): Promise<PdfRun[][]> {
  const document = await getDocument({ data: new Uint8Array(bytes), useSystemFonts: false, verbosity: 0 }).promise;
  const pages: PdfRun[][] = [];
  for (let number = 1; number <= document.numPages; number++) {
    const page = await document.getPage(number);
    const height = page.getViewport({ scale: 1 }).height;
    const { items } = await page.getTextContent({ disableNormalization: true });
    pages.push(
      items.flatMap((item) => {
        if (!('str' in item) || item.str.trim() === '') return [];
        const [, , , , x, y] = item.transform as [number, number, number, number, number, number];
        return [
          { text: item.str, x: x * MM_PER_PT, baseline: (height - y) * MM_PER_PT, width: item.width * MM_PER_PT },
        ];
      }),
    );
  }
  await document.loadingTask.destroy();
  return pages;
}

/** The text of each page, run after run. */
export async function pdfText(bytes: Uint8Array): Promise<string[]> {
  return (await pdfRuns(bytes)).map((runs) => runs.map((run) => run.text).join(''));
}
