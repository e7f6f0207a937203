/** Limits of what the window asks of the backend, which the window keeps to as well. */

/** Most filings of one file: a workbook has as many sheets, and programs open no more. */
export const MOST_OUT = 5000;

/** Says that filings are too many for one file. */
export const TOO_MANY_OUT = `一次最多导出或打印 ${MOST_OUT} 张表，请分批选择后再导出`;

/** The budget years that a filing can be of. */
export const YEARS = { first: 1990, last: 2100 };

/** Longest value of a setting in characters. */
export const LONGEST_SETTING = 100_000;

/** Longest name of a version in characters. */
export const LONGEST_VERSION_NAME = 40;

/** What a click on 导出 or 打印 makes: one workbook with a sheet per filing, or one PDF with them all. */
export const exportKinds = ['xlsx', 'pdf', 'docx', 'ofd'] as const;
export type ExportKind = (typeof exportKinds)[number];

/** Most filings that one call tells the summaries of. */
export const MOST_SUMMARIES = 1000;
