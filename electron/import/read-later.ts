/** The readers of files, which are loaded when the first file comes: a window opens sooner without them. */
type Readers = typeof import('./read-file.ts');

/** As in read-file.ts. */
export const readFilings: Readers['readFilings'] = async (...file) =>
  (await import('./read-file.ts')).readFilings(...file);

/** As in read-file.ts. */
export const readCells: Readers['readCells'] = async (...file) => (await import('./read-file.ts')).readCells(...file);
