import { createHash } from 'node:crypto';
import { strToU8 } from 'fflate';
import type { DocumentInfo } from './document-info.ts';
import type { DrawnPage } from './drawn.ts';
import type { Fonts } from './fonts.ts';
import { type FaceName, faceNames } from './glyphs.ts';
import { OfdFont } from './ofd-font.ts';
import { escaped, mm, ofdXml, pageXml } from './ofd-page.ts';
import { PackageWriter } from './office-package.ts';

/** What a reader takes that cannot draw the embedded font. */
const FAMILIES: Record<FaceName, string> = { song: '宋体', hei: '黑体', symbols: 'Segoe UI Symbol' };

/** An OFD (GB/T 33190-2016) of pages on which everything has its place. Pages are packed as they come. */
export function ofdPackage(pages: Iterable<DrawnPage>, info: DocumentInfo, fonts: Fonts): Uint8Array {
  const file = new PackageWriter(info.now);
  const add = (name: string, bytes: Uint8Array) => file.writeWhole(name, bytes);
  const hash = createHash('sha256');
  let id = 0;
  const nextId = () => ++id;
  const used = new Map<FaceName, { id: number; font: OfdFont }>();
  const font = (face: FaceName) => {
    const known = used.get(face) ?? { id: nextId(), font: new OfdFont(fonts.faces[face]) };
    used.set(face, known);
    return known;
  };
  const list: string[] = [];
  const outline: string[] = [];
  let first: DrawnPage | undefined;
  for (const page of pages) {
    first ??= page;
    const place = `Pages/Page_${list.length}/Content.xml`;
    const number = nextId();
    const xml = pageXml(page, { nextId, font });
    hash.update(xml);
    add(`Doc_0/${place}`, strToU8(xml));
    list.push(`<ofd:Page ID="${number}" BaseLoc="${place}"/>`);
    for (const { title, y } of page.anchors ?? [])
      if (title !== undefined) outline.push(outlineElement(title, number, y));
  }
  for (const face of faceNames) {
    const embedded = used.get(face)?.font.encode();
    if (embedded) add(`Doc_0/Res/${face}.ttf`, embedded);
  }
  add('Doc_0/PublicRes.xml', strToU8(resourcesXml(used)));
  const area = `<ofd:PageArea><ofd:PhysicalBox>0 0 ${mm(first?.width ?? 210)} ${mm(first?.height ?? 297)}</ofd:PhysicalBox></ofd:PageArea>`;
  const document =
    `<ofd:CommonData><ofd:MaxUnitID>${id}</ofd:MaxUnitID>${area}<ofd:PublicRes>PublicRes.xml</ofd:PublicRes></ofd:CommonData>` +
    `<ofd:Pages>${list.join('')}</ofd:Pages>` +
    (outline.length > 0 ? `<ofd:Outlines>${outline.join('')}</ofd:Outlines>` : '');
  add('Doc_0/Document.xml', strToU8(ofdXml('Document', '', document)));
  hash.update(JSON.stringify(info));
  add('OFD.xml', strToU8(rootXml(info, hash.digest('hex').slice(0, 32))));
  return file.end();
}

function outlineElement(title: string, page: number, y: number): string {
  return (
    `<ofd:OutlineElem Title="${escaped(title)}"><ofd:Actions><ofd:Action Event="CLICK"><ofd:Goto>` +
    `<ofd:Dest Type="XYZ" PageID="${page}" Left="0" Top="${mm(y)}"/></ofd:Goto></ofd:Action></ofd:Actions></ofd:OutlineElem>`
  );
}

function resourcesXml(used: ReadonlyMap<FaceName, { id: number; font: OfdFont }>): string {
  const fonts = [...used].map(
    ([face, { id, font }]) =>
      `<ofd:Font ID="${id}" FontName="${font.name}" FamilyName="${FAMILIES[face]}"><ofd:FontFile>${face}.ttf</ofd:FontFile></ofd:Font>`,
  );
  return ofdXml('Res', ' BaseLoc="Res"', fonts.length > 0 ? `<ofd:Fonts>${fonts.join('')}</ofd:Fonts>` : '');
}

function rootXml({ title, author, now }: DocumentInfo, documentId: string): string {
  const day = [now.getFullYear(), now.getMonth() + 1, now.getDate()]
    .map((part) => String(part).padStart(2, '0'))
    .join('-');
  const facts = [
    ['DocID', documentId],
    ['Title', title],
    ['Author', author],
    ['CreationDate', day],
    ['ModDate', day],
    ['Creator', '绩效表'],
  ] as const;
  const described = facts.flatMap(([name, text]) =>
    text === '' ? [] : [`<ofd:${name}>${escaped(text)}</ofd:${name}>`],
  );
  return ofdXml(
    'OFD',
    ' Version="1.0" DocType="OFD"',
    `<ofd:DocBody><ofd:DocInfo>${described.join('')}</ofd:DocInfo><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody>`,
  );
}
