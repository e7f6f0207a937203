/**
 * A table to hand over that is no official form: 审核报告, 对比表, 指标库. Engines write it to a workbook or a PDF
 * (electron/export/listing-*.ts); what it says is decided where it is made.
 */
export interface Listing {
  title: string;
  /** Lines under the title: unit, year, counts, when it was made. */
  lines: string[];
  /** One worksheet each; in a PDF one after the other. */
  tables: ListingTable[];
}

export interface ListingTable {
  /** Heading, and name of the worksheet. */
  name: string;
  columns: ListingColumn[];
  /** Texts by column. An amount is its exact decimal string. */
  rows: string[][];
  /** What stands instead of rows when there are none: 没有发现问题. */
  empty: string;
}

export interface ListingColumn {
  name: string;
  /** Width in mm on a landscape A4 page. */
  width: number;
  /** `amount`: right-aligned, and a number in the worksheet where a double holds it exactly. */
  type: 'text' | 'amount';
}
