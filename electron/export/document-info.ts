/**
 * What a file says about itself. Author is the budget unit, subject the kind of table; its times come from `now`, so
 * that the same input gives the same bytes.
 */
export interface DocumentInfo {
  title: string;
  author: string;
  subject?: string;
  now: Date;
}
