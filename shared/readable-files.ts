/** Extensions of the files that tables are read from, for file dialogs; what a file is, its content tells. */
const sheets = ['xlsx', 'xlsm', 'xls', 'et', 'ods', 'fods', 'csv', 'html', 'htm', 'mht', 'xml'];

export const readableFiles: readonly string[] = [
  ...sheets,
  'docx',
  'doc',
  'wps',
  'rtf',
  'odt',
  'pdf',
  'ofd',
  'txt',
  'json',
];

/** Extensions of the files that the indicator library is read from: they hold cells. */
export const readableSheets: readonly string[] = sheets;
