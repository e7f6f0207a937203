/**
 * What the PDF library's build for older engines (pdfjs-dist 6.5) takes for granted and Node before 22 and Chromium
 * before 119 may lack. Imported before the library: by the reader, the preview and the preview's worker.
 */
Promise.withResolvers ??= function withResolvers<T>(): PromiseWithResolvers<T> {
  let settle: Pick<PromiseWithResolvers<T>, 'resolve' | 'reject'> | undefined;
  const promise = new Promise<T>((resolve, reject) => {
    settle = { resolve, reject };
  });
  return { promise, ...(settle as Pick<PromiseWithResolvers<T>, 'resolve' | 'reject'>) };
};

const buffers = ArrayBuffer.prototype as {
  transferToFixedLength?: (this: ArrayBuffer, length?: number) => ArrayBuffer;
};
buffers.transferToFixedLength ??= function transferToFixedLength(this: ArrayBuffer, length = this.byteLength) {
  return this.slice(0, length);
};

export {};
