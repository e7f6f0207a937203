import type { DocumentInfo } from './document-info.ts';
import { type Drawn, type DrawnPage, MM_PER_PT } from './drawn.ts';
import type { Fonts } from './fonts.ts';
import { pageContent } from './pdf-content.ts';
import { EmbeddedFaces } from './pdf-faces.ts';
import { decimal, PdfFile, type Ref, textString } from './pdf-file.ts';
import { writeInfo, writeMetadata, writeOutputIntent } from './pdf-metadata.ts';
import { Destinations, type Placed, pageLabels, target, writeOutline } from './pdf-outline.ts';
import { StructureTree } from './pdf-structure.ts';

/** The language of the documents: that of the interface and of the forms. */
const LANGUAGE = '(zh-CN)';

/**
 * A PDF of pages on which everything has its place. With `archive` it is PDF/A-2 (ISO 19005-2), of level A where its
 * pages have sections. The pages are taken one after the other.
 * @throws Error for a link to no anchor, and for two anchors of one name.
 */
export function printPages(pages: Iterable<DrawnPage>, info: DocumentInfo, fonts: Fonts, archive = false): Uint8Array {
  const file = new PdfFile();
  const structure = new StructureTree(file);
  const destinations = new Destinations();
  const faces = new EmbeddedFaces(fonts, file);
  const tree = file.ref();
  const kids: Ref[] = [];
  const anchors: Placed[] = [];
  const labels: (string | undefined)[] = [];
  for (const page of pages) {
    const ref = file.ref();
    const [width, height] = [page.width / MM_PER_PT, page.height / MM_PER_PT];
    if (page.section) structure.begin(page.section);
    const content = pageContent(page.drawn, page.height, faces);
    const key = structure.key();
    structure.parents(key, `[${content.marked.map((element, mark) => structure.mark(element, ref, mark)).join(' ')}]`);
    const links = page.drawn
      .filter((one) => one.kind === 'link')
      .map((link) => writeLink(file, link, ref, height, destinations, structure));
    file.put(
      `<</Type/Page/Parent ${tree}/MediaBox[0 0 ${decimal(width)} ${decimal(height)}]` +
        `/Resources<</Font<<${faces.resources(content.used)}>>>>/Contents ${file.stream('', Buffer.from(content.operators))}` +
        `/StructParents ${key}/Tabs/S${links.length > 0 ? `/Annots[${links.join(' ')}]` : ''}>>`,
      ref,
    );
    kids.push(ref);
    labels.push(page.label);
    for (const anchor of page.anchors ?? []) {
      const placed = { ...anchor, target: target(ref, height, anchor.y / MM_PER_PT) };
      destinations.place(placed);
      anchors.push(placed);
    }
  }
  file.put(`<</Type/Pages/Count ${kids.length}/Kids[${kids.join(' ')}]>>`, tree);
  faces.write();
  const root = structure.end();
  const outline = writeOutline(file, anchors);
  const names = destinations.write(file);
  const numbering = pageLabels(labels);
  const catalog = file.put(
    [
      `<</Type/Catalog/Pages ${tree}/Lang${LANGUAGE}/ViewerPreferences<</DisplayDocTitle true>>`,
      `/Metadata ${writeMetadata(file, info, archive ? (root ? 'A' : 'B') : null)}`,
      archive ? `/OutputIntents[${writeOutputIntent(file)}]` : '',
      root ? `/MarkInfo<</Marked true>>/StructTreeRoot ${root}` : '',
      outline ? `/Outlines ${outline}` : '',
      // The pane of bookmarks opens by itself where there is something to choose.
      anchors.filter(({ title }) => title !== undefined).length > 1 ? '/PageMode/UseOutlines' : '',
      names ? `/Names ${names}` : '',
      numbering ? `/PageLabels${numbering}` : '',
      '>>',
    ].join(''),
  );
  return file.end(catalog, writeInfo(file, info));
}

/** A link on the page (ISO 32000-1, 12.5.6.5), printed as nothing. */
function writeLink(
  file: PdfFile,
  { area, to, text, of }: Extract<Drawn, { kind: 'link' }>,
  page: Ref,
  height: number,
  destinations: Destinations,
  structure: StructureTree,
): Ref {
  const link = file.ref();
  const [left, right] = [area.x, area.x + area.width].map((x) => decimal(x / MM_PER_PT));
  const [bottom, top] = [area.y + area.height, area.y].map((y) => decimal(height - y / MM_PER_PT));
  let parent = '';
  if (of) {
    const key = structure.key();
    structure.parents(key, structure.link(of, page, link));
    parent = `/StructParent ${key}`;
  }
  return file.put(
    `<</Type/Annot/Subtype/Link/Rect[${left} ${bottom} ${right} ${top}]/Border[0 0 0]/F 4` +
      `/A<</S/GoTo/D${destinations.key(to)}>>/Contents${textString(text)}${parent}>>`,
    link,
  );
}
