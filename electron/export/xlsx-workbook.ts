import { columnName } from '../import/workbook/address.ts';
import type { DocumentInfo } from './document-info.ts';
import { xmlText } from './docx-xml.ts';
import { PackageWriter } from './office-package.ts';
import { type Worksheet, worksheetXml } from './xlsx-sheet.ts';
import { SharedStrings } from './xlsx-strings.ts';
import { XlsxStyles } from './xlsx-styles.ts';

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const TYPES = 'application/vnd.openxmlformats-officedocument';

const PROGRAM = '绩效表';

/**
 * A workbook (SpreadsheetML, ECMA-376 part 1, 18) written worksheet by worksheet, of which nothing stays in memory but
 * its packed part and the texts that all share.
 */
export class WorkbookWriter {
  readonly #names: readonly string[];
  readonly #file: PackageWriter;
  readonly #styles = new XlsxStyles();
  readonly #strings = new SharedStrings();
  readonly #defined: string[] = [];
  #written = 0;

  /** `names` are those of the worksheets in order (`sheetNames`). */
  constructor(names: readonly string[], info: DocumentInfo) {
    this.#names = names;
    this.#file = new PackageWriter(info.now);
    // Programs that guess the type of a file look at its first entry.
    this.#file.write('[Content_Types].xml', typesXml(names.length));
    this.#file.write('_rels/.rels', [packageRelations]);
    this.#file.write('docProps/core.xml', [coreXml(info)]);
    this.#file.write('docProps/app.xml', [appXml]);
  }

  add(worksheet: Worksheet): void {
    const index = this.#written++;
    this.#file.write(partName(index), [worksheetXml(worksheet, this.#styles, this.#strings)]);
    const define = (name: string, place: string) =>
      this.#defined.push(
        `<definedName name="_xlnm.${name}" localSheetId="${index}">'${xmlText(this.#names[index] as string)}'!${place}</definedName>`,
      );
    const { rows, columns, page } = worksheet;
    define('Print_Area', `$A$1:$${columnName(columns.length - 1)}$${rows.length}`);
    if (page.heading) define('Print_Titles', `$${page.heading.from + 1}:$${page.heading.to}`);
  }

  /** The whole file. */
  end(): Uint8Array {
    if (this.#written !== this.#names.length) throw new Error('a workbook lacks worksheets that it has names for');
    this.#file.write('xl/workbook.xml', [workbookXml(this.#names, this.#defined)]);
    this.#file.write('xl/_rels/workbook.xml.rels', workbookRelations(this.#names.length));
    this.#file.write('xl/styles.xml', [this.#styles.xml()]);
    this.#file.write('xl/sharedStrings.xml', this.#strings.xml());
    return this.#file.end();
  }
}

function partName(index: number): string {
  return `xl/worksheets/sheet${index + 1}.xml`;
}

function* typesXml(count: number): Generator<string> {
  yield `${HEAD}<Types xmlns="${PACKAGE}/content-types">`;
  yield `<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>`;
  yield '<Default Extension="xml" ContentType="application/xml"/>';
  const override = (part: string, type: string) => `<Override PartName="/${part}" ContentType="${type}+xml"/>`;
  yield override('xl/workbook.xml', `${TYPES}.spreadsheetml.sheet.main`);
  for (let index = 0; index < count; index++) yield override(partName(index), `${TYPES}.spreadsheetml.worksheet`);
  yield override('xl/styles.xml', `${TYPES}.spreadsheetml.styles`);
  yield override('xl/sharedStrings.xml', `${TYPES}.spreadsheetml.sharedStrings`);
  yield override('docProps/core.xml', 'application/vnd.openxmlformats-package.core-properties');
  yield override('docProps/app.xml', `${TYPES}.extended-properties`);
  yield '</Types>';
}

const packageRelations =
  `${HEAD}<Relationships xmlns="${PACKAGE}/relationships">` +
  `<Relationship Id="rId1" Type="${RELATIONS}/officeDocument" Target="xl/workbook.xml"/>` +
  `<Relationship Id="rId2" Type="${PACKAGE}/relationships/metadata/core-properties" Target="docProps/core.xml"/>` +
  `<Relationship Id="rId3" Type="${RELATIONS}/extended-properties" Target="docProps/app.xml"/>` +
  '</Relationships>';

/** The worksheets have the first numbers. */
function* workbookRelations(count: number): Generator<string> {
  yield `${HEAD}<Relationships xmlns="${PACKAGE}/relationships">`;
  const relation = (id: number, type: string, target: string) =>
    `<Relationship Id="rId${id}" Type="${RELATIONS}/${type}" Target="${target}"/>`;
  for (let id = 1; id <= count; id++) yield relation(id, 'worksheet', `worksheets/sheet${id}.xml`);
  yield relation(count + 1, 'styles', 'styles.xml');
  yield relation(count + 2, 'sharedStrings', 'sharedStrings.xml');
  yield '</Relationships>';
}

function workbookXml(names: readonly string[], defined: readonly string[]): string {
  const sheets = names.map((name, at) => `<sheet name="${xmlText(name)}" sheetId="${at + 1}" r:id="rId${at + 1}"/>`);
  return (
    `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><bookViews><workbookView/></bookViews>` +
    `<sheets>${sheets.join('')}</sheets><definedNames>${defined.join('')}</definedNames></workbook>`
  );
}

function coreXml({ title, author, now }: DocumentInfo): string {
  const time = `xsi:type="dcterms:W3CDTF">${now.toISOString().slice(0, 19)}Z`;
  return (
    `${HEAD}<cp:coreProperties xmlns:cp="${PACKAGE}/metadata/core-properties"` +
    ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"' +
    ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">' +
    `<dc:title>${xmlText(title)}</dc:title><dc:creator>${xmlText(author || PROGRAM)}</dc:creator>` +
    `<cp:lastModifiedBy>${PROGRAM}</cp:lastModifiedBy>` +
    `<dcterms:created ${time}</dcterms:created><dcterms:modified ${time}</dcterms:modified></cp:coreProperties>`
  );
}

/** LibreOffice takes rows and values as they are stored only from programs that it knows. */
const appXml =
  `${HEAD}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">` +
  '<Application>Microsoft Excel</Application></Properties>';
