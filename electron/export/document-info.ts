/** What a document says of itself. Author is the budget unit; its times come from `now`, so that the same input gives the same bytes. */
export interface DocumentInfo {
  title: string;
  author: string;
  now: Date;
}
