declare module 'pdfjs-dist/legacy/build/pdf.min.mjs' {
  export * from 'pdfjs-dist/legacy/build/pdf.mjs';
}
declare module 'pdfjs-dist/legacy/build/pdf.worker.min.mjs' {
  /** What answers pdf.js in the same thread, when it is found as `globalThis.pdfjsWorker`. */
  export const WorkerMessageHandler: unknown;
}
