import type { DocumentInfo } from './document-info.ts';
import { LONGEST_TEXT, type PdfFile, type Ref, textString } from './pdf-file.ts';
import { srgbProfile } from './srgb-profile.ts';

const PROGRAM = '绩效表';

/** The document information dictionary (ISO 32000-1, 14.3.3). */
export function writeInfo(file: PdfFile, info: DocumentInfo): Ref {
  const time = `(D:${seconds(info.now).replace(/[-T:]/g, '')})`;
  const texts = { Title: info.title, Author: info.author, Subject: info.subject ?? '' };
  const entries = Object.entries(texts).map(([key, text]) => (plain(text) ? `/${key}${textString(plain(text))}` : ''));
  const program = textString(PROGRAM);
  return file.put(`<<${entries.join('')}/Creator${program}/Producer${program}/CreationDate${time}/ModDate${time}>>`);
}

/**
 * The same as XMP. `archive` is the level of PDF/A-2 that the file claims to have, A with a structure or B without
 * (ISO 19005-2, 6.6).
 */
export function writeMetadata(file: PdfFile, info: DocumentInfo, archive: 'A' | 'B' | null): Ref {
  const time = seconds(info.now);
  const text = (value: string) => xmlText(plain(value));
  const one = (name: string, value: string, list: 'Alt' | 'Seq') =>
    plain(value) &&
    `<dc:${name}><rdf:${list}><rdf:li${list === 'Alt' ? ' xml:lang="x-default"' : ''}>${text(value)}</rdf:li></rdf:${list}></dc:${name}>`;
  const xmp = `<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:format>application/pdf</dc:format>${one('title', info.title, 'Alt')}${one('creator', info.author, 'Seq')}${one('description', info.subject ?? '', 'Alt')}</rdf:Description>
<rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/"><xmp:CreatorTool>${PROGRAM}</xmp:CreatorTool><xmp:CreateDate>${time}</xmp:CreateDate><xmp:ModifyDate>${time}</xmp:ModifyDate></rdf:Description>
<rdf:Description rdf:about="" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"><pdf:Producer>${PROGRAM}</pdf:Producer></rdf:Description>
${archive ? `<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"><pdfaid:part>2</pdfaid:part><pdfaid:conformance>${archive}</pdfaid:conformance></rdf:Description>\n` : ''}</rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>`;
  return file.stream('/Type/Metadata/Subtype/XML', Buffer.from(xmp), { plain: true });
}

/** What the colours of the document are: sRGB (ISO 19005-2, 6.2.3). */
export function writeOutputIntent(file: PdfFile): Ref {
  const profile = file.stream('/N 3', srgbProfile());
  const name = '(sRGB IEC61966-2.1)';
  return file.put(
    `<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier${name}/Info${name}/DestOutputProfile ${profile}>>`,
  );
}

function seconds(time: Date): string {
  return `${time.toISOString().slice(0, 19)}Z`;
}

/** A text in one line, without what XML cannot have (https://www.w3.org/TR/xml/#charsets), and not too long for a PDF. */
function plain(text: string): string {
  return text
    .slice(0, LONGEST_TEXT)
    .replace(/[\p{Cc}\ufffe\uffff\ufeff]|\p{Cs}/gu, ' ')
    .trim();
}

function xmlText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
