import type { Read } from './grid.ts';
import { readHtml } from './html.ts';
import { UnreadableError } from './limits.ts';

/** Most parts of a page in one file; pictures are parts too. */
const MOST_PARTS = 2000;
/** Longest head of a part. */
const HEAD = 8192;

/**
 * The pages of a file that holds a page with all that belongs to it (.mht), as Excel, WPS and browsers save one; a
 * workbook has a page for each sheet. Throws `UnreadableError`.
 */
export async function readMhtml(bytes: Uint8Array): Promise<Read> {
  // Bytes stay as they are until the encoding of a part is known.
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  const boundary = /\bboundary\s*=\s*(?:"([^"\r\n]{1,200})"|([^\s;"]{1,200}))/i.exec(text.slice(0, HEAD));
  const parts = boundary ? text.split(`--${boundary[1] ?? boundary[2]}`, MOST_PARTS).slice(1) : [text];
  const read: Read = { grids: [], notes: [] };
  let pages = 0;
  for (const part of parts) {
    const end = /\r?\n\r?\n/.exec(part.slice(0, HEAD));
    const head = part.slice(0, end?.index ?? 0).replace(/\r?\n[ \t]+/g, ' ');
    if (!end || !/^content-type:\s*text\/html/im.test(head)) continue;
    pages++;
    const body = decoded(part.slice(end.index + end[0].length), head);
    const charset = /\bcharset\s*=\s*"?([\w-]{2,40})/i.exec(head)?.[1];
    // The head of the part comes before what the page says of itself.
    const mark = charset ? Buffer.from(`<meta charset="${charset}">`) : Buffer.alloc(0);
    const { grids, notes } = await readHtml(Buffer.concat([mark, body]));
    read.grids.push(...grids.filter(({ rows }) => rows.length > 0));
    read.notes.push(...notes);
  }
  if (pages === 0)
    throw new UnreadableError('是单个文件的网页（.mht），但其中没有网页或已损坏；请另存为 .xlsx 后再导入');
  return read;
}

/** The bytes of a part by its transfer encoding (RFC 2045). */
function decoded(body: string, head: string): Buffer {
  const encoding = /^content-transfer-encoding:\s*([\w-]+)/im.exec(head)?.[1]?.toLowerCase();
  if (encoding === 'base64') return Buffer.from(body, 'base64');
  if (encoding !== 'quoted-printable') return Buffer.from(body, 'latin1');
  const plain = body.replace(/[ \t]{0,200}=[ \t]{0,200}\r?\n/g, (line) => /^[ \t]*/.exec(line)?.[0] ?? '');
  return Buffer.from(
    plain.replace(/=([0-9a-f]{2})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16))),
    'latin1',
  );
}
