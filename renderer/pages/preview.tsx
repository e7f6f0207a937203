import '../../shared/older-engines.ts';
import { Button, Spin } from 'antd';
import {
  GlobalWorkerOptions,
  getDocument,
  type PDFDocumentLoadingTask,
  type PDFDocumentProxy,
} from 'pdfjs-dist/legacy/build/pdf.mjs';
import { useEffect, useRef, useState } from 'react';
import { actionOf } from '../actions/actions.ts';
import { Failed } from '../boundary.tsx';
import { sentenceOf } from '../faults.ts';
import { inTime, PdfPage } from './pdf-page.tsx';
import workerUrl from './pdf-worker.ts?worker&url';
import './preview.css';

GlobalWorkerOptions.workerSrc = workerUrl;

export interface PreviewProps {
  /** Makes the PDF; null when that was cancelled. Another preview is another component. */
  make(): Promise<Uint8Array<ArrayBuffer> | null>;
  /** What the button says that closes it. */
  back: string;
  onPrint(): void;
  onClose(): void;
}

/** The PDF itself, page by page, as it will be printed. It covers what it was called from; Esc goes back. */
export function Preview({ make: makePdf, back: backText, onPrint, onClose }: PreviewProps) {
  const [document, setDocument] = useState<PDFDocumentProxy | null>(null);
  const [failed, setFailed] = useState<string | null>(null);
  const [tries, setTries] = useState(0);
  const back = useRef<HTMLButtonElement>(null);
  useEffect(() => back.current?.focus(), []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each try makes the PDF anew
  useEffect(() => {
    let task: PDFDocumentLoadingTask | null = null;
    let closed = false;
    setDocument(null);
    setFailed(null);
    const make = async () => {
      const bytes = await makePdf();
      if (closed) return;
      if (!bytes) throw new Error('没有生成预览，可以重试');
      task = getDocument({ data: bytes, useSystemFonts: false });
      const opened = await inTime(task.promise);
      if (!closed) setDocument(opened);
    };
    make().catch((error: unknown) => {
      // Closing the preview ends the making of the PDF, which then fails; nobody is to be told.
      if (!closed) setFailed(sentenceOf(error));
    });
    return () => {
      closed = true;
      task?.destroy().catch(() => undefined);
    };
  }, [tries]);
  return (
    <section
      className="preview over-table"
      aria-label="打印预览"
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.preventDefault();
        onClose();
      }}
    >
      <div className="preview-bar">
        <Button size="small" ref={back} onClick={onClose}>
          {backText}
        </Button>
        <Button size="small" onClick={onPrint}>
          {actionOf('print').label}
        </Button>
        <span role="status">
          {document ? `共 ${document.numPages} 页` : failed === null ? '正在生成…' : '未能生成'}
        </span>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: whoever has no mouse scrolls it with the arrow keys */}
      <section className="preview-pages" tabIndex={0} aria-label="页面">
        {failed !== null && <Failed text={failed} onRetry={() => setTries(tries + 1)} onClose={onClose} />}
        {!document && failed === null && <Spin />}
        {document &&
          Array.from({ length: document.numPages }, (_, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a page is its number
            <PdfPage key={index} document={document} number={index + 1} onFailed={setFailed} />
          ))}
      </section>
    </section>
  );
}
