/**
 * What the PDF reader's legacy build takes for granted and Chromium 114 and Node 18 do not have yet: it brings
 * everything else itself (pdfjs-dist 6.5). Imported before the reader, in the window and in its worker.
 */
Promise.withResolvers ??= function withResolvers<T>(): PromiseWithResolvers<T> {
  let settle: Pick<PromiseWithResolvers<T>, 'resolve' | 'reject'> | undefined;
  const promise = new Promise<T>((resolve, reject) => {
    settle = { resolve, reject };
  });
  return { promise, ...(settle as Pick<PromiseWithResolvers<T>, 'resolve' | 'reject'>) };
};

export {};
