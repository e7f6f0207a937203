import { later } from '../later.tsx';

/** Brings the PDF reader along, which nothing else needs. */
export const Preview = later(() => import('./preview.tsx').then((part) => part.Preview));
