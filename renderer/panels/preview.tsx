import { Button, Spin } from 'antd';
import { GlobalWorkerOptions, getDocument, type PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import workerUrl from 'pdfjs-dist/legacy/build/pdf.worker.min.mjs?url';
import { useEffect, useRef, useState } from 'react';
import { actionOf } from '../actions/actions.ts';
import type { Session } from '../session.ts';
import type { Workspace } from '../workspace.ts';

GlobalWorkerOptions.workerSrc = workerUrl;

interface Props {
  workspace: Workspace;
  session: Session;
  attempt(work: () => void | Promise<void>): void;
  onClose(): void;
}

/** The PDF itself, page by page, as it will be printed. It covers the table; Esc goes back. */
export function Preview({ workspace, session, attempt, onClose }: Props) {
  const [document, setDocument] = useState<PDFDocumentProxy | null>(null);
  const back = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    let opened: PDFDocumentProxy | null = null;
    let closed = false;
    attempt(async () => {
      const bytes = await workspace.preview(session.id);
      if (!bytes || closed) return;
      opened = await getDocument({ data: bytes, useSystemFonts: false }).promise;
      if (closed) await opened.loadingTask.destroy();
      else setDocument(opened);
    });
    back.current?.focus();
    return () => {
      closed = true;
      void opened?.loadingTask.destroy();
    };
  }, [workspace, session, attempt]);
  return (
    <section
      className="preview"
      aria-label="打印预览"
      onKeyDown={(event) => {
        if (event.key === 'Escape') onClose();
      }}
    >
      <div className="preview-bar">
        <Button size="small" ref={back} onClick={onClose}>
          返回编辑（Esc）
        </Button>
        <Button size="small" onClick={() => attempt(() => workspace.export('print', [session.id]))}>
          {actionOf('print').label}
        </Button>
        <span role="status">{document ? `共 ${document.numPages} 页` : '正在生成…'}</span>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: whoever has no mouse scrolls it with the arrow keys */}
      <section className="preview-pages" tabIndex={0} aria-label="页面">
        {document ? (
          Array.from({ length: document.numPages }, (_, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a page is its number
            <PdfPage key={index} document={document} number={index + 1} attempt={attempt} />
          ))
        ) : (
          <Spin />
        )}
      </section>
    </section>
  );
}

/** Pixels of the canvas for one point of the page: sharp at 150 % on an office screen. */
const SCALE = 2;

function PdfPage({
  document,
  number,
  attempt,
}: {
  document: PDFDocumentProxy;
  number: number;
  attempt: Props['attempt'];
}) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    attempt(async () => {
      const page = await document.getPage(number);
      if (!canvas.current) return;
      const viewport = page.getViewport({ scale: SCALE });
      canvas.current.width = viewport.width;
      canvas.current.height = viewport.height;
      await page.render({ canvas: canvas.current, viewport }).promise;
    });
  }, [document, number, attempt]);
  return <canvas ref={canvas} role="img" aria-label={`第 ${number} 页`} data-page={number} />;
}
