import type { PDFDocumentProxy, RenderTask } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { type RefObject, useEffect, useRef, useState } from 'react';
import { sentenceOf } from '../faults.ts';

/** How long in ms the reader of the PDF may take for one thing: without its worker it would never answer. */
const PATIENCE = 30_000;

export function inTime<T>(work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('预览没有显示出来，可以重试')), PATIENCE);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

/** Pixels of the canvas for one point of the page: sharp at 150 % on an office screen. */
const SCALE = 2;
/** Size of a page that is not read yet, in pt: A4 upright. */
const A4 = { width: 595, height: 842 };

interface Props {
  document: PDFDocumentProxy;
  number: number;
  onFailed(sentence: string): void;
}

/** A page as large as its paper, or as its pane is wide. It is drawn only near the view: its pixels take 8 MB. */
export function PdfPage({ document, number, onFailed }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [{ width, height }, setSize] = useState(A4);
  const isNear = useNear(canvas);
  useEffect(() => {
    const element = canvas.current;
    if (!isNear || !element) return;
    let closed = false;
    let task: RenderTask | null = null;
    const draw = async () => {
      const page = await inTime(document.getPage(number));
      if (closed) return;
      setSize(page.getViewport({ scale: 1 }));
      const viewport = page.getViewport({ scale: SCALE });
      element.width = viewport.width;
      element.height = viewport.height;
      task = page.render({ canvas: element, viewport });
      await inTime(task.promise);
    };
    draw().catch((error: unknown) => {
      if (!closed) onFailed(sentenceOf(error));
    });
    return () => {
      closed = true;
      task?.cancel();
      element.width = 0;
      element.height = 0;
    };
  }, [isNear, document, number, onFailed]);
  return (
    <canvas
      ref={canvas}
      role="img"
      aria-label={`第 ${number} 页`}
      data-page={number}
      style={{ width: `min(${width}pt, 100%)`, aspectRatio: `${width} / ${height}` }}
    />
  );
}

/** Whether an element lies in the view of what it scrolls in, or less than a view's height from it. */
function useNear(element: RefObject<HTMLElement | null>): boolean {
  const [isNear, setNear] = useState(false);
  useEffect(() => {
    if (!element.current) return;
    const observer = new IntersectionObserver((entries) => setNear(entries.at(-1)?.isIntersecting ?? false), {
      root: element.current.parentElement,
      rootMargin: '100% 0px',
    });
    observer.observe(element.current);
    return () => observer.disconnect();
  }, [element]);
  return isNear;
}
